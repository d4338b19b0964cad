"""What the store of the WOZ does by itself."""

from datetime import datetime

from kapstok.kern.geheugen import vergeten_voor
from kapstok.magazijnen.woz.models import Gegeven
from kapstok.platform.jobs.registry import scheduled
from kapstok.platform.leveringen.vergeten import vergeet


@scheduled("46 3 * * *", name="woz.versies")
def forget_old_versions(_tenant: int, now: datetime) -> None:
    """Each night: what the WOZ said of a object until more than twenty years ago is forgotten."""
    vergeet(Gegeven.objects.filter(tot__lt=vergeten_voor(now).date()), "woz", now)
