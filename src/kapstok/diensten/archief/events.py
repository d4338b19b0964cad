"""Destruction goes from batch to batch by events, and hands the bytes over for erasure."""

from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from kapstok.diensten.archief.models import Vernietigingslijst
from kapstok.diensten.archief.rules import MAY_DESTROY
from kapstok.diensten.archief.services.destroy import ORDER, destroy_next_batch
from kapstok.diensten.archief.services.erase import queue_erasure
from kapstok.platform.events.outbox import Event
from kapstok.platform.events.registry import listens
from kapstok.platform.work import SYSTEM

DUTCH_TIME = ZoneInfo("Europe/Amsterdam")


@listens(ORDER, consumer="archief.vernietigen")
def destroy_batch(event: Event) -> None:
    """A list that was stopped or finished in the meantime needs nothing more."""
    lijst_id, now = UUID(event.subject), datetime.now(UTC)
    if Vernietigingslijst.objects.filter(id=lijst_id, status__in=MAY_DESTROY).exists():
        today = now.astimezone(DUTCH_TIME).date()
        destroy_next_batch(lijst_id, actor=SYSTEM, today=today, moment=now)


@listens("documenten.inhoud.destroy", consumer="archief.wissen")
def queue_bytes(event: Event) -> None:
    """Bytes that lost their last document wait for the nightly erasure."""
    queue_erasure(event.data["sha256"], moment=event.moment)
