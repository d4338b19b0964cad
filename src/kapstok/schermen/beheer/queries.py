"""What the beheerder reads: one statement per list."""

from typing import Any

from kapstok.platform.db import fetch_all, fetch_one

# Deliveries by state, with the event they carry; newest first.
_DELIVERIES = """
SELECT d.id, d.consumer, d.state, d.attempts, d.next_attempt, d.finished, d.error, e.type, e.subject, e.moment
FROM events_delivery d JOIN events_event e ON e.id = d.event_id
WHERE d.state = %(state)s ORDER BY d.volgnummer DESC LIMIT %(limit)s OFFSET %(offset)s
"""

# How many deliveries and mails are in each state; the done ones are not counted (they only grow).
_COUNTS = """
SELECT
  (SELECT count(*) FROM events_delivery WHERE state = 'wacht') AS wacht,
  (SELECT count(*) FROM events_delivery WHERE state = 'wacht' AND attempts > 0) AS opnieuw,
  (SELECT count(*) FROM events_delivery WHERE state = 'dood') AS dood,
  (SELECT count(*) FROM mail_mail WHERE state = 'wacht') AS mail_wacht,
  (SELECT count(*) FROM mail_mail WHERE state = 'onzeker') AS mail_onzeker,
  (SELECT count(*) FROM mail_mail WHERE state = 'dood') AS mail_dood
"""

_MAILS = """
SELECT id, aan, onderwerp, state, attempts, gemaakt, verzonden, error
FROM mail_mail WHERE %(state)s = '' OR state = %(state)s
ORDER BY gemaakt DESC LIMIT %(limit)s OFFSET %(offset)s
"""

_AUDIT = """
SELECT id, volgnummer, moment, actor_soort, actor_naam, actie, doel, object_soort, object_id, subject
FROM audit_auditrecord
WHERE (%(object)s = '' OR object_id = %(object)s OR subject = %(object)s)
ORDER BY volgnummer DESC LIMIT %(limit)s OFFSET %(offset)s
"""

PAGE = 50


def _window(page: int) -> dict[str, int]:
    return {"limit": PAGE + 1, "offset": (max(page, 1) - 1) * PAGE}


def counts() -> dict[str, Any]:
    """Figures for the overview."""
    return fetch_one(_COUNTS) or {}


def deliveries(state: str, page: int) -> list[dict[str, Any]]:
    """One row more than a page, so that the caller knows whether there is a next one."""
    return fetch_all(_DELIVERIES, {"state": state, **_window(page)})


def mails(state: str, page: int) -> list[dict[str, Any]]:
    """Outgoing mail; no text, that is for the addressee."""
    return fetch_all(_MAILS, {"state": state, **_window(page)})


def audit_records(object_id: str, page: int) -> list[dict[str, Any]]:
    """The audit trail of this municipality, or of one object and what belongs to it."""
    return fetch_all(_AUDIT, {"object": object_id, **_window(page)})
