"""The connection of a thread, the statements that it has prepared on the server, and those that wait to go along."""

import select
import threading
from typing import Any

from django.db import connections
from django.db.backends.postgresql import base
from django.db.backends.utils import CursorWrapper
from psycopg.adapt import Transformer
from psycopg.pq import TransactionStatus

from kapstok.platform.db.line import Line

# Each thread has its own connection. Django also looks whether a loop of coroutines runs, at every look-up; ours are
# twenty per write, and no coroutine of ours speaks to the database.
connections._connections = threading.local()  # type: ignore[assignment]  # noqa: SLF001 - there is no setting for it


class _AfterTheLine:
    """What waits goes first."""

    db: Any

    def _execute(self, *args: Any) -> Any:
        self.db.line.settle()
        return super()._execute(*args)  # type: ignore[misc]

    def _executemany(self, *args: Any) -> Any:
        self.db.line.settle()
        return super()._executemany(*args)  # type: ignore[misc]


class _Cursor(_AfterTheLine, CursorWrapper): ...


class _DebugCursor(_AfterTheLine, base.CursorDebugWrapper): ...


class DatabaseWrapper(base.DatabaseWrapper):
    """`prepared`: names of the statements that this connection knows (platform/db/direct.py)."""

    prepared: set[bytes]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line = Line(self)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A fresh connection knows no statements."""
        self.prepared = set()
        self.line.drop()
        made = super().get_new_connection(conn_params)
        self._reader = Transformer(made)
        return made

    def loaded(self, result: Any) -> Any:
        """What reads the rows of a result as the driver would; it keeps how values of each type are read."""
        self._reader.set_pgresult(result)
        return self._reader

    def make_cursor(self, cursor: Any) -> Any:
        return _Cursor(cursor, self)

    def make_debug_cursor(self, cursor: Any) -> Any:
        return _DebugCursor(cursor, self)

    def _cursor(self, name: str | None = None) -> Any:
        self.line.settle()
        return super()._cursor(name)

    def _set_autocommit(self, autocommit: bool) -> None:  # noqa: FBT001 - as Django calls it
        """The driver's own way waits in a generator for a server that is not asked anything; twice per write."""
        if self.connection.pgconn.transaction_status != TransactionStatus.IDLE:
            super()._set_autocommit(autocommit)  # which says what is wrong
        else:
            self.connection._autocommit = autocommit  # noqa: SLF001 - all that its setter does then

    def _savepoint(self, sid: str) -> None:
        self.line.savepoint(self.ops.quote_name(sid))

    def _savepoint_commit(self, sid: str) -> None:
        self.line.release(self.ops.quote_name(sid))

    def _savepoint_rollback(self, sid: str) -> None:
        if not self.line.undo(self.ops.quote_name(sid)):
            super()._savepoint_rollback(sid)

    def _commit(self) -> None:
        if self.connection is None or not self.line.commit():
            super()._commit()

    def _rollback(self) -> None:
        self.line.drop()
        super()._rollback()

    def _close(self) -> None:
        self.line.drop()
        super()._close()

    def is_usable(self) -> bool:
        """A server that has gone leaves something to read on the idle socket; only then is it worth asking."""
        raw = getattr(self.connection, "pgconn", None)
        if raw is None:
            return bool(super().is_usable())
        if raw.transaction_status == TransactionStatus.IDLE and not _readable(raw.socket):
            return True
        return bool(super().is_usable())


def _readable(socket: int) -> bool:
    poll = select.poll()
    poll.register(socket, select.POLLIN)
    return bool(poll.poll(0))
