"""Scheduled work on the objects."""

from datetime import datetime

from kapstok.platform.db import fetch_value
from kapstok.platform.jobs.registry import scheduled


@scheduled("* * * * *", name="objecten.tellingen")
def add_up(tenant: int, now: datetime) -> None:  # noqa: ARG001 - every job gets its tenant and the moment
    """Add up what changed in the numbers of objects, so that a list has little to count (sql/stand.sql)."""
    fetch_value("SELECT object_tellingen_bij()")
