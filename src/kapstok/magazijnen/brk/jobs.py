"""What the store of the BRK does by itself."""

from datetime import datetime

from kapstok.kern.geheugen import vergeten_voor
from kapstok.magazijnen.brk.models import Gegeven
from kapstok.platform.jobs.registry import scheduled
from kapstok.platform.leveringen.vergeten import vergeet


@scheduled("44 3 * * *", name="brk.versies")
def forget_old_versions(_tenant: int, now: datetime) -> None:
    """Each night: what the BRK said of a parcel, right or person until more than twenty years ago is forgotten."""
    vergeet(Gegeven.objects.filter(tot__lt=vergeten_voor(now).date()), "brk", now)
