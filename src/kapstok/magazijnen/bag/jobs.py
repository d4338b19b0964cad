"""What the BAG store does by itself."""

from datetime import datetime

from django.utils import timezone

from kapstok.magazijnen.bag.levering.laden import renew_addresses
from kapstok.magazijnen.bag.models import Levering
from kapstok.platform.jobs.registry import scheduled


@scheduled("5 0 * * *", name="bag.adressen")
def addresses_of_today(_tenant: int, now: datetime) -> None:
    """Just after midnight: what begins today is an address, what ended yesterday no longer is."""
    if Levering.objects.filter(klaar__isnull=False).exists():
        renew_addresses(timezone.localdate(now))
