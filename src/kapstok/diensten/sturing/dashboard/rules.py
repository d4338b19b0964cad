"""Is a target reached, and which way does it go? Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal


def haalt(waarde: Decimal | float, norm: Decimal | float | None, richting: str) -> bool | None:
    """Is the target reached; None when there is no target."""
    if norm is None:
        return None
    return waarde >= norm if richting == "omhoog" else waarde <= norm


def trend(waarden: Sequence[Decimal | float], richting: str) -> str:
    """`beter`, `slechter` or `gelijk`, the last against the one before; empty when there is nothing to compare."""
    if len(waarden) < 2:
        return ""
    before, last = waarden[-2], waarden[-1]
    if last == before:
        return "gelijk"
    return "beter" if (last > before) == (richting == "omhoog") else "slechter"


ZAAKCIJFERS = ("zaken_op_tijd", "zaken_digitaal", "eerste_contact")  # measured in the zaken of a municipality
MET_DE_HAND = ("hand", *ZAAKCIJFERS)  # a municipality without such figures writes them down


def deel(pair: tuple[int, int]) -> tuple[Decimal, str] | None:
    """Percentage with what it is made of; None when there is nothing to divide."""
    part, whole = pair
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1")), f"{part} / {whole}"


def vorige_maand(today: date) -> tuple[date, date]:
    """First and last day of the month before."""
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last
