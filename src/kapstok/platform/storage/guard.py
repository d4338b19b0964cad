"""Bytes are not erased while somebody is about to name them, nor named while somebody erases them.

Who keeps bytes shares a lock on their hash until his transaction ends; who erases takes it alone, and only
then looks whether a row names them. The locks live in the database, so they hold for every machine and store.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction

from kapstok.platform.db.direct import direct
from kapstok.platform.db.later import later

# A signed number of 64 bits from the start of the hash: what PostgreSQL locks by.
_KEY = "('x' || left({}, 16))::bit(64)::bigint"
_HOLD = f"SELECT pg_advisory_xact_lock_shared({_KEY.format('%(sha256)s::text')})"


def hold(sha256: str) -> None:
    """Until this transaction ends nobody erases these bytes; waits for who is erasing them now."""
    _in_transaction()
    direct(_HOLD, {"sha256": sha256})


def ask_hold(sha256: str) -> Callable[[], None]:
    """The same in two steps: the lock is asked for along with the next question, and the result waits for it.

    It is lost with the block of the transaction in which it was asked; then it is asked once more.
    """
    _in_transaction()
    block, answer = connection.atomic_blocks[-1], later(_HOLD, {"sha256": sha256})

    def wait() -> None:
        if any(still is block for still in connection.atomic_blocks):
            _ = answer.result
        else:
            hold(sha256)

    return wait


def _in_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("bytes are kept inside the transaction of the row that names them")


@contextmanager
def alone(hashes: Sequence[str]) -> Iterator[list[str]]:
    """Those of the hashes that nobody is about to name; they are ours until the block ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT h FROM unnest(%s::text[]) h WHERE pg_try_advisory_lock({_KEY.format('h')})",  # noqa: S608
            [list(hashes)],
        )
        ours = [row[0] for row in cursor.fetchall()]
    try:
        with transaction.atomic():  # a fault inside may not keep us from giving the locks back
            yield ours
    finally:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT pg_advisory_unlock({_KEY.format('h')}) FROM unnest(%s::text[]) h",  # noqa: S608
                [ours],
            )
