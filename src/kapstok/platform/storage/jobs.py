"""Scheduled work on the storage."""

from datetime import datetime, timedelta

from kapstok.platform.jobs.registry import scheduled
from kapstok.platform.storage import store

# Longer than the slowest sender needs for the largest file.
FORGOTTEN = timedelta(days=2)


@scheduled("41 3 * * *", name="opslag.opruimen")
def sweep_forgotten(tenant: int, now: datetime) -> None:  # noqa: ARG001 - every job gets its tenant
    """Remove what a process that died had half received; the storage is one for all municipalities."""
    store().sweep_incoming((now - FORGOTTEN).timestamp())
