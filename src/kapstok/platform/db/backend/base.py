"""The connection of a thread, and the statements that it has prepared on the server."""

import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus


class DatabaseWrapper(base.DatabaseWrapper):
    """`prepared`: names of the statements that this connection knows (platform/db/direct.py)."""

    prepared: set[bytes]

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A fresh connection knows no statements."""
        self.prepared = set()
        return super().get_new_connection(conn_params)

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
