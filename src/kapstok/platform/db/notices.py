"""News between processes: a word sent in a transaction, heard by every process after its commit.

For what each process remembers to save work (rights, routes). One thread per process listens; while
it cannot, `listening` says so and nobody should trust what was remembered.
"""

import threading
import time
from collections.abc import Callable

import psycopg
import structlog
from django.db import connection
from psycopg import sql

log = structlog.get_logger()
Hear = Callable[[], None]

RETRY_SECONDS = 1.0
_ears: dict[str, list[Hear]] = {}
_live = threading.Event()
_lock = threading.Lock()
_started = False


def on_notice(channel: str, hear: Hear) -> None:
    """Call `hear` when news comes on a channel, and when news may have been missed. A channel may have several."""
    _ears.setdefault(channel, []).append(hear)


def announce(channel: str) -> None:
    """Tell every process, at the commit of this transaction; this process also at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [channel])
    _tell(channel)


def listening() -> bool:
    """Does this process hear the news now? The first question starts the listener."""
    global _started  # noqa: PLW0603 - one thread per process
    if not _started:
        with _lock:
            if not _started:
                threading.Thread(target=_listen, name="notices", daemon=True).start()
                _started = True
    return _live.is_set()


def _listen() -> None:
    while True:
        try:
            parameters = connection.get_connection_params()
            with psycopg.connect(**parameters, autocommit=True) as ear:
                for channel in _ears:
                    ear.execute(sql.SQL("LISTEN {c}").format(c=sql.Identifier(channel)))
                _hear_all()
                _live.set()
                for notice in ear.notifies():
                    _tell(notice.channel)
        except psycopg.Error as error:
            log.info("notices.database_away", error=type(error).__name__)
        _live.clear()
        _hear_all()
        time.sleep(RETRY_SECONDS)


def _tell(channel: str) -> None:
    for hear in list(_ears.get(channel, ())):
        hear()


def _hear_all() -> None:
    for channel in list(_ears):
        _tell(channel)
