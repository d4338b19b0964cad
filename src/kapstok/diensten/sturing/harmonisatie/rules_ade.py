"""Rules A, D and E: the yearly reservation, support and settlement of custom solutions, the role of I&A."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from kapstok.diensten.sturing.harmonisatie.rules_afwijking import geldend
from kapstok.diensten.sturing.harmonisatie.rules_waarden import Aanleiding, Besluit, Oordeel

RESERVERING = 150_000_00  # cents per municipality per year; a decision may say otherwise


def oordeel_a(gereserveerd: int, afgesproken: int = RESERVERING) -> Oordeel:
    """Is the reservation of one municipality in one year what was agreed? Amounts in cents."""
    if gereserveerd <= 0:
        return Oordeel("A", "ontbreekt", ("reservering_ontbreekt",))
    if gereserveerd == afgesproken:
        return Oordeel("A", "gereserveerd", ("reservering_klopt",))
    lower = gereserveerd < afgesproken
    return Oordeel("A", "wijkt_af", ("reservering_lager" if lower else "reservering_hoger",))


@dataclass(frozen=True, slots=True)
class Maatwerk:
    """A custom solution for one or some municipalities; costs in cents, None while unknown."""

    gemeenten: tuple[str, ...]
    kosten: int | None
    afgestemd: bool = True


def verdeeld(kosten: int, gemeenten: Collection[str]) -> dict[str, int]:
    """The costs in equal parts, to the cent; the cents that are left go one each to the first by name."""
    names = sorted(set(gemeenten))
    part, left = divmod(kosten, len(names))
    return {name: part + (place < left) for place, name in enumerate(names)}


def oordeel_d(maatwerk: Maatwerk, besluiten: Iterable[Besluit] = (), *, op: date) -> Oordeel:
    """May the costs be settled? Never before the directie approved."""
    if maatwerk.kosten is None:
        return Oordeel("D", "kosten_onbekend", ("kosten_onbekend",), blokkeert=True)
    if not maatwerk.afgestemd:
        return Oordeel("D", "eerst_afstemmen", ("niet_afgestemd",), blokkeert=True)
    decision = geldend(besluiten, op)
    if decision is None:
        return Oordeel("D", "geblokkeerd_tot_goedkeuring", ("wacht_op_directie",), blokkeert=True)
    if not decision.akkoord:
        return Oordeel("D", "afgewezen", ("maatwerk_afgewezen",), blokkeert=True)
    return Oordeel("D", "verrekend", ("komt_ten_laste",), {"gemeenten": tuple(sorted(maatwerk.gemeenten))})


def oordeel_ondersteuning(*, afgesproken: bool) -> Oordeel:
    """The other half of D: what was agreed in OWO is technically supported by I&A."""
    if afgesproken:
        return Oordeel("D", "ondersteund", ("ondersteund",))
    return Oordeel("D", "niet_ondersteund", ("niet_ondersteund",))


def oordeel_e(
    aanleiding: Aanleiding, partners: Collection[str], *, advies: str, uitgenodigd: Collection[str]
) -> Oordeel:
    """I&A advises at every occasion, and the department heads of all partners are asked to the table."""
    facts = {"gemeente": aanleiding.gemeente}
    if not advies:
        return Oordeel("E", "advies_vragen", ("advies_nodig",), facts, blokkeert=True)
    absent = tuple(sorted(set(partners) - set(uitgenodigd)))
    if absent:
        return Oordeel("E", "afstemmen", ("hoofden_missen",), {**facts, "afwezig": absent}, blokkeert=True)
    return Oordeel("E", "op_orde", ("afgestemd",), facts)
