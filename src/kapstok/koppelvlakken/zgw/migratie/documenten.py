"""Documents with all their versions and bytes. What is fetched is hashed while it comes in, and never held."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import F

from kapstok.koppelvlakken.zgw.migratie.bron import DOCUMENT, OF_DOCUMENT, Json, Pagina, id_of
from kapstok.koppelvlakken.zgw.migratie.historie import keep_trails, trails_of
from kapstok.koppelvlakken.zgw.migratie.rijen import Row, present, row_of
from kapstok.koppelvlakken.zgw.migratie.stand import Deel, Migratie
from kapstok.koppelvlakken.zgw.migratie.zaken import by_page
from kapstok.magazijnen.documenten.integriteit import content_matches
from kapstok.magazijnen.documenten.models import EnkelvoudigInformatieObject, InformatieObjectVersie
from kapstok.platform.db import uuid7
from kapstok.platform.storage import Incoming, store

TABLE, VERSIONS = "documenten_enkelvoudiginformatieobject", "documenten_informatieobjectversie"
Contents = dict[tuple[UUID | None, int], Incoming]


def import_documenten(migratie: Migratie) -> None:
    """Page by page: what is new is fetched whole before it is written in one transaction."""

    def bring_in(page: Pagina, deel: Deel) -> None:
        deel.gezien += len(page.rijen)
        there = present(TABLE, [id_of(one["url"]) for one in page.rijen])
        new = [one for one in page.rijen if id_of(one["url"]) not in there]
        if new:
            _bring_in(migratie, deel, new)

    by_page(migratie, DOCUMENT, bring_in)


def _bring_in(migratie: Migratie, deel: Deel, given: Sequence[Json]) -> None:
    bron = migratie.bron
    older = [(one["url"], n) for one in given for n in range(1, int(one.get("versie") or 1))]
    versions = [*bron.versions(older), *given]
    asked = [(name, one["url"]) for one in given for name in OF_DOCUMENT if _may_have(one, name)]
    below = bron.below(asked)
    trails = trails_of(migratie, [one["url"] for one in given])
    contents = _contents(migratie, deel, versions)
    found = deel.add(DOCUMENT, [_document(one) for one in given], given)
    kept = [one for one in versions if id_of(one["url"]) in found.nieuw]
    deel.add(f"{DOCUMENT}.versie", [_version(one, contents) for one in kept], kept, table=VERSIONS)
    whole = _whole(deel, given, found.nieuw)
    for (document, _number), incoming in contents.items():
        if document in whole:
            incoming.keep()
    for (name, url), rows in zip(asked, below, strict=True):
        if id_of(url) in whole:
            deel.add(name, [_below(name, one) for one in rows], rows)
    keep_trails("document", migratie, [(row, lines) for row, lines in trails if row in whole])


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


def _contents(migratie: Migratie, deel: Deel, versions: Sequence[Json]) -> Contents:
    made: Contents = {}
    for one in versions:
        number, size = int(one.get("versie") or 1), one.get("bestandsomvang")
        if not one.get("inhoud") or size is None or one.get("bestandsdelen"):
            continue
        incoming = store().receive(migratie.bron.content(one["url"], number))
        if incoming.size != size:
            why = f"Versie {number}: {incoming.size} bytes ontvangen, {size} verwacht."
            deel.afgewezen.append((f"{DOCUMENT}.inhoud", f"{one['url']}?versie={number}", why))
        elif content_matches(one.get("integriteit"), incoming.chunks):
            why = f"Versie {number}: de controlewaarde (integriteit) klopt niet met de inhoud."
            deel.afgewezen.append((f"{DOCUMENT}.integriteit", f"{one['url']}?versie={number}", why))
        made[id_of(one["url"]), number] = incoming
    return made


def _document(one: Json) -> Row:
    row = row_of(DOCUMENT, one)
    return {**row, "huidige_versie": int(one.get("versie") or 1), "versie": 1}


def _version(one: Json, contents: Contents) -> Row:
    row = row_of(DOCUMENT, one, table=VERSIONS, alias="v")
    document, number = row["id"], int(one.get("versie") or 1)
    incoming = contents.get((document, number))
    told: dict[str, Any] = {"id": uuid7(), "informatieobject_id": document, "versie": number}
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
