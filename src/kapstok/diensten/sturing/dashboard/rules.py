"""Is a target reached, and which way does it go? Pure."""

from collections.abc import Sequence
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
