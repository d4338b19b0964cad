"""Who keeps bytes and who erases them never meet."""

import threading
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from kapstok.platform.storage import guard, store, unguarded_store
from kapstok.platform.storage.guard import alone, ask_hold, hold

ONE, OTHER = "a1" * 32, "b2" * 32


@pytest.fixture
def elsewhere(db):
    """`elsewhere(work)`: on a connection of its own, up to where it waits; `.end()` lets it finish."""
    started = []

    class Elsewhere(threading.Thread):
        def __init__(self, work):
            super().__init__(daemon=True)
            self.work, self.at, self.go = work, threading.Event(), threading.Event()
            started.append(self)

        def run(self):
            try:
                self.work(self.at.set, lambda: self.go.wait(20))
            finally:
                connection.close()

        def end(self):
            self.go.set()
            self.join(20)

    def start(work):
        thread = Elsewhere(work)
        thread.start()
        assert thread.at.wait(20)
        return thread

    yield start
    for thread in started:
        thread.end()


def test_bytes_that_somebody_is_about_to_name_are_not_erased(elsewhere):
    def keep(ready, wait):
        with transaction.atomic():
            hold(ONE)
            ready()
            wait()

    writer = elsewhere(keep)
    with alone([ONE, OTHER]) as ours:
        assert ours == [OTHER]
    writer.end()
    with alone([ONE, OTHER]) as ours:
        assert ours == [ONE, OTHER]


def test_who_keeps_bytes_waits_until_they_have_been_erased(elsewhere):
    order = []

    def erase(ready, wait):
        with alone([ONE]):
            ready()
            wait()
            order.append("gewist")

    eraser = elsewhere(erase)
    threading.Timer(0.2, eraser.go.set).start()
    hold(ONE)
    order.append("bewaard")
    assert order == ["gewist", "bewaard"]


def test_a_lock_that_was_asked_for_early_holds_until_the_end_of_the_transaction(elsewhere):
    def keep(ready, wait):
        with transaction.atomic():
            ask_hold(ONE)()
            with pytest.raises(ValueError, match="stuk"), transaction.atomic():
                raise ValueError("stuk")
            ready()
            wait()

    writer = elsewhere(keep)
    with alone([ONE]) as ours:
        assert ours == []
    writer.end()


@pytest.mark.parametrize("sent", [False, True])
def test_a_lock_that_went_with_its_savepoint_is_asked_for_again(elsewhere, sent):
    def keep(ready, wait):
        with transaction.atomic():
            with pytest.raises(ValueError, match="stuk"), transaction.atomic():
                asked = ask_hold(ONE)
                if sent:
                    asked()
                raise ValueError("stuk")
            asked()
            ready()
            wait()

    writer = elsewhere(keep)
    with alone([ONE]) as ours:
        assert ours == []
    writer.end()


def test_a_fault_while_erasing_gives_the_lock_back(elsewhere):
    with pytest.raises(ValueError, match="stuk"), alone([ONE]):
        raise ValueError("stuk")

    def take(ready, _wait):
        with alone([ONE]) as ours:
            if ours:
                ready()

    elsewhere(take)


def test_bytes_are_kept_only_with_the_row_that_names_them(db, monkeypatch):
    monkeypatch.setattr(guard, "connection", SimpleNamespace(in_atomic_block=False))
    incoming = store().receive([b"los"])
    with pytest.raises(RuntimeError):
        incoming.keep()
    assert not store().exists(incoming.sha256)
    assert unguarded_store().put([b"los"]).size == 3
