"""Rules about the form of values of a type (ztc-015 and what the standard's contract says in words). Pure."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from kapstok.kern.fouten import InvalidValue
from kapstok.kern.nummers import parse_rsin
from kapstok.magazijnen.catalogi.errors import CatalogusRefused
from kapstok.magazijnen.catalogi.rules import NFE

DOMEIN = re.compile(r"[A-Z]{1,5}")
LENGTE = re.compile(r"(\d{1,9})(?:,(\d{1,4}))?")
# Lengths that follow from the form of a value (ztc-015).
FIXED = {"datum": "8", "datum_tijd": "14"}
STAMP = {"datum": "%Y%m%d", "datum_tijd": "%Y%m%d%H%M%S"}


def verlenging(*, mogelijk: bool, termijn: str) -> list[CatalogusRefused]:
    """Who may prolong says for how long."""
    if not mogelijk or termijn:
        return []
    text = "Verlenging is mogelijk: vul ook de verlengingstermijn in."
    return [CatalogusRefused("verlenging-mismatch", NFE, text)]


def bron(broncatalogus: object, bronzaaktype: object) -> list[CatalogusRefused]:
    """The source of a copied zaaktype is named whole or not."""
    if bool(broncatalogus) == bool(bronzaaktype):
        return []
    text = "Vul de broncatalogus en het bronzaaktype allebei in, of geen van beide."
    return [CatalogusRefused("invalid-bronzaaktype-for-broncatalogus", NFE, text)]


def duration(name: str, value: str) -> list[CatalogusRefused]:
    """A term takes time."""
    if not value or re.search(r"[1-9]", value):
        return []
    return [CatalogusRefused("empty-duration", name, "Deze termijn duurt niets. Laat hem dan leeg.")]


def number(name: str, value: int, most: int) -> list[CatalogusRefused]:
    """A volgnummer is between 1 and the most the contract allows."""
    if value < 1:
        return [CatalogusRefused("min_value", name, "Het volgnummer is minstens 1.")]
    if value > most:
        return [CatalogusRefused("max_value", name, f"Het volgnummer is hoogstens {most}.")]
    return []


def organisation(domein: str, rsin: str) -> list[CatalogusRefused]:
    """A catalogus is known by a domain of capitals and the RSIN of its owner."""
    found: list[CatalogusRefused] = []
    if not DOMEIN.fullmatch(domein):
        found.append(CatalogusRefused("invalid", "domein", "Een domein is één tot vijf hoofdletters."))
    if not rsin.isascii() or not rsin.isdigit():
        found.append(CatalogusRefused("only-digits", "rsin", "Een RSIN bestaat uit cijfers."))
    else:
        try:
            parse_rsin(rsin)
        except InvalidValue as no:
            found.append(CatalogusRefused("invalid", "rsin", str(no)))
    return found


def ztc_015(specificatie: Mapping[str, Any]) -> list[CatalogusRefused]:
    """ztc-015: the length fits the form, and every value of the enumeration fits both."""
    formaat, lengte = specificatie.get("formaat", ""), specificatie.get("lengte", "")
    faults = [*_length(formaat, lengte), *_cardinality(specificatie.get("kardinaliteit", ""))]
    if faults:
        return faults
    return [
        CatalogusRefused("invalid", f"specificatie.waardenverzameling.{place}", f"'{value}': {wrong}")
        for place, value in enumerate(specificatie.get("waardenverzameling") or [])
        if (wrong := value_mismatch(value, formaat, lengte))
    ]


def _length(formaat: str, lengte: str) -> list[CatalogusRefused]:
    fixed = FIXED.get(formaat)
    if fixed and lengte != fixed:
        return [CatalogusRefused("invalid", "specificatie.lengte", f"Bij {formaat} is de lengte {fixed}.")]
    found = LENGTE.fullmatch(lengte)
    if not found or int(found[1]) < 1 or (found[2] and formaat != "getal"):
        text = "De lengte is een getal; bij een getal mogen na een komma de decimalen."
        return [CatalogusRefused("invalid", "specificatie.lengte", text)]
    return []


def _cardinality(value: str) -> list[CatalogusRefused]:
    if value == "N" or (value.isascii() and value.isdigit() and int(value) >= 1):
        return []
    text = "Hoe vaak de eigenschap voorkomt is een getal vanaf 1, of N voor onbeperkt."
    return [CatalogusRefused("invalid", "specificatie.kardinaliteit", text)]


def value_mismatch(value: str, formaat: str, lengte: str) -> str | None:
    """ztc-015: why a value has not the form and length of an eigenschap; None when it fits."""
    if formaat in STAMP:
        return None if _is_moment(value, formaat) else f"De waarde is geen {formaat}."
    if formaat == "getal":
        return _number_mismatch(value, lengte)
    longest = int(lengte) if lengte.isdecimal() else None
    return f"De waarde is langer dan {lengte} tekens." if longest and len(value) > longest else None


def _is_moment(value: str, formaat: str) -> bool:
    if len(value) != int(FIXED[formaat]) or not value.isascii() or not value.isdecimal():
        return False
    try:
        dt.datetime.strptime(value, STAMP[formaat])  # noqa: DTZ007 - a local moment, as the standard writes it
    except ValueError:
        return False
    return True


def _number_mismatch(value: str, lengte: str) -> str | None:
    """lengte 5,2: at most 5 digits before the comma and 2 after it."""
    found = re.fullmatch(r"-?(\d+)(?:[,.](\d+))?", value, re.ASCII)
    if found is None:
        return "De waarde is geen getal."
    whole, _, fraction = lengte.partition(",")
    too_long = whole.isdecimal() and len(found[1]) > int(whole)
    too_fine = len(found[2] or "") > (int(fraction) if fraction.isdecimal() else 0)
    return f"Het getal past niet in lengte {lengte}." if lengte and (too_long or too_fine) else None
