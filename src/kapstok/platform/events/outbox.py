"""Writing events, in the transaction of the change itself."""

from datetime import datetime
from typing import Any

import msgspec
from django.db import connection

from kapstok.platform.db import current_tenant, uuid7
from kapstok.platform.db.later import after_commit, later

CHANNEL = "kapstok_events"

# Events, and a delivery per consumer of ours and per subscriber outside, in one statement. Who subscribed is read
# here, so that no event slips between a subscription and a memory of it.
_WRITE = """
WITH nieuw AS (
  INSERT INTO events_event (id, type, subject, data, actor, moment, topic, message)
  SELECT e.id, e.type, e.subject, e.data, e.actor, e.moment, e.topic, NULLIF(e.message, 'null'::jsonb)
  FROM ROWS FROM (jsonb_to_recordset(%(rows)s::jsonb) AS (id uuid, type text, subject text, data jsonb, actor text,
    moment timestamptz, topic text, message jsonb)) WITH ORDINALITY
    AS e(id, type, subject, data, actor, moment, topic, message, n) ORDER BY e.n
  RETURNING id, volgnummer, subject, topic, message
)
INSERT INTO events_delivery
  (id, event_id, volgnummer, consumer, subject, state, attempts, next_attempt, error, outbound)
SELECT gen_random_uuid(), n.id, n.volgnummer, w.consumer, n.subject, 'wacht', 0, now(), '', w.outbound
FROM nieuw n CROSS JOIN LATERAL (
  SELECT jsonb_array_elements_text(%(wanted)s::jsonb->(n.id::text)) AS consumer, false AS outbound
  UNION ALL
  SELECT s.consumer, true FROM events_subscription s
  WHERE n.topic <> '' AND s.topic = n.topic AND COALESCE(n.message->'kenmerken', '{}') @> s.keys GROUP BY s.consumer
) AS w
"""
# The wake-up call goes behind the commit: within it, it would hold a lock on the whole database while the log is
# written to disk, and all municipalities would wait for each other. A call that is lost costs two seconds.
_WAKE = "SELECT pg_notify(%(channel)s, %(tenant)s)"


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
    body = msgspec.json.encode(rows, enc_hook=str).decode()
    ours: dict[str, list[str]] = {}
    for name, event_id in wanted(named):
        ours.setdefault(event_id, []).append(name)
    later(_WRITE, {"rows": body, "wanted": msgspec.json.encode(ours).decode()})
    after_commit(_WAKE, {"channel": CHANNEL, "tenant": str(current_tenant())})
