"""The Besluiten API (1.1), declared."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from dataclasses import replace
from typing import Any
from uuid import UUID

from kapstok.kern.nummers import parse_rsin
from kapstok.magazijnen.besluiten import rules
from kapstok.magazijnen.besluiten import services as s
from kapstok.magazijnen.besluiten.elders import document_there, zaak_there
from kapstok.magazijnen.besluiten.models import Besluit, BesluitInformatieObject
from kapstok.magazijnen.besluiten.services.base import require
from kapstok.magazijnen.catalogi.elders import type_of
from kapstok.magazijnen.documenten.elders import SHAPE, DocumentElders, document_of
from kapstok.magazijnen.documenten.resources.base import DOCUMENT
from kapstok.magazijnen.registers import spiegel
from kapstok.magazijnen.zaken.resources.base import OF_ZAAK, ZAKEN
from kapstok.magazijnen.zaken.resources.relations import ANOTHER
from kapstok.platform.errors import Refusal
from kapstok.platform.resource import (
    READ_AND_DELETE,
    Api,
    Call,
    Resource,
    Scopes,
    fields,
    filters,
    parse,
    references,
    register,
)
from kapstok.platform.resource.kept import Kept
from kapstok.platform.resource.once import once

BESLUITEN = Api("besluiten", "/besluiten/api/v1", "1.1.0", "brc", verbs=READ_AND_DELETE)
READ = ("besluiten.lezen",)
BESLUIT = "besluiten.besluit"
VERVAL = ("tijdelijk", "ingetrokken_overheid", "ingetrokken_belanghebbende")
WORDS = """CASE {t}.vervalreden WHEN 'tijdelijk' THEN 'Besluit met tijdelijke werking'
WHEN 'ingetrokken_overheid' THEN 'Besluit ingetrokken door overheid'
WHEN 'ingetrokken_belanghebbende' THEN 'Besluit ingetrokken o.v.v. belanghebbende' ELSE '' END"""
# A besluit is in reach by its type (omschrijving or catalogus).
RIGHTS = once(
    "besluit_rights",
    """SELECT array_agg(bt.id) AS kinds FROM catalogi_besluittype bt
WHERE EXISTS (SELECT FROM autorisaties_autorisatie a WHERE a.applicatie_id = %(app)s AND a.component = 'brc'
AND a.scopes::text[] && %(scopes)s::text[]
AND (bt.omschrijving = a.besluittype OR bt.catalogus_id = a.catalogus_id))""",
)
REACH = f"array_position({RIGHTS}.kinds, {{b}}.besluittype_id) IS NOT NULL"
_TABLE = "besluiten_besluit"
_number = Kept(
    table="besluiten_besluittelling",
    since="besluiten_besluittelregel",
    columns=frozenset({"besluittype_id"}),
    by={"verantwoordelijke_organisatie": "waarde"},
)


def _zaaktype(values: dict[str, Any], call: Call) -> UUID | None:
    """The zaaktype of a zaak elsewhere, when our catalogus has it (brc-007)."""
    url = values.get("zaak_url")
    return type_of(call, references.told(url), "zaaktype") if url else None


def _create(values: dict[str, Any], call: Call) -> UUID:
    new = s.NieuwBesluit(**values)
    besluit_id = s.create_besluit(new, actor=call.actor, zaaktype_elders=_zaaktype(values, call)).id
    if new.zaak_url:
        there = zaak_there(new.zaak_url, besluit_id, call.base)
        spiegel.make(call, there, "zaak", lambda: s.delete_besluit(besluit_id, actor=call.actor))
    return besluit_id


def _delete(besluit_id: UUID, call: Call) -> None:
    s.delete_besluit(besluit_id, actor=call.actor)


def _change(besluit_id: UUID, changes: dict[str, Any], call: Call) -> None:
    """PUT and PATCH. A number that PUT leaves out stays as it is."""
    kept = _kept(changes)
    old = s.besluit_of(besluit_id)
    s.change_besluit(besluit_id, kept, actor=call.actor, zaaktype_elders=_zaaktype(kept, call))
    url = kept.get("zaak_url", old.zaak_url)
    if url == old.zaak_url:
        return
    before = {name: getattr(old, name) for name in kept}

    def undo() -> None:
        s.change_besluit(besluit_id, before, actor=call.actor, zaaktype_elders=_zaaktype(before, call))

    follow = spiegel.make if url else spiegel.remove
    follow(call, zaak_there(url or old.zaak_url, besluit_id, call.base), "zaak", undo)


def _kept(changes: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in changes.items() if v or k != "identificatie"}


def _rules(besluit_id: UUID | None, values: dict[str, Any], call: Call) -> list[Refusal]:
    return [*s.besluit_faults(besluit_id, _kept(values), call.now, _zaaktype(values, call))]


def _unlink(row_id: UUID, call: Call) -> None:
    row = BesluitInformatieObject.objects.get(id=row_id)
    s.unlink_document(row_id, actor=call.actor)
    if row.informatieobject_url:
        there = document_there(row.informatieobject_url, row.besluit_id)
        spiegel.remove(call, there, "nonFieldErrors", lambda: s.restore_link(row, actor=call.actor))


def _link(values: dict[str, Any], call: Call) -> UUID:
    document = document_of(call, values["informatieobject_id"], values["informatieobject_url"])
    row_id = s.link_document(values["besluit_id"], document, actor=call.actor).id
    if isinstance(document, DocumentElders):
        there = document_there(document.url, values["besluit_id"], call.base)
        spiegel.make(call, there, "informatieobject", lambda: s.unlink_document(row_id, actor=call.actor))
    return row_id


besluit = register(
    Resource(
        name=BESLUIT,
        table=_TABLE,
        path="besluiten",
        api=BESLUITEN,
        scopes=Scopes(READ, ("besluiten.aanmaken",), ("besluiten.bijwerken",), ("besluiten.verwijderen",)),
        trail=("zaak_id",),
        visible=REACH.replace("{b}", "{t}"),
        reached=filters.of_each(_TABLE, "besluittype_id", f"unnest({RIGHTS}.kinds) AS k(id)"),
        count=_number,
        fields=[
            fields.computed("url", "{url:besluiten.besluit:{t}.id}", form="uri"),
            fields.text("identificatie", 50),
            fields.text("verantwoordelijkeOrganisatie", 9, required=True, check=parse_rsin),
            fields.link("besluittype", "catalogi.besluittype", required=True),
            fields.link("zaak", "zaken.zaak", elsewhere="zaak_url"),
            fields.date("datum", required=True),
            fields.text("toelichting"),
            fields.text("bestuursorgaan", 50),
            fields.date("ingangsdatum", required=True),
            fields.date("vervaldatum", nullable=True),
            fields.choice("vervalreden", VERVAL),
            fields.computed("vervalredenWeergave", WORDS),
            fields.date("publicatiedatum", nullable=True),
            fields.date("verzenddatum", nullable=True),
            fields.date("uiterlijkeReactiedatum", nullable=True),
        ],
        filters={
            "identificatie": filters.exact("identificatie", few=True),
            "verantwoordelijkeOrganisatie": filters.seldom(
                _TABLE, filters.exact("verantwoordelijke_organisatie"), "verantwoordelijke_organisatie"
            ),
            "besluittype": filters.seldom(_TABLE, filters.to("catalogi.besluittype"), "besluittype_id"),
            "zaak": replace(filters.to("zaken.zaak", elsewhere="zaak_url"), few=True),
        },
        refers={"zaak": ANOTHER},
        create=_create,
        update=_change,
        delete=_delete,
        rules=_rules,
    )
)

besluitinformatieobject = register(
    Resource(
        name="besluiten.besluitinformatieobject",
        table="besluiten_besluitinformatieobject",
        path="besluitinformatieobjecten",
        api=BESLUITEN,
        scopes=Scopes(READ, ("besluiten.aanmaken",), (), ("besluiten.verwijderen",)),
        visible="EXISTS (SELECT 1 FROM besluiten_besluit b WHERE b.id = {t}.besluit_id"
        f" AND {REACH.replace('{b}', 'b')})",
        paged=False,
        fields=[
            fields.computed("url", "{url:besluiten.besluitinformatieobject:{t}.id}", form="uri"),
            fields.link("informatieobject", DOCUMENT, required=True, elsewhere="informatieobject_url"),
            fields.link("besluit", "besluiten.besluit", required=True),
        ],
        filters={
            "besluit": filters.to("besluiten.besluit"),
            "informatieobject": filters.to(DOCUMENT, "informatieobject_id", elsewhere="informatieobject_url"),
        },
        refers={"informatieobject": SHAPE},
        create=_link,
        delete=_unlink,
    )
)


def _zaakbesluit(values: dict[str, Any], _call: Call) -> UUID:
    """POST /zaken/{uuid}/besluiten, as a besluitenregistratie does to mirror a link. Ours is there already."""
    besluit = Besluit.objects.get(id=values["besluit"])
    require(rules.zaakbesluit_is_consistent(besluit.zaak_id, values["zaak_id"]))
    return besluit.id


def _no_zaakbesluit(_row_id: UUID, _call: Call) -> None:
    """DELETE /zaken/{uuid}/besluiten/{uuid}: the link goes by the besluit."""
    require(rules.zaakbesluit_goes_with_besluit())


# The other side of Besluit.zaak in the Zaken API (brc-006): the same row, seen from the zaak.
zaakbesluit = register(
    Resource(
        name="zaken.zaakbesluit",
        table=_TABLE,
        path="besluiten",
        under=("zaken", "zaak_id"),
        api=ZAKEN,
        scopes=Scopes(("zaken.lezen",), ("zaken.bijwerken",), (), ("zaken.bijwerken",)),
        visible=OF_ZAAK,
        paged=False,
        fields=[
            fields.computed("url", "{url:zaken.zaakbesluit:{t}.id}", form="uri"),
            fields.computed("uuid", "{t}.id", form="uuid"),
            fields.writable(
                "besluit",
                parse.uri,
                {"type": "string", "format": "uri", "maxLength": 1000},
                "{url:besluiten.besluit:{t}.id}",
                required=True,
                to="besluiten.besluit",
            ),
        ],
        create=_zaakbesluit,
        delete=_no_zaakbesluit,
    )
)
