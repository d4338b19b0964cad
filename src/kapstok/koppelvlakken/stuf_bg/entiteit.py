"""What StUF-BG says of a kind of thing: its elements in the order of the schema, and how it is searched and ordered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

GEEN_WAARDE, ONBEKEND = "geenWaarde", "waardeOnbekend"
NIET_GEAUTORISEERD, NIET_ONDERSTEUND = "nietGeautoriseerd", "nietOndersteund"
IN_ONDERZOEK = "inOnderzoek"
# What may be named below any object; of these only inOnderzoek is told.
METAGEGEVENS = frozenset(
    {IN_ONDERZOEK, "authentiek", "aanduidingStrijdigheidNietigheid", "brondocument", "bronDocument"}
)
OVERIG = frozenset(
    {"extraElementen", "tijdvakGeldigheid", "tijdvakObject", "tijdvakRelatie", "tijdstipRegistratie"}
)


class Waarde(NamedTuple):
    """Text of an element, or the reason (StUF:noValue) that it has none. `onvolledig`: what of a date is unknown."""

    tekst: str = ""
    reden: str = GEEN_WAARDE
    onvolledig: str = ""


Lezer = Callable[[Any], Waarde]


class Veld(NamedTuple):
    """One element. `velden`: what the purpose must allow for it (none: it always comes along)."""

    naam: str
    velden: tuple[str, ...]
    lees: Lezer


class Onbekend(NamedTuple):
    """An element that the schema has and that is not kept here."""

    naam: str


class Groep(NamedTuple):
    """Elements below one element that is no entity. `er`: has this thing such a group?"""

    naam: str
    elementen: tuple["Veld | Onbekend | Groep", ...]
    er: Callable[[Any], bool]


class Herhaald(NamedTuple):
    """An element that stands once for every member; without elements below it, the members are its values."""

    naam: str
    elementen: tuple["Veld | Onbekend", ...]
    leden: Callable[[Any], list[Any]]


@dataclass(frozen=True, slots=True)
class Relatie:
    """A relation with another entity. `leden`: who or what it is with."""

    naam: str
    entiteittype: str
    gerelateerde: str
    elementen: tuple[Veld | Onbekend, ...]
    eigen: tuple[Veld | Onbekend, ...]
    leden: Callable[[Any], list[Any]]


Deel = Veld | Onbekend | Groep | Herhaald | Relatie


class Criterium(NamedTuple):
    """An element that can be searched by: the parameter of the store, the field that it asks after, and its form.

    `naam`: is it a text that may be asked by its beginning, and that is exact unless asked otherwise?
    """

    parameter: str
    veld: str
    vorm: str
    naam: bool = False


@dataclass(frozen=True, slots=True)
class Entiteit:
    """`genoeg`: sets of parameters of which one must be asked; `sleutel`: the element that names one thing."""

    soort: str
    delen: tuple[Deel, ...]
    kern: frozenset[str]
    criteria: Mapping[str, Criterium]
    genoeg: tuple[frozenset[str], ...]
    zoek_op: str
    sortering: Mapping[int, Callable[[Any], tuple[str, ...]]]
    sleutel: str
    sleutel_van: Callable[[Any], str]
    niet_hier: frozenset[str] = frozenset()
    # Elements that the schema has of a relative and that are not kept of one, by the kind of relative.
    ook: Mapping[str, tuple[Deel, ...]] | None = None
    onderzoek: Callable[[Any], list[str]] = lambda _: []
