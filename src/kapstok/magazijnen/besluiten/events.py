"""Tells the zakenmagazijn how to find the dates of the besluiten of a zaak (for the archive rule)."""

from uuid import UUID

from kapstok.kern.archiveren import BesluitDates
from kapstok.magazijnen.besluiten.models import Besluit
from kapstok.magazijnen.zaken.archiving import register_besluit_dates


def besluit_dates(zaak_id: UUID) -> tuple[BesluitDates, ...]:
    """ingangsdatum and vervaldatum of each besluit of the zaak."""
    rows = Besluit.objects.filter(zaak_id=zaak_id).values_list("ingangsdatum", "vervaldatum")
    return tuple(BesluitDates(begin, end) for begin, end in rows)


register_besluit_dates(besluit_dates)
