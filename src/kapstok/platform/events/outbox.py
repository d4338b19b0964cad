"""Writing events, in the transaction of the change itself."""

from datetime import datetime
from functools import cache
from typing import Any

import msgspec
from django.db import connection

from kapstok.platform.db import uuid7
from kapstok.platform.db.later import later
from kapstok.platform.events.wake import wake_after_commit

# Events, and a delivery per consumer of ours and per subscriber outside, in one statement. Who subscribed is read
# here, so that no event slips between a subscription and a memory of it.
_INTO = "INSERT INTO events_event (id, type, subject, data, actor, moment, topic, message)"
# An id of what it is: gen_random_uuid opens a file for each, and takes ten times as long.
_ID = "encode(substring(sha256(convert_to(n.id::text || w.consumer, 'UTF8')) FOR 16), 'hex')::uuid"
_DELIVERIES = f"""INSERT INTO events_delivery
  (id, event_id, volgnummer, consumer, subject, state, attempts, next_attempt, error, outbound)
SELECT {_ID}, n.id, n.volgnummer, w.consumer, n.subject, 'wacht', 0, now(), '', w.outbound"""
_SUBSCRIBERS = """SELECT s.consumer, true AS outbound FROM events_subscription s
  WHERE s.topic = {topic} AND COALESCE({message}->'kenmerken', '{{}}') @> s.keys GROUP BY s.consumer"""
_WRITE = f"""
WITH nieuw AS (
  {_INTO} SELECT e.id, e.type, e.subject, e.data, e.actor, e.moment, e.topic, NULLIF(e.message, 'null'::jsonb)
  FROM ROWS FROM (jsonb_to_recordset(%(rows)s::jsonb) AS (id uuid, type text, subject text, data jsonb, actor text,
    moment timestamptz, topic text, message jsonb)) WITH ORDINALITY
    AS e(id, type, subject, data, actor, moment, topic, message, n) ORDER BY e.n
  RETURNING id, volgnummer, subject, topic, message
)
{_DELIVERIES} FROM nieuw n CROSS JOIN LATERAL (
  SELECT jsonb_array_elements_text(%(wanted)s::jsonb->(n.id::text)) AS consumer, false AS outbound
  UNION ALL {_SUBSCRIBERS.format(topic="n.topic", message="n.message")}
) AS w
"""  # noqa: S608 - made of texts of ours; every value is a parameter
# Of one event, which is nearly always all there is: what there is to deliver is known, or read without taking anything
# apart. As one statement two thirds of what the other costs.
_ONE = (
    f"{_INTO} VALUES (%(id)s, %(type)s, %(subject)s, %(data)s, %(actor)s, %(moment)s, %(topic)s, %(message)s)"
)
_OURS = "SELECT unnest(%(wanted)s::text[]) AS consumer, false AS outbound"
_OUTSIDE = _SUBSCRIBERS.format(topic="%(topic)s", message="%(message)s::jsonb")


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """An event as publishers write and consumers read it. `context` lives no longer than the transaction."""

    type: str
    subject: str
    data: dict[str, Any]
    actor: str
    moment: datetime
    id: str = ""
    topic: str = ""
    message: dict[str, Any] | None = None
    context: Any = None


def write(events: list[Event]) -> None:
    """Put events in the outbox of the current tenant. Raises outside a transaction."""
    from kapstok.platform.events.registry import told_outside, wanted

    if not events:
        return
    if not connection.in_atomic_block:
        raise RuntimeError("an event is published in the transaction of its change")
    named = [msgspec.structs.replace(e, id=str(uuid7())) for e in events]
    rows = [told_outside(msgspec.structs.replace(e, context=None)) for e in named]
    ours: dict[str, list[str]] = {}
    for name, event_id in wanted(named):
        ours.setdefault(event_id, []).append(name)
    if len(rows) == 1:
        _write_one(rows[0], ours.get(rows[0].id, []))
    else:
        body = msgspec.json.encode(rows, enc_hook=str).decode()
        later(_WRITE, {"rows": body, "wanted": msgspec.json.encode(ours).decode()})
    wake_after_commit()


@cache
def _of_one(*, ours: bool, outside: bool) -> str:
    ways = " UNION ALL ".join([*([_OURS] if ours else []), *([_OUTSIDE] if outside else [])])
    if not ways:
        return _ONE
    new = f"{_ONE} RETURNING id, volgnummer, subject"
    return f"WITH nieuw AS ({new}) {_DELIVERIES} FROM nieuw n CROSS JOIN ({ways}) AS w"


def _write_one(row: Event, ours: list[str]) -> None:
    values = {f: getattr(row, f) for f in ("id", "type", "subject", "actor", "moment", "topic")}
    values |= {"data": _json(row.data), "message": None if row.message is None else _json(row.message)}
    values |= {"wanted": ours} if ours else {}
    later(_of_one(ours=bool(ours), outside=bool(row.topic)), values)


def _json(value: dict[str, Any]) -> str:
    return msgspec.json.encode(value, enc_hook=str).decode()
