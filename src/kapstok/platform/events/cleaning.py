"""What was delivered long ago goes: the outbox is a road, not an archive (that is the audit trail)."""

from datetime import datetime, timedelta

from django.db import connection

from kapstok.platform.config import settings

BATCH = 5000
MOST = 100 * BATCH  # a night; what is left goes the next

# Only what arrived. What waits or was given up stays until a person or the carrier is done with it.
_DELIVERIES = """
DELETE FROM events_delivery WHERE id IN (
  SELECT id FROM events_delivery WHERE state = 'klaar' AND finished < %(before)s ORDER BY volgnummer LIMIT %(most)s)
"""
_EVENTS = """
DELETE FROM events_event WHERE id IN (
  SELECT e.id FROM events_event e
  WHERE e.moment < %(before)s AND NOT EXISTS (SELECT FROM events_delivery d WHERE d.event_id = e.id)
  ORDER BY e.volgnummer LIMIT %(most)s)
"""


def remove_delivered(now: datetime, *, batch: int = BATCH, most: int = MOST) -> tuple[int, int]:
    """Remove deliveries that arrived longer ago than is kept, then events that nobody waits for any more.

    In the tenant that is in scope; returns how many of both.
    """
    before = now - timedelta(days=settings.berichten_dagen)
    return _all(_DELIVERIES, before, batch, most), _all(_EVENTS, before, batch, most)


def _all(statement: str, before: datetime, batch: int, most: int) -> int:
    total = 0
    while total < most:
        with connection.cursor() as cursor:
            cursor.execute(statement, {"before": before, "most": min(batch, most - total)})
            gone = cursor.rowcount
        total += gone
        if gone < batch:
            break
    return total
