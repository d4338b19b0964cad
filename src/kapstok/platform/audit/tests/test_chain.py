"""Nobody changes the audit trail unseen, not even the superuser of the database."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from django.db import Error, connection, transaction

from kapstok.platform.audit.actor import Actor
from kapstok.platform.audit.chain import content, forget, verify
from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.config import settings
from kapstok.platform.db import server as pg
from kapstok.platform.db import tenant_scope, uuid7
from kapstok.platform.db.server import SUPERUSER
from kapstok.platform.work import unit_of_work

NOW = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=UTC)
VERIFIER = Path(__file__).resolve().parents[5] / "controle" / "audit_keten.py"


def _write(actor: Actor, number: int = 1) -> None:
    for i in range(number):
        with unit_of_work(actor, "zaak.change", moment=NOW) as work:
            work.record("zaak", f"zaak-{i}", before={"a": i}, after={"a": f"é😀 {i}, 3:x,"})


def test_records_form_a_chain_that_verifies(tenant, actor):
    _write(actor, 5)
    assert verify(tenant.id) is None
    assert [r.volgnummer for r in AuditRecord.objects.order_by("volgnummer")] == [1, 2, 3, 4, 5]


def test_content_is_unreadable_in_the_table_and_readable_with_the_key(tenant, actor):
    _write(actor)
    record = AuditRecord.objects.get()
    assert b"voor" not in bytes(record.inhoud)
    assert content(record) == {"voor": {"a": 0}, "na": {"a": "é😀 0, 3:x,"}}


def test_a_key_made_in_an_undone_transaction_is_not_used_again(tenant, actor):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        _write(actor)
        raise ZeroDivisionError
    _write(actor)
    assert content(AuditRecord.objects.get()) is not None


def test_a_forgotten_subject_leaves_the_chain_whole(tenant, actor):
    _write(actor, 3)
    assert forget(["zaak-1"]) == 1
    records = list(AuditRecord.objects.order_by("volgnummer"))
    assert content(records[1]) is None
    assert content(records[2]) is not None
    assert verify(tenant.id) is None


def test_number_of_a_resident_is_not_in_the_audit_trail(tenant):
    _write(Actor("burger", "999993653", "Suzanne Moulin"))
    record = AuditRecord.objects.get()
    assert "999993653" not in f"{record.actor_id} {record.actor_naam}"
    assert record.actor_naam == "Inwoner"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditrecord SET actie = 'x'",
        "DELETE FROM audit_auditrecord",
        "INSERT INTO audit_auditrecord (id, volgnummer) VALUES (gen_random_uuid(), 9)",
        "UPDATE audit_audithead SET volgnummer = 0",
        "TRUNCATE audit_auditrecord",
    ],
)
def test_the_application_has_no_right_to_touch_the_chain(tenant, actor, statement):
    _write(actor)
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_unit_of_work_without_record_is_refused_and_undone(tenant, actor):
    with pytest.raises(RuntimeError, match="without an audit record"), unit_of_work(actor, "zaak.change"):
        pass
    assert AuditRecord.objects.count() == 0


def test_an_exception_undoes_data_record_and_event_together(tenant, actor):
    from kapstok.platform.events.models import Event

    with pytest.raises(ZeroDivisionError), unit_of_work(actor, "zaak.change") as work:
        work.record("zaak", "z")
        work.publish("zaken.zaak.update", subject="z", data={})
        raise ZeroDivisionError
    assert AuditRecord.objects.count() == Event.objects.count() == 0


def test_a_nested_use_case_joins_the_transaction_and_keeps_its_own_action(tenant, actor):
    with unit_of_work(actor, "zaak.close") as work:
        with unit_of_work(actor, "status.create") as inner:
            inner.record("status", "s", subject="z")
        work.record("zaak", "z")
    assert list(AuditRecord.objects.order_by("volgnummer").values_list("actie", flat=True)) == [
        "status.create",
        "zaak.close",
    ]


def test_a_nested_use_case_that_fails_takes_its_records_and_events_with_it(tenant, actor):
    from kapstok.platform.events.models import Event

    with unit_of_work(actor, "lijst.destroy") as work:
        work.record("lijst", "l")
        with pytest.raises(ZeroDivisionError), unit_of_work(actor, "zaak.destroy") as inner:
            inner.record("zaak", "z")
            inner.publish("zaken.zaak.destroy", subject="z", data={})
            raise ZeroDivisionError
    assert AuditRecord.objects.get().actie == "lijst.destroy"
    assert not Event.objects.exists()


TAMPERING = {
    "edited action": ("UPDATE audit_auditrecord SET actie = 'iets anders' WHERE volgnummer = 3", 3),
    "edited content": ("UPDATE audit_auditrecord SET inhoud = 'x' WHERE volgnummer = 4", 4),
    "edited moment": (
        "UPDATE audit_auditrecord SET moment = moment + interval '1 microsecond' WHERE volgnummer = 2",
        2,
    ),
    "moved text between fields": (
        "UPDATE audit_auditrecord SET actor_naam = actor_naam || left(actie, 1), actie = substr(actie, 2)"
        " WHERE volgnummer = 5",
        5,
    ),
    "deleted first": ("DELETE FROM audit_auditrecord WHERE volgnummer = 1", 1),
    "deleted middle": ("DELETE FROM audit_auditrecord WHERE volgnummer = 4", 4),
    "deleted last": ("DELETE FROM audit_auditrecord WHERE volgnummer = 6", 6),
    "deleted and renumbered": (
        "DELETE FROM audit_auditrecord WHERE volgnummer = 2;"
        " UPDATE audit_auditrecord SET volgnummer = volgnummer - 1 WHERE volgnummer > 2",
        2,
    ),
    "renumbered last": ("UPDATE audit_auditrecord SET volgnummer = 60 WHERE volgnummer = 6", 6),
    "given to another municipality": ("UPDATE audit_auditrecord SET tenant = 2 WHERE volgnummer = 3", 3),
}


@pytest.fixture
def committed_chain(django_db_setup, django_db_blocker, actor):
    """Six committed records of tenant 3, seen by the superuser; gone again afterwards."""
    server = pg.start(settings.data_map / "pg")
    with django_db_blocker.unblock():
        with tenant_scope(3):
            _write(actor, 6)
        with psycopg.connect(**server.dsn("kapstok", SUPERUSER), autocommit=True) as superuser:
            yield superuser
            superuser.execute("TRUNCATE audit_auditrecord, audit_audithead, audit_auditkey")


def _independent(server_dsn: dict[str, str]) -> subprocess.CompletedProcess[str]:
    text = " ".join(f"{k}={v}" for k, v in server_dsn.items())
    return subprocess.run([sys.executable, str(VERIFIER), text], capture_output=True, text=True)


@pytest.mark.parametrize("how", TAMPERING)
def test_tampering_as_superuser_is_found_and_the_first_bad_record_named(committed_chain, how):
    statement, first_bad = TAMPERING[how]
    dsn = pg.start(settings.data_map / "pg").dsn("kapstok", "kapstok_app")
    with tenant_scope(3):
        assert verify(3) is None
    committed_chain.execute(statement)
    with tenant_scope(3):
        assert f"record {first_bad} " in (verify(3) or "")
    independent = _independent(dsn)
    assert independent.returncode == 1, independent.stderr
    assert f"opsterland: record {first_bad} " in independent.stdout


def test_writers_at_the_same_time_make_one_whole_chain_from_the_first_record_on(committed_chain, actor):
    def write() -> None:
        try:
            for number in range(30):
                with tenant_scope(2), unit_of_work(actor, "proef.doen") as work:
                    for _ in range(3 if number % 3 == 2 else 1):
                        work.record("proef", uuid7(), after={"nummer": number})
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(write) for _ in range(3)]:
            done.result()
    with tenant_scope(2):
        assert verify(2) is None
        assert AuditRecord.objects.count() == 3 * (20 + 3 * 10)


def test_independent_verifier_agrees_that_a_whole_chain_is_whole(committed_chain):
    done = _independent(pg.start(settings.data_map / "pg").dsn("kapstok", "kapstok_app"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "opsterland: klopt, 6 records" in done.stdout


def test_independent_verifier_is_small_and_knows_no_kapstok():
    lines = VERIFIER.read_text().splitlines()
    assert len(lines) <= 150
    assert not any(line.startswith(("import kapstok", "from kapstok")) for line in lines)
