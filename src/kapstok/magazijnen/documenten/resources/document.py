"""Enkelvoudiginformatieobjecten: documents in all their versions."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

import msgspec

from kapstok.kern.nummers import parse_rsin
from kapstok.magazijnen.catalogi.models import InformatieObjectType
from kapstok.magazijnen.documenten import services as s
from kapstok.magazijnen.documenten.models import EnkelvoudigInformatieObject
from kapstok.magazijnen.documenten.resources import filters as f
from kapstok.magazijnen.documenten.resources.base import (
    ALL,
    DOCUMENT,
    DOCUMENTEN,
    KIND,
    LEVELS,
    REACH,
    REACHED,
    STAND,
    STANDS,
    checked,
    whole,
)
from kapstok.magazijnen.documenten.resources.content import content, read_body, settle_content
from kapstok.magazijnen.documenten.resources.tellen import number
from kapstok.magazijnen.documenten.services.base import require, take
from kapstok.platform.db import tenant_scope
from kapstok.platform.db.rows import ask_one
from kapstok.platform.errors import Refusal
from kapstok.platform.resource import Call, Resource, fields, filters, parse, register

STATUS = ("in_bewerking", "ter_vaststelling", "definitief", "gearchiveerd")
ALGORITMEN = (
    *("crc_16", "crc_32", "crc_64", "fletcher_4", "fletcher_8", "fletcher_16", "fletcher_32"),
    *("hmac", "md5", "sha_1", "sha_256", "sha_512", "sha_3"),
)
CHANGE = ("documenten.bijwerken", "documenten.geforceerd-bijwerken")
# The newest version, or the one that was asked for by number or moment.
VERSION = """JOIN documenten_informatieobjectversie v ON v.informatieobject_id = t.id AND v.versie = CASE
WHEN %(versie)s::int IS NOT NULL THEN %(versie)s::int WHEN %(registratieOp)s::timestamptz IS NOT NULL THEN
(SELECT max(o.versie) FROM documenten_informatieobjectversie o WHERE o.informatieobject_id = t.id
AND o.begin_registratie <= %(registratieOp)s::timestamptz) ELSE t.huidige_versie END"""
_SELF = f"{{url:{DOCUMENT}:{{t}}.id}}"
_DOWNLOAD = f"CASE WHEN v.sha256 = '' THEN NULL ELSE {_SELF} || '/download?versie=' || v.versie END"
PARTS = f"{DOCUMENTEN.prefix}/bestandsdelen"
_PARTS = fields.rows(f"""SELECT json_build_object('url', %(base)s::text || '{PARTS}/' || d.id,
'volgnummer', d.volgnummer, 'omvang', d.omvang, 'voltooid', d.sha256 <> '', 'lock', {{t}}.lock)
FROM documenten_bestandsdeel d WHERE d.informatieobject_id = {{t}}.id AND v.versie = {{t}}.huidige_versie
ORDER BY d.volgnummer""")


def _number(value: Any, name: str) -> int:
    return parse.integer(int(value) if str(value).isascii() and str(value).isdecimal() else value, name)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is only for the lock, and without empty texts that mean: as it is."""
    keep = {"identificatie", "vertrouwelijkheidaanduiding"}
    return {n: v for n, v in values.items() if n != "lock" and not (n in keep and not v)}


def ask_number(_ids: Mapping[str, UUID], clean: Mapping[str, Any], call: Call) -> None:
    """A new document that comes without a number will want one."""
    if not clean.get("identificatie"):
        call.asked["number"] = s.ask_number(clean["bronorganisatie"], call.now.year)


def create(values: dict[str, Any], call: Call) -> UUID:
    """POST /enkelvoudiginformatieobjecten"""
    values = _plain(values)
    faults = settle_content(values, now=None, new=True)
    if faults:
        require(faults, s.new_faults(values))
    kind = call.rows.get((KIND, values["informatieobjecttype_id"]))
    number = call.asked.pop("number", None)  # it is for one document
    made = s.create_document(s.NieuwDocument(**values), actor=call.actor, kind=kind, number=number)
    return made.informatieobject_id


def update(row_id: UUID, changes: dict[str, Any], call: Call) -> None:
    """PUT and PATCH: a next version, with the key of the lock (drc-009)."""
    changes, lock = _plain(changes), changes.get("lock") or ""
    put = call.actor.context.get("actie") == "update"
    rows = take(row_id)
    faults = settle_content(changes, now=rows[1].bestandsomvang, new=False)
    if faults:
        require(faults, s.change_faults(rows, changes, lock=lock, whole=put))
    s.add_version(row_id, changes, actor=call.actor, lock=lock, whole=put)


def rules(row_id: UUID | None, values: dict[str, Any], call: Call) -> list[Refusal]:
    """What else is wrong with a body of which a part could not be read."""
    values, lock = _plain(values), values.get("lock") or ""
    if row_id is None:
        return [*settle_content(values, now=None, new=True), *s.new_faults(values)]
    rows = take(row_id)
    faults = settle_content(values, now=rows[1].bestandsomvang, new=False)
    put = call.actor.context.get("actie") == "update"
    return [*faults, *s.change_faults(rows, values, lock=lock, whole=put)]


def delete(row_id: UUID, call: Call) -> None:
    """DELETE"""
    s.delete_document(row_id, actor=call.actor)


def with_lock(text: bytes, row_id: UUID, call: Call) -> bytes:
    """Who makes a document gets its lock: to send the parts of the content (empty for a document that is whole)."""
    held = ""
    if b'"locked":false' not in text:  # inside a text of somebody a quote has a backslash before it
        with tenant_scope(call.caller.tenant):
            held = EnkelvoudigInformatieObject.objects.values_list("lock", flat=True).get(id=row_id)
    return text[:-1] + b',"lock":' + msgspec.json.encode(held) + b"}"


PART = {
    "type": "object",
    "properties": {
        "url": {"type": "string", "format": "uri", "readOnly": True},
        "volgnummer": {"type": "integer", "readOnly": True},
        "omvang": {"type": "integer", "readOnly": True},
        "voltooid": {"type": "boolean", "readOnly": True},
        "lock": {"type": "string", "readOnly": True},
    },
}

enkelvoudiginformatieobject = register(
    Resource(
        name=DOCUMENT,
        table="documenten_enkelvoudiginformatieobject",
        path="enkelvoudiginformatieobjecten",
        api=DOCUMENTEN,
        scopes=replace(ALL, update=CHANGE),
        visible=REACH,
        listed=(STAND, STANDS),
        reached=REACHED,
        count=number,
        joins=VERSION,
        etag="{t}.versie || '.' || v.versie",
        search={"uuid__in": filters.ids()},
        trail=(),
        expands={"link": (), "bestanddelen": ()},
        detail={"versie": _number, "registratieOp": parse.moment},
        body_limit=1_000_000,
        reader=read_body,
        made=with_lock,
        fields=[
            fields.computed("url", _SELF, form="uri"),
            fields.text("identificatie", 40),
            fields.text("bronorganisatie", 9, required=True, check=parse_rsin),
            fields.date("creatiedatum", required=True, alias="v"),
            fields.text("titel", 200, required=True, alias="v"),
            fields.choice("vertrouwelijkheidaanduiding", LEVELS, alias="v"),
            fields.boolean("isGereedVoorPublicatie", nullable=True, alias="v"),
            fields.boolean("tonenAanInitiator", default=False, alias="v"),
            fields.text("auteur", 200, required=True, alias="v"),
            fields.choice("status", STATUS, alias="v"),
            fields.boolean("inhoudIsVervallen", nullable=True, alias="v"),
            fields.text("formaat", 255, alias="v"),
            checked(
                fields.text("taal", 3, required=True, alias="v"),
                lambda value: "min_length" if len(value) < 3 else "",
            ),
            fields.integer("versie", read_only=True, alias="v"),
            fields.moment("beginRegistratie", read_only=True, alias="v"),
            fields.text("bestandsnaam", 255, alias="v"),
            fields.writable(
                "inhoud",
                content,
                {"type": "string", "format": "byte"},
                _DOWNLOAD,
                nullable=True,
                shown={"type": "string", "format": "uri", "nullable": True},
            ),
            whole("bestandsomvang", 0, 2**63 - 1, nullable=True, alias="v"),
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
            fields.link(
                "informatieobjecttype", KIND, required=True, ask=partial(ask_one, InformatieObjectType)
            ),
            fields.computed("locked", "{t}.lock <> ''", "boolean"),
            fields.computed("bestandsdelen", _PARTS, "array", items=PART),
            fields.texts("trefwoorden", 100, alias="v"),
            fields.writable("lock", parse.text(100, (), "", blank=True), {"type": "string"}, "", default=""),
        ],
        filters=f.DOCUMENT,
        orderings=f.ORDERINGS,
        ahead=ask_number,
        create=create,
        update=update,
        delete=delete,
        rules=rules,
    )
)
