"""The answer npsLa01: of each person what was asked, what the purpose does not allow said in the place of its value."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from kapstok.koppelvlakken.stuf_bg import nps
from kapstok.koppelvlakken.stuf_bg.nps import Deel, Groep, Onbekend, Relatie, Veld
from kapstok.koppelvlakken.stuf_bg.vraag import KERN, NAMEN, Keuze
from kapstok.koppelvlakken.stuf_bg.waarden import (
    GEEN_WAARDE,
    NIET_GEAUTORISEERD,
    NIET_ONDERSTEUND,
    Persoon,
    Waarde,
)
from kapstok.platform.stuf import bericht as stuurgegevens
from kapstok.platform.stuf import xml
from kapstok.platform.stuf.bericht import Stuurgegevens
from kapstok.platform.stuf.xml import BG, NIL, NSMAP, STUF, Element

_ENTITEITTYPE = xml.name(STUF, "entiteittype")
_REDEN = xml.name(STUF, "noValue")


@dataclass
class Schrijver:
    """Writes persons for one purpose. `gegeven`: the fields of which a value, or that there is none, was told."""

    mag: frozenset[str]
    gegeven: set[str] = field(default_factory=set)

    def persoon(self, onder: Element, person: Persoon, keuze: Keuze) -> None:
        """One object of an answer."""
        node = xml.add(onder, BG, "object", attributes={_ENTITEITTYPE: "NPS"})
        plain = tuple(d for d in nps.NPS if not isinstance(d, Relatie))
        self._delen(node, plain, person, keuze)
        if keuze.metagegevens:
            for group in nps.onderzochte_groepen(person):
                xml.add(
                    node,
                    BG,
                    nps.IN_ONDERZOEK,
                    "J",
                    {xml.name(STUF, "metagegeven"): "true", "groepsnaam": group},
                )
        for deel in nps.NPS:
            asked = keuze.van(deel.naam) if isinstance(deel, Relatie) else None
            if isinstance(deel, Relatie) and asked is not None:
                self._relatie(node, deel, person, asked)

    def _delen(self, node: Element, delen: Sequence[Deel], person: Persoon, keuze: Keuze) -> None:
        for deel in delen:
            asked = keuze.van(deel.naam)
            if asked is None:
                continue
            if isinstance(deel, Veld):
                self._veld(node, deel, person)
            elif isinstance(deel, Onbekend):
                if keuze.soort == NAMEN:
                    _leeg(node, deel.naam, NIET_ONDERSTEUND)
            elif isinstance(deel, Groep) and deel.er(person):
                self._delen(xml.add(node, BG, deel.naam), deel.elementen, person, asked)

    def _veld(self, node: Element, deel: Veld, person: Persoon) -> None:
        if not self.mag.issuperset(deel.velden):
            _leeg(node, deel.naam, NIET_GEAUTORISEERD)
            return
        self.gegeven.update(deel.velden)
        found: Waarde = deel.lees(person)
        if not found.tekst:
            _leeg(node, deel.naam, found.reden)
            return
        made = xml.add(node, BG, deel.naam, found.tekst)
        if found.onvolledig not in {"", "V"}:
            made.set(xml.name(STUF, "indOnvolledigeDatum"), found.onvolledig)

    def _relatie(self, node: Element, deel: Relatie, person: Persoon, keuze: Keuze) -> None:
        fields = [e for e in (*deel.elementen, *deel.eigen) if isinstance(e, Veld)]
        allowed = any(self.mag.issuperset(e.velden) for e in fields)
        leden = deel.leden(person) if allowed else []
        if not leden:
            reason = GEEN_WAARDE if allowed else NIET_GEAUTORISEERD
            _leeg(node, deel.naam, reason, {_ENTITEITTYPE: deel.entiteittype})
            if allowed:
                self.gegeven.update(*(e.velden for e in fields if self.mag.issuperset(e.velden)))
            return
        # Who asks for a relation as a whole is given the core of who it is with.
        whose = keuze.namen.get("gerelateerde", Keuze(KERN)) if keuze.soort == NAMEN else Keuze(KERN)
        if deel.gerelateerde == "NAT":
            whose = keuze.namen.get("gerelateerde", keuze) if keuze.soort == NAMEN else keuze
        for lid in leden:
            made = xml.add(node, BG, deel.naam, attributes={_ENTITEITTYPE: deel.entiteittype})
            with_ = xml.add(made, BG, "gerelateerde", attributes={_ENTITEITTYPE: deel.gerelateerde})
            self._delen(with_, deel.elementen, lid, whose)
            self._delen(made, deel.eigen, lid, keuze)


def _leeg(node: Element, naam: str, reden: str, attributes: dict[str, str] | None = None) -> None:
    xml.add(node, BG, naam, attributes={**(attributes or {}), NIL: "true", _REDEN: reden})


def npsLa01(  # noqa: N802 - the name of the message
    gegevens: Stuurgegevens,
    personen: Sequence[Persoon],
    keuze: Keuze,
    schrijver: Schrijver,
    *,
    meer: bool,
    aantal: int | None,
) -> Element:
    """The message. `meer`: are there more than these; `aantal`: how many there are in all, when that was asked."""
    bericht = etree.Element(xml.name(BG, "npsLa01"), nsmap=NSMAP)
    stuurgegevens.schrijf(bericht, BG, gegevens)
    parameters = xml.add(bericht, BG, "parameters")
    xml.add(parameters, STUF, "indicatorVervolgvraag", "true" if meer else "false")
    if aantal is not None:
        xml.add(parameters, STUF, "aantalVoorkomens", str(aantal))
    if personen:
        answer = xml.add(bericht, BG, "antwoord")
        for person in personen:
            schrijver.persoon(answer, person, keuze)
    return bericht
