"""A check that somebody asked for."""

from datetime import UTC, datetime

from kapstok.platform.audit.checks import ASKED, run_check
from kapstok.platform.events.outbox import Event
from kapstok.platform.events.registry import listens


@listens(ASKED, consumer="audit.controle")
def check_on_request(event: Event) -> None:
    """Check the whole audit chain because a beheerder asked for it."""
    run_check(event.data["tenant"], datetime.now(UTC))
