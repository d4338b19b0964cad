"""A round goes from check to check by events."""

from datetime import UTC, datetime
from uuid import UUID

from django.utils import timezone

from kapstok.diensten.kwaliteit.models import Ronde
from kapstok.diensten.kwaliteit.ronde import NEXT, volgende_stap
from kapstok.platform.events.outbox import Event
from kapstok.platform.events.registry import listens
from kapstok.platform.work import SYSTEM


@listens(NEXT, consumer="kwaliteit.ronde")
def next_check(event: Event) -> None:
    """A round that was finished or cleaned away in the meantime needs nothing more."""
    now, ronde_id = datetime.now(UTC), UUID(event.subject)
    if Ronde.objects.filter(id=ronde_id, klaar=None).exists():
        volgende_stap(ronde_id, actor=SYSTEM, moment=now, today=timezone.localdate(now))
