"""What was deleted at the source since it was taken over: deleted here too, when that is asked for. Only what came from
that source, what the source itself says is gone, and what nobody here has worked on since.

Ids are kept in a file while the lists of the source are walked: memory stays the same however much there is.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from uuid import UUID

from kapstok.koppelvlakken.zgw.migratie.abonnementen import changed_here
from kapstok.koppelvlakken.zgw.migratie.api import ApiBron
from kapstok.koppelvlakken.zgw.migratie.bron import (
    ABONNEMENTEN,
    APPLICATIES,
    BESLUIT,
    BY_PAGE,
    DOCUMENT,
    OF_BESLUIT,
    OF_ZAAK,
    ZAAK,
    Json,
    NietBeschikbaar,
    id_of,
)
from kapstok.koppelvlakken.zgw.migratie.eigen import call_of
from kapstok.koppelvlakken.zgw.migratie.overgenomen import as_taken_over
from kapstok.koppelvlakken.zgw.migratie.rijen import present
from kapstok.koppelvlakken.zgw.migratie.stand import Deel, Migratie
from kapstok.platform.audit.chain import contents
from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.db import fetch_all, tenant_scope
from kapstok.platform.errors import Refusal
from kapstok.platform.resource import compiled

VERWIJDERD = "Was bij de bron verwijderd, en is hier nu ook verwijderd."
HIER_GEBRUIKT = "Bij de bron verwijderd; hier is er sinds het overnemen aan gewerkt: blijft staan."
# What stands in the way of another goes first; what goes along with a zaak is not asked for again.
ORDER = (
    *OF_BESLUIT,
    BESLUIT,
    ZAAK,
    *BY_PAGE,
    *OF_ZAAK,
    "documenten.gebruiksrechten",
    "documenten.verzending",
    DOCUMENT,
    ABONNEMENTEN,
    APPLICATIES,
)
LISTED = (ZAAK, *BY_PAGE, DOCUMENT, "documenten.verzending", BESLUIT, ABONNEMENTEN, APPLICATIES)
# Of these the list shows what hangs below, or it is asked for.
BELOW = {ZAAK: tuple(OF_ZAAK), DOCUMENT: ("documenten.gebruiksrechten",), BESLUIT: OF_BESLUIT}
AT_ONCE = 200
STAP = "verwijderd"


def delete_what_is_gone(migratie: Migratie) -> None:
    """After a run: what the source does not have any more."""
    with closing(sqlite3.connect("", isolation_level=None)) as ids:
        ids.execute("PRAGMA journal_mode = OFF")
        ids.execute("CREATE TABLE over (soort TEXT, id TEXT, PRIMARY KEY (soort, id)) WITHOUT ROWID")
        for name, found in _taken_over(migratie):
            ids.executemany("INSERT OR IGNORE INTO over VALUES (?, ?)", [(name, row) for row in found])
        for name in LISTED:
            _strike_out(migratie, ids, name)
        gone = {name: list(_gone(migratie, ids, name)) for name in ORDER}
    held = {name: _worked_on(migratie, name, rows) for name, rows in gone.items()}
    for name, rows in gone.items():
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            migratie.part(STAP, lambda deel, n=name, s=some: _delete(migratie, deel, n, s, held[n]))
    migratie.part(STAP, lambda _deel: None, klaar=True)


def _taken_over(migratie: Migratie) -> Iterator[tuple[str, list[str]]]:
    """What ever came in from this source, as the audit trail has it."""
    last = -1
    while True:
        with tenant_scope(migratie.tenant):
            own = AuditRecord.objects.filter(object_id=str(migratie.row), volgnummer__gt=last)
            records = list(own.order_by("volgnummer")[:50])
            told = contents(records)
        if not records:
            return
        last = records[-1].volgnummer
        for one in told:
            yield from (((one or {}).get("na") or {}).get("nieuw") or {}).items()


def _strike_out(migratie: Migratie, ids: sqlite3.Connection, name: str) -> None:
    """What is there still. A list that we may not read says nothing: then none of its kind is gone."""
    try:
        for page in migratie.bron.pages(name):
            _struck(ids, name, (id_of(one["url"]) for one in page.rijen))
            for below in BELOW.get(name, ()):
                _struck(ids, below, _ids_below(migratie, below, page.rijen))
    except NietBeschikbaar:
        ids.executemany("DELETE FROM over WHERE soort = ?", [(one,) for one in (name, *BELOW.get(name, ()))])


def _ids_below(migratie: Migratie, name: str, parents: Sequence[Json]) -> Iterator[UUID | None]:
    if member := OF_ZAAK.get(name):
        yield from (id_of(url) for one in parents for url in one.get(member) or [])
        return
    for found in migratie.bron.below([(name, str(one["url"])) for one in parents]):
        yield from (id_of(one["url"]) for one in found)


def _struck(ids: sqlite3.Connection, name: str, seen: Iterable[UUID | None]) -> None:
    ids.executemany("DELETE FROM over WHERE soort = ? AND id = ?", [(name, str(row)) for row in seen])


def _gone(migratie: Migratie, ids: sqlite3.Connection, name: str) -> Iterator[UUID]:
    """Those that are here still, and of which the source says itself that it has them no more."""
    table = compiled()[name].resource.table
    found = [UUID(row) for (row,) in ids.execute("SELECT id FROM over WHERE soort = ? ORDER BY id", [name])]
    for start in range(0, len(found), AT_ONCE):
        with tenant_scope(migratie.tenant):
            here = present(table, found[start : start + AT_ONCE])
            parents = _parents(name, here)
        for row in sorted(here):
            if not isinstance(migratie.bron, ApiBron) or migratie.bron.is_gone(name, row, parents.get(row)):
                yield row


def _parents(name: str, rows: Iterable[UUID]) -> dict[UUID, UUID]:
    """The row in whose address it stands, for what has one."""
    resource = compiled()[name].resource
    if resource.under is None:
        return {}
    sql = f"SELECT id, {resource.under[1]} AS above FROM {resource.table} WHERE id = ANY(%s)"  # noqa: S608 - a declaration
    return {one["id"]: one["above"] for one in fetch_all(sql, [list(rows)])}


def _worked_on(migratie: Migratie, name: str, rows: Sequence[UUID]) -> set[UUID]:
    """Those on which somebody did something here, or on what hangs below them."""
    with tenant_scope(migratie.tenant):
        if name == APPLICATIES:
            return {row for row in rows if not as_taken_over(row)}
        if name == ABONNEMENTEN:
            return {row for row in rows if changed_here(row)}
        sql = (
            "SELECT unnest(%(ids)s::text[]) AS id INTERSECT (SELECT object_id FROM audit_auditrecord"
            " WHERE object_id = ANY(%(ids)s) UNION SELECT subject FROM audit_auditrecord WHERE subject = ANY(%(ids)s))"
        )
        return {UUID(one["id"]) for one in fetch_all(sql, {"ids": [str(row) for row in rows]})}


def _delete(migratie: Migratie, deel: Deel, name: str, rows: Sequence[UUID], held: set[UUID]) -> None:
    """By the use case of the API, so that what hangs on it goes along and nobody's rule is passed over."""
    call = call_of(migratie.tenant, migratie.actor, migratie.now)
    resource = compiled()[name].resource
    there = present(resource.table, rows)
    deel.gezien += len(there)
    for row in sorted(there):
        url = f"{migratie.bron.adres}{resource.api.prefix}/{resource.path}/{row}"
        if row in held:
            deel.afgewezen.append((name, url, HIER_GEBRUIKT))
        elif resource.delete is None:
            text = "Bij de bron verwijderd; dit kan niet los verwijderd worden en blijft staan."
            deel.afgewezen.append((name, url, text))
        else:
            try:
                resource.delete(row, call)
            except Refusal as no:
                why = "; ".join(one.message for one in no.all)
                deel.afgewezen.append((name, url, f"Bij de bron verwijderd; hier kan dat niet: {why}"))
            else:
                deel.bijgewerkt.append((name, url, VERWIJDERD))
                deel.gewijzigd.setdefault(name, []).append(str(row))
