"""Statements that wait to go along: those whose answer nobody needs yet travel with the next one that is awaited.

A transaction of ten statements so takes as many round trips as it has questions, not ten. Order is kept, and
whatever else uses the connection (the ORM, a commit) first sends what waits. A fault comes out there: who has to
know it earlier calls `send`.
"""

import select
from collections.abc import Sequence
from typing import Any

from psycopg import OperationalError, errors, pq

Row = tuple[bytes | None, ...]
_FAULTY = pq.ExecStatus.FATAL_ERROR
_GOOD = (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK)
_SYNC = pq.ExecStatus.PIPELINE_SYNC
_KEEP = 400  # statements per connection; filters and orders make many texts


class Answer:
    """What a statement will bring; asking for it sends everything that waits."""

    __slots__ = ("_line", "_result")

    def __init__(self, line: "Line") -> None:
        self._line, self._result = line, None

    @property
    def result(self) -> Any:
        """The result of libpq."""
        if self._result is None:
            self._line.send()
        if self._result is None:
            raise RuntimeError("this statement was dropped with its savepoint")
        return self._result

    def row(self) -> Row | None:
        """First row, columns as text in bytes; None when there is none."""
        return first_row(self.result)

    def came(self, result: Any) -> None:
        """The answer is there."""
        self._result = result


def first_row(result: Any) -> Row | None:
    """First row of a result of libpq."""
    if result.ntuples == 0:
        return None
    return tuple(result.get_value(0, column) for column in range(result.nfields))


class _Step:
    """One statement. Without a name it steers the transaction (BEGIN, SAVEPOINT, COMMIT ...)."""

    __slots__ = ("answer", "given", "name", "text")

    def __init__(
        self, text: bytes, name: bytes = b"", given: Sequence[bytes | None] = (), answer: Answer | None = None
    ) -> None:
        self.text, self.name, self.given, self.answer = text, name, given, answer


class _Save:
    """A savepoint that was asked for and not made yet, and how much waited then."""

    __slots__ = ("quoted", "since")

    def __init__(self, quoted: str, since: int) -> None:
        self.quoted, self.since = quoted, since


def _made(quoted: str) -> bytes:
    return f"SAVEPOINT {quoted}".encode()


class Line:
    """What waits on one connection. `trips`: how often the server was waited for, for tests and measurements."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self._steps: list[_Step] = []
        self._after: dict[bytes, _Step] = {}
        self._saves: list[_Save] = []
        self.trips = 0

    @property
    def waiting(self) -> bool:
        return bool(self._steps)

    @property
    def saving(self) -> bool:
        """Is there a savepoint in which nothing was written yet?"""
        return bool(self._saves)

    def put(self, name: bytes, text: bytes, given: Sequence[bytes | None], *, reads: bool = False) -> Answer:
        """A prepared statement of the running transaction. `reads`: it changes nothing that would have to be undone."""
        answer = Answer(self)
        self._ready()
        if not reads:
            self._make_savepoints()
        self._steps.append(_Step(text, name, given, answer))
        return answer

    def after_commit(self, name: bytes, text: bytes, given: Sequence[bytes | None]) -> None:
        """Goes behind the commit, in the same round trip; each but once. Forgotten when all is undone."""
        self._after[b"\0".join([name, *(g or b"" for g in given)])] = _Step(text, name, given)

    def savepoint(self, quoted: str) -> None:
        """Made when something is written in it: what only reads has nothing to undo."""
        self._ready()
        self._saves.append(_Save(quoted, len(self._steps)))

    def release(self, quoted: str) -> None:
        """One that was never made is forgotten, and so is one that still waits: a fault in what is sent together undoes
        all of it anyway."""
        if (nth := self._nth(quoted)) is not None:
            del self._saves[nth:]
        elif (at := self._waits_at(_made(quoted))) is not None:
            del self._steps[at]
        else:
            self._ready()
            self._steps.append(_Step(f"RELEASE SAVEPOINT {quoted}".encode()))

    def undo(self, quoted: str) -> bool:
        """Drop what waits since a savepoint. True when nothing of it has to be undone on the server."""
        if (nth := self._nth(quoted)) is not None:
            del self._steps[self._saves[nth].since :], self._saves[nth + 1 :]
            # A question that failed: there is no savepoint to go back to, so the whole transaction is over.
            return self.connection.connection.pgconn.transaction_status != pq.TransactionStatus.INERROR
        at = self._waits_at(_made(quoted))
        del self._steps[0 if at is None else at + 1 :]
        return at is not None

    def _nth(self, quoted: str) -> int | None:
        return next((n for n, save in enumerate(self._saves) if save.quoted == quoted), None)

    def _waits_at(self, text: bytes) -> int | None:
        return next((n for n, step in enumerate(self._steps) if step.text == text), None)

    def _make_savepoints(self) -> None:
        self._steps += [_Step(_made(save.quoted)) for save in self._saves]
        self._saves.clear()

    def settle(self) -> None:
        """Somebody else is going to use the connection, and may write: send what waits, and make the savepoints."""
        self._make_savepoints()
        self.send()

    def drop(self) -> None:
        """The transaction is undone, or the connection gone."""
        self._steps.clear()
        self._saves.clear()
        self._after.clear()

    def commit(self) -> bool:
        """Commit, with all that waits before and behind it. False: there is nothing of ours to send."""
        after, self._after = list(self._after.values()), {}
        idle = self.connection.connection.pgconn.transaction_status == pq.TransactionStatus.IDLE
        if not self._steps and (idle or not after):
            return False
        if idle and not after and not any(step.name for step in self._steps):
            self._steps.clear()  # nothing was asked or written
            return True
        self._steps += [_Step(b"COMMIT"), *after]
        self.send(
            needed=len(self._steps) - len(after)
        )  # what is written stays so, whatever comes of a call behind it
        return True

    def send(self, needed: int | None = None) -> None:
        """Send all that waits and take the answers. Raises the first fault, of the first `needed` when that is said, as
        Django's."""
        if not self._steps:
            return
        steps, self._steps = self._steps, []
        for save in self._saves:
            save.since = 0
        outer = self.connection
        raw, known = outer.connection.pgconn, outer.prepared
        with outer.wrap_database_errors:
            room_for(raw, known, len({step.name for step in steps if step.name} - known))
            try:
                results = _through(raw, steps, known)
            except BaseException:
                raw.finish()  # in the middle of a conversation there is no way back
                raise
            self.trips += 1
            for step, result in zip(
                steps, results, strict=True
            ):  # those before a fault count, whoever catches it
                if step.answer is not None and result.status in _GOOD:
                    step.answer.came(result)
            bad = next((r for r in results[:needed] if r.status == _FAULTY), None)
            if bad is not None:
                raise errors.error_from_result(bad)

    def _ready(self) -> None:
        """There is a connection, and a transaction that can still take something."""
        outer = self.connection
        if not self._steps:
            if not outer.in_atomic_block:  # in one, that was looked after when it began
                outer.close_if_health_check_failed()
                outer.ensure_connection()
            outer.validate_no_broken_transaction()
            if outer.connection.pgconn.transaction_status == pq.TransactionStatus.IDLE:
                self._steps.append(_Step(b"BEGIN"))


def room_for(raw: Any, known: set[bytes], more: int) -> None:
    """Never more prepared statements on a connection than it keeps."""
    if len(known) + more > _KEEP:
        result = raw.exec_(b"DEALLOCATE ALL")
        if result.status == _FAULTY:
            raise errors.error_from_result(result)
        known.clear()


def _through(raw: Any, steps: Sequence[_Step], known: set[bytes]) -> list[Any]:
    """One pipeline. Per step the result of its execution, or of the preparing when that failed."""
    made: set[bytes] = set()
    raw.enter_pipeline_mode()
    for step in steps:
        if not step.name:
            raw.send_query_params(step.text, None)
            continue
        if step.name not in known and step.name not in made:
            made.add(step.name)
            raw.send_prepare(step.name, step.text)
        raw.send_query_prepared(step.name, step.given)
    raw.pipeline_sync()
    poll = select.poll()
    poll.register(raw.socket, select.POLLIN | select.POLLOUT)
    while raw.flush():
        poll.poll()
        raw.consume_input()
    poll.modify(raw.socket, select.POLLIN)
    results: list[Any] = []
    for step in steps:
        found = None
        if step.name in made:
            made.discard(step.name)
            found = _next(raw, poll)
            if found.status == pq.ExecStatus.COMMAND_OK:
                known.add(step.name)
        executed = _next(raw, poll)
        results.append(found if found is not None and found.status == _FAULTY else executed)
    if _taken(raw, poll).status != _SYNC:
        raise OperationalError("the server answered out of order")
    raw.exit_pipeline_mode()
    return results


def _next(raw: Any, poll: Any) -> Any:
    result = _taken(raw, poll)
    if raw.get_result() is not None:
        raise OperationalError("the server answered out of order")
    return result


def _taken(raw: Any, poll: Any) -> Any:
    while raw.is_busy():
        poll.poll()
        raw.consume_input()
    result = raw.get_result()
    if result is None:
        raise OperationalError("the server closed the connection")
    return result
