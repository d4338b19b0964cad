"""Facts of a zaak as a medewerker types them: read by the specificatie of the eigenschap (ZTC Eigenschap)."""

import re
from datetime import datetime
from typing import Any

from kapstok.magazijnen.zaken.rules_eigenschap import ztc_015_mismatch
from kapstok.platform.errors import Refusal

_NUMBER = re.compile(r"-?\d+([.,]\d+)?", re.ASCII)


def read_waarde(specificatie: dict[str, Any], raw: str, *, field: str) -> str:
    """The value as the standard writes it; "" when nothing was typed. Raises Refusal in words for the field."""
    typed = " ".join(raw.replace("\x00", "").split()) if raw else ""
    if not typed:
        return ""
    value = _BY_FORMAT.get(specificatie.get("formaat", "tekst"), _text)(typed, field)
    _check(value, specificatie, field)
    return value


def shown_waarde(specificatie: dict[str, Any], value: str) -> str:
    """A stored value as an input of the page wants it: a date as 2026-12-31."""
    kind = specificatie.get("formaat")
    if kind == "datum" and re.fullmatch(r"\d{8}", value):
        return f"{value[:4]}-{value[4:6]}-{value[6:]}"
    if kind == "datum_tijd" and re.fullmatch(r"\d{14}", value):
        return f"{value[:4]}-{value[4:6]}-{value[6:8]}T{value[8:10]}:{value[10:12]}"
    return value


def _text(typed: str, _field: str) -> str:
    return typed


def _number(typed: str, field: str) -> str:
    if not _NUMBER.fullmatch(typed):
        raise Refusal("invalid", field, "Vul een getal in. Bijvoorbeeld 12 of 3,5.")
    return typed.replace(".", ",")


def _day(typed: str, field: str) -> str:
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%Y%m%d"):
        try:
            return f"{datetime.strptime(typed, form).date():%Y%m%d}"  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise Refusal("invalid", field, "Vul een bestaande datum in. Bijvoorbeeld 31-12-2026.")


def _moment(typed: str, field: str) -> str:
    for form in ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d-%m-%Y %H:%M", "%Y%m%d%H%M%S"):
        try:
            return f"{datetime.strptime(typed, form):%Y%m%d%H%M%S}"  # noqa: DTZ007 - as typed
        except ValueError:
            continue
    raise Refusal("invalid", field, "Vul een bestaande datum en tijd in. Bijvoorbeeld 31-12-2026 14:30.")


_BY_FORMAT = {"tekst": _text, "getal": _number, "datum": _day, "datum_tijd": _moment}


def _check(value: str, specificatie: dict[str, Any], field: str) -> None:
    """The rule of the store, in words for who typed it."""
    if ztc_015_mismatch(specificatie, value) is None:
        return
    lengte = str(specificatie.get("lengte") or "")
    if specificatie.get("waardenverzameling"):
        text = "Kies een waarde uit de lijst."
    elif specificatie.get("formaat") == "getal":
        whole, _, part = lengte.partition(",")
        after = f" en {part} achter de komma" if part.isdecimal() and part != "0" else ""
        text = f"Dit getal mag hoogstens {whole} cijfers hebben{after}."
    else:
        text = f"Dit is te lang: het mag {lengte} tekens zijn."
    raise Refusal("invalid", field, text)
