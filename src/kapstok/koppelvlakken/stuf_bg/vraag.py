"""The question of npsLv01: whom to look for, in which order, how many at once, and which elements of them."""

import re
from dataclasses import dataclass, field
from typing import Any

from kapstok.kern.nummers import is_bsn
from kapstok.koppelvlakken.stuf_bg import nps
from kapstok.platform.stuf import xml
from kapstok.platform.stuf.fouten import StufFout
from kapstok.platform.stuf.xml import BG, STUF, Element

STANDAARD_AANTAL, MEESTE_AANTAL = 15, 100
VRAAG_DELEN = ("stuurgegevens", "parameters", "gelijk", "vanaf", "totEnMet", "scope", "start")
ALLES, KERN, NAMEN = "alles", "kern", "namen"
_ADRES = "verblijfsadres/"
_SCOPES = {
    "kerngegevens": (KERN, False),
    "alles": (ALLES, True),
    "allesZonderMetagegevens": (ALLES, False),
    "allesMaarKerngegevensGerelateerden": (ALLES, True),
    "allesZonderMetagegevensMaarKerngegevensGerelateerden": (ALLES, False),
}


@dataclass(frozen=True, slots=True)
class Criterium:
    """An element that can be searched by: the parameter of the store, the field that it asks after, and its form."""

    parameter: str
    veld: str
    vorm: str


CRITERIA = {
    "inp.bsn": Criterium("burgerservicenummer", "burgerservicenummer", r"[0-9]{9}"),
    "geslachtsnaam": Criterium("geslachtsnaam", "naam.geslachtsnaam", r".{1,200}"),
    "voorvoegselGeslachtsnaam": Criterium("voorvoegsel", "naam.voorvoegsel", r".{1,10}"),
    "voornamen": Criterium("voornamen", "naam.voornamen", r".{1,200}"),
    "geslachtsaanduiding": Criterium("geslacht", "geslacht", r"[MVO]"),
    "geboortedatum": Criterium("geboortedatum", "geboorte.datum", r"[0-9]{8}"),
    "inp.gemeenteVanInschrijving": Criterium(
        "gemeenteVanInschrijving", "gemeenteVanInschrijving", r"[0-9]{1,4}"
    ),
    f"{_ADRES}aoa.identificatie": Criterium(
        "nummeraanduidingIdentificatie", "verblijfplaats.nummeraanduidingIdentificatie", r"[0-9]{16}"
    ),
    f"{_ADRES}aoa.postcode": Criterium(
        "postcode", "verblijfplaats.verblijfadres.postcode", r"[1-9][0-9]{3}[A-Z]{2}"
    ),
    f"{_ADRES}aoa.huisnummer": Criterium(
        "huisnummer", "verblijfplaats.verblijfadres.huisnummer", r"[1-9][0-9]{0,4}"
    ),
    f"{_ADRES}aoa.huisletter": Criterium(
        "huisletter", "verblijfplaats.verblijfadres.huisletter", r"[a-zA-Z]"
    ),
    f"{_ADRES}aoa.huisnummertoevoeging": Criterium(
        "huisnummertoevoeging", "verblijfplaats.verblijfadres.huisnummertoevoeging", r"[a-zA-Z0-9]{1,4}"
    ),
    f"{_ADRES}gor.straatnaam": Criterium(
        "straat", "verblijfplaats.verblijfadres.korteStraatnaam", r".{1,24}"
    ),
    f"{_ADRES}gor.openbareRuimteNaam": Criterium(
        "straat", "verblijfplaats.verblijfadres.officieleStraatnaam", r".{1,80}"
    ),
}
# One of these sets must be there: each finds few people, by an index.
GENOEG: tuple[frozenset[str], ...] = (
    frozenset({"burgerservicenummer"}),
    frozenset({"geslachtsnaam", "geboortedatum"}),
    frozenset({"geslachtsnaam", "voornamen", "gemeenteVanInschrijving"}),
    frozenset({"postcode", "huisnummer"}),
    frozenset({"straat", "huisnummer", "gemeenteVanInschrijving"}),
    frozenset({"nummeraanduidingIdentificatie"}),
)
_MET_PATROON = {"geslachtsnaam", "voornamen", "straat"}
_KORTSTE_BEGIN = 3


@dataclass(frozen=True, slots=True)
class Keuze:
    """What is asked of an entity or group: everything, its core, or what is named."""

    soort: str
    metagegevens: bool = False
    namen: "dict[str, Keuze]" = field(default_factory=dict)

    def van(self, naam: str) -> "Keuze | None":
        """What is asked of a part; None when it is not asked."""
        if self.soort == NAMEN:
            return self.namen.get(naam)
        if self.soort == KERN:
            return Keuze(ALLES) if naam in nps.KERNGEGEVENS else None
        return Keuze(ALLES, self.metagegevens)


@dataclass(frozen=True, slots=True)
class Vraag:
    """`zoek`: parameters for the store; `velden`: what they ask after; `precies`: what must be exactly so."""

    zoek: dict[str, Any]
    velden: frozenset[str]
    precies: dict[str, str]
    keuze: Keuze
    sortering: int
    aantal: int
    tel: bool
    vanaf_bsn: str


def gelezen(bericht: Element) -> Vraag:
    """The question in a npsLv01. Raises StufFout."""
    parts: dict[str, Element] = {}
    for child in xml.children(bericht):
        naam = xml.local(child)
        if naam not in VRAAG_DELEN or naam in parts:
            raise StufFout("StUF055", f"Het element {naam[:40]} hoort hier niet, of staat er meer dan eens.")
        parts[naam] = child
    if parts.keys() & {"vanaf", "totEnMet"}:
        raise StufFout("StUF058", "Zoeken met vanaf en totEnMet kan hier niet; gebruik gelijk.")
    zoek, velden, precies = _gelijk(parts.get("gelijk"))
    sortering, aantal, tel, verder = _parameters(parts.get("parameters"))
    if verder and "start" not in parts:
        raise StufFout("StUF103")
    return Vraag(
        zoek,
        velden,
        precies,
        _scope(parts.get("scope")),
        sortering,
        aantal,
        tel,
        _start(parts["start"]) if verder else "",
    )


def _entiteit(node: Element | None, waar: str) -> Element:
    if node is None or node.get(xml.name(STUF, "entiteittype")) != "NPS":
        raise StufFout("StUF055", f"{waar}: het attribuut StUF:entiteittype moet NPS zijn.")
    return node


def _gelijk(node: Element | None) -> tuple[dict[str, Any], frozenset[str], dict[str, str]]:
    zoek: dict[str, Any] = {}
    velden: set[str] = set()
    precies: dict[str, str] = {}
    for waar, child in _criteria(_entiteit(node, "gelijk")):
        criterium = CRITERIA.get(waar)
        if criterium is None:
            raise StufFout("StUF058", f"Zoeken op {waar[:80]} kan hier niet.")
        value = _waarde(waar, criterium, child)
        if criterium.parameter in zoek:
            raise StufFout("StUF055", f"gelijk: {waar} staat er meer dan eens.")
        velden.add(criterium.veld)
        if criterium.parameter in _MET_PATROON:
            if child.get(xml.name(STUF, "exact"), "true") == "true":
                precies[criterium.parameter] = value
            else:
                value = _begin(waar, value)
        zoek[criterium.parameter] = [value] if criterium.parameter == "burgerservicenummer" else value
    if not any(enough <= zoek.keys() for enough in GENOEG):
        raise StufFout("StUF058", "Zoek op bsn, op naam en geboortedatum, of op adres.")
    return {**zoek, "inclusiefOverledenPersonen": True}, frozenset(velden), precies


def _criteria(node: Element) -> list[tuple[str, Element]]:
    """What is asked to be equal, each with its path; empty elements ask nothing."""
    found = []
    for child in xml.children(node):
        naam = xml.local(child)
        if naam == "verblijfsadres":
            found += [(_ADRES + xml.local(below), below) for below in xml.children(child)]
        elif naam not in nps.OVERIG:
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


def _parameters(node: Element | None) -> tuple[int, int, bool, bool]:
    if node is None:
        raise StufFout("StUF055", "Het element parameters ontbreekt.")
    sortering = _getal(node, "sortering", 0)
    if sortering not in SORTERING:
        raise StufFout("StUF133", f"Sortering kan met {', '.join(map(str, sorted(SORTERING)))}.")
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


def _start(node: Element) -> str:
    object_ = _entiteit(xml.child(node, BG, "object"), "start/object")
    bsn = xml.text(object_, BG, "inp.bsn")
    if not bsn:
        raise StufFout("StUF103", "In start/object moet inp.bsn staan.")
    return bsn


def _scope(node: Element | None) -> Keuze:
    if node is None:
        return Keuze(ALLES, True)
    return _keuze(_entiteit(xml.child(node, BG, "object"), "scope/object"), _DELEN, "scope")


def _keuze(node: Element, delen: dict[str, Any], waar: str) -> Keuze:
    """What is asked below an element, by the names that it may have there."""
    within = [c for c in xml.children(node) if xml.local(c) not in nps.OVERIG]
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
        if naam in nps.METAGEGEVENS or naam in nps.NIET_HIER:
            namen[naam] = Keuze(ALLES)
            continue
        if naam not in delen:
            raise StufFout("StUF055", f"{waar}: het element {naam[:60]} bestaat hier niet.")
        namen[naam] = _keuze(child, delen[naam], f"{waar}/{naam}") if len(child) else Keuze(ALLES, True)
    return Keuze(NAMEN, nps.IN_ONDERZOEK in namen, namen)


def _namen(delen: tuple[nps.Deel, ...]) -> dict[str, Any]:
    """The names that may be asked, each with those below it."""
    found: dict[str, Any] = {}
    for deel in delen:
        below: dict[str, Any] = {}
        if isinstance(deel, nps.Groep):
            below = _namen(deel.elementen)
        elif isinstance(deel, nps.Relatie):
            below = {
                **_namen(deel.eigen),
                "gerelateerde": _namen(deel.elementen) | _GERELATEERDE.get(deel.gerelateerde, {}),
            }
        found[deel.naam] = below
    return found


# What a relative has in the schema as a person, and not in what is kept of a relative.
_GERELATEERDE: dict[str, dict[str, Any]] = {
    "NPS": {d.naam: {} for d in nps.NPS if not isinstance(d, nps.Groep | nps.Relatie)}
    | {g.naam: _namen(g.elementen) for g in (nps.VERBLIJFSADRES, nps.BUITENLAND)}
}
_DELEN = _namen(nps.NPS)
# How persons can be ordered: the number of the standard (StUF:NPS-sortering) with the elements (category, element).
_NAAM = (("01", "0240"), ("01", "0210"), ("01", "0230"))
SORTERING: dict[int, tuple[tuple[str, str], ...]] = {
    0: (),
    1: _NAAM,
    3: (("08", "1160"), ("08", "1120"), ("08", "1130")),
    4: (("08", "1110"), ("08", "1120"), ("08", "1130")),
    7: (("01", "0310"), *_NAAM),
    8: (),
    9: (("01", "0110"),),
}
