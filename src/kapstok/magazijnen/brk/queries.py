"""Finding records of the BRK, as they are known now; for a page also as they were known by a delivery before."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from kapstok.magazijnen.brk.models import Gegeven, Ingang
from kapstok.magazijnen.brk.rules import woorden
from kapstok.magazijnen.brk.vorm import BIJ_ZAAK, GERECHTIGDE, ZAAK
from kapstok.platform.leveringen.tijd import bekend

MEEST = 250  # of a search; more than that is refused
_MANY = 5000  # of what rests on one parcel
Rij = dict[str, Any]


def gegeven(soort: str, identificatie: str, bij: str = "") -> Rij | None:
    """One record."""
    found = Gegeven.objects.filter(tot=None, soort=soort, identificatie=identificatie, bij=bij)
    return found.values_list("gegevens", flat=True).first()


def zaken(identificaties: Iterable[str]) -> list[Rij]:
    """Parcels and apartment rights by their numbers."""
    found = Gegeven.objects.filter(tot=None, soort=ZAAK, identificatie__in=list(identificaties))
    return list(found.order_by("identificatie").values_list("gegevens", flat=True))


def zoek(soort: str, ingang: str, stand: date | None = None) -> list[Rij]:
    """What this entry leads to (see rules.ingangen); one more than is given at most. `stand`: as it was known then."""
    numbers = Ingang.objects.filter(ingang=ingang).values("gegeven_id")
    found = Gegeven.objects.filter(bekend(stand), soort=soort, id__in=numbers)
    return list(found.order_by("identificatie").values_list("gegevens", flat=True)[: MEEST + 1])


def zoek_naam(soort: str, text: str) -> list[Rij]:
    """Persons of the kadaster with all these words in their name."""
    found = Gegeven.objects.filter(tot=None, soort=soort)
    asked = woorden(text)
    for word in asked:
        found = found.filter(id__in=Ingang.objects.filter(ingang=f"naam {word}").values("gegeven_id"))
    rows = found.order_by("identificatie").values_list("gegevens", flat=True)[: MEEST + 1]
    return list(rows) if asked else []


def zaken_van(persoon: str) -> list[Rij]:
    """On what a person (bsn, rsin or number of the kadaster) has a right; one more than is given at most."""
    rights = Ingang.objects.filter(ingang=f"persoon {persoon}").values("gegeven_id")
    where = Gegeven.objects.filter(tot=None, soort=GERECHTIGDE, id__in=rights).order_by().values_list("bij")
    return zaken(dict.fromkeys(bij for (bij,) in where.distinct()[: MEEST + 1]))


def wat_rust(identificaties: Iterable[str], stand: date | None = None) -> dict[str, dict[str, list[Rij]]]:
    """Per parcel and per kind what rests on it, or rested on it as it was known by `stand`."""
    made: dict[str, dict[str, list[Rij]]] = {i: {kind: [] for kind in BIJ_ZAAK} for i in identificaties}
    numbers = Ingang.objects.filter(ingang__in=[f"bij {i}" for i in made]).values("gegeven_id")
    found = Gegeven.objects.filter(bekend(stand), id__in=numbers).order_by("identificatie")
    for bij, kind, own in found.values_list("bij", "soort", "gegevens")[:_MANY]:
        made[bij][kind].append(own)
    return made
