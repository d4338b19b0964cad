"""Documents with all their versions and bytes. What is fetched is hashed while it comes in, and never held."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F

from kapstok.koppelvlakken.zgw.migratie.bijwerken import touched
from kapstok.koppelvlakken.zgw.migratie.bron import (
    DOCUMENT,
    OF_DOCUMENT,
    Json,
    NietBeschikbaar,
    Ongelezen,
    Pagina,
    id_of,
)
from kapstok.koppelvlakken.zgw.migratie.historie import Trail, keep_trails, trails_of
from kapstok.koppelvlakken.zgw.migratie.rijen import Row, Uitkomst, row_of
from kapstok.koppelvlakken.zgw.migratie.stand import Deel, Migratie
from kapstok.koppelvlakken.zgw.migratie.zaken import by_page
from kapstok.magazijnen.documenten.integriteit import content_matches
from kapstok.magazijnen.documenten.models import EnkelvoudigInformatieObject, InformatieObjectVersie
from kapstok.platform.db import tenant_scope, uuid7
from kapstok.platform.storage import Incoming, store

VERSIONS = "documenten_informatieobjectversie"
VERSIE, INHOUD = f"{DOCUMENT}.versie", f"{DOCUMENT}.inhoud"
Contents = dict[tuple[UUID | None, int], Incoming]
HIER_NIEUWER = (
    "Hier is het document gewijzigd sinds het overnemen: nieuwere versies van de bron komen niet mee."
)


_LATE = """
UPDATE documenten_informatieobjectversie v SET sha256 = n.sha256, bestandsomvang = n.omvang
FROM unnest(%s::uuid[], %s::text[], %s::bigint[]) AS n(id, sha256, omvang) WHERE v.id = n.id AND v.sha256 = ''
"""
_NEWEST = """
UPDATE documenten_enkelvoudiginformatieobject d SET versie = d.versie + 1, huidige_versie = v.laatste FROM (
  SELECT informatieobject_id, max(versie) AS laatste FROM documenten_informatieobjectversie
  WHERE informatieobject_id = ANY(%s) GROUP BY informatieobject_id) v WHERE d.id = v.informatieobject_id
"""


@dataclass
class Opgehaald:
    """What belongs to a page of documents, fetched before its transaction. `versions`: those that are not here, and
    the newest of each; `ids`: of versions that are."""

    versions: list[Json] = field(default_factory=list)
    ids: dict[tuple[UUID, int], UUID] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    below: list[list[Json]] = field(default_factory=list)
    trails: list[Trail] = field(default_factory=list)
    contents: Contents = field(default_factory=dict)
    afgewezen: list[Ongelezen] = field(default_factory=list)


def import_documenten(migratie: Migratie) -> None:
    """Page by page: what is not here is fetched whole before it is written in one transaction."""
    by_page(migratie, DOCUMENT, _bring_in, partial(_fetch, migratie))


def _fetch(migratie: Migratie, page: Pagina) -> Opgehaald:
    bron, made = migratie.bron, Opgehaald()
    here, empty = _here(migratie, page.rijen, made)
    missing: list[tuple[str, int]] = []
    for one in page.rijen:
        row, last = id_of(one["url"]), _number(one)
        known = here.get(row, 0) if row is not None else 0
        if known < 0:  # changed here
            if last > -known:
                made.afgewezen.append((DOCUMENT, f"{one['url']}#versies", HIER_NIEUWER))
            continue
        missing += [(str(one["url"]), n) for n in range(known + 1, last)]
        made.versions.append(one)
    made.versions = [*bron.versions(missing), *made.versions]
    urls = [str(one["url"]) for one in page.rijen]
    made.asked = [(n, str(one["url"])) for one in page.rijen for n in OF_DOCUMENT if _may_have(one, n)]
    made.below = bron.below(made.asked)
    migratie.note_unread()
    made.trails = trails_of(migratie, urls)
    for one in made.versions:
        key = id_of(one["url"]), _number(one)
        if key not in made.ids or key in empty:
            _content(migratie, made, one)
    return made


def _here(
    migratie: Migratie, given: Sequence[Json], made: Opgehaald
) -> tuple[dict[UUID, int], set[tuple[UUID | None, int]]]:
    """Up to which version each of these is here (below zero: and it was changed here), and versions that had no
    content to come along."""
    with tenant_scope(migratie.tenant):
        rows = InformatieObjectVersie.objects.filter(
            informatieobject_id__in=[row for one in given if (row := id_of(one["url"])) is not None]
        ).values_list("id", "informatieobject_id", "versie", "sha256", "bestandsomvang")
        last: dict[UUID, int] = {}
        empty: set[tuple[UUID | None, int]] = set()
        for row, document, number, sha256, _size in rows:
            made.ids[document, number] = row
            last[document] = max(number, last.get(document, 0))
            if not sha256:
                empty.add((document, number))
        held = touched(last)
    return {document: -n if document in held else n for document, n in last.items()}, empty


def _number(one: Json) -> int:
    return int(one.get("versie") or 1)


def _bring_in(page: Pagina, fetched: Opgehaald, deel: Deel) -> None:
    deel.gezien += len(page.rijen)
    deel.afgewezen += fetched.afgewezen
    found = deel.add(DOCUMENT, [_document(one) for one in page.rijen], page.rijen)
    here = found.nieuw | found.aanwezig
    kept = [one for one in fetched.versions if id_of(one["url"]) in here]
    rows = [_version(one, fetched) for one in kept]
    versions = deel.add(VERSIE, rows, kept, table=VERSIONS)
    whole = _whole(deel, page.rijen, found.nieuw) | found.aanwezig
    _newest(deel, rows, versions, found.aanwezig)
    for (document, _), incoming in fetched.contents.items():
        if document in whole:
            incoming.keep()
    for name in OF_DOCUMENT:
        pairs = zip(fetched.asked, fetched.below, strict=True)
        given = [one for (kind, url), rows in pairs if kind == name and id_of(url) in whole for one in rows]
        deel.add(name, [_below(name, one) for one in given], given)
    keep_trails("document", deel.bron, [(row, lines) for row, lines in fetched.trails if row in whole])


def _newest(deel: Deel, rows: Sequence[Row], found: Uitkomst, here: set[UUID]) -> None:
    """Documents that were here, and got a version, other words or the bytes that they missed."""
    changed = found.nieuw | found.gewijzigd
    late = [row for row in rows if row.get("sha256") and row["id"] not in found.nieuw]
    with connection.cursor() as cursor:
        values = [[row[name] for row in late] for name in ("id", "sha256", "bestandsomvang")]
        cursor.execute(_LATE, values)
        deel.changed |= cursor.rowcount > 0
        of = [
            r["informatieobject_id"] for r in rows if r["id"] in changed and r["informatieobject_id"] in here
        ]
        cursor.execute(_NEWEST, [of])


def _whole(deel: Deel, given: Sequence[Json], new: set[UUID]) -> set[UUID]:
    """Documents of which the newest version came in. One without it would be no document: it goes again."""
    there = set(
        InformatieObjectVersie.objects.filter(
            informatieobject_id__in=new, versie=F("informatieobject__huidige_versie")
        ).values_list("informatieobject_id", flat=True)
    )
    if gone := new - there:
        EnkelvoudigInformatieObject.objects.filter(id__in=gone).delete()
        deel.nieuw[DOCUMENT] = [row for row in deel.nieuw[DOCUMENT] if UUID(row) not in gone]
        urls = [str(one["url"]) for one in given if id_of(one["url"]) in gone]
        deel.afgewezen += [(DOCUMENT, f"{url}#", "De nieuwste versie kan niet mee.") for url in urls]
    return there


def _may_have(one: Json, name: str) -> bool:
    """Conditions of use are there only when the document says so (drc-006)."""
    return name != "documenten.gebruiksrechten" or one.get("indicatieGebruiksrecht") is True


def _content(migratie: Migratie, made: Opgehaald, one: Json) -> None:
    number, size = _number(one), one.get("bestandsomvang")
    if not one.get("inhoud") or size is None or one.get("bestandsdelen"):
        return
    place = f"{one['url']}?versie={number}"
    try:
        incoming = store().receive(migratie.bron.content(one["url"], number))
    except NietBeschikbaar as no:
        made.afgewezen.append((INHOUD, place, f"Versie {number}: de inhoud mag niet gelezen worden: {no}"))
        return
    if incoming.size != size:
        why = f"Versie {number}: {incoming.size} bytes ontvangen, {size} verwacht."
        made.afgewezen.append((INHOUD, place, why))
    elif content_matches(one.get("integriteit"), incoming.chunks):
        why = f"Versie {number}: de controlewaarde (integriteit) klopt niet met de inhoud."
        made.afgewezen.append((f"{DOCUMENT}.integriteit", place, why))
    made.contents[id_of(one["url"]), number] = incoming


def _document(one: Json) -> Row:
    row = row_of(DOCUMENT, one)
    return {**row, "huidige_versie": int(one.get("versie") or 1), "versie": 1}


def _version(one: Json, fetched: Opgehaald) -> Row:
    row = row_of(DOCUMENT, one, table=VERSIONS, alias="v")
    document, number = row["id"], _number(one)
    incoming = fetched.contents.get((document, number))
    own = fetched.ids.get((document, number)) or uuid7()
    told: dict[str, Any] = {"id": own, "informatieobject_id": document, "versie": number}
    if incoming is not None:
        told |= {"sha256": incoming.sha256, "bestandsomvang": incoming.size}
    return {**row, **told}


def _below(name: str, one: Json) -> Row:
    row = row_of(name, one)
    if name == "documenten.objectinformatieobject":
        own = one.get("objectType") in {"zaak", "besluit"}
        row |= {
            "object_id": id_of(one["object"]) if own else None,
            "object_url": "" if own else one["object"],
        }
    return row


def import_verzendingen(migratie: Migratie) -> None:
    """From whom documents came, and to whom they went."""
    name = "documenten.verzending"

    def bring_in(page: Pagina, deel: Deel) -> None:
        deel.gezien += len(page.rijen)
        deel.add(name, [row_of(name, one) for one in page.rijen], page.rijen)

    by_page(migratie, name, bring_in)
