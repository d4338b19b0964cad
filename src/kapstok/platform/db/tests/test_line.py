"""Statements that wait go along with the next one that is awaited, in their order, or not at all."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import NOT_PROVIDED

from kapstok.platform.db import fetch_value, line, tenant_scope, uuid7
from kapstok.platform.db.direct import direct
from kapstok.platform.db.later import after_commit, later, send_waiting
from kapstok.platform.db.rows import ask, ask_one, fresh, insert_later, update_later
from kapstok.platform.events.models import Event
from kapstok.platform.work import unit_of_work

COUNT = "SELECT count(*) FROM events_event WHERE type = 'proef'"
DATA = {"tekst": 'O\'Brien "%" \\ é', "lijst": [1, None, {"a": True}]}


@pytest.fixture
def now():
    return datetime(2026, 11, 23, 10, 0, 0, 120000, tzinfo=UTC)


def _event(moment, subject="a", **more) -> Event:
    return Event(id=uuid7(), type="proef", subject=subject, data=DATA, actor="x", moment=moment, **more)


def test_what_waits_goes_along_with_the_next_question(tenant, now):
    send_waiting()
    trips = connection.line.trips
    for number in range(5):
        insert_later(_event(now, str(number)))
    assert connection.line.trips == trips
    assert direct(COUNT, {}) == (b"5",)
    assert connection.line.trips == trips + 1


def test_the_orm_sees_what_was_written_before_it(tenant, now):
    insert_later(_event(now))
    assert Event.objects.filter(type="proef").count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        insert_later(_event(now, "b"))
        cursor.execute(COUNT)
        assert cursor.fetchone() == (2,)


def test_a_row_comes_back_as_the_orm_would_give_it(tenant, now):
    row = _event(now, message={"kanaal": "é"}, topic="")
    insert_later(row)
    found = ask_one(Event, row.id).first()
    known = Event.objects.get(id=row.id)
    assert found is not None
    names = [f.attname for f in Event._meta.concrete_fields]
    assert [getattr(found, n) for n in names] == [getattr(known, n) for n in names]
    assert found.data == DATA
    assert found == known
    assert ask(Event, "t.subject = %(subject)s", subject="niemand").first() is None


def test_a_new_row_is_what_the_constructor_makes_of_the_same_columns(tenant, now):
    columns = {"id": uuid7(), "type": "proef", "subject": "a", "data": DATA, "actor": "x", "moment": now}
    made, known = fresh(Event, dict(columns)), Event(**columns)
    names = [f.attname for f in Event._meta.concrete_fields if f.db_default is NOT_PROVIDED]
    assert [getattr(made, n) for n in names] == [getattr(known, n) for n in names]
    insert_later(made)
    assert Event.objects.get(id=made.id).volgnummer > 0  # what the database fills in is left to it
    with pytest.raises(TypeError, match="onbekend"):
        fresh(Event, {**columns, "onbekend": 1})


def test_columns_are_changed_and_nothing_else(subscriber):
    row = subscriber
    row.consumer, row.failures = "anders", 99
    update_later(row, ["consumer"], also="paused = NOT paused")
    assert fetch_value("SELECT consumer || failures || paused FROM events_subscriber") == "anders3true"


@pytest.fixture
def subscriber(tenant):
    from kapstok.platform.events.models import Subscriber

    return Subscriber.objects.create(consumer="een", failures=3)


def test_a_savepoint_that_is_undone_takes_along_what_waits(tenant, now):
    send_waiting()
    trips = connection.line.trips
    with pytest.raises(ValueError, match="toch niet"), transaction.atomic():
        insert_later(_event(now))
        asked = later(COUNT, {})
        raise ValueError("toch niet")
    assert connection.line.trips == trips
    assert direct(COUNT, {}) == (b"0",)
    with pytest.raises(RuntimeError):
        asked.row()


def test_a_savepoint_that_was_sent_is_undone_on_the_server(tenant, now):
    insert_later(_event(now, "blijft"))
    with pytest.raises(ValueError, match="toch niet"), transaction.atomic():
        insert_later(_event(now))
        assert direct(COUNT, {}) == (b"2",)
        insert_later(_event(now, "c"))
        raise ValueError("toch niet")
    assert Event.objects.filter(type="proef").values_list("subject", flat=True).get() == "blijft"


def _made(monkeypatch) -> list[bytes]:
    """The texts of what steers transactions, as they are sent from here on."""
    sent, through = [], line._through
    monkeypatch.setattr(
        line,
        "_through",
        lambda raw, steps, known: (
            sent.extend(s.text for s in steps if not s.name) or through(raw, steps, known)
        ),
    )
    return sent


def test_a_savepoint_in_which_is_only_read_is_never_made(tenant, now, monkeypatch):
    send_waiting()
    made = _made(monkeypatch)
    row = _event(now)
    with transaction.atomic(), transaction.atomic():
        assert ask_one(Event, row.id).first() is None
    with pytest.raises(ValueError, match="toch niet"), transaction.atomic():
        ask_one(Event, row.id).first()
        raise ValueError("toch niet")
    assert made == []


def test_a_savepoint_that_is_written_and_sent_together_is_not_needed(tenant, now, monkeypatch):
    send_waiting()
    made = _made(monkeypatch)
    with transaction.atomic():
        ask_one(Event, uuid7()).first()
        insert_later(_event(now))
    assert direct(COUNT, {}) == (b"1",)
    assert made == []


@pytest.mark.parametrize("by_orm", [False, True])
def test_a_savepoint_is_made_when_something_is_written_in_it_after_reading(tenant, now, by_orm):
    with pytest.raises(ValueError, match="toch niet"), transaction.atomic():
        with transaction.atomic():
            assert ask_one(Event, uuid7()).first() is None
            if by_orm:
                _event(now).save(force_insert=True)
            else:
                insert_later(_event(now))
            assert direct(COUNT, {}) == (b"1",)
        insert_later(_event(now, "b"))
        raise ValueError("toch niet")
    assert direct(COUNT, {}) == (b"0",)


def test_a_question_that_fails_in_a_savepoint_ends_the_transaction_and_is_told(
    django_db_setup, django_db_blocker
):
    with django_db_blocker.unblock():
        with tenant_scope(1):
            with pytest.raises(DataError), transaction.atomic():
                later("SELECT %(n)s::int", {"n": "geen getal"}, reads=True).row()
            assert transaction.get_rollback()
            transaction.set_rollback(True)
        with tenant_scope(1):
            assert direct("SELECT 2", {}) == (b"2",)


def test_the_fault_of_a_use_case_comes_out_in_that_use_case(tenant, actor, now):
    row = _event(now)
    with unit_of_work(actor, "proef.doen") as work:
        work.record("proef", "a")
        with pytest.raises(IntegrityError), unit_of_work(actor, "proef.binnen"):
            insert_later(row)
            insert_later(row)
        insert_later(_event(now, "daarna"))
    with pytest.raises(IntegrityError), unit_of_work(actor, "proef.buiten") as work:
        work.record("proef", "a")
        insert_later(row)
        insert_later(row)
    assert Event.objects.filter(type="proef").values_list("subject", flat=True).get() == "daarna"


def test_after_a_fault_the_connection_knows_which_statements_it_has(tenant):
    for _ in range(2):
        with pytest.raises(DataError), transaction.atomic():
            for text in ("SELECT 1 AS nieuw", "SELECT %(n)s::int AS nieuw", "SELECT 3 AS nieuw"):
                later(text, {"n": "geen getal"})
            send_waiting()
    good = [later(text, {"n": 2}) for text in ("SELECT 1 AS nieuw", "SELECT %(n)s::int AS nieuw")]
    assert [answer.row() for answer in good] == [(b"1",), (b"2",)]
    with pytest.raises(DataError), transaction.atomic():
        direct("SELECT %(tekst)s::text", {"tekst": "nul\0teken"})


def test_more_than_fits_in_the_buffers_of_the_socket(tenant):
    big = "x" * 3_000_000
    answers = [later("SELECT %(big)s::text || %(n)s::text", {"big": big, "n": n}) for n in range(5)]
    for number, answer in enumerate(answers):
        assert answer.row() == (f"{big}{number}".encode(),)


def test_the_commit_takes_along_what_waits_and_then_calls(django_db_setup, django_db_blocker, now):
    """Really committed: seen by the next transaction, and the call went behind it."""
    one = """INSERT INTO events_delivery
      (id, event_id, volgnummer, consumer, subject, state, attempts, next_attempt, error)
      SELECT %(id)s::uuid, gen_random_uuid(), 1, 'proef', '', 'klaar', 0, now(), ''"""
    there = "SELECT count(*) FROM events_delivery WHERE consumer = 'proef'"
    with django_db_blocker.unblock():
        try:
            connection.ensure_connection()
            trips = connection.line.trips
            with tenant_scope(1):
                later(one, {"id": UUID(int=1)})
                after_commit(
                    "SELECT set_config('kapstok.proef', (txid_current_if_assigned() IS NULL)::text, false)",
                    {},
                )
            assert connection.line.trips == trips + 1
            assert fetch_value("SELECT current_setting('kapstok.proef')") == "true"
            with pytest.raises(ValueError, match="weg"), tenant_scope(1):
                later(one, {"id": UUID(int=2)})
                after_commit("SELECT set_config('kapstok.proef', 'fout', false)", {})
                raise ValueError("weg")
            with tenant_scope(1):
                assert fetch_value(there) == 1
            with tenant_scope(1):  # what was written stays so, whatever comes of a call behind it
                later(one, {"id": UUID(int=3)})
                after_commit("SELECT 1 / %(n)s::int", {"n": 0})
            with tenant_scope(1):
                assert fetch_value(there) == 2
            with pytest.raises(IntegrityError), tenant_scope(1):
                later(one, {"id": UUID(int=1)})
                after_commit("SELECT set_config('kapstok.proef', 'fout', false)", {})
            assert fetch_value("SELECT current_setting('kapstok.proef')") == "true"
            assert not connection.in_atomic_block
        finally:
            with tenant_scope(1):
                fetch_value("DELETE FROM events_delivery WHERE consumer = 'proef' RETURNING 1")


def test_a_server_that_goes_away_is_a_fault_and_a_new_connection_the_next_time(
    django_db_setup, django_db_blocker
):
    from django.db import OperationalError

    with django_db_blocker.unblock():
        with pytest.raises(OperationalError), tenant_scope(1):
            later("SELECT pg_terminate_backend(pg_backend_pid())", {})
            later("SELECT 1", {})
            send_waiting()
        with tenant_scope(1):
            assert direct("SELECT 2", {}) == (b"2",)


def test_what_waits_is_written_in_a_transaction(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), pytest.raises(RuntimeError):
        later("SELECT 1", {})


def test_an_answer_before_a_fault_that_is_caught_counts(tenant, now):
    insert_later(_event(now))
    asked = later(COUNT, {})
    with pytest.raises(DataError), transaction.atomic():
        later("SELECT %(n)s::int", {"n": "geen getal"}).row()
    assert asked.row() == (b"1",)
