"""Housekeeping: what was received and delivered long ago is forgotten."""

from datetime import datetime, timedelta

from kapstok.magazijnen.notificaties.models import Ontvangen
from kapstok.platform.events.models import Delivery, State
from kapstok.platform.jobs.registry import scheduled

KEEP = timedelta(days=30)


@scheduled("17 3 * * *", name="notificaties.opruimen")
def clean(_tenant: int, now: datetime) -> None:
    """Forget deliveries to subscribers, and references of senders, after thirty days."""
    old = now - KEEP
    Ontvangen.objects.filter(moment__lt=old).delete()
    Delivery.objects.filter(outbound=True, state=State.DONE, finished__lt=old).delete()
