"""What the beheerder reads: one statement per list."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from kapstok.platform.db import fetch_all, fetch_one

# Deliveries by state, with the event they carry; newest first.
_DELIVERIES = """
SELECT d.id, d.consumer, d.state, d.attempts, d.next_attempt, d.finished, d.error, e.type, e.subject, e.moment
FROM events_delivery d JOIN events_event e ON e.id = d.event_id
WHERE d.state = %(state)s ORDER BY d.volgnummer DESC LIMIT %(limit)s OFFSET %(offset)s
"""

# How many deliveries and mails are in each state (the done ones are not counted: they only grow), how far the
# worker is, and what the overview shows of accounts and the database.
_COUNTS = """
SELECT
  (SELECT count(*) FROM events_delivery WHERE state = 'wacht') AS wacht,
  (SELECT count(*) FROM events_delivery WHERE state = 'wacht' AND attempts > 0) AS opnieuw,
  (SELECT count(*) FROM events_delivery WHERE state = 'dood') AS dood,
  (SELECT min(next_attempt) FROM events_delivery WHERE state = 'wacht' AND next_attempt <= now()) AS oudste,
  (SELECT count(*) FROM mail_mail WHERE state = 'wacht') AS mail_wacht,
  (SELECT count(*) FROM mail_mail WHERE state = 'onzeker') AS mail_onzeker,
  (SELECT count(*) FROM mail_mail WHERE state = 'dood') AS mail_dood,
  (SELECT max(last_heartbeat) FROM procrastinate_workers) AS heartbeat,
  (SELECT count(*) FROM identity_user u WHERE u.active AND u.home_tenant IS NULL AND NOT u.demo
      AND NOT u.totp_confirmed AND NOT EXISTS (SELECT 1 FROM identity_passkey p WHERE p.user_id = u.id))
    AS zonder_tweede_stap,
  (SELECT count(*) FROM identity_user WHERE active AND home_tenant IS NULL) AS medewerkers,
  (SELECT count(*) FROM identity_session WHERE kind <> 'anoniem' AND revoked IS NULL AND absolute_end > now())
    AS ingelogd,
  (SELECT count(*) FROM identity_grant WHERE ended IS NULL AND current_date BETWEEN valid_from AND valid_until)
    AS gasten,
  current_setting('server_version') AS databank,
  pg_database_size(current_database()) AS databank_grootte
"""

_MAILS = """
SELECT id, aan, onderwerp, state, attempts, gemaakt, verzonden, error
FROM mail_mail WHERE %(state)s = '' OR state = %(state)s
ORDER BY gemaakt DESC LIMIT %(limit)s OFFSET %(offset)s
"""

_AUDIT = """
SELECT id, volgnummer, moment, actor_soort, actor_naam, actie, doel, object_soort, object_id, subject
FROM audit_auditrecord
WHERE {waar}
ORDER BY volgnummer DESC LIMIT %(limit)s OFFSET %(offset)s
"""

# Only what was asked stands in the statement, so that each question finds its index.
_AUDIT_BY = {
    "object": "(object_id = ANY(%(object)s) OR subject = ANY(%(object)s))",
    "wie": "position(lower(%(wie)s) IN lower(actor_naam)) > 0",
    "wat": "(position(lower(%(wat)s) IN lower(actie)) > 0 OR position(lower(%(wat)s) IN lower(object_soort)) > 0)",
    "van": "moment >= %(van)s",
    "tot": "moment < %(tot)s",
}

# What people call it by, in place of its id.
_NUMBERED = """
SELECT id::text AS id FROM zaken_zaak WHERE identificatie = %(number)s
UNION ALL SELECT id::text FROM documenten_enkelvoudiginformatieobject WHERE identificatie = %(number)s
UNION ALL SELECT id::text FROM besluiten_besluit WHERE identificatie = %(number)s
LIMIT 20
"""

PAGE = 50


@dataclass(frozen=True, slots=True)
class AuditSearch:
    """What of the audit trail is asked; `tot` is the first moment that is not."""

    object: str = ""
    wie: str = ""
    wat: str = ""
    van: datetime | None = None
    tot: datetime | None = None


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


def _ids_of(number: str) -> list[str]:
    """The zaken, documents and besluiten with this number; it may be an id itself."""
    return [number, *(row["id"] for row in fetch_all(_NUMBERED, {"number": number}))]


def audit_records(found: AuditSearch, page: int) -> list[dict[str, Any]]:
    """The audit trail of this municipality, newest first, narrowed by what was asked."""
    conditions = [condition for name, condition in _AUDIT_BY.items() if getattr(found, name)]
    statement = _AUDIT.format(waar=" AND ".join(["true", *conditions]))
    return fetch_all(
        statement, {**asdict(found), "object": _ids_of(found.object) if found.object else [], **_window(page)}
    )
