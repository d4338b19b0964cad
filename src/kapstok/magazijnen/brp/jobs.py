"""What the BRP store does by itself."""

from datetime import datetime

from kapstok.kern.geheugen import vergeten_voor
from kapstok.magazijnen.brp.models import Versie
from kapstok.platform.jobs.registry import scheduled
from kapstok.platform.leveringen.vergeten import vergeet


@scheduled("40 3 * * *", name="brp.versies")
def forget_old_versions(_tenant: int, now: datetime) -> None:
    """Each night: what a persoonslijst said until more than twenty years ago is forgotten."""
    vergeet(Versie.objects.filter(tot__lt=vergeten_voor(now)), "brp", now)
