"""A Dutch address as a value, and the house number as people type it."""

import re
from dataclasses import dataclass

from kapstok.kern.fouten import InvalidValue
from kapstok.kern.postcode import Postcode, format_postcode

# BAG: huisnummer 1 to 99999, huisletter one letter, huisnummertoevoeging at most 4 letters or digits.
_HUISNUMMER = re.compile(
    r"(?P<nummer>[1-9][0-9]{0,4})(?:[\s\-]*(?P<letter>[a-z])(?![a-z0-9]))?"
    r"(?:(?:[\s\-]+|(?=[a-z]))(?P<toevoeging>[a-z0-9]{1,4}))?",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Huisnummer:
    nummer: int
    huisletter: str = ""
    toevoeging: str = ""

    def __str__(self) -> str:
        extra = f"-{self.toevoeging}" if self.toevoeging else ""
        return f"{self.nummer}{self.huisletter}{extra}"


@dataclass(frozen=True, slots=True)
class Adres:
    straatnaam: str
    huisnummer: Huisnummer
    postcode: Postcode
    woonplaats: str

    def lines(self) -> tuple[str, str]:
        """The two lines on an envelope; two spaces after the postcode, as PostNL asks."""
        return f"{self.straatnaam} {self.huisnummer}", f"{format_postcode(self.postcode)}  {self.woonplaats}"

    def __str__(self) -> str:
        return f"{self.straatnaam} {self.huisnummer}, {format_postcode(self.postcode)} {self.woonplaats}"


def parse_huisnummer(text: str) -> Huisnummer:
    """From "12", "12a", "12 A bis", "12-3" or "12 bis"."""
    found = _HUISNUMMER.fullmatch(text.strip())
    if found is None:
        raise InvalidValue("invalid", "Vul een huisnummer in. Bijvoorbeeld 12, 12a of 12-2.")
    return Huisnummer(
        int(found["nummer"]), (found["letter"] or "").upper(), (found["toevoeging"] or "").upper()
    )
