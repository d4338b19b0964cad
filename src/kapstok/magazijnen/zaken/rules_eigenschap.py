"""Rules of the values of zaakeigenschappen. Pure."""

from collections.abc import Mapping
from typing import Any

from kapstok.magazijnen.catalogi.rules_vorm import value_mismatch


def ztc_015_mismatch(specificatie: Mapping[str, Any], waarde: str) -> str | None:
    """Why a value does not fit its specificatie (formaat, lengte, waardenverzameling); None when it fits."""
    allowed = specificatie.get("waardenverzameling") or []
    if allowed and waarde not in allowed:
        return "De waarde staat niet in de waardenverzameling."
    formaat, lengte = specificatie.get("formaat", "tekst"), str(specificatie.get("lengte") or "")
    return value_mismatch(waarde, formaat, lengte)
