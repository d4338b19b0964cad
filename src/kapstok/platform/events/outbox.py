"""Writing events, in the transaction of the change itself."""

from datetime import datetime
from typing import Any

import msgspec
from django.db import connection

from kapstok.platform.db import current_tenant, uuid7

CHANNEL = "kapstok_events"

# Events and a delivery per wanting consumer in one statement, then the wake-up call at commit.
_WRITE = """
WITH nieuw AS (
  INSERT INTO events_event (id, type, subject, data, actor, moment)
  SELECT (r->>'id')::uuid, r->>'type', r->>'subject', r->'data', r->>'actor', (r->>'moment')::timestamptz
  FROM jsonb_array_elements(%s::jsonb) WITH ORDINALITY AS e(r, n) ORDER BY n
  RETURNING id, volgnummer, subject, moment
), bezorging AS (
  INSERT INTO events_delivery (id, event_id, volgnummer, consumer, subject, state, attempts, next_attempt, error)
  SELECT gen_random_uuid(), nieuw.id, nieuw.volgnummer, d.consumer, nieuw.subject, 'wacht', 0, now(), ''
  FROM nieuw JOIN jsonb_to_recordset(%s::jsonb) AS d(id uuid, consumer text) ON d.id = nieuw.id
)
SELECT pg_notify(%s, %s)
"""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """An event as publishers write and consumers read it."""

    type: str
    subject: str
    data: dict[str, Any]
    actor: str
    moment: datetime
    id: str = ""


def write(events: list[Event]) -> None:
    """Put events in the outbox of the current tenant. Raises outside a transaction."""
    from kapstok.platform.events.registry import consumers_of

    if not events:
        return
    if not connection.in_atomic_block:
        raise RuntimeError("an event is published in the transaction of its change")
    rows = [msgspec.structs.replace(e, id=str(uuid7())) for e in events]
    wanted = [{"id": e.id, "consumer": name} for e in rows for name in consumers_of(e.type)]
    body = msgspec.json.encode(rows, enc_hook=str).decode()
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [body, msgspec.json.encode(wanted).decode(), CHANNEL, str(current_tenant())])
