"""The kennisgeving Lk01: what a thing was and what it becomes (StUF 03.01, section 5.2)."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kapstok.koppelvlakken.stuf_bg.entiteit import (
    GEEN_WAARDE,
    METAGEGEVENS,
    ONBEKEND,
    OVERIG,
    Entiteit,
    Groep,
    Herhaald,
    Onbekend,
    Relatie,
    Veld,
    Waarde,
)
from kapstok.koppelvlakken.stuf_bg.nps import NPS
from kapstok.magazijnen.brp.bevragen import datum
from kapstok.platform.stuf import xml
from kapstok.platform.stuf.fouten import StufFout
from kapstok.platform.stuf.xml import BG, NIL, STUF, Element

TOEVOEGING, WIJZIGING, CORRECTIE, FORMEEL, VERWIJDERING = "T", "W", "C", "F", "V"
SOORTEN = (TOEVOEGING, WIJZIGING, CORRECTIE, FORMEEL, VERWIJDERING)
# The verwerkingssoort of an object of which the key changes.
SLEUTEL = "S"
# Only what identifies the other side of a relation: nothing about the relation changes.
IDENTIFICATIE = "I"
LANGSTE = 200


@dataclass(frozen=True, slots=True)
class Vorm:
    """Of a kind of thing what may stand in a kennisgeving; `lijsten`: elements that stand once for every member."""

    soort: str
    velden: Mapping[str, Veld]
    groepen: Mapping[str, frozenset[str]]
    relaties: frozenset[str]
    elders: frozenset[str]
    lijsten: Mapping[str, tuple[str, ...]]


def vorm_van(entiteit: Entiteit) -> Vorm:
    """As the answers have it. A list is one value: its members, each on a line, parts with a tab between."""
    velden = {d.naam: d for d in entiteit.delen if isinstance(d, Veld)}
    groepen = [d for d in entiteit.delen if isinstance(d, Groep)]
    lijsten = [d for d in entiteit.delen if isinstance(d, Herhaald)]
    velden |= {f"{d.naam}/{e.naam}": e for d in groepen for e in d.elementen if isinstance(e, Veld)}
    velden |= {d.naam: Veld(d.naam, (), _als_lijst(d)) for d in lijsten}
    return Vorm(
        entiteit.soort,
        velden,
        {d.naam: frozenset(e.naam for e in d.elementen) for d in groepen},
        frozenset(d.naam for d in entiteit.delen if isinstance(d, Relatie)),
        frozenset(d.naam for d in entiteit.delen if isinstance(d, Onbekend)) | entiteit.niet_hier,
        {d.naam: tuple(e.naam for e in d.elementen if isinstance(e, Veld)) for d in lijsten},
    )


def _als_lijst(deel: Herhaald) -> Any:
    parts = [e for e in deel.elementen if isinstance(e, Veld)]

    def read(ding: Any) -> Waarde:
        lines = [[e.lees(lid) for e in parts] if parts else [lid] for lid in deel.leden(ding)]
        return Waarde("\n".join("\t".join(" ".join(value.tekst.split()) for value in line) for line in lines))

    return read


PERSOON = vorm_van(NPS)
VELDEN = PERSOON.velden
_DATUMS = {"V": 8, "D": 6, "M": 4, "J": 0}


@dataclass(frozen=True, slots=True)
class Kennisgeving:
    """`was` is empty for somebody new, `wordt` for who is taken out.

    `ingang`: the day from which it holds, as far as the message says (yyyymmdd).
    """

    soort: str
    verplicht: bool
    was: dict[str, Waarde]
    wordt: dict[str, Waarde]
    ingang: str


def gewijzigd(bericht: Kennisgeving, nu: Callable[[str], Waarde], vrij: Collection[str] = ()) -> set[str]:
    """The elements that become something else than they are here; `vrij`: those that follow from others.

    Raises StufFout when what was is something else here (StUF 03.01, section 5.2).
    """
    if wrong := [pad for pad, value in bericht.was.items() if pad not in vrij and nu(pad) != value]:
        raise StufFout("StUF058", f"Wat was, is hier anders: {', '.join(sorted(wrong))}.")
    return {pad for pad, value in bericht.wordt.items() if pad not in vrij and nu(pad) != value}


def niet_over(paden: Iterable[str]) -> StufFout:
    """These elements cannot be taken over here."""
    return StufFout("StUF058", f"Dit kan hier niet worden overgenomen: {', '.join(sorted(paden))}.")


def sleutel(bericht: Kennisgeving, pad: str, lengte: int) -> str:
    """The number that a message is about, as it was before: of a change both say it. Raises StufFout."""
    found = (bericht.was or bericht.wordt).get(pad)
    text = found.tekst if found else ""
    if len(text) != lengte or not (text.isascii() and text.isdecimal()):
        raise StufFout("StUF055", f"object: {pad} ontbreekt, of is geen nummer van {lengte} cijfers.")
    return text


def gelezen(bericht: Element, vorm: Vorm = PERSOON) -> Kennisgeving:
    """The change in a message. Raises StufFout."""
    parameters = xml.child(bericht, BG, "parameters")
    soort = xml.text(parameters, STUF, "mutatiesoort")
    overname = xml.text(parameters, STUF, "indicatorOvername") or "V"
    if soort not in SOORTEN or overname not in {"I", "V"}:
        raise StufFout("StUF055", "parameters: mutatiesoort of indicatorOvername bestaat niet.")
    objects = [c for c in xml.children(bericht) if xml.local(c) == "object" and c.get(NIL) != "true"]
    if len(objects) != (1 if soort in {TOEVOEGING, VERWIJDERING} else 2):
        text = "Bij een toevoeging of verwijdering hoort één object, bij een wijziging was en wordt."
        raise StufFout("StUF055", text)
    for node in objects:
        _check(node, soort, vorm)
    if soort == VERWIJDERING:
        return Kennisgeving(soort, overname == "V", _waarden(objects[0], "was", vorm), {}, "")
    wordt = objects[-1]
    old = _waarden(objects[0], "was", vorm) if len(objects) > 1 else {}
    new = _waarden(wordt, "wordt", vorm)
    return Kennisgeving(
        soort,
        overname == "V",
        old,
        _zonder_delen(old, new, vorm) | new,
        _dag(xml.text(xml.child(wordt, STUF, "tijdvakGeldigheid"), STUF, "beginGeldigheid")),
    )


def _zonder_delen(was: dict[str, Waarde], wordt: dict[str, Waarde], vorm: Vorm) -> dict[str, Waarde]:
    """A group that is there before and not after is empty after: who moved abroad has no address here.

    An element of its own (also one that repeats) can say itself that it is empty; a group cannot.
    """
    there = {pad.partition("/")[0] for pad in wordt}
    gone = (pad for pad in was if "/" in pad or vorm.lijsten.get(pad))
    gone = (pad for pad in gone if pad.partition("/")[0] not in there)
    return {pad: Waarde(reden=GEEN_WAARDE) for pad in gone}


def _check(node: Element, soort: str, vorm: Vorm) -> None:
    if node.get(xml.name(STUF, "entiteittype")) != vorm.soort:
        raise StufFout("StUF055", f"object: het attribuut StUF:entiteittype moet {vorm.soort} zijn.")
    told = node.get(xml.name(STUF, "verwerkingssoort"))
    if told == SLEUTEL:
        raise StufFout("StUF058", "De sleutel veranderen kan hier niet.")
    # When only a relation changes, the person is there to be found.
    wanted = (soort,) if soort in {TOEVOEGING, VERWIJDERING} else (WIJZIGING, IDENTIFICATIE)
    if told not in wanted:
        raise StufFout("StUF055", f"object: het attribuut StUF:verwerkingssoort moet hier {wanted[0]} zijn.")


def _waarden(node: Element, waar: str, vorm: Vorm) -> dict[str, Waarde]:
    found: dict[str, Waarde] = {}
    lists: dict[str, list[str]] = {}
    for child in xml.children(node):
        naam = xml.local(child)
        if naam in METAGEGEVENS or naam in OVERIG or naam in vorm.elders:
            continue
        if naam in vorm.relaties:
            _relatie(child, naam)
        elif naam in vorm.lijsten:
            lists.setdefault(naam, []).append(_lid(naam, child, waar, vorm.lijsten[naam]))
        elif naam in vorm.groepen:
            for below in xml.children(child):
                _waarde(f"{naam}/{xml.local(below)}", below, waar, found, vorm)
        else:
            _waarde(naam, child, waar, found, vorm)
    for naam, lines in lists.items():
        found[naam] = Waarde("\n".join(filter(None, lines)))
    return found


def _lid(naam: str, node: Element, waar: str, parts: tuple[str, ...]) -> str:
    """A member of a list on one line; empty when it is there to say that there is none."""
    if not parts:
        return _tekst(naam, node, waar)
    told = {
        xml.local(child): _tekst(f"{naam}/{xml.local(child)}", child, waar) for child in xml.children(node)
    }
    return "\t".join(told.get(part, "") for part in parts) if any(told.values()) else ""


def _tekst(pad: str, node: Element, waar: str) -> str:
    text = " ".join((node.text or "").split())
    if len(node) or len(text) > LANGSTE:
        raise StufFout("StUF055", f"{waar}: de waarde van {pad} heeft niet de goede vorm.")
    return text


def _relatie(node: Element, naam: str) -> None:
    changes = node.get(NIL) != "true" and node.get(xml.name(STUF, "verwerkingssoort")) != IDENTIFICATIE
    if changes:
        raise StufFout("StUF058", f"Een wijziging van de relatie {naam} kan hier niet.")


def _waarde(pad: str, node: Element, waar: str, found: dict[str, Waarde], vorm: Vorm) -> None:
    groep, _, naam = pad.rpartition("/")
    if groep and (naam in METAGEGEVENS or (naam in vorm.groepen[groep] and pad not in vorm.velden)):
        return
    if pad not in vorm.velden or pad in found:
        raise StufFout("StUF055", f"{waar}: het element {pad[:80]} bestaat hier niet, of staat er vaker.")
    text = (node.text or "").strip()
    if not text:
        reason = node.get(xml.name(STUF, "noValue"), "")
        if reason in {GEEN_WAARDE, ONBEKEND}:
            found[pad] = Waarde(reden=reason)
        return
    if len(node) or len(text) > LANGSTE:
        raise StufFout("StUF055", f"{waar}: de waarde van {pad} heeft niet de goede vorm.")
    unknown = node.get(xml.name(STUF, "indOnvolledigeDatum"), "V")
    if unknown not in _DATUMS:
        raise StufFout("StUF055", f"{waar}: StUF:indOnvolledigeDatum van {pad} bestaat niet.")
    found[pad] = _gelezen(pad, text, unknown)


def _gelezen(pad: str, text: str, unknown: str) -> Waarde:
    """As the store is read: what of a date is unknown is filled with the first day or month."""
    if unknown == "J":
        return Waarde(reden=ONBEKEND)
    if unknown != "V":
        known = _DATUMS[unknown]
        return Waarde(text[:known] + "0101"[known - 4 :], onvolledig=unknown)
    return Waarde(text.zfill(4) if pad == "inp.gemeenteVanInschrijving" else text)


def _dag(text: str) -> str:
    """The first day on which it holds: eight digits or more."""
    if text and not is_datum(text[:8]):
        raise StufFout("StUF055", "wordt: StUF:beginGeldigheid is geen datum.")
    return text[:8]


def is_datum(text: str) -> bool:
    """Eight digits that are a day."""
    found = datum.gelezen(text)
    return found is not None and found.exact() is not None
