"""What the store of the handelsregister does by itself."""

from datetime import datetime

from kapstok.kern.geheugen import vergeten_voor
from kapstok.magazijnen.hr.models import Versie
from kapstok.platform.jobs.registry import scheduled
from kapstok.platform.leveringen.vergeten import vergeet


@scheduled("42 3 * * *", name="hr.versies")
def forget_old_versions(_tenant: int, now: datetime) -> None:
    """Each night: what a registration or branch said until more than twenty years ago is forgotten."""
    vergeet(Versie.objects.filter(tot__lt=vergeten_voor(now)), "hr", now)
