"""Messages of LO3: a header of fixed width, the length of what follows, and categories with elements and lengths.

All lengths count bytes. Messages stand in a file one behind the other, with or without an end of line between them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from kapstok.magazijnen.brp.lo3 import teletex
from kapstok.magazijnen.brp.rules import CATEGORIES, PersoonslijstRefused

Voorkomen = dict[str, str]

HISTORISCH = 50
_SLEUTEL = b"00000000"
_WEGGELATEN = "0" * 10
KOPPEN = {
    "Lg01": (("datumTijd", 17), ("aNummer", 10), ("oudANummer", 10)),
    "Ag11": (("status", 1), ("datum", 8)),
    "Ag31": (("status", 1), ("datum", 8)),
    "Gv01": (("aNummer", 10),),
    "Gv02": (("aNummer", 10),),
}
"""Kinds of message with the fields of their header, after the random key and the kind."""
_BEGIN = re.compile(rb"\d{8}[A-Z][a-z]\d\d")


@dataclass(frozen=True)
class Bericht:
    """One message. `inhoud`: number of the category (01 to 16, or 51 to 66 for what was) and its elements.

    An element with an empty value says that there is none (any more).
    """

    soort: str
    kop: dict[str, str]
    inhoud: list[tuple[str, Voorkomen]]
    waar: str = ""


def is_lo3(content: bytes) -> bool:
    """Does it begin as such a file does?"""
    return _BEGIN.match(content) is not None


def lees(content: bytes) -> Iterator[Bericht]:
    """The messages of a file, one by one. Refuses with the number of the message and the byte where it goes wrong."""
    reader, number = _Lezer(content), 0
    while reader.verder():
        number += 1
        yield reader.bericht(number)


class _Lezer:
    def __init__(self, content: bytes) -> None:
        self.content, self.place, self.where = content, 0, ""

    def verder(self) -> bool:
        """Step over the end of a line. Is there more?"""
        while self.content[self.place : self.place + 1] in {b"\r", b"\n"}:
            self.place += 1
        return self.place < len(self.content)

    def fout(self, what: str) -> NoReturn:
        raise PersoonslijstRefused("lo3", "bestand", f"{self.where}, byte {self.place + 1}: {what}.")

    def deel(self, size: int, name: str, until: int) -> bytes:
        if self.place + size > until:
            self.fout(f"het bericht houdt op in {name}")
        self.place += size
        return self.content[self.place - size : self.place]

    def getal(self, size: int, name: str, until: int) -> int:
        value = self.deel(size, name, until)
        if not value.isdigit():
            self.place -= size
            self.fout(f"{name} is geen getal")
        return int(value)

    def bericht(self, number: int) -> Bericht:
        self.where, end = f"Bericht {number}", len(self.content)
        if not _BEGIN.match(self.content, self.place):
            self.fout("hier begint geen bericht")
        soort = self.deel(12, "de kop", end)[8:].decode("ascii")
        if soort not in KOPPEN:
            self.place -= 4
            self.fout(f"berichten van soort {soort} worden niet gelezen")
        kop = {name: self._tekst(size, name, end) for name, size in KOPPEN[soort]}
        size = self.getal(5, "de lengte", end)
        if self.place + size > end:
            self.fout(f"er komen {size} bytes, maar het bestand heeft er nog {end - self.place}")
        until, inhoud = self.place + size, []
        while self.place < until:
            inhoud.append(self._categorie(until))
        return Bericht(soort, kop, inhoud, self.where)

    def _tekst(self, size: int, name: str, until: int) -> str:
        start = self.place
        try:
            return teletex.lees(self.deel(size, name, until))
        except teletex.TeletexRefused as no:
            self.place = start
            self.fout(no.message)

    def _categorie(self, until: int) -> tuple[str, Voorkomen]:
        category = self.deel(2, "een categorie", until).decode("latin-1")
        if actueel(category) not in CATEGORIES:
            self.place -= 2
            self.fout(f"categorie {category} bestaat niet")
        end = self.place + 3 + self.getal(3, f"de lengte van categorie {category}", until)
        if end > until:
            self.fout(f"categorie {category} is langer dan het bericht")
        found: Voorkomen = {}
        while self.place < end:
            element = self.deel(4, f"categorie {category}", end).decode("latin-1")
            if not (element.isascii() and element.isdigit()) or element in found:
                self.place -= 4
                self.fout(f"categorie {category} heeft {element} twee keer of als verkeerd nummer")
            size = self.getal(3, f"de lengte van {category}.{element}", end)
            found[element] = self._tekst(size, f"{category}.{element}", end)
        return category, found


def actueel(category: str) -> str:
    """The category of today that belongs to one of 51 to 66; any other as it is."""
    if len(category) == 2 and category.isascii() and category.isdigit() and int(category) > HISTORISCH:
        return f"{int(category) - HISTORISCH:02d}"
    return category


def historisch(category: str) -> str:
    """The category that holds what was in a category of today."""
    return f"{int(category) + HISTORISCH:02d}"


def schrijf(bericht: Bericht) -> bytes:
    """A message as it is sent. Refuses what is too long for it, or has a character that LO3 does not have."""
    kop = b"".join(
        teletex.schrijf((bericht.kop.get(name) or _WEGGELATEN[:size]).rjust(size, "0"))
        for name, size in KOPPEN[bericht.soort]
    )
    body = b"".join(_categorie(category, entry, bericht.waar) for category, entry in bericht.inhoud)
    return b"".join([_SLEUTEL, bericht.soort.encode("ascii"), kop, _lengte(body, 5, bericht.waar), body])


def _categorie(category: str, entry: Voorkomen, where: str) -> bytes:
    parts = []
    for element, value in sorted(entry.items()):
        try:
            content = teletex.schrijf(value)
        except teletex.TeletexRefused as no:
            what = f"{where}, {category}.{element}: {no.message}."
            raise PersoonslijstRefused("lo3", "persoonslijst", what) from no
        parts += [element.encode("ascii"), _lengte(content, 3, where), content]
    body = b"".join(parts)
    return category.encode("ascii") + _lengte(body, 3, where) + body


def _lengte(content: bytes, digits: int, where: str) -> bytes:
    if len(content) >= 10**digits:
        raise PersoonslijstRefused("lo3", "persoonslijst", f"{where}: dit is te lang voor een bericht.")
    return f"{len(content):0{digits}d}".encode("ascii")
