"""Scheduled work on the klanten."""

from datetime import datetime

from kapstok.platform.db import fetch_value
from kapstok.platform.jobs.registry import scheduled


@scheduled("* * * * *", name="klanten.tellingen")
def add_up(tenant: int, now: datetime) -> None:  # noqa: ARG001 - every job gets its tenant and the moment
    """Add up what changed in the numbers of klanten, so that a list has little to count (sql/telling.sql)."""
    fetch_value("SELECT klant_tellingen_bij()")
