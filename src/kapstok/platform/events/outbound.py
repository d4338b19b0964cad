"""Deliveries to subscribers outside: taking a batch, and writing down what became of it.

A delivery that is taken is lent out: nobody else takes it, or a later one of the same subject, until the
loan ends. A worker that dies gives nothing back and loses nothing: after the loan somebody takes it again.
Who carries them over the wire is a koppelvlak (`carries`).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from threading import Event as Flag
from typing import Any

import msgspec
from django.db import connection

from kapstok.platform.db import fetch_all

LOAN = timedelta(seconds=20)
ROOM = 32  # at the same time to one subscriber; a failing one gets one at a time
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=2), timedelta(hours=1)
LONGEST_PAUSE = timedelta(minutes=5)
GIVE_UP = timedelta(days=7)

# Per subscriber the oldest that are due, each the first of its subject, up to the room there is.
_TAKE = """
WITH kop AS (
  SELECT x.id FROM events_subscriber s
  LEFT JOIN jsonb_each_text(%(busy)s::jsonb) AS b(consumer, n) ON b.consumer = s.consumer
  CROSS JOIN LATERAL (
    SELECT d.id FROM events_delivery d
    WHERE d.consumer = s.consumer AND d.outbound AND d.state = 'wacht' AND d.next_attempt <= statement_timestamp()
      AND NOT EXISTS (
        SELECT 1 FROM events_delivery o
        WHERE o.consumer = d.consumer AND o.subject = d.subject AND o.volgnummer < d.volgnummer AND o.state = 'wacht')
    ORDER BY d.volgnummer
    LIMIT GREATEST(CASE WHEN s.failing_since IS NULL THEN %(room)s ELSE 1 END - COALESCE(b.n::int, 0), 0)
    FOR UPDATE OF d SKIP LOCKED
  ) x
  WHERE NOT s.paused AND (s.paused_until IS NULL OR s.paused_until <= statement_timestamp())
)
UPDATE events_delivery d SET attempts = d.attempts + 1, next_attempt = statement_timestamp() + %(loan)s
FROM kop, events_event e WHERE d.id = kop.id AND e.id = d.event_id
RETURNING d.id::text, d.consumer, d.attempts, e.id::text AS event_id, e.volgnummer, e.type, e.subject, e.moment,
  e.message
"""

# What was lent to us and is not lent to another since. Given up after seven days of trying.
_SETTLE = """
UPDATE events_delivery d SET
  state = CASE WHEN r.error = '' THEN 'klaar'
    WHEN d.queued < statement_timestamp() - %(give_up)s THEN 'dood' ELSE 'wacht' END,
  finished = CASE WHEN r.error = '' THEN statement_timestamp() END,
  next_attempt = statement_timestamp() + make_interval(secs => r.wait),
  error = r.error
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(id uuid, attempts int, error text, wait float)
WHERE d.id = r.id AND d.attempts = r.attempts AND d.state = 'wacht'
"""

_FINE = """
UPDATE events_subscriber SET failures = 0, failing_since = NULL, paused_until = NULL,
  last_success = statement_timestamp()
WHERE consumer = ANY(%(fine)s)
  AND (failures > 0 OR last_success IS NULL OR last_success < statement_timestamp() - interval '10 seconds')
RETURNING consumer
"""
# The whole subscriber waits a little: twice as long after every failure.
_FAILED = """
UPDATE events_subscriber SET failures = failures + 1,
  failing_since = COALESCE(failing_since, statement_timestamp()),
  paused_until = statement_timestamp() + LEAST(power(2, LEAST(failures, 20)) * interval '1 second', %(longest)s)
WHERE consumer = ANY(%(failed)s)
"""
# A subscriber that has not answered for seven days: what waited as long is given up with it.
_GIVE_UP_ALL = """
UPDATE events_delivery d SET state = 'dood', error = %(reason)s
FROM events_subscriber s
WHERE s.consumer = ANY(%(failed)s) AND s.failing_since < statement_timestamp() - %(give_up)s
  AND d.consumer = s.consumer AND d.outbound AND d.state = 'wacht'
  AND d.queued < statement_timestamp() - %(give_up)s AND d.next_attempt <= statement_timestamp()
"""
UNREACHABLE = "De ontvanger was zeven dagen niet bereikbaar."


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """A delivery that is lent to this process."""

    id: str
    consumer: str
    attempts: int
    event_id: str
    volgnummer: int
    type: str
    subject: str
    moment: Any
    message: dict[str, Any]


class Outcome(msgspec.Struct, frozen=True):
    """What became of it. `down`: the subscriber itself does not answer as it should."""

    taken: Taken
    error: str = ""
    down: bool = False


def wait_after(attempts: int) -> timedelta:
    """Back-off: doubles from two seconds to at most an hour."""
    return min(FIRST_WAIT * 2 ** min(max(attempts - 1, 0), 20), LONGEST_WAIT)


def take(busy: Mapping[str, int], *, room: int = ROOM) -> list[Taken]:
    """What is due in the tenant in scope, in order; `busy`: how many are on the wire per subscriber."""
    params = {"busy": msgspec.json.encode(busy).decode(), "room": room, "loan": LOAN}
    rows = [Taken(**row) for row in fetch_all(_TAKE, params)]
    return sorted(rows, key=lambda t: t.volgnummer)


def settle(outcomes: Iterable[Outcome]) -> None:
    """Write down what became of deliveries of the tenant in scope."""
    outcomes = list(outcomes)
    if not outcomes:
        return
    rows = [
        {
            "id": o.taken.id,
            "attempts": o.taken.attempts,
            "error": o.error[:2000],
            "wait": wait_after(o.taken.attempts).total_seconds(),
        }
        for o in outcomes
    ]
    failed = {o.taken.consumer for o in outcomes if o.down}
    fine = {o.taken.consumer for o in outcomes if not o.error} - failed
    give_up = {"give_up": GIVE_UP}
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, {"rows": msgspec.json.encode(rows).decode(), **give_up})
        if fine:
            cursor.execute(_FINE, {"fine": list(fine)})
        if failed:
            cursor.execute(_FAILED, {"failed": list(failed), "longest": LONGEST_PAUSE})
            cursor.execute(_GIVE_UP_ALL, {"failed": list(failed), "reason": UNREACHABLE, **give_up})


Carrier = Callable[[Flag], None]
carriers: list[Carrier] = []


def carries(carrier: Carrier) -> Carrier:
    """Register what carries deliveries; the worker runs it beside its own work until the flag is set."""
    if carrier not in carriers:
        carriers.append(carrier)
    return carrier
