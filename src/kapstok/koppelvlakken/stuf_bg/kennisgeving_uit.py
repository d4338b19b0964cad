"""The kennisgeving Lk01 of a change: what a thing was and what it became, as far as the receiver may know (StUF 03.01).

In it are the kerngegevens, by which the receiver finds the thing again, and what changed. An element that the purpose
does not allow is not there at all. When nothing that may be told has changed, there is no message.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from kapstok.koppelvlakken.stuf_bg.entiteit import Entiteit, Groep, Herhaald, Relatie, Veld, Waarde
from kapstok.koppelvlakken.stuf_bg.kennisgeving import (
    CORRECTIE,
    FORMEEL,
    IDENTIFICATIE,
    SLEUTEL,
    TOEVOEGING,
    VERWIJDERING,
    WIJZIGING,
)
from kapstok.platform.stuf import xml
from kapstok.platform.stuf.xml import BG, NIL, NSMAP, STUF, Element

_ENTITEITTYPE, _VERWERKING = xml.name(STUF, "entiteittype"), xml.name(STUF, "verwerkingssoort")
# A kennisgeving has less of this than an answer.
_NIET = {"NAT": {"omschrijving"}}
Inhoud = dict[str, Any]
"""By the name of an element: its Waarde, the elements of a group, or a list of either. In the order of the schema."""


@dataclass
class Kennisgever:
    """Makes messages about one kind of thing for one purpose. `verteld`: the fields that are in them."""

    entiteit: Entiteit
    mag: frozenset[str]
    verteld: set[str] = field(default_factory=set)

    def bericht(
        self, was: Any, wordt: Any, *, soort: str = WIJZIGING, sinds: str = "", ingang: str = ""
    ) -> Element | None:
        """The message without its stuurgegevens; None when there is nothing to tell.

        `soort`: what kind of change it is when it was there and still is; `sinds`, `ingang`: the days (yyyymmdd) from
        which what was and what becomes held.
        """
        soort = TOEVOEGING if was is None else VERWIJDERING if wordt is None else soort
        old, new = self._inhoud(was), self._inhoud(wordt)
        changed = {name for name in {*old, *new} if old.get(name) != new.get(name)}
        relaties = self._relaties(was, wordt) if soort not in {VERWIJDERING, SLEUTEL} else []
        if not self._sleutel(new if was is None else old) or not (changed or relaties):
            return None
        if soort in {CORRECTIE, FORMEEL} and any(kind == TOEVOEGING for _, kind, _, _ in relaties):
            soort = WIJZIGING  # a relation that begins is no correction
        made = etree.Element(xml.name(BG, f"{self.entiteit.soort.lower()}Lk01"), nsmap=NSMAP)
        parameters = xml.add(made, BG, "parameters")
        xml.add(parameters, STUF, "mutatiesoort", CORRECTIE if soort == SLEUTEL else soort)
        xml.add(parameters, STUF, "indicatorOvername", "V")
        werk = _werk(soort, changed=bool(changed))
        days = _tijdvakken(soort, sinds, ingang) if changed else {}
        # Who is new is told whole; otherwise by what it is found again, with what changed.
        told = None if soort == TOEVOEGING else self.entiteit.kern | (changed if werk == WIJZIGING else set())
        for kant, inhoud in (("was", old), ("wordt", new)):
            if kant == ("was" if soort == TOEVOEGING else "wordt" if soort == VERWIJDERING else ""):
                continue  # of what begins or goes there is one object
            marks = {_ENTITEITTYPE: self.entiteit.soort, _VERWERKING: werk}
            node = xml.add(made, BG, "object", attributes=marks)
            self._schrijf(node, inhoud, told)
            if kant in days:
                _tijdvak(node, *days[kant])
            self._schrijf_relaties(node, relaties, kant)
        return made

    def _sleutel(self, inhoud: Inhoud) -> bool:
        """Without what names the thing the receiver cannot find it."""
        found = inhoud.get(self.entiteit.sleutel)
        return found is not None and bool(found.tekst)

    def _mogen(self, delen: Sequence[Any]) -> list[Veld]:
        return [d for d in delen if isinstance(d, Veld) and self.mag.issuperset(d.velden)]

    def _inhoud(self, ding: Any) -> Inhoud:
        if ding is None:
            return {}
        found: Inhoud = {}
        for deel in self.entiteit.delen:
            if isinstance(deel, Groep) and deel.er(ding):
                if within := {v.naam: v.lees(ding) for v in self._mogen(deel.elementen)}:
                    found[deel.naam] = within
            elif isinstance(deel, Herhaald):
                found[deel.naam] = [
                    {v.naam: v.lees(lid) for v in self._mogen(deel.elementen)} if deel.elementen else lid
                    for lid in deel.leden(ding)
                ]
            elif isinstance(deel, Veld) and self._mogen([deel]):
                found[deel.naam] = deel.lees(ding)
        return found

    def _schrijf(self, node: Element, inhoud: Inhoud, told: set[str] | frozenset[str] | None) -> None:
        velden = {d.naam: d for d in self.entiteit.delen if not isinstance(d, Relatie)}
        for name, value in inhoud.items():
            if told is not None and name not in told:
                continue
            deel: Any = velden[name]
            self.verteld.update(*(v.velden for v in self._mogen(getattr(deel, "elementen", (deel,)))))
            members = value if isinstance(value, list) else [value]
            for each in members or ([] if told is None else [self._geen(deel)]):
                if isinstance(each, Waarde):
                    _waarde(node, name, each)
                else:
                    _waarden(xml.add(node, BG, name), each)

    def _geen(self, deel: Herhaald) -> Waarde | dict[str, Waarde]:
        """A list that has no members says so: an element that is left out would not have changed."""
        return {v.naam: Waarde() for v in self._mogen(deel.elementen)} if deel.elementen else Waarde()

    def _relaties(self, was: Any, wordt: Any) -> list[tuple[Relatie, str, Inhoud | None, Inhoud | None]]:
        """Relations that began, ended or changed, with their verwerkingssoort and both sides."""
        found: list[tuple[Relatie, str, Inhoud | None, Inhoud | None]] = []
        for deel in self.entiteit.delen:
            if not isinstance(deel, Relatie):
                continue
            old, new = self._leden(deel, was), self._leden(deel, wordt)
            for key in (*new, *(k for k in old if k not in new)):
                before, after = old.get(key), new.get(key)
                if before == after:
                    continue
                kind = TOEVOEGING if before is None else VERWIJDERING if after is None else WIJZIGING
                found.append((deel, kind, before, after))
        return found

    def _leden(self, deel: Relatie, ding: Any) -> dict[Any, Inhoud]:
        """By what names the other side; what cannot be named is not told."""
        whose, own = self._mogen(deel.elementen), self._mogen(deel.eigen)
        whose = [v for v in whose if v.naam not in _NIET.get(deel.gerelateerde, ())]
        found: dict[Any, Inhoud] = {}
        for lid in deel.leden(ding) if ding is not None else ():
            inhoud = {
                "gerelateerde": {v.naam: v.lees(lid) for v in whose},
                **{v.naam: v.lees(lid) for v in own},
            }
            names = ("inp.bsn", "code") if deel.gerelateerde == "NAT" else ("inp.bsn",)
            other = inhoud["gerelateerde"]
            number = next((other[n].tekst for n in names if n in other and other[n].tekst), "")
            key = number or tuple(
                other[n].tekst for n in ("geslachtsnaam", "voornamen", "geboortedatum") if n in other
            )
            if any(key):
                found.setdefault(key, inhoud)
        return found

    def _schrijf_relaties(
        self, node: Element, relaties: list[tuple[Relatie, str, Inhoud | None, Inhoud | None]], kant: str
    ) -> None:
        for deel, kind, before, after in relaties:
            inhoud = before if kant == "was" else after
            marks = {_ENTITEITTYPE: deel.entiteittype, _VERWERKING: kind}
            made = xml.add(node, BG, deel.naam, attributes=marks)
            if inhoud is None:
                made.set(NIL, "true")
                made.set(xml.name(STUF, "noValue"), "geenWaarde")
                continue
            own = {n: v for n, v in inhoud.items() if n != "gerelateerde"}
            about = {_ENTITEITTYPE: deel.gerelateerde, _VERWERKING: IDENTIFICATIE}
            _waarden(xml.add(made, BG, "gerelateerde", attributes=about), inhoud["gerelateerde"])
            _waarden(made, own)
            self.verteld.update(*(v.velden for v in self._mogen((*deel.elementen, *deel.eigen))))


def _waarden(node: Element, values: Mapping[str, Waarde]) -> None:
    for name, value in values.items():
        _waarde(node, name, value)


def _waarde(node: Element, name: str, value: Waarde) -> None:
    if not value.tekst:
        xml.add(node, BG, name, attributes={NIL: "true", xml.name(STUF, "noValue"): value.reden})
        return
    made = xml.add(node, BG, name, value.tekst)
    if value.onvolledig not in {"", "V"}:
        made.set(xml.name(STUF, "indOnvolledigeDatum"), value.onvolledig)


def _werk(soort: str, *, changed: bool) -> str:
    if soort not in {WIJZIGING, CORRECTIE, FORMEEL}:
        return soort
    return WIJZIGING if changed else IDENTIFICATIE


def _tijdvakken(soort: str, sinds: str, ingang: str) -> dict[str, tuple[str, str]]:
    """Begin and end of both sides: what happened ends what was; what was wrong has no end. Both, or neither."""
    if not ingang or soort not in {TOEVOEGING, WIJZIGING, CORRECTIE, FORMEEL}:
        return {}
    if soort == TOEVOEGING:
        return {"wordt": (ingang, "")}
    if not sinds or (soort == WIJZIGING and sinds > ingang):
        return {}
    return {"was": (sinds, ingang if soort == WIJZIGING else ""), "wordt": (ingang, "")}


def _tijdvak(node: Element, begin: str, eind: str) -> None:
    tijdvak = xml.add(node, STUF, "tijdvakGeldigheid")
    xml.add(tijdvak, STUF, "beginGeldigheid", begin)
    if eind:
        xml.add(tijdvak, STUF, "eindGeldigheid", eind)
    else:
        none = {NIL: "true", xml.name(STUF, "noValue"): "geenWaarde"}
        xml.add(tijdvak, STUF, "eindGeldigheid", attributes=none)
