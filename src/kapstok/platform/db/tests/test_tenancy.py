"""The database keeps municipalities apart, whatever Python forgets."""

import pytest
from django.db import Error, connection, transaction

from kapstok.platform.db import fetch_all, fetch_value, tenant_scope
from kapstok.platform.db.catalogus import SHARED_TABLES
from kapstok.platform.mail.models import Mail
from kapstok.platform.mail.queue import queue_mail

_TABLES = """
SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS forced,
  EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid) AS policy,
  (SELECT pg_get_constraintdef(k.oid) FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p') AS key,
  ARRAY(SELECT pg_get_constraintdef(k.oid) FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype IN ('u', 'f'))
    AS others
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1
"""


def test_every_table_has_a_forced_policy_or_a_written_reason(tenant):
    for table in fetch_all(_TABLES):
        if table["name"] in SHARED_TABLES:
            continue
        assert table["forced"], f"{table['name']} has no forced row level security"
        assert table["policy"], f"{table['name']} has no policy"
        assert table["key"].startswith("PRIMARY KEY (tenant, "), table["name"]
        for constraint in table["others"]:
            assert "(tenant" in constraint, f"{table['name']}: {constraint} does not lead with the tenant"


def test_every_index_of_a_tenant_table_leads_with_the_tenant(tenant):
    rows = fetch_all("SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1")
    allowed = ("USING gin", "USING gist")  # search indexes, reached only through the store's search function
    wrong = [
        row["indexdef"]
        for row in rows
        if row["tablename"] not in SHARED_TABLES
        and "(tenant" not in row["indexdef"]
        and not any(a in row["indexdef"] for a in allowed)
    ]
    assert wrong == []


def test_application_is_neither_owner_nor_superuser(tenant):
    role = fetch_all("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
    assert role == [{"rolsuper": False, "rolbypassrls": False}]
    assert fetch_value("SELECT count(*) FROM pg_tables WHERE tableowner = current_user") == 0


def _mail(key: str, now) -> None:
    queue_mail(event_key=key, to="iemand@voorbeeld.test", subject="Hallo", text="Tekst", now=now)


@pytest.fixture
def now():
    from datetime import UTC, datetime

    return datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_rows_of_another_municipality_do_not_exist(tenant, as_tenant, now):
    _mail("a", now)
    with as_tenant(2):
        assert Mail.objects.count() == 0
        _mail("b", now)
    assert [m.event_key for m in Mail.objects.all()] == ["a"]


def test_without_tenant_the_database_shows_nothing_and_takes_nothing(tenant, now):
    _mail("a", now)
    with tenant_scope(None):
        assert Mail.objects.count() == 0
        with pytest.raises(Error), transaction.atomic():
            _mail("b", now)
    assert Mail.objects.count() == 1


def test_a_row_cannot_be_written_for_another_municipality(tenant, now):
    _mail("a", now)
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE mail_mail SET tenant = 2")
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO events_event (tenant, id, type, subject, data, actor, moment)"
            " VALUES (2, gen_random_uuid(), 'x', 'y', '{}', 'z', now())"
        )


def test_scope_ends_with_its_transaction(db):
    with tenant_scope(1):
        assert fetch_value("SELECT current_setting('app.tenant', true)") == "1"
        with tenant_scope(2):
            assert fetch_value("SELECT current_setting('app.tenant', true)") == "2"
        assert fetch_value("SELECT current_setting('app.tenant', true)") == "1"
        with pytest.raises(ZeroDivisionError), tenant_scope(3):
            raise ZeroDivisionError
        assert fetch_value("SELECT current_setting('app.tenant', true)") == "1"
