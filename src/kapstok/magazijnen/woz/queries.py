"""Finding objects of the WOZ, as they are known now."""

from typing import Any

from kapstok.magazijnen.woz.models import Gegeven, Ingang
from kapstok.magazijnen.woz.rules import volgorde

MEEST = 1000  # of a search


def wozobject(identificatie: str) -> dict[str, Any] | None:
    """The object with this number."""
    found = Gegeven.objects.filter(tot=None, identificatie=identificatie)
    return found.values_list("gegevens", flat=True).first()


def zoek(ingang: str) -> list[dict[str, Any]]:
    """What this entry leads to (see rules.ingangen), in the order of addresses."""
    numbers = Ingang.objects.filter(ingang=ingang).values("gegeven_id")
    found = Gegeven.objects.filter(tot=None, id__in=numbers).order_by("identificatie")
    return sorted(found.values_list("gegevens", flat=True)[:MEEST], key=volgorde)
