"""The question of a Lv01: what to look for, in which order, how many at once, and which elements of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kapstok.kern.nummers import is_bsn
from kapstok.koppelvlakken.stuf_bg.entiteit import (
    IN_ONDERZOEK,
    METAGEGEVENS,
    OVERIG,
    Criterium,
    Deel,
    Entiteit,
    Groep,
    Herhaald,
    Relatie,
)
from kapstok.platform.stuf import xml
from kapstok.platform.stuf.fouten import StufFout
from kapstok.platform.stuf.xml import BG, STUF, Element

STANDAARD_AANTAL, MEESTE_AANTAL = 15, 100
VRAAG_DELEN = ("stuurgegevens", "parameters", "gelijk", "vanaf", "totEnMet", "scope", "start")
ALLES, KERN, NAMEN = "alles", "kern", "namen"
_SCOPES = {
    "kerngegevens": (KERN, False),
    "alles": (ALLES, True),
    "allesZonderMetagegevens": (ALLES, False),
    "allesMaarKerngegevensGerelateerden": (ALLES, True),
    "allesZonderMetagegevensMaarKerngegevensGerelateerden": (ALLES, False),
}
_KORTSTE_BEGIN = 3


@dataclass(frozen=True, slots=True)
class Keuze:
    """What is asked of an entity or group: everything, its core, or what is named."""

    soort: str
    metagegevens: bool = False
    namen: "dict[str, Keuze]" = field(default_factory=dict)

    def van(self, naam: str, kern: frozenset[str] | None = None) -> "Keuze | None":
        """What is asked of a part; None when it is not asked. `kern`: the core of the entity, when it has one."""
        if self.soort == NAMEN:
            return self.namen.get(naam)
        if self.soort == KERN and kern is not None:
            return Keuze(ALLES) if naam in kern else None
        return Keuze(ALLES, self.metagegevens)


@dataclass(frozen=True, slots=True)
class Vraag:
    """`zoek`: parameters for the store; `velden`: what they ask after; `precies`: what must be exactly so.

    `na`: the key of the thing after which the page begins; empty for the first page.
    """

    zoek: dict[str, str]
    velden: frozenset[str]
    precies: dict[str, str]
    keuze: Keuze
    sortering: int
    aantal: int
    tel: bool
    na: str


def gelezen(bericht: Element, entiteit: Entiteit) -> Vraag:
    """The question in a Lv01 about this kind of thing. Raises StufFout."""
    parts: dict[str, Element] = {}
    for child in xml.children(bericht):
        naam = xml.local(child)
        if naam not in VRAAG_DELEN or naam in parts:
            raise StufFout("StUF055", f"Het element {naam[:40]} hoort hier niet, of staat er meer dan eens.")
        parts[naam] = child
    if parts.keys() & {"vanaf", "totEnMet"}:
        raise StufFout("StUF058", "Zoeken met vanaf en totEnMet kan hier niet; gebruik gelijk.")
    zoek, velden, precies = _gelijk(parts.get("gelijk"), entiteit)
    sortering, aantal, tel, verder = _parameters(parts.get("parameters"), entiteit)
    if verder and "start" not in parts:
        raise StufFout("StUF103")
    na = _start(parts["start"], entiteit) if verder else ""
    return Vraag(zoek, velden, precies, _scope(parts.get("scope"), entiteit), sortering, aantal, tel, na)


def _object(node: Element | None, entiteit: Entiteit, waar: str) -> Element:
    if node is None or node.get(xml.name(STUF, "entiteittype")) != entiteit.soort:
        raise StufFout("StUF055", f"{waar}: het attribuut StUF:entiteittype moet {entiteit.soort} zijn.")
    return node


def _gelijk(
    node: Element | None, entiteit: Entiteit
) -> tuple[dict[str, str], frozenset[str], dict[str, str]]:
    zoek: dict[str, str] = {}
    velden: set[str] = set()
    precies: dict[str, str] = {}
    for waar, child in _criteria(_object(node, entiteit, "gelijk"), entiteit):
        criterium = entiteit.criteria.get(waar)
        if criterium is None:
            raise StufFout("StUF058", f"Zoeken op {waar[:80]} kan hier niet.")
        value = _waarde(waar, criterium, child)
        if criterium.parameter in zoek:
            raise StufFout("StUF055", f"gelijk: {waar} staat er meer dan eens.")
        velden.add(criterium.veld)
        if criterium.naam and child.get(xml.name(STUF, "exact"), "true") == "true":
            precies[criterium.parameter] = value
        elif criterium.naam:
            value = _begin(waar, value)
        zoek[criterium.parameter] = value
    if not any(enough <= zoek.keys() for enough in entiteit.genoeg):
        raise StufFout("StUF058", entiteit.zoek_op)
    return zoek, frozenset(velden), precies


def _criteria(node: Element, entiteit: Entiteit) -> list[tuple[str, Element]]:
    """What is asked to be equal, each with its path; empty elements ask nothing."""
    groups = {
        d.naam for d in entiteit.delen if isinstance(d, Groep) or (isinstance(d, Herhaald) and d.elementen)
    }
    found = []
    for child in xml.children(node):
        naam = xml.local(child)
        if naam in groups:
            found += [(f"{naam}/{xml.local(below)}", below) for below in xml.children(child)]
        elif naam not in OVERIG:
            found.append((naam, child))
    return [(waar, child) for waar, child in found if (child.text or "").strip() or len(child)]


def _waarde(waar: str, criterium: Criterium, node: Element) -> str:
    value = (node.text or "").strip()
    if len(node) or not re.fullmatch(criterium.vorm, value):
        raise StufFout("StUF055", f"gelijk: de waarde van {waar} heeft niet de goede vorm.")
    if criterium.parameter == "burgerservicenummer" and not is_bsn(value):
        raise StufFout("StUF055", f"gelijk: {waar} is geen burgerservicenummer.")
    if criterium.parameter == "gemeenteVanInschrijving":
        return value.zfill(4)
    if criterium.parameter == "geboortedatum":
        unknown = node.get(xml.name(STUF, "indOnvolledigeDatum"), "V")
        known = {"V": 8, "D": 6, "M": 4}.get(unknown)
        if known is None:
            raise StufFout("StUF055", f"gelijk: zoeken op een onbekende {waar} kan niet.")
        return value[:known].ljust(8, "0")
    return value


def _begin(waar: str, value: str) -> str:
    """A beginning with % as StUF writes it, in the form of the store."""
    begin = value.removesuffix("%")
    if "%" in begin or "*" in begin or (begin != value and len(begin) < _KORTSTE_BEGIN):
        raise StufFout("StUF055", f"gelijk: {waar} mag alleen eindigen op %, na drie letters of meer.")
    return value if begin == value else f"{begin}*"


def _parameters(node: Element | None, entiteit: Entiteit) -> tuple[int, int, bool, bool]:
    if node is None:
        raise StufFout("StUF055", "Het element parameters ontbreekt.")
    sortering = _getal(node, "sortering", 0)
    if sortering not in entiteit.sortering:
        raise StufFout("StUF133", f"Sortering kan met {', '.join(map(str, sorted(entiteit.sortering)))}.")
    aantal = min(_getal(node, "maximumAantal", STANDAARD_AANTAL), MEESTE_AANTAL)
    return sortering, aantal, _waar(node, "indicatorAantal"), _waar(node, "indicatorVervolgvraag")


def _getal(node: Element, naam: str, standaard: int) -> int:
    value = xml.text(node, STUF, naam)
    if not value:
        return standaard
    if not re.fullmatch(r"[0-9]{1,8}", value):
        raise StufFout("StUF055", f"parameters: {naam} is geen getal.")
    return int(value)


def _waar(node: Element, naam: str) -> bool:
    value = xml.text(node, STUF, naam)
    if value not in {"", "true", "false", "1", "0"}:
        raise StufFout("StUF055", f"parameters: {naam} is niet true of false.")
    return value in {"true", "1"}


def _start(node: Element, entiteit: Entiteit) -> str:
    start = _object(xml.child(node, BG, "object"), entiteit, "start/object")
    found = xml.text(start, BG, entiteit.sleutel)
    if not found:
        raise StufFout("StUF103", f"In start/object moet {entiteit.sleutel} staan.")
    return found


def _scope(node: Element | None, entiteit: Entiteit) -> Keuze:
    if node is None:
        return Keuze(ALLES, True)
    names = _namen(entiteit.delen, entiteit)
    return _keuze(_object(xml.child(node, BG, "object"), entiteit, "scope/object"), names, entiteit, "scope")


def _keuze(node: Element, delen: dict[str, Any], entiteit: Entiteit, waar: str) -> Keuze:
    """What is asked below an element, by the names that it may have there."""
    within = [c for c in xml.children(node) if xml.local(c) not in OVERIG]
    scope = node.get(xml.name(STUF, "scope"))
    if scope is not None:
        if within:
            raise StufFout("StUF097")
        if scope not in _SCOPES:
            raise StufFout("StUF055", f"{waar}: deze waarde van StUF:scope bestaat niet.")
        return Keuze(*_SCOPES[scope])
    namen: dict[str, Keuze] = {}
    for child in within:
        naam = xml.local(child)
        if naam in METAGEGEVENS or naam in entiteit.niet_hier:
            namen[naam] = Keuze(ALLES)
        elif naam not in delen:
            raise StufFout("StUF055", f"{waar}: het element {naam[:60]} bestaat hier niet.")
        elif len(child):
            namen[naam] = _keuze(child, delen[naam], entiteit, f"{waar}/{naam}")
        else:
            namen[naam] = Keuze(ALLES, True)
    return Keuze(NAMEN, IN_ONDERZOEK in namen, namen)


def _namen(delen: Sequence[Deel], entiteit: Entiteit) -> dict[str, Any]:
    """The names that may be asked, each with those below it."""
    found: dict[str, Any] = {}
    for deel in delen:
        below: dict[str, Any] = {}
        if isinstance(deel, Groep | Herhaald):
            below = _namen(deel.elementen, entiteit)
        elif isinstance(deel, Relatie):
            also = (entiteit.ook or {}).get(deel.gerelateerde, ())
            below = {
                **_namen(deel.eigen, entiteit),
                "gerelateerde": _namen((*deel.elementen, *also), entiteit),
            }
        found[deel.naam] = below
    return found
