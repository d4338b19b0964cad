"""Finding persons; one statement each."""

from typing import Any

from kapstok.magazijnen.brp.models import Persoonslijst
from kapstok.magazijnen.brp.rules import described

_LIST = (
    "bsn",
    "voornamen",
    "voorvoegsel",
    "geslachtsnaam",
    "geboortedatum",
    "postcode",
    "huisnummer",
    "overleden",
)


def persoon(bsn: str) -> dict[str, Any] | None:
    """A person in plain values, for the person themselves (no log of use: it is their own data)."""
    row = Persoonslijst.objects.filter(bsn=bsn).first() if bsn else None
    return described(row.categorieen) if row else None


def search(
    *,
    bsn: str = "",
    geslachtsnaam: str = "",
    geboortedatum: str = "",
    postcode: str = "",
    huisnummer: str = "",
    limit: int = 25,
) -> list[dict[str, Any]]:
    """Persons by number, by name (begin) and birth date, or by address. Without a question: nobody."""
    if not (bsn or geslachtsnaam or postcode):
        return []
    found = Persoonslijst.objects.filter(overleden=False)
    if bsn:
        found = found.filter(bsn=bsn)
    if geslachtsnaam:
        found = found.filter(geslachtsnaam__startswith=geslachtsnaam)
    if geboortedatum:
        found = found.filter(geboortedatum=geboortedatum)
    if postcode:
        found = found.filter(postcode=postcode)
    if huisnummer:
        found = found.filter(huisnummer=huisnummer)
    return list(found.order_by("geslachtsnaam", "geboortedatum").values(*_LIST)[:limit])
