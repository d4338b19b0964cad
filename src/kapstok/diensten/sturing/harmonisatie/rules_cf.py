"""Rules C and F: one process in one application, and an application that fits architecture and standards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kapstok.diensten.sturing.harmonisatie.rules_afwijking import afgeweken
from kapstok.diensten.sturing.harmonisatie.rules_b import STIL
from kapstok.diensten.sturing.harmonisatie.rules_waarden import Besluit, Oordeel, Signalen

GEBONDEN = ("BRP", "BAG", "MakelaarSuite")  # the systems bound to a municipality that the plan names


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """An application that is to be set up or bought.

    `integratie` answers per bound system: ja, nee, or nvt when the process has nothing to do with it.
    """

    naam: str
    integratie: Mapping[str, str]
    componenten: frozenset[str] = frozenset()
    standaarden: frozenset[str] = frozenset()


def oordeel_c(
    kandidaat: Kandidaat,
    bestaand: Mapping[str, Mapping[str, str]],
    signalen: Signalen = STIL,
    besluiten: Iterable[Besluit] = (),
    *,
    op: date,
    gebonden: Iterable[str] = GEBONDEN,
) -> Oordeel:
    """`bestaand`: applications that this municipality has for the same process, each with its own integration."""
    systems = tuple(gebonden)
    unanswered = tuple(s for s in systems if kandidaat.integratie.get(s) not in ("ja", "nee", "nvt"))
    if unanswered:
        facts = {"systemen": unanswered}
        return Oordeel("C", "integratie_toetsen", ("integratie_open",), facts, blokkeert=True)
    failing = _nee(kandidaat.integratie, systems)
    if failing:
        no = Oordeel("C", "integratie_ontbreekt", ("integratie_nee",), {"systemen": failing}, blokkeert=True)
        return afgeweken(no, signalen, besluiten, op)
    if not bestaand:
        return Oordeel("C", "past", ("een_applicatie",))
    weaker = tuple(sorted(name for name, coupled in bestaand.items() if _nee(coupled, systems)))
    if len(weaker) == len(bestaand):
        return Oordeel("C", "vervangt_om_integratie", ("integratie_wint",), {"bestaand": weaker})
    facts = {"bestaand": tuple(sorted(set(bestaand) - set(weaker)))}
    double = Oordeel("C", "overlap", ("dubbel",), facts, blokkeert=True)
    return afgeweken(double, signalen, besluiten, op)


def oordeel_f(
    kandidaat: Kandidaat,
    vereist: Mapping[str, frozenset[str]],
    signalen: Signalen = STIL,
    besluiten: Iterable[Besluit] = (),
    *,
    op: date,
) -> Oordeel:
    """`vereist`: the national standards per reference component."""
    if not kandidaat.componenten:
        return Oordeel("F", "component_kiezen", ("zonder_component",), blokkeert=True)
    wanted = frozenset().union(*(vereist.get(c, frozenset()) for c in kandidaat.componenten))
    lacking = tuple(sorted(wanted - kandidaat.standaarden))
    if not lacking:
        return Oordeel("F", "past", ("past",))
    gap = Oordeel("F", "standaard_ontbreekt", ("standaard_mist",), {"standaarden": lacking}, blokkeert=True)
    return afgeweken(gap, signalen, besluiten, op)


def _nee(integratie: Mapping[str, str], systems: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(s for s in systems if integratie.get(s) == "nee")
