"""Housekeeping of identities."""

from datetime import datetime

from kapstok.platform.identity.sessions import remove_ended
from kapstok.platform.jobs.registry import scheduled


@scheduled("17 * * * *", name="identity.sessies-opruimen")
def remove_ended_sessions(tenant: int, now: datetime) -> None:  # noqa: ARG001 - runs in the tenant's scope
    """Sessions that are over have no reason to stay: they hold (sealed) personal data."""
    remove_ended(now)
