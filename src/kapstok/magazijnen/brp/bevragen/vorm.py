"""Groups of values with what of them is being looked into, and the choice that a question makes from them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from kapstok.magazijnen.brp.bevragen.datum import datum

Voorkomen = dict[str, str]
# What is asked of a group: names with what is asked of each; nothing more is asked of a value.
Keuze = dict[str, "Keuze"]
HELE_CATEGORIE = "00"


class Onderzoek(NamedTuple):
    """Which part of a voorkomen is being looked into (83.10), since when, and the name of that date in the answer."""

    rubriek: str
    ingang: str
    naam: str

    def raakt(self, elementen: tuple[str, ...]) -> bool:
        """Is one of these elements (group and number) being looked into?"""
        groep, element = self.rubriek[2:4], self.rubriek[4:]
        if groep == HELE_CATEGORIE:
            return True
        if element == "00":
            return any(e[:2] == groep for e in elementen)
        return self.rubriek[2:] in elementen


def onderzoek_van(voorkomen: Voorkomen, naam: str = "datumIngangOnderzoek") -> Onderzoek | None:
    """What of a voorkomen is being looked into; None when nothing is, or not any more (83.30)."""
    rubriek = voorkomen.get("8310", "")
    if len(rubriek) != 6 or "8330" in voorkomen:
        return None
    return Onderzoek(rubriek, voorkomen.get("8320", ""), naam)


class Groep:
    """A group of an answer: values by name (None: no value), other groups, and lists of groups.

    `leeg_telt`: is the group given too when nothing of what is asked has a value?
    `ongevraagd`: what is given unasked, by the names of which one must be asked (none: any of the group).
    """

    __slots__ = ("leeg_telt", "onderzocht", "ongevraagd", "velden")

    def __init__(
        self,
        velden: dict[str, Any],
        ongevraagd: Mapping[str, frozenset[str]] | None = None,
        *,
        leeg_telt: bool = True,
    ) -> None:
        self.leeg_telt = leeg_telt
        self.velden = velden
        self.ongevraagd = ongevraagd or {}
        self.onderzocht: dict[str, list[Onderzoek]] = {}

    def onderzoek(self, by: Onderzoek | None, bronnen: Mapping[str, tuple[str, ...]]) -> "Groep":
        """Mark the values that are made of an element that is being looked into."""
        if by is not None:
            for naam, elementen in bronnen.items():
                if by.raakt(elementen):
                    self.onderzocht.setdefault(naam, []).append(by)
        return self

    def _asked(self, naam: str, keuze: Keuze) -> bool:
        if naam in keuze:
            return True
        by = self.ongevraagd.get(naam)
        return by is not None and (not by or not by.isdisjoint(keuze))

    def kies(self, keuze: Keuze) -> dict[str, Any]:
        """Of this group exactly what is asked, and what comes with that."""
        chosen: dict[str, Any] = {}
        for naam, waarde in self.velden.items():
            if waarde is None or not self._asked(naam, keuze):
                continue
            if isinstance(waarde, Groep):
                given = waarde.kies(keuze.get(naam, {}))
                if given or waarde.leeg_telt:
                    chosen[naam] = given
            elif isinstance(waarde, list):
                chosen[naam] = [g.kies(keuze.get(naam, {})) for g in waarde]
            else:
                chosen[naam] = waarde
        if self.onderzocht and (found := self._in_onderzoek(keuze)):
            chosen["inOnderzoek"] = found
        return chosen

    def _in_onderzoek(self, keuze: Keuze) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for naam, onderzoeken in self.onderzocht.items():
            if self._asked(naam, keuze):
                found[naam] = True
                for by in onderzoeken:
                    if (day := datum(by.ingang)) is not None:
                        found[by.naam] = day
        return found
