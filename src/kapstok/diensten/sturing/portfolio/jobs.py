"""Every night: a contract that asks for a choice gets its harmonisation zaak, in time and once."""

from datetime import datetime
from zoneinfo import ZoneInfo

from kapstok.diensten.sturing.portfolio.queries_kalender import zonder_zaak
from kapstok.diensten.sturing.portfolio.services.harmonisatie import open_harmonisatie
from kapstok.platform.jobs.registry import scheduled
from kapstok.platform.work import SYSTEM

DUTCH_TIME = ZoneInfo("Europe/Amsterdam")
MOST = 200  # a night; what is left comes the next


@scheduled("45 4 * * *", name="portfolio.harmonisatie")
def open_due(tenant: int, now: datetime) -> None:  # noqa: ARG001 - the tenant is in scope
    """End minus notice minus lead time has come: open the zaak, with the advice that the rules give."""
    today = now.astimezone(DUTCH_TIME).date()
    for row in zonder_zaak(today, limit=MOST):
        open_harmonisatie(row, op=today, actor=SYSTEM)
