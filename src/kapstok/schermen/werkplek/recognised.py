"""What is typed in the one box: a number of a kind, a postcode, an address, or a name. Pure."""

import re
from dataclasses import dataclass

from kapstok.kern.nummers import is_bsn
from kapstok.magazijnen.bag.zoeken import gelezen

BSN, KVK, VESTIGING, ADRES, NAAM = "bsn", "kvk", "vestiging", "adres", "naam"
_BORN = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class Gevraagd:
    """The kind of what was typed and its parts; `klopt` is whether a number satisfies its own check."""

    soort: str
    tekst: str
    klopt: bool = True
    postcode: str = ""
    huisnummer: str = ""
    geboren: str = ""


def recognised(typed: str) -> Gevraagd | None:
    """What is meant; None when nothing was typed."""
    text = " ".join(typed.replace("\x00", "").split())[:100]
    if not text:
        return None
    digits = re.sub(r"[ .]", "", text)
    if digits.isascii() and digits.isdecimal():
        if len(digits) == 9:
            return Gevraagd(BSN, digits, klopt=is_bsn(digits))
        if len(digits) in {8, 12}:
            return Gevraagd(KVK if len(digits) == 8 else VESTIGING, digits)
    if born := _BORN.search(text):
        day, month, year = born.groups()
        name = " ".join((text[: born.start()] + " " + text[born.end() :]).split(" ")).strip(" ,")
        return Gevraagd(NAAM, " ".join(name.split()), geboren=f"{year}{int(month):02d}{int(day):02d}")
    asked = gelezen(text)
    only_postcode = asked.postcode and not asked.woorden
    if only_postcode or len(asked.postcode) == 6 or (asked.woorden and asked.nummer is not None):
        number = "" if asked.nummer is None else str(asked.nummer)
        return Gevraagd(ADRES, text, postcode=asked.postcode.upper(), huisnummer=number)
    return Gevraagd(NAAM, text)
