"""Securing a database in which rows stand already."""

import psycopg
import pytest
from django.db import connection

from kapstok.platform.db.secure import secure_tables

KEY = "fk_identity_membership_team_id"
TEAM = "00000000-0000-4000-8000-000000000001"
NOT_FORCED = """SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
AND relrowsecurity AND NOT relforcerowsecurity"""
ADD = """
INSERT INTO identity_team (tenant, id, naam, omschrijving, active) VALUES (1, %(team)s, 'Proef', '', true);
INSERT INTO identity_user (tenant, id, username, naam, email, password, totp_secret, totp_confirmed, totp_last_step,
  recovery_codes, active, demo, roles, failed_logins, language, created)
  VALUES (1, %(team)s, 'proef', 'Proef', '', '!', '', false, 0, '{{}}', true, false, '{{}}', 0, 'nl', now());
INSERT INTO identity_membership (tenant, id, user_id, team_id, functie, valid_from)
  VALUES (1, %(team)s, %(team)s, %(points_at)s, '', '2026-01-01')
"""


@pytest.fixture
def owner(db):
    """A transaction of the owner in which the key between member and team is missing; undone at the end."""
    values = connection.get_connection_params()
    where = {"host": values["host"], "port": values["port"], "dbname": values["dbname"]}
    with psycopg.connect(**where, user="kapstok", cursor_factory=psycopg.ClientCursor) as raw:
        with raw.cursor() as cursor:
            cursor.execute(f"ALTER TABLE identity_membership DROP CONSTRAINT {KEY}")
            yield cursor
        raw.rollback()


def _member(cursor, points_at: str) -> None:
    cursor.execute("SELECT set_config('app.tenant', '1', true)")
    cursor.execute(ADD.replace("{{}}", "{}"), {"team": TEAM, "points_at": points_at})
    cursor.execute("SELECT set_config('app.tenant', '', true)")


def test_rows_that_are_right_are_seen_and_accepted(owner):
    _member(owner, TEAM)
    secure_tables(owner)
    owner.execute("SELECT count(*) FROM pg_constraint WHERE conname = %s AND convalidated", [KEY])
    assert owner.fetchone() == (1,)


def test_a_row_that_points_at_nothing_is_found(owner):
    _member(owner, TEAM.replace("1", "9"))
    with pytest.raises(psycopg.errors.ForeignKeyViolation, match=KEY):
        secure_tables(owner)


def test_every_policy_is_forced_again_afterwards(owner):
    secure_tables(owner)
    owner.execute(NOT_FORCED)
    assert owner.fetchall() == []


INDEXES = (
    """SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'zaken_status' AND indexdef LIKE %s"""
)


def test_a_key_that_may_be_empty_is_indexed_where_it_is_filled_in(owner):
    owner.execute("CREATE INDEX ix_zaken_status_gezetdoor_rol_id ON zaken_status (tenant, gezetdoor_rol_id)")
    secure_tables(owner)
    owner.execute(INDEXES, ["%gezetdoor_rol_id%"])
    (only,) = owner.fetchall()
    assert only[0] == "fx_zaken_status_gezetdoor_rol_id"
    assert only[1].endswith("WHERE (gezetdoor_rol_id IS NOT NULL)")


def test_a_key_with_which_another_index_begins_has_none_of_its_own(owner):
    owner.execute("CREATE INDEX ix_zaken_status_zaak_id ON zaken_status (tenant, zaak_id)")
    secure_tables(owner)
    owner.execute(INDEXES, ["%(tenant, zaak_id%"])
    assert [name for name, _ in owner.fetchall()] == ["status_moment_uniek"]


def test_what_a_trigger_keeps_has_no_key_and_no_index(owner):
    owner.execute("CREATE INDEX ix_zaken_zaakwoord_zaak_id ON zaken_zaakwoord (tenant, zaak_id)")
    owner.execute(
        "ALTER TABLE zaken_zaakwoord ADD CONSTRAINT fk_zaken_zaakwoord_zaak_id"
        " FOREIGN KEY (tenant, zaak_id) REFERENCES zaken_zaak (tenant, id)"
    )
    secure_tables(owner)
    owner.execute(
        "SELECT conname FROM pg_constraint WHERE conrelid = 'zaken_zaakwoord'::regclass AND contype = 'f'"
    )
    assert owner.fetchall() == []
    owner.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'zaken_zaakwoord'")
    assert owner.fetchall() == [("zaken_zaakwoord_pkey",)]
