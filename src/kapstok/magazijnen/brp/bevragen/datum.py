"""Dates in the four forms of the API: Datum, JaarMaandDatum, JaarDatum and DatumOnbekend."""

from datetime import date
from typing import Any

from kapstok.kern.datum import PartialDate
from kapstok.kern.fouten import InvalidValue


def gelezen(text: str | None) -> PartialDate | None:
    """A date as LO3 writes it; None when it is absent or no date at all."""
    try:
        return PartialDate.parse_lo3(text) if text else None
    except InvalidValue:
        return None


def datum(text: str | None) -> dict[str, Any] | None:
    """A date as the API tells it."""
    found = gelezen(text)
    if found is None:
        return None
    exact = found.exact()
    if exact:
        form: dict[str, Any] = {"type": "Datum", "datum": exact.isoformat()}
    elif found.month:
        form = {"type": "JaarMaandDatum", "jaar": found.year, "maand": found.month}
    elif found.year:
        form = {"type": "JaarDatum", "jaar": found.year}
    else:
        form = {"type": "DatumOnbekend", "onbekend": True}
    return {**form, "langFormaat": str(found)}


def nog_niet_voorbij(text: str | None, today: date) -> bool:
    """Is this end absent or after today? Of a partly unknown end, as long as it may be."""
    end = gelezen(text)
    if end is None:
        return True
    exact = end.exact()
    return exact > today if exact else end.latest() >= today


def leeftijd(text: str | None, today: date) -> int | None:
    """Whole years since birth. None when the unknown part decides, or when only the year is known."""
    birth = gelezen(text)
    if birth is None or not birth.month:
        return None
    if not birth.day and birth.month == today.month:
        return None
    years = birth.age_on(today)
    return years if years is not None and years >= 0 else None
