"""Every morning: leaders that owe the review of the quarter are reminded when a day for it has come."""

from datetime import datetime
from zoneinfo import ZoneInfo

from kapstok.diensten.sturing.kwartaal.herinneren import herinner_vanzelf
from kapstok.platform.jobs.registry import scheduled
from kapstok.platform.tenancy.addresses import public_base
from kapstok.platform.tenancy.registry import tenant_by_id

DUTCH_TIME = ZoneInfo("Europe/Amsterdam")


@scheduled("15 7 * * *", name="kwartaal.herinneren")
def remind(tenant: int, now: datetime) -> None:
    """Five, ten and fifteen working days after the quarter, mail who leads a project without its review."""
    herinner_vanzelf(now.astimezone(DUTCH_TIME).date(), basis=public_base(tenant_by_id(tenant)))
