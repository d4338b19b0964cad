"""Delivering events to consumers: one at a time per subject, in order, with retry and dead letter.

At-least-once: a consumer runs in the transaction that marks its delivery done, so what it writes to
the database happens exactly once; what it sends outside must carry the event id as its key.
"""

from datetime import timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import DateTimeField, ExpressionWrapper, Value
from django.db.models.functions import Now

from kapstok.platform.db import fetch_one, tenant_scope
from kapstok.platform.events.models import Delivery, State
from kapstok.platform.events.outbox import Event
from kapstok.platform.events.registry import consumers

log = structlog.get_logger()

MAX_ATTEMPTS = 12
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=2), timedelta(hours=24)

# The oldest delivery that is due and has no older waiting one for the same consumer and subject.
_CLAIM = """
SELECT d.id, d.consumer, d.attempts, e.id::text AS event_id, e.type, e.subject, e.data, e.actor, e.moment
FROM events_delivery d JOIN events_event e ON e.id = d.event_id
WHERE d.state = 'wacht' AND NOT d.outbound AND d.next_attempt <= statement_timestamp()
  AND NOT EXISTS (
    SELECT 1 FROM events_delivery o
    WHERE o.consumer = d.consumer AND o.subject = d.subject AND o.volgnummer < d.volgnummer AND o.state = 'wacht')
ORDER BY d.volgnummer LIMIT 1 FOR UPDATE OF d SKIP LOCKED
"""


def wait_after(attempts: int) -> timedelta:
    """Back-off: doubles from two seconds, at most a day. Twelve attempts take about two hours."""
    return min(FIRST_WAIT * 2 ** max(attempts - 1, 0), LONGEST_WAIT)


def _deliver(claim: dict[str, Any]) -> None:
    consumer = consumers.get(claim["consumer"])
    if consumer is None:
        raise LookupError(f"no consumer named {claim['consumer']}")
    fields = ("type", "subject", "data", "actor", "moment")
    with transaction.atomic():
        consumer.handle(Event(id=claim["event_id"], **{f: claim[f] for f in fields}))


def deliver_next(tenant: int) -> bool:
    """Deliver one event of this tenant. True when there was one, whatever became of it."""
    with tenant_scope(tenant):
        claim = fetch_one(_CLAIM)
        if claim is None:
            return False
        row = Delivery.objects.filter(id=claim["id"])
        attempts = claim["attempts"] + 1
        try:
            _deliver(claim)
        except Exception as error:  # noqa: BLE001 - the dispatcher is one of three places that may
            dead = attempts >= MAX_ATTEMPTS
            log.warning(
                "event.delivery.failed", consumer=claim["consumer"], type=claim["type"], attempts=attempts
            )
            row.update(
                state=State.DEAD if dead else State.WAITING,
                attempts=attempts,
                next_attempt=_now_plus(wait_after(attempts)),
                error=f"{type(error).__name__}: {error}"[:2000],
            )
        else:
            row.update(state=State.DONE, attempts=attempts, finished=_now_plus(timedelta()), error="")
    return True


def _now_plus(wait: timedelta) -> Any:
    return ExpressionWrapper(Now() + Value(wait), output_field=DateTimeField())


def deliver_all(tenant: int, *, limit: int = 1000) -> int:
    """Deliver what is due now; returns how many deliveries were tried."""
    done = 0
    while done < limit and deliver_next(tenant):
        done += 1
    return done


def replay(delivery_ids: list[str]) -> int:
    """Put dead or failed deliveries of the tenant in scope back in line; returns how many."""
    rows = Delivery.objects.filter(id__in=delivery_ids).exclude(state=State.DONE)
    return rows.update(state=State.WAITING, attempts=0, next_attempt=Now(), queued=Now(), error="")
