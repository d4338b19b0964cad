"""Makes every tenant table safe after migrating: keys, policies and rights, idempotent.

The application role gets its rights only here, after the policy is forced, so that there is no
moment at which a table can be read without one (docs/besluiten/0001).
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from kapstok.platform.db.catalogus import SHARED_TABLES
from kapstok.platform.db.model import TenantForeignKey, TenantModel

APP_ROLE = "kapstok_app"
POLICY = "alleen_eigen_gemeente"
POLICY_TEXT = "(tenant = (SELECT nullif(current_setting('app.tenant', true), '')::smallint))"


def tenant_models() -> Iterator[type[TenantModel]]:
    """All concrete tenant models of the installed packages."""
    for model in apps.get_models(include_auto_created=True):
        if issubclass(model, TenantModel) and not model._meta.proxy:
            yield model


def _constraints(cursor: CursorWrapper, table: str) -> dict[str, str]:
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass", [table]
    )
    return dict(cursor.fetchall())


def _primary_key(cursor: CursorWrapper, model: type[TenantModel], constraints: dict[str, str]) -> None:
    current = next((n for n, d in constraints.items() if d.startswith("PRIMARY KEY")), None)
    if current and constraints[current] == f"PRIMARY KEY ({', '.join(model.key)})":
        return
    statement = sql.SQL("ALTER TABLE {t} DROP CONSTRAINT {c}, ADD PRIMARY KEY ({k})")
    columns = sql.SQL(", ").join(sql.Identifier(c) for c in model.key)
    table = sql.Identifier(model._meta.db_table)
    cursor.execute(statement.format(t=table, c=sql.Identifier(current or ""), k=columns))


def _name(prefix: str, table: str, column: str) -> str:
    return f"{prefix}_{table}_{column}"[:60]


def _foreign_key(cursor: CursorWrapper, model: Any, field: TenantForeignKey, known: dict[str, str]) -> None:
    table, column = model._meta.db_table, field.column
    target = field.related_model._meta.db_table  # type: ignore[union-attr]
    name = _name("fk", table, column)
    rule = f"SET NULL ({column})" if field.database_rule == "SET NULL" else field.database_rule
    if field.database_rule == "RESTRICT":
        rule = "NO ACTION"
    if field.by_trigger:
        drop = sql.SQL("ALTER TABLE {t} DROP CONSTRAINT IF EXISTS {n}")
        cursor.execute(drop.format(t=sql.Identifier(table), n=sql.Identifier(name)))
    elif name not in known:
        # Rows that are there already are checked as the owner, for whom a forced policy would hide what they point at.
        _force(cursor, {table, target}, "NO FORCE")
        cursor.execute(
            sql.SQL(
                "ALTER TABLE {t} ADD CONSTRAINT {n} FOREIGN KEY (tenant, {c}) REFERENCES {o} (tenant, id)"
                " ON DELETE " + rule + " DEFERRABLE INITIALLY IMMEDIATE"  # rule is one of four constants
            ).format(
                t=sql.Identifier(table),
                n=sql.Identifier(name),
                c=sql.Identifier(column),
                o=sql.Identifier(target),
            )
        )
        _force(cursor, {table, target}, "FORCE")
    _index(cursor, table, field)


def _index(cursor: CursorWrapper, table: str, field: TenantForeignKey) -> None:
    """An index on a foreign key, for whoever removes what it points at. Where it may be empty only what is filled in
    stands there: what most rows leave empty is not written for each of them."""
    plain, filled = _name("ix", table, field.column), _name("fx", table, field.column)
    wanted = "" if field.unique or field.covered or field.by_trigger else filled if field.null else plain
    for name in {plain, filled} - {wanted}:
        cursor.execute(sql.SQL("DROP INDEX IF EXISTS {n}").format(n=sql.Identifier(name)))
    if wanted:
        only = sql.SQL(" WHERE {c} IS NOT NULL" if field.null else "").format(c=sql.Identifier(field.column))
        cursor.execute(
            sql.SQL("CREATE INDEX IF NOT EXISTS {n} ON {t} (tenant, {c})").format(
                n=sql.Identifier(wanted), t=sql.Identifier(table), c=sql.Identifier(field.column)
            )
            + only
        )


def _force(cursor: CursorWrapper, tables: set[str], how: str) -> None:
    """FORCE or NO FORCE, within the transaction that migrates: nobody else sees it in between."""
    for table in sorted(tables):
        statement = sql.SQL("ALTER TABLE {t} " + how + " ROW LEVEL SECURITY")
        cursor.execute(statement.format(t=sql.Identifier(table)))


def _policy(cursor: CursorWrapper, table: str) -> None:
    t = sql.Identifier(table)
    cursor.execute(sql.SQL("ALTER TABLE {t} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY").format(t=t))
    cursor.execute("SELECT 1 FROM pg_policy WHERE polrelid = %s::regclass AND polname = %s", [table, POLICY])
    if cursor.fetchone() is None:
        cursor.execute(
            sql.SQL(
                "CREATE POLICY {p} ON {t} USING (" + POLICY_TEXT + ") WITH CHECK (" + POLICY_TEXT + ")"
            ).format(p=sql.Identifier(POLICY), t=t)
        )


def _grant(cursor: CursorWrapper, table: str, rights: tuple[str, ...]) -> None:
    names = {"t": sql.Identifier(table), "r": sql.Identifier(APP_ROLE)}
    cursor.execute(sql.SQL("REVOKE ALL ON {t} FROM {r}").format(**names))
    cursor.execute(sql.SQL("GRANT " + ", ".join(rights) + " ON {t} TO {r}").format(**names))


def secure_tables(cursor: CursorWrapper) -> int:
    """Bring all tables in order; returns the number of tenant tables. Runs as the owner."""
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
    )
    present = {row[0] for row in cursor.fetchall()}
    models = [model for model in tenant_models() if model._meta.db_table in present]
    known = {model: _constraints(cursor, model._meta.db_table) for model in models}
    for model in models:
        _primary_key(cursor, model, known[model])
    for model in models:
        for field in model._meta.local_fields:
            if isinstance(field, TenantForeignKey):
                _foreign_key(cursor, model, field, known[model])
        _policy(cursor, model._meta.db_table)
        _grant(cursor, model._meta.db_table, model.app_rights)
    for table, (rights, _reason) in SHARED_TABLES.items():
        if table in present:
            _grant(cursor, table, rights)
    role = sql.Identifier(APP_ROLE)
    cursor.execute(sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {r}").format(r=role))
    return len(models)
