"""The kennisgeving npsLk01: what a person was and what the person becomes (StUF 03.01, section 5.2)."""

from dataclasses import dataclass

from kapstok.koppelvlakken.stuf_bg.entiteit import (
    GEEN_WAARDE,
    METAGEGEVENS,
    ONBEKEND,
    OVERIG,
    Groep,
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
# Only what identifies the other side of a relation: nothing about the relation changes.
IDENTIFICATIE = "I"
LANGSTE = 200
VELDEN = {d.naam: d for d in NPS.delen if isinstance(d, Veld)} | {
    f"{d.naam}/{e.naam}": e
    for d in NPS.delen
    if isinstance(d, Groep)
    for e in d.elementen
    if isinstance(e, Veld)
}
_GROEPEN = {d.naam: {e.naam for e in d.elementen} for d in NPS.delen if isinstance(d, Groep)}
_RELATIES = {d.naam for d in NPS.delen if isinstance(d, Relatie)}
_ELDERS = {d.naam for d in NPS.delen if isinstance(d, Onbekend)} | NPS.niet_hier
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


def gelezen(bericht: Element) -> Kennisgeving:
    """The change in a npsLk01. Raises StufFout."""
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
        _check(node, soort)
    if soort == VERWIJDERING:
        return Kennisgeving(soort, overname == "V", _waarden(objects[0], "was"), {}, "")
    wordt = objects[-1]
    old = _waarden(objects[0], "was") if len(objects) > 1 else {}
    new = _waarden(wordt, "wordt")
    return Kennisgeving(
        soort,
        overname == "V",
        old,
        _zonder_groep(old, new) | new,
        _dag(xml.text(xml.child(wordt, STUF, "tijdvakGeldigheid"), STUF, "beginGeldigheid")),
    )


def _zonder_groep(was: dict[str, Waarde], wordt: dict[str, Waarde]) -> dict[str, Waarde]:
    """A group that is there before and not after is empty after: who moved abroad has no address here."""
    there = {pad.partition("/")[0] for pad in wordt}
    gone = (pad for pad in was if "/" in pad and pad.partition("/")[0] not in there)
    return {pad: Waarde(reden=GEEN_WAARDE) for pad in gone}


def _check(node: Element, soort: str) -> None:
    if node.get(xml.name(STUF, "entiteittype")) != NPS.soort:
        raise StufFout("StUF055", "object: het attribuut StUF:entiteittype moet NPS zijn.")
    told = node.get(xml.name(STUF, "verwerkingssoort"))
    if told == "S":
        raise StufFout("StUF058", "De sleutel van een persoon veranderen kan hier niet.")
    wanted = soort if soort in {TOEVOEGING, VERWIJDERING} else WIJZIGING
    if told != wanted:
        raise StufFout("StUF055", f"object: het attribuut StUF:verwerkingssoort moet hier {wanted} zijn.")


def _waarden(node: Element, waar: str) -> dict[str, Waarde]:
    found: dict[str, Waarde] = {}
    for child in xml.children(node):
        naam = xml.local(child)
        if naam in METAGEGEVENS or naam in OVERIG or naam in _ELDERS:
            continue
        if naam in _RELATIES:
            _relatie(child, naam)
        elif naam in _GROEPEN:
            for below in xml.children(child):
                _waarde(f"{naam}/{xml.local(below)}", below, waar, found)
        else:
            _waarde(naam, child, waar, found)
    return found


def _relatie(node: Element, naam: str) -> None:
    changes = node.get(NIL) != "true" and node.get(xml.name(STUF, "verwerkingssoort")) != IDENTIFICATIE
    if changes:
        raise StufFout("StUF058", f"Een wijziging van de relatie {naam} kan hier niet.")


def _waarde(pad: str, node: Element, waar: str, found: dict[str, Waarde]) -> None:
    groep, _, naam = pad.rpartition("/")
    if groep and (naam in METAGEGEVENS or (naam in _GROEPEN[groep] and pad not in VELDEN)):
        return
    if pad not in VELDEN or pad in found:
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
