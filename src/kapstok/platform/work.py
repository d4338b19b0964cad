"""The unit of work: data, audit record and events in one transaction, or none of them.

A use case opens one, records what it changed and publishes what happened. A use case that calls
another joins it; only the outermost writes, last, so that the chain's lock is held briefly.
Statements that nobody waits for (platform/db/rows.py) are sent at the end of the unit at the latest, so that
their faults are those of the use case.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from kapstok.platform.audit.actor import SYSTEM, Actor
from kapstok.platform.db.later import send_waiting

__all__ = ["SYSTEM", "Actor", "Work", "answered", "unit_of_work"]

_active: ContextVar["Work | None"] = ContextVar("work", default=None)
_held: ContextVar["list[Work] | None"] = ContextVar("held", default=None)


class Work:
    """What happened in this transaction so far."""

    def __init__(self, actor: Actor, action: str, moment: datetime) -> None:
        self.actor, self.action, self.moment = actor, action, moment
        self._entries: list[Any] = []
        self._events: list[Any] = []
        self._keys: dict[str, Any] = {}

    def about(self, subject: UUID | str, *, new: bool = False, key: Any = None) -> None:
        """Whom the change is about; saves a round trip when it is said before the first question is asked.

        `new`: something whose id was made just now. `key`: its SubjectKey, asked for in this transaction already.
        """
        from kapstok.platform.audit.chain import SubjectKey

        if str(subject) not in self._keys:
            self._keys[str(subject)] = key or SubjectKey(str(subject), new=new)

    def record(
        self,
        kind: str,
        object_id: UUID | str,
        *,
        before: Any = None,
        after: Any = None,
        subject: UUID | str | None = None,
        action: str | None = None,
    ) -> None:
        """Audit a change of one object; `subject` owns the key of the content (default: the object)."""
        from kapstok.platform.audit.chain import Entry

        self._entries.append(
            Entry(
                action=action or self.action,
                object_kind=kind,
                object_id=str(object_id),
                subject=str(subject or object_id),
                before=before,
                after=after,
            )
        )

    def publish(self, name: str, *, subject: UUID | str, data: dict[str, Any], context: Any = None) -> None:
        """Put an event (package.noun.verb) in the outbox; it is delivered after the commit.

        `context`: what who makes the messages for outside may look at in this transaction; it is not kept.
        """
        from kapstok.platform.events.outbox import Event

        self._events.append(
            Event(
                type=name,
                subject=str(subject),
                data=data,
                actor=self.actor.stored_name,
                moment=self.moment,
                context=context,
            )
        )

    def mark(self) -> tuple[int, int, int]:
        """How far the records, the events and the keys have come."""
        return len(self._entries), len(self._events), len(self._keys)

    def undo_to(self, mark: tuple[int, int, int]) -> None:
        """Drop what came after the mark; its data has been rolled back, and with it a key made there."""
        del self._entries[mark[0] :]
        del self._events[mark[1] :]
        for subject in list(self._keys)[mark[2] :]:
            del self._keys[subject]

    def flush(self) -> None:
        """Write the audit records and the events; the last thing before the commit, with which they travel."""
        from kapstok.platform.audit.chain import append
        from kapstok.platform.events.outbox import write
        from kapstok.platform.events.registry import with_more

        if not self._entries:
            raise RuntimeError(f"unit of work {self.action!r} changed data without an audit record")
        # Before the lock on the chain is taken: a message for outside may take a while to make.
        events = with_more(self._events)
        write(events)  # who is behind us in the chain need not wait for these
        append(self._entries, actor=self.actor, moment=self.moment, keys=self._keys)


@contextmanager
def answered() -> Iterator[None]:
    """The answer to a change is made in here, before its records and events are written.

    So that nothing stands between the lock on the chain and the commit: what is written waits until the end of this
    block and travels with the commit.
    """
    held: list[Work] = []
    token = _held.set(held)
    try:
        yield
    finally:
        _held.reset(token)
    for work in held:
        work.flush()
    if connection.savepoint_ids:  # in a transaction of somebody else: its faults are told before that goes on
        send_waiting()


@contextmanager
def unit_of_work(actor: Actor, action: str, *, moment: datetime | None = None) -> Iterator[Work]:
    """Transaction for one use case. Inside another one it joins: same transaction, same actor, but
    its records carry its own action. An exception undoes everything."""
    outer = _active.get()
    if outer is not None:
        with _joined(outer, action):
            yield outer
        return
    held = _held.get()
    with transaction.atomic():
        work = Work(actor, action, moment or datetime.now(UTC))
        token = _active.set(work)
        try:
            yield work
        finally:
            _active.reset(token)
        if held is not None:
            held.append(work)
            return
        work.flush()
        send_waiting()


@contextmanager
def _joined(outer: Work, action: str) -> Iterator[None]:
    """What fails in here fails in here: the use case around it may go on without it."""
    mark = outer.mark()
    with transaction.atomic():
        previous, outer.action = outer.action, action
        try:
            yield
            send_waiting()
        except BaseException:
            outer.undo_to(mark)
            raise
        finally:
            outer.action = previous
