"""procrastinate carries the schedules; here our jobs become its tasks."""

from datetime import UTC, datetime
from typing import Any

import structlog
from procrastinate.contrib.django import app as procrastinate_app

from kapstok.platform.db import tenant_scope
from kapstok.platform.jobs.registry import Scheduled, schedule
from kapstok.platform.tenancy.registry import tenants

log = structlog.get_logger()
_known: set[str] = set()


def run_for_all(job: Scheduled, now: datetime) -> dict[str, str]:
    """Run a job for each tenant, each in its own transaction. One failing tenant stops no other.

    Returns the failures by tenant slug.
    """
    failures: dict[str, str] = {}
    for slug, tenant in tenants().items():
        try:
            with tenant_scope(tenant.id):
                job.run(tenant.id, now)
        except Exception as error:
            log.exception("job.failed", job=job.name, tenant=slug)
            failures[slug] = f"{type(error).__name__}: {error}"
    return failures


def register_jobs() -> None:
    """Tell procrastinate about our schedule, once per process."""
    for job in schedule.values():
        if job.name in _known:
            continue
        _known.add(job.name)
        _register(job)


def _register(job: Scheduled) -> None:
    def task(timestamp: int) -> None:
        failures = run_for_all(job, datetime.fromtimestamp(timestamp, UTC))
        if failures:
            raise RuntimeError(f"{job.name}: {failures}")

    decorated: Any = procrastinate_app.task(name=job.name, queue="huishouding", pass_context=False)(task)
    procrastinate_app.periodic(cron=job.cron)(decorated)
