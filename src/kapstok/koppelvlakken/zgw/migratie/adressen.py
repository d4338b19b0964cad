"""Loose addresses of the source's own things become ours where the thing came along; others stay as they are."""

from uuid import UUID

from django.db import connection

from kapstok.koppelvlakken.zgw.migratie.bijwerken import REWRITTEN
from kapstok.koppelvlakken.zgw.migratie.bron import id_of, path_of
from kapstok.koppelvlakken.zgw.migratie.rijen import present
from kapstok.koppelvlakken.zgw.migratie.stand import Deel, Migratie
from kapstok.platform.db import fetch_all, tenant_scope
from kapstok.platform.resource import compiled

BATCH = 1000
_NEXT = "SELECT id, {c} AS url FROM {t} WHERE id > %s AND left({c}, length(%s)) = %s ORDER BY id LIMIT %s"
_SET = "UPDATE {t} t SET {c} = n.url FROM unnest(%s::uuid[], %s::text[]) AS n(id, url) WHERE t.id = n.id"


def rewrite_addresses(migratie: Migratie) -> None:
    """One transaction per thousand rows."""
    for table, column in REWRITTEN:
        for root in migratie.roots:
            if root != migratie.base:
                _column(migratie, table, column, root)


def _column(migratie: Migratie, table: str, column: str, root: str) -> None:
    last, more = UUID(int=0), True
    while more:
        with tenant_scope(migratie.tenant):
            sql = _NEXT.format(t=table, c=column)
            rows = fetch_all(sql, [last, f"{root}/", f"{root}/", BATCH])
        more = len(rows) == BATCH
        if rows:
            last = rows[-1]["id"]

            def bring_in(deel: Deel, rows: list[dict[str, str]] = rows) -> None:
                known = _here({row["url"] for row in rows}, root)
                pairs = [(r["id"], migratie.base + known[r["url"]]) for r in rows if r["url"] in known]
                if pairs:
                    deel.changed = True
                    with connection.cursor() as cursor:
                        values = [[i for i, _ in pairs], [url for _, url in pairs]]
                        cursor.execute(_SET.format(t=table, c=column), values)

            migratie.part("adressen", bring_in)


def _here(urls: set[str], root: str) -> dict[str, str]:
    """Those of these addresses of which the thing is here, with the path it has in every installation."""
    by_table: dict[str, dict[UUID, str]] = {}
    for url in urls:
        path, row = path_of(url, {root}), id_of(url)
        parts = path.split("/")
        place = ("/".join(parts[:4]), "", parts[4]) if len(parts) == 6 else None
        own = compiled().places.get(place) if place else None
        if own is not None and row is not None:
            by_table.setdefault(own.resource.table, {})[row] = url
    found: dict[str, str] = {}
    for table, wanted in by_table.items():
        for row in present(table, wanted):
            found[wanted[row]] = path_of(wanted[row], {root})
    return found
