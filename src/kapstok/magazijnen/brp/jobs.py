"""What the BRP store does by itself."""

from datetime import datetime

from kapstok.magazijnen.brp.models import Versie
from kapstok.platform.jobs.registry import scheduled
from kapstok.platform.work import SYSTEM, unit_of_work

JAREN = 20  # as long as the log of what was given (docs/besluiten/0013)


@scheduled("40 3 * * *", name="brp.versies")
def forget_old_versions(_tenant: int, now: datetime) -> None:
    """Each night: what a persoonslijst said until more than twenty years ago is forgotten."""
    # Of 29 February the day before: that exists in every year.
    day = min(now.day, 28) if now.month == 2 else now.day
    old = Versie.objects.filter(tot__lt=now.replace(year=now.year - JAREN, day=day))
    if old.exists():
        with unit_of_work(SYSTEM, "brp.versies", moment=now) as work:
            many, _per_table = old.delete()
            work.record("brp", "versies", after={"verwijderd": many})
