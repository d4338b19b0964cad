"""What the pages about subscriptions read: one statement each."""

from typing import Any

from kapstok.platform.db import fetch_all, fetch_one
from kapstok.schermen.beheer.queries import PAGE

# Subscriptions, how their receiver fares, and what waits or was given up.
_LIST = """
SELECT a.id, a.label, a.callback_url, a.kanalen, a.cloudevents, a.stuf <> '{}' AS stuf,
  s.paused, s.failing_since, s.last_success, p.label AS applicatie, n.wacht, n.dood
FROM notificaties_abonnement a
LEFT JOIN events_subscriber s ON s.id = a.id
LEFT JOIN autorisaties_applicatie p ON p.id = a.applicatie_id
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE d.state = 'wacht') AS wacht, count(*) FILTER (WHERE d.state = 'dood') AS dood
  FROM events_delivery d WHERE d.consumer = 'abonnement:' || a.id AND d.outbound AND d.state IN ('wacht', 'dood')) n
ORDER BY s.failing_since NULLS LAST, a.gemaakt DESC LIMIT 500
"""
_COUNTS = """
SELECT count(*) FILTER (WHERE state = 'wacht') AS wacht, count(*) FILTER (WHERE state = 'dood') AS dood
FROM events_delivery WHERE consumer = %s AND outbound AND state IN ('wacht', 'dood')
"""
_DELIVERIES = """
SELECT d.id, d.state, d.attempts, d.next_attempt, d.finished, d.error, e.moment, e.message->>'kanaal' AS kanaal,
  e.message->>'resource' AS resource, e.message->>'actie' AS actie, e.message->>'resourceUrl' AS adres
FROM events_delivery d JOIN events_event e ON e.id = d.event_id
WHERE d.consumer = %(consumer)s AND d.outbound AND d.state = %(state)s
ORDER BY d.volgnummer DESC LIMIT %(limit)s OFFSET %(offset)s
"""
_GIVEN_UP = """
SELECT id::text FROM events_delivery WHERE consumer = %s AND outbound AND state = 'dood'
ORDER BY volgnummer LIMIT 50000
"""
_OWN = "SELECT id::text FROM events_delivery WHERE consumer = %s AND outbound AND id = ANY(%s::uuid[])"


def abonnementen() -> list[dict[str, Any]]:
    """All subscriptions; those in trouble first."""
    return fetch_all(_LIST)


def counts(consumer: str) -> dict[str, Any]:
    """How many wait, and how many were given up."""
    return fetch_one(_COUNTS, [consumer]) or {}


def deliveries(consumer: str, state: str, page: int) -> list[dict[str, Any]]:
    """One row more than a page, newest first."""
    window = {"limit": PAGE + 1, "offset": (page - 1) * PAGE}
    return fetch_all(_DELIVERIES, {"consumer": consumer, "state": state, **window})


def given_up(consumer: str) -> list[str]:
    """Ids of everything that was given up."""
    return [row["id"] for row in fetch_all(_GIVEN_UP, [consumer])]


def own(consumer: str, ids: list[str]) -> list[str]:
    """Those that are of this subscription."""
    return [row["id"] for row in fetch_all(_OWN, [consumer, ids])]
