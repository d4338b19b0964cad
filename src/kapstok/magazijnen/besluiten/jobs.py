"""Scheduled work on the besluiten."""

from datetime import datetime

from kapstok.platform.db import fetch_value
from kapstok.platform.jobs.registry import scheduled


@scheduled("* * * * *", name="besluiten.tellingen")
def add_up(tenant: int, now: datetime) -> None:  # noqa: ARG001 - every job gets its tenant and the moment
    """Add up what changed in the numbers of besluiten, so that a list has little to count (sql/telling.sql)."""
    fetch_value("SELECT besluit_tellingen_bij()")
