"""Finding objects of the WOZ, as they are known now; for a page also as they were known by a delivery before."""

from datetime import date
from typing import Any

from kapstok.magazijnen.woz.models import Gegeven, Ingang
from kapstok.magazijnen.woz.rules import volgorde
from kapstok.platform.leveringen.tijd import bekend

MEEST = 1000  # of a search


def wozobject(identificatie: str) -> dict[str, Any] | None:
    """The object with this number."""
    found = Gegeven.objects.filter(tot=None, identificatie=identificatie)
    return found.values_list("gegevens", flat=True).first()


def zoek(ingang: str, stand: date | None = None) -> list[dict[str, Any]]:
    """What this entry leads to (see rules.ingangen), in the order of addresses. `stand`: as it was known then."""
    numbers = Ingang.objects.filter(ingang=ingang).values("gegeven_id")
    found = Gegeven.objects.filter(bekend(stand), id__in=numbers).order_by("identificatie")
    return sorted(found.values_list("gegevens", flat=True)[:MEEST], key=volgorde)
