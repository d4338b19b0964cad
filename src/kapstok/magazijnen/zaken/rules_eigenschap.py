"""Rules of the values of zaakeigenschappen. Pure."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

_FORMS = {"datum": ("%Y%m%d", 8), "datum_tijd": ("%Y%m%d%H%M%S", 14)}


def ztc_015_mismatch(specificatie: Mapping[str, Any], waarde: str) -> str | None:
    """Why a value does not fit its specificatie (formaat, lengte, waardenverzameling); None when it fits."""
    allowed = specificatie.get("waardenverzameling") or []
    if allowed and waarde not in allowed:
        return "De waarde staat niet in de waardenverzameling."
    formaat, lengte = specificatie.get("formaat", "tekst"), str(specificatie.get("lengte") or "")
    if formaat in _FORMS:
        return None if _is_moment(waarde, *_FORMS[formaat]) else f"De waarde is geen {formaat}."
    if formaat == "getal":
        return _number_mismatch(waarde, lengte)
    longest = int(lengte) if lengte.isdecimal() else None
    return f"De waarde is langer dan {lengte} tekens." if longest and len(waarde) > longest else None


def _is_moment(waarde: str, form: str, length: int) -> bool:
    if len(waarde) != length or not waarde.isascii() or not waarde.isdecimal():
        return False
    try:
        datetime.strptime(waarde, form)  # noqa: DTZ007 - a local moment without zone, as the standard writes it
    except ValueError:
        return False
    return True


def _number_mismatch(waarde: str, lengte: str) -> str | None:
    """lengte 5,2: at most 5 digits before the comma and 2 after it."""
    found = re.fullmatch(r"-?(\d+)(?:[,.](\d+))?", waarde, re.ASCII)
    if found is None:
        return "De waarde is geen getal."
    whole, _, fraction = lengte.partition(",")
    too_long = whole.isdecimal() and len(found[1]) > int(whole)
    too_fine = len(found[2] or "") > (int(fraction) if fraction.isdecimal() else 0)
    return f"Het getal past niet in lengte {lengte}." if lengte and (too_long or too_fine) else None
