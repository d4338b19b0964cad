"""What the planner knows of the tables of a store, as a test wants it."""

from collections.abc import Callable, Sequence
from typing import Any

import psycopg

# Tables and their indexes, as files of no pages: what tests before this one rolled back leaves pages, and the planner
# goes by those.
_TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ^@ ANY(%s)"
# What the database last saw of them, by a name that a failure tells: rows and pages of a table, of a part of an index
# (they are told apart when it holds but some rows), and of each column how much of it is empty and how many it differs.
SEEN: dict[str, tuple[float, int, float, float] | None] = {
    "ten rows on a page": (1000, 100, 0, 0),
    "nothing": None,
    "no rows": (0, 100, 0, 0),
    "one row": (1, 1000, 0, 0),
    "very many rows": (1_000_000, 100, 0, 0),
    "all equal": (1000, 100, 0, 1),
    "all different": (1000, 100, 0, -1),
    "empty everywhere": (1000, 100, 1, 0),
}
_SIZE = """
SELECT pg_restore_relation_stats('schemaname', 'public', 'relname', c.relname::text, 'relpages', %s::int,
  'reltuples', %s::real)
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'i') AND c.relname IN (
  SELECT %s UNION SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = %s::regclass)
"""
_COLUMNS = """
SELECT pg_restore_attribute_stats('schemaname', 'public', 'relname', %s::text, 'attname', attname::text,
  'inherited', false, 'null_frac', CASE attname WHEN 'tenant' THEN 0 ELSE %s END::real, 'avg_width', 8,
  'n_distinct', CASE attname WHEN 'tenant' THEN 1 ELSE %s END::real)
FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
  AND (attname = 'tenant' OR %s)
"""


class Planner:
    """What the planner knows of the tables whose names begin like this."""

    def __init__(
        self, superuser: psycopg.Connection[Any], prefixes: Sequence[str], loaded: Callable[..., None]
    ) -> None:
        self.superuser, self.prefixes, self._loaded = superuser, prefixes, loaded
        self.tables = [table for (table,) in superuser.execute(_TABLES, [list(prefixes)]).fetchall()]

    def forget(self) -> None:
        """All that it found, as when the rows had just come in."""
        self._loaded(*self.prefixes)

    def saw(self, what: str) -> None:
        self.forget()
        if (seen := SEEN[what]) is None:
            return
        rows, pages, empty, different = seen
        for table in self.tables:
            self.superuser.execute(_SIZE, [pages, rows, table, table])
            self.superuser.execute(_COLUMNS, [table, empty, different, table, bool(empty or different)])
