"""The answer La01: of each thing what was asked, what the purpose does not allow said in the place of its value."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from kapstok.koppelvlakken.stuf_bg.entiteit import (
    GEEN_WAARDE,
    IN_ONDERZOEK,
    NIET_GEAUTORISEERD,
    NIET_ONDERSTEUND,
    Deel,
    Entiteit,
    Groep,
    Herhaald,
    Onbekend,
    Relatie,
    Veld,
    Waarde,
)
from kapstok.koppelvlakken.stuf_bg.vraag import KERN, NAMEN, Keuze
from kapstok.platform.stuf import bericht as stuurgegevens
from kapstok.platform.stuf import xml
from kapstok.platform.stuf.bericht import Stuurgegevens
from kapstok.platform.stuf.xml import BG, NIL, NSMAP, STUF, Element

_ENTITEITTYPE = xml.name(STUF, "entiteittype")
_REDEN = xml.name(STUF, "noValue")


@dataclass
class Schrijver:
    """Writes things for one purpose. `gegeven`: the fields of which a value, or that there is none, was told."""

    entiteit: Entiteit
    mag: frozenset[str]
    gegeven: set[str] = field(default_factory=set)

    def object(self, onder: Element, ding: Any, keuze: Keuze) -> None:
        """One object of an answer."""
        kind = self.entiteit
        node = xml.add(onder, BG, "object", attributes={_ENTITEITTYPE: kind.soort})
        self._delen(node, [d for d in kind.delen if not isinstance(d, Relatie)], ding, keuze, kind.kern)
        if keuze.metagegevens:
            for group in kind.onderzoek(ding):
                meta = {xml.name(STUF, "metagegeven"): "true", "groepsnaam": group}
                xml.add(node, BG, IN_ONDERZOEK, "J", meta)
        for deel in kind.delen:
            asked = keuze.van(deel.naam, kind.kern) if isinstance(deel, Relatie) else None
            if isinstance(deel, Relatie) and asked is not None:
                self._relatie(node, deel, ding, asked)

    def _delen(
        self,
        node: Element,
        delen: Sequence[Deel],
        ding: Any,
        keuze: Keuze,
        kern: frozenset[str] | None = None,
    ) -> None:
        for deel in delen:
            asked = keuze.van(deel.naam, kern)
            if asked is None:
                continue
            if isinstance(deel, Veld):
                self._veld(node, deel, ding)
            elif isinstance(deel, Onbekend):
                if keuze.soort == NAMEN:
                    _leeg(node, deel.naam, NIET_ONDERSTEUND)
            elif isinstance(deel, Groep) and deel.er(ding):
                self._delen(xml.add(node, BG, deel.naam), deel.elementen, ding, asked)
            elif isinstance(deel, Herhaald):
                self._herhaald(node, deel, ding, asked)

    def _herhaald(self, node: Element, deel: Herhaald, ding: Any, keuze: Keuze) -> None:
        for lid in deel.leden(ding):
            made = xml.add(node, BG, deel.naam, "" if deel.elementen else lid.tekst)
            self._delen(made, deel.elementen, lid, keuze)

    def _veld(self, node: Element, deel: Veld, ding: Any) -> None:
        if not self.mag.issuperset(deel.velden):
            _leeg(node, deel.naam, NIET_GEAUTORISEERD)
            return
        self.gegeven.update(deel.velden)
        found: Waarde = deel.lees(ding)
        if not found.tekst:
            _leeg(node, deel.naam, found.reden)
            return
        made = xml.add(node, BG, deel.naam, found.tekst)
        if found.onvolledig not in {"", "V"}:
            made.set(xml.name(STUF, "indOnvolledigeDatum"), found.onvolledig)

    def _relatie(self, node: Element, deel: Relatie, ding: Any, keuze: Keuze) -> None:
        fields = [e for e in (*deel.elementen, *deel.eigen) if isinstance(e, Veld)]
        allowed = [e for e in fields if self.mag.issuperset(e.velden)]
        leden = deel.leden(ding) if allowed else []
        if not leden:
            reason = GEEN_WAARDE if allowed else NIET_GEAUTORISEERD
            _leeg(node, deel.naam, reason, {_ENTITEITTYPE: deel.entiteittype})
            self.gegeven.update(*(e.velden for e in allowed))
            return
        # Who asks for a relation as a whole is given the core of what it is with.
        whose = keuze.namen.get("gerelateerde", Keuze(KERN)) if keuze.soort == NAMEN else Keuze(KERN)
        kern = self.entiteit.kern if deel.gerelateerde == self.entiteit.soort else None
        for lid in leden:
            made = xml.add(node, BG, deel.naam, attributes={_ENTITEITTYPE: deel.entiteittype})
            with_ = xml.add(made, BG, "gerelateerde", attributes={_ENTITEITTYPE: deel.gerelateerde})
            self._delen(with_, deel.elementen, lid, whose, kern)
            self._delen(made, deel.eigen, lid, keuze)


def _leeg(node: Element, naam: str, reden: str, attributes: dict[str, str] | None = None) -> None:
    xml.add(node, BG, naam, attributes={**(attributes or {}), NIL: "true", _REDEN: reden})


def la01(
    gegevens: Stuurgegevens,
    dingen: Sequence[Any],
    keuze: Keuze,
    schrijver: Schrijver,
    *,
    meer: bool,
    aantal: int | None,
) -> Element:
    """The message. `meer`: are there more than these; `aantal`: how many there are in all, when that was asked."""
    bericht = etree.Element(xml.name(BG, f"{schrijver.entiteit.soort.lower()}La01"), nsmap=NSMAP)
    stuurgegevens.schrijf(bericht, BG, gegevens)
    parameters = xml.add(bericht, BG, "parameters")
    xml.add(parameters, STUF, "indicatorVervolgvraag", "true" if meer else "false")
    if aantal is not None:
        xml.add(parameters, STUF, "aantalVoorkomens", str(aantal))
    if dingen:
        answer = xml.add(bericht, BG, "antwoord")
        for ding in dingen:
            schrijver.object(answer, ding, keuze)
    return bericht
