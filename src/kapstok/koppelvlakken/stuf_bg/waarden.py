"""Values of a persoonslijst as StUF-BG writes them: text, a date with what is unknown of it, or why there is none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kapstok.koppelvlakken.stuf_bg.entiteit import ONBEKEND, Waarde
from kapstok.magazijnen.brp.bevragen import tabellen
from kapstok.magazijnen.brp.bevragen.datum import gelezen
from kapstok.magazijnen.brp.bevragen.vorm import Voorkomen
from kapstok.magazijnen.brp.rules import Categorieen, actual

LANGSTE_PLAATS = 40


@dataclass(frozen=True)
class Persoon:
    """The actual entries of a persoonslijst, or of a relative: then category 01 is the entry about that relative.

    `uit`: the category in which the relative stands.
    """

    categorieen: Categorieen
    vandaag: date
    uit: str = "01"

    def een(self, categorie: str) -> Voorkomen:
        """The actual entry of a category that stands once; empty when it is not there."""
        return actual(self.categorieen, categorie)

    def alle(self, categorie: str) -> list[Voorkomen]:
        """The actual entries of all stapels of a category."""
        return [stapel[0] for stapel in self.categorieen.get(categorie, ())]

    @cached_property
    def buitenland(self) -> bool:
        """Does the person live abroad (a land in 13.10)?"""
        return "1310" in self.een("08")


Lezer = Callable[[Persoon], Waarde]


def waarde(text: str | None) -> Waarde:
    """Text; a full stop means that the value is not known."""
    if text == ".":
        return Waarde(reden=ONBEKEND)
    return Waarde(text or "")


def tekst(categorie: str, element: str) -> Lezer:
    """An element as it stands."""
    return lambda p: waarde(p.een(categorie).get(element))


def datum(categorie: str, element: str) -> Lezer:
    """A date of eight digits; an unknown part is filled with ones, and said in indOnvolledigeDatum."""
    return lambda p: als_datum(p.een(categorie).get(element))


def als_datum(text: str | None) -> Waarde:
    """As `datum`, of a date that was read already."""
    found = gelezen(text)
    if found is None:
        return Waarde()
    if not found.year:
        return Waarde(reden=ONBEKEND)
    unknown = "V" if found.day else "D" if found.month else "M"
    return Waarde(found.earliest().strftime("%Y%m%d"), onvolledig=unknown)


def code(categorie: str, element: str) -> Lezer:
    """A code of digits; zeros mean unknown."""
    return lambda p: als_code(p.een(categorie).get(element))


def als_code(text: str | None) -> Waarde:
    """As `code`, of what was read already."""
    if not text:
        return Waarde()
    return Waarde(text) if text.isdecimal() and text.strip("0") else Waarde(reden=ONBEKEND)


def plaats(categorie: str, element: str) -> Lezer:
    """The name of a municipality, or of a place elsewhere."""

    def read(person: Persoon) -> Waarde:
        kept = person.een(categorie).get(element)
        found = tabellen.plaats(kept)
        if kept and found is None:
            return Waarde(reden=ONBEKEND)
        return Waarde((found or {}).get("omschrijving", "")[:LANGSTE_PLAATS])

    return read


def een_van(categorie: str, element: str, mag: str) -> Lezer:
    """A code of one letter or digit, when it is one that StUF-BG has too."""

    def read(person: Persoon) -> Waarde:
        kept = person.een(categorie).get(element, "")
        return Waarde(kept) if not kept or kept in mag else Waarde(reden=ONBEKEND)

    return read
