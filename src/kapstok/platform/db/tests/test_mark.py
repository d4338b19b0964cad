"""A start skips migrating only when the database is exactly what this code made."""

import pytest
from django.db import connection

from kapstok.platform.db.mark import code_mark, is_current, write_mark
from kapstok.platform.db.server import SUPERUSER

CHANGES = {
    "a policy that was dropped": "DROP POLICY alleen_eigen_gemeente ON zaken_zaak",
    "a policy that is no longer forced": "ALTER TABLE zaken_zaak NO FORCE ROW LEVEL SECURITY",
    "a policy that says something else": "ALTER POLICY alleen_eigen_gemeente ON zaken_zaak USING (true)",
    "a right too many": "GRANT DELETE ON audit_auditrecord TO kapstok_app",
    "a table that was added": "CREATE TABLE erbij (id int)",
    "an index that is missing": "DROP INDEX zaak_startdatum",
    "a function that was changed": "CREATE OR REPLACE FUNCTION zaak_woorden(tekst text) RETURNS SETOF text"
    " LANGUAGE sql IMMUTABLE AS $$ SELECT '' $$",
    "a migration that was undone": "DELETE FROM django_migrations WHERE app = 'zaken'",
    "an application role that sees all": "ALTER ROLE kapstok_app BYPASSRLS",
    "the mark of other code": "COMMENT ON TABLE django_migrations IS 'x y'",
    "no mark": "COMMENT ON TABLE django_migrations IS NULL",
}


@pytest.fixture
def superuser(db):
    import psycopg

    values = connection.get_connection_params()
    where = {"host": values["host"], "port": values["port"], "dbname": values["dbname"]}
    with psycopg.connect(**where, user=SUPERUSER) as raw:
        raw.execute("SET ROLE kapstok")
        yield raw
        raw.rollback()


def test_a_freshly_migrated_database_is_current(superuser):
    assert is_current(superuser)


@pytest.mark.parametrize("change", CHANGES)
def test_every_other_state_is_migrated_again(superuser, change):
    superuser.execute("RESET ROLE")
    superuser.execute(CHANGES[change])
    assert not is_current(superuser)


def test_rows_of_municipalities_do_not_count(superuser):
    superuser.execute("RESET ROLE")
    superuser.execute("INSERT INTO tenancy_tenant (id, slug, naam, instellingen) VALUES (99, 'x', 'x', '{}')")
    assert is_current(superuser)


def test_an_empty_database_is_not_current(superuser):
    superuser.execute("RESET ROLE")
    superuser.execute("DROP TABLE django_migrations")
    assert not is_current(superuser)


def test_the_mark_is_written_by_the_owner(superuser):
    superuser.execute("COMMENT ON TABLE django_migrations IS NULL")
    write_mark(superuser)
    assert is_current(superuser)
    assert len(code_mark()) == 16
