"""Each month: the figures of the month before are kept, also those that nobody writes down."""

from datetime import datetime
from zoneinfo import ZoneInfo

from kapstok.diensten.sturing.dashboard.cijfers import leg_vast
from kapstok.platform.jobs.registry import scheduled

DUTCH_TIME = ZoneInfo("Europe/Amsterdam")


@scheduled("15 5 2 * *", name="dashboard.cijfers")
def keep_figures(tenant: int, now: datetime) -> None:
    """Of the partnership in scope; who has no plan has no figures."""
    leg_vast(tenant, now.astimezone(DUTCH_TIME).date())
