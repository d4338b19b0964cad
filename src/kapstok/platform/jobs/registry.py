"""Scheduled housekeeping: a function per job, run for every tenant in its own scope."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

Job = Callable[[int, datetime], None]


@dataclass(frozen=True)
class Scheduled:
    """A job with its cron schedule (five fields, Dutch local time) and its name."""

    name: str
    cron: str
    run: Job


schedule: dict[str, Scheduled] = {}


def scheduled(cron: str, *, name: str) -> Callable[[Job], Job]:
    """Register `job(tenant, now)`; it runs inside a tenant_scope of that tenant."""

    def register(run: Job) -> Job:
        schedule[name] = Scheduled(name, cron, run)
        return run

    return register
