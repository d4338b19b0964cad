"""Scheduled work on the outbox."""

from datetime import datetime

import structlog

from kapstok.platform.events.cleaning import remove_delivered
from kapstok.platform.jobs.registry import scheduled

log = structlog.get_logger()


@scheduled("11 4 * * *", name="berichten.opruimen")
def clean_outbox(tenant: int, now: datetime) -> None:
    """Every night: what arrived longer ago than KAPSTOK_BERICHTEN_DAGEN."""
    deliveries, events = remove_delivered(now)
    if deliveries or events:
        log.info("berichten.opgeruimd", tenant=tenant, bezorgingen=deliveries, gebeurtenissen=events)
