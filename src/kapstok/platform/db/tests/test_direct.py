"""Prepared statements straight to the server: values, faults, and the tenant within one statement."""

import json
import select
from datetime import date
from uuid import UUID

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from hypothesis import given as examples
from hypothesis import strategies as st

from kapstok.platform.db import fetch_value, statement_scope, tenant_scope
from kapstok.platform.db.direct import direct
from kapstok.platform.resource.compile import scoped

TEXT = st.text(st.characters(blacklist_characters="\0", blacklist_categories=["Cs"]))
CHANNEL = "SELECT consumer FROM events_delivery"
ADD = """INSERT INTO events_delivery (id, event_id, volgnummer, consumer, subject, state, attempts, next_attempt, error)
VALUES (gen_random_uuid(), gen_random_uuid(), 1, 'proef', '', 'klaar', 0, now(), '')"""


def test_values_arrive_as_they_are(tenant):
    values = {"a": "O'Brien %", "b": None, "c": 7, "d": date(2026, 11, 23), "e": UUID(int=5), "f": True}
    sql = "SELECT %(a)s::text, %(b)s::text, %(c)s::int, %(d)s::date, %(e)s::uuid, %(f)s::bool, '%%', %(a)s::text"
    assert direct(sql, values) == (
        *(b"O'Brien %", None, b"7", b"2026-11-23", b"00000000-0000-0000-0000-000000000005", b"t"),
        *(b"%", b"O'Brien %"),
    )


@pytest.mark.django_db
@examples(st.lists(TEXT, max_size=5))
def test_a_list_of_any_texts_arrives_whole(texts):
    row = direct("SELECT cardinality(%(l)s::text[]), to_json(%(l)s::text[])", {"l": texts})
    assert row is not None
    assert json.loads(row[1] or b"") == texts


def test_no_row_is_none(tenant):
    assert direct("SELECT 1 WHERE false", {}) is None


def test_faults_are_those_of_django_and_leave_the_transaction_usable_after_a_savepoint(tenant):
    with pytest.raises(DataError), transaction.atomic():
        direct("SELECT %(n)s::int", {"n": "geen getal"})
    with pytest.raises(IntegrityError), transaction.atomic():
        direct(ADD.replace("1, 'proef'", "null, 'proef'"), {})
    assert direct("SELECT %(n)s::int", {"n": 3}) == (b"3",)


def test_more_statements_than_a_connection_keeps(tenant):
    for number in range(450):
        assert direct(f"SELECT {number}", {}) == (str(number).encode(),)
    assert direct("SELECT 0", {}) == (b"0",)


def test_a_statement_brings_its_tenant_and_leaves_nothing_behind(django_db_setup, django_db_blocker):
    """Without a transaction around it, as a GET over the standard APIs runs."""
    with django_db_blocker.unblock():
        try:
            with tenant_scope(1):
                fetch_value(f"{ADD} RETURNING 1")
            assert scoped(CHANNEL, {"tenant": "1"}) == (b"proef",)
            assert scoped(CHANNEL, {"tenant": "2"}) is None
            assert direct(CHANNEL, {}) is None
            with statement_scope():
                assert fetch_value(CHANNEL) is None
            assert not connection.in_atomic_block
        finally:
            with tenant_scope(1):
                fetch_value("DELETE FROM events_delivery WHERE consumer = 'proef' RETURNING 1")


def test_inside_a_transaction_the_scope_gets_its_own_tenant_back(tenant):
    fetch_value(f"{ADD} RETURNING 1")
    with statement_scope():
        assert fetch_value(CHANNEL) is None
        assert scoped(CHANNEL, {"tenant": "1"}) == (b"proef",)
        assert fetch_value(CHANNEL) is None
    assert scoped(CHANNEL, {"tenant": "2"}) is None
    assert fetch_value(CHANNEL) == "proef"


def test_a_lost_connection_is_noticed_without_asking(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        direct("SELECT 1", {})
        old = connection.connection
        connection.close_if_unusable_or_obsolete()
        assert connection.is_usable()
        mine = old.info.backend_pid
        connection.connection = None
        assert fetch_value("SELECT pg_terminate_backend(%s)", [mine])
        connection.connection.close()
        connection.connection = old
        connection.health_check_done = False
        select.select([old.pgconn.socket], [], [], 30)  # until the server has let go of it
        assert direct("SELECT 2", {}) == (b"2",)
        assert connection.connection is not old
