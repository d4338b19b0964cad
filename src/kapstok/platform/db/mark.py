"""Is the database what this version of the code made of it? Then a start need not migrate.

The mark stands as a comment on the table of migrations: a hash over everything in the code that decides the schema,
and one over what the catalogue of the database says about tables, keys, indexes, policies, rights and functions. A
policy dropped by hand, or a backup of another version, is therefore brought in order at the next start.
"""

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).resolve().parents[2]
DECIDES = ("**/migrations/*.py", "**/sql/*.sql", "**/models.py", "platform/db/*.py", "site/migrate.py")
PACKAGES = ("django", "procrastinate")  # they bring migrations of their own

_HOLDER = "to_regclass('public.django_migrations')"
_STATE = """
SELECT md5(string_agg(line, chr(10) ORDER BY line COLLATE "C")) FROM (
  SELECT 'table ' || oid::regclass || relrowsecurity || relforcerowsecurity || relowner::regrole
    || coalesce(relacl::text, '') AS line
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S', 'v')
  UNION ALL SELECT 'policy ' || polrelid::regclass || polname || polcmd::text || polroles::text
    || coalesce(pg_get_expr(polqual, polrelid), '') || coalesce(pg_get_expr(polwithcheck, polrelid), '') FROM pg_policy
  UNION ALL SELECT 'key ' || conrelid::regclass || conname || convalidated || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT 'index ' || pg_get_indexdef(indexrelid) || indisvalid FROM pg_index
    WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
  UNION ALL SELECT 'function ' || oid::regprocedure || prosecdef || md5(prosrc) || coalesce(proacl::text, '')
    FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  UNION ALL SELECT 'column ' || attrelid::regclass || attname || format_type(atttypid, atttypmod) || attnotnull
    FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped
      AND attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r')
  UNION ALL SELECT 'role ' || rolname || rolsuper || rolbypassrls FROM pg_roles WHERE rolname LIKE 'kapstok%'
  UNION ALL SELECT 'migration ' || app || ' ' || name FROM django_migrations
) AS facts
"""


def code_mark() -> str:
    """Hash over everything in the code that decides the schema."""
    mark = hashlib.sha256()
    for file in sorted({f for pattern in DECIDES for f in SOURCE.glob(pattern)}):
        mark.update(str(file.relative_to(SOURCE)).encode() + file.read_bytes())
    for package in PACKAGES:
        try:
            mark.update(f"{package} {version(package)}".encode())
        except PackageNotFoundError:
            mark.update(package.encode())
    return mark.hexdigest()[:16]


def _marks(raw: Any) -> str:
    return f"{code_mark()} {raw.execute(_STATE).fetchone()[0]}"


def write_mark(raw: Any) -> None:
    """Say that migrating is done. `raw`: a psycopg connection of the owner, in the transaction that secured."""
    raw.execute(f"COMMENT ON TABLE django_migrations IS '{_marks(raw)}'")  # two hashes: no quotes


def is_current(raw: Any) -> bool:
    """Nothing to migrate and nothing to secure? False for an empty database."""
    kept = raw.execute(f"SELECT obj_description({_HOLDER}, 'pg_class')").fetchone()[0]
    return kept is not None and kept == _marks(raw)
