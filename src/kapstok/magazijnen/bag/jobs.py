"""What the BAG store does by itself."""

from datetime import datetime

from django.utils import timezone

from kapstok.magazijnen.bag import verandering
from kapstok.magazijnen.bag.levering.laden import renew_addresses
from kapstok.magazijnen.bag.models import Levering
from kapstok.platform.jobs.registry import scheduled
from kapstok.platform.work import SYSTEM, unit_of_work


@scheduled("5 0 * * *", name="bag.adressen")
def addresses_of_today(_tenant: int, now: datetime) -> None:
    """Just after midnight: what begins today is an address, what ended yesterday no longer is."""
    if Levering.objects.filter(klaar__isnull=False).exists():
        with unit_of_work(SYSTEM, "bag.adressen", moment=now) as work:
            was = verandering.stand()
            many = renew_addresses(timezone.localdate(now))
            told = verandering.vertel(work, was)
            work.record("bag", "adressen", after={"adressen": many, "verteld": told})
