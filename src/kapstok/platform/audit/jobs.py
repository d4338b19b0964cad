"""Scheduled work on the audit trail."""

from datetime import datetime

from kapstok.platform.audit.anchor import write_anchor
from kapstok.platform.audit.checks import run_check
from kapstok.platform.jobs.registry import scheduled


@scheduled("*/15 * * * *", name="audit.ankeren")
def anchor_chain(tenant: int, now: datetime) -> None:
    """Write the head of the chain outside the database, every quarter of an hour."""
    write_anchor(tenant, now)


@scheduled("23 3 * * *", name="audit.controleren")
def check_chain(tenant: int, now: datetime) -> None:
    """Check the whole chain every night; the result stands on the page of beheer."""
    run_check(tenant, now)
