"""The Documenten API (1.7), declared."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from typing import Any
from uuid import UUID

from kapstok.kern.vertrouwelijkheid import Vertrouwelijkheid
from kapstok.magazijnen.documenten import api_writes as w
from kapstok.platform.resource import Api, Resource, Scopes, fields, filters, parse, register

DOCUMENTEN = Api("documenten", "/documenten/api/v1", "1.7.1", "drc")
ALGORITMEN = (
    "crc_16",
    "crc_32",
    "crc_64",
    "fletcher_4",
    "fletcher_8",
    "fletcher_16",
    "fletcher_32",
    "hmac",
    "md5",
    "sha_1",
    "sha_256",
    "sha_512",
    "sha_3",
)
READ = ("documenten.lezen",)
LEVELS = [v.value for v in Vertrouwelijkheid]
STATUS = ("in_bewerking", "ter_vaststelling", "definitief", "gearchiveerd")
# The newest version, or the one that was asked for by number or moment.
VERSION = """JOIN documenten_informatieobjectversie v ON v.informatieobject_id = t.id AND v.versie = CASE
WHEN %(versie)s::int IS NOT NULL THEN %(versie)s::int WHEN %(registratieOp)s::timestamptz IS NOT NULL THEN
(SELECT max(o.versie) FROM documenten_informatieobjectversie o WHERE o.informatieobject_id = t.id
AND o.begin_registratie <= %(registratieOp)s::timestamptz) ELSE t.huidige_versie END"""
# A document is in reach by its type (omschrijving) and the confidentiality of its newest version.
REACH = """EXISTS (SELECT 1 FROM autorisaties_autorisatie a JOIN catalogi_informatieobjecttype it
ON (it.omschrijving = a.informatieobjecttype OR it.catalogus_id = a.catalogus_id)
JOIN documenten_informatieobjectversie n
ON n.informatieobject_id = {e}.id AND n.versie = {e}.huidige_versie
WHERE a.applicatie_id = %(app)s AND a.component = 'drc' AND a.scopes::text[] && %(scopes)s::text[]
AND it.id = {e}.informatieobjecttype_id AND array_position({levels}, n.vertrouwelijkheidaanduiding::text)
<= array_position({levels}, a.max_vertrouwelijkheidaanduiding::text)
AND (n.is_gereed_voor_publicatie IS TRUE OR NOT (SELECT ap.alleen_is_gereed_voor_publicatie
  FROM autorisaties_applicatie ap WHERE ap.id = %(app)s)))""".replace(
    "{levels}", "ARRAY[" + ",".join(f"'{level}'" for level in LEVELS) + "]"
)
_NAME = "documenten.enkelvoudiginformatieobject"
_SELF = f"{{url:{_NAME}:{{t}}.id}}"


def _id_at_end(value: Any, name: str) -> UUID:
    try:
        return UUID(parse.uri(value, name).rstrip("/").rsplit("/", 1)[-1])
    except ValueError:
        raise parse.fault(name, "bad-url") from None


def _number(value: Any, name: str) -> int:
    return parse.integer(int(value) if str(value).isdecimal() else value, name)


_OBJECT = "SELECT 1 FROM documenten_objectinformatieobject o WHERE o.informatieobject_id = {t}.id AND"

enkelvoudiginformatieobject = register(
    Resource(
        name=_NAME,
        table="documenten_enkelvoudiginformatieobject",
        path="enkelvoudiginformatieobjecten",
        api=DOCUMENTEN,
        scopes=Scopes(
            READ,
            ("documenten.aanmaken",),
            ("documenten.bijwerken", "documenten.geforceerd-bijwerken"),
            ("documenten.verwijderen",),
        ),
        visible=REACH.replace("{e}", "{t}"),
        joins=VERSION,
        etag="{t}.versie || '.' || v.versie",
        detail={"versie": _number, "registratieOp": parse.moment},
        body_limit=150_000_000,
        fields=[
            fields.computed("url", _SELF, form="uri"),
            fields.text("identificatie", 40),
            fields.text("bronorganisatie", 9, required=True),
            fields.date("creatiedatum", required=True, alias="v"),
            fields.text("titel", 200, required=True, alias="v"),
            fields.choice("vertrouwelijkheidaanduiding", LEVELS, alias="v"),
            fields.boolean("isGereedVoorPublicatie", nullable=True, alias="v"),
            fields.boolean("tonenAanInitiator", default=False, alias="v"),
            fields.text("auteur", 200, required=True, alias="v"),
            fields.choice("status", STATUS, alias="v"),
            fields.boolean("inhoudIsVervallen", nullable=True, alias="v"),
            fields.text("formaat", 255, alias="v"),
            fields.text("taal", 3, required=True, alias="v"),
            fields.integer("versie", read_only=True, alias="v"),
            fields.moment("beginRegistratie", read_only=True, alias="v"),
            fields.text("bestandsnaam", 255, alias="v"),
            fields.writable(
                "inhoud",
                w.content,
                {"type": "string", "format": "byte"},
                f"CASE WHEN v.sha256 = '' THEN NULL ELSE {_SELF} || '/download?versie=' || v.versie END",
                nullable=True,
            ),
            fields.integer("bestandsomvang", nullable=True, alias="v"),
            fields.text("link", 200, form="uri", alias="v"),
            fields.text("beschrijving", 1000, alias="v"),
            fields.date("ontvangstdatum", nullable=True, alias="v"),
            fields.date("verzenddatum", nullable=True, alias="v"),
            fields.boolean("indicatieGebruiksrecht", nullable=True),
            fields.text("verschijningsvorm", alias="v"),
            fields.group(
                "ondertekening",
                fields.choice("soort", ("analoog", "digitaal", "pki"), required=True),
                fields.date("datum", required=True),
                alias="v",
            ),
            fields.group(
                "integriteit",
                fields.choice("algoritme", ALGORITMEN, required=True),
                fields.text("waarde", 128, required=True),
                fields.date("datum", required=True),
                alias="v",
            ),
            fields.link("informatieobjecttype", "catalogi.informatieobjecttype", required=True),
            fields.computed("locked", "{t}.lock <> ''", "boolean"),
            fields.computed("bestandsdelen", "'[]'::json", "array"),
            fields.texts("trefwoorden", 100, alias="v"),
            fields.writable("lock", parse.text(64, (), "", blank=True), {"type": "string"}, "", default=""),
        ],
        filters={
            "identificatie": filters.exact("identificatie"),
            "bronorganisatie": filters.exact("bronorganisatie"),
            "trefwoorden": filters.matching("v.trefwoorden && string_to_array({v}, ',')::varchar[]"),
            "objectinformatieobjecten_object": filters.matching(
                f"EXISTS ({_OBJECT} o.object_id = {{v}})", _id_at_end
            ),
            "objectinformatieobjecten_objectType": filters.matching(
                f"EXISTS ({_OBJECT} o.object_type = {{v}})"
            ),
        },
        create=w.create_document,
        update=w.change_document,
        delete=w.delete_document,
    )
)

_OBJECT_URL = """CASE {t}.object_type WHEN 'zaak' THEN {url:zaken.zaak:{t}.object_id}
WHEN 'besluit' THEN {url:besluiten.besluit:{t}.object_id} ELSE {t}.object_url END"""

objectinformatieobject = register(
    Resource(
        name="documenten.objectinformatieobject",
        table="documenten_objectinformatieobject",
        path="objectinformatieobjecten",
        api=DOCUMENTEN,
        scopes=Scopes(READ),
        visible="EXISTS (SELECT 1 FROM documenten_enkelvoudiginformatieobject e"
        f" WHERE e.id = {{t}}.informatieobject_id AND {REACH.replace('{e}', 'e')})",
        etag="{t}.id::text",
        paged=False,
        fields=[
            fields.computed("url", "{url:documenten.objectinformatieobject:{t}.id}", form="uri"),
            fields.link("informatieobject", _NAME, required=True),
            fields.computed("object", _OBJECT_URL, form="uri"),
            fields.text("objectType", read_only=True),
        ],
        filters={
            "object": filters.matching("{t}.object_id = {v}", _id_at_end),
            "informatieobject": filters.to(_NAME, "informatieobject_id"),
        },
    )
)
