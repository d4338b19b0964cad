"""Who sleeps is called behind the commit, who is busy is not."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import connection

from kapstok.platform.db import tenant_scope
from kapstok.platform.db.later import later
from kapstok.platform.events.wake import ASLEEP, AWAKE, CHANNEL, wake_after_commit


@pytest.fixture
def outside(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What is committed here really is."""
    with django_db_blocker.unblock():
        yield


@contextmanager
def _listener() -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as made:
        made.execute(f"LISTEN {CHANNEL}")
        yield made


def _heard(who: psycopg.Connection[Any], within: float = 5) -> list[str]:
    return [n.payload for n in who.notifies(timeout=within, stop_after=1)]


def _write() -> None:
    with tenant_scope(3):
        later("SELECT 1", {})
        wake_after_commit()
        wake_after_commit()


def test_who_sleeps_is_called_once_by_the_municipality(outside: None) -> None:
    with _listener() as who:
        who.execute(ASLEEP)
        _write()
        assert _heard(who) == ["3"]
        who.execute(AWAKE)


def test_nobody_is_called_while_nobody_sleeps(outside: None) -> None:
    with _listener() as who:
        who.execute(ASLEEP)
        who.execute(AWAKE)
        _write()
        assert _heard(who, 0.3) == []


def test_one_who_sleeps_is_called_though_another_is_busy(outside: None) -> None:
    with _listener() as busy, _listener() as asleep:
        busy.execute(ASLEEP)
        asleep.execute(ASLEEP)
        busy.execute(AWAKE)
        _write()
        assert _heard(asleep) == ["3"]


def test_a_sleeper_that_is_gone_is_called_no_more_and_what_is_undone_calls_nobody(outside: None) -> None:
    with _listener() as gone:
        gone.execute(ASLEEP)
    with _listener() as who:
        _write()
        assert _heard(who, 0.3) == []
        who.execute(ASLEEP)
        with pytest.raises(ValueError, match="weg"), tenant_scope(3):
            later("SELECT 1", {})
            wake_after_commit()
            raise ValueError("weg")
        assert _heard(who, 0.3) == []
