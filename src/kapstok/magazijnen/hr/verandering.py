"""That a business changed: a registration or one of its branches, in the transaction of the load.

A first load is no news: of a store that was empty, only what is followed by its number is told (docs/besluiten/0012).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kapstok.magazijnen.hr.models import Inschrijving, Vestiging
from kapstok.platform.events.registry import ALLES, of_interest
from kapstok.platform.work import Work

GEWIJZIGD, SOORT = "hr.inschrijving.gewijzigd", "bedrijf"
Gegevens = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stand:
    """What a registration and its branches say at a moment; branches by their number."""

    naam: str
    rsin: str
    gegevens: Gegevens
    eigenaar: Gegevens
    vestigingen: dict[str, Gegevens] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verandering:
    """What a registration was and what it became. A registration is never taken out.

    `correctie`: who brought it said that it puts a mistake right; a profile of the KVK does not tell.
    """

    was: Stand | None
    wordt: Stand | None
    correctie: bool = False


def stand(rows: Iterable[Inschrijving]) -> dict[str, Stand]:
    """By KVK number. The objects are not kept: what they say is."""
    rows = list(rows)
    branches: dict[Any, dict[str, Gegevens]] = {}
    for each in Vestiging.objects.filter(inschrijving_id__in=[row.id for row in rows]).order_by(
        "vestigingsnummer"
    ):
        branches.setdefault(each.inschrijving_id, {})[each.vestigingsnummer] = each.gegevens
    return {
        row.kvk_nummer: Stand(row.naam, row.rsin, row.gegevens, row.eigenaar, branches.get(row.id, {}))
        for row in rows
    }


def vertel(
    work: Work, rows: dict[str, Inschrijving], was: dict[str, Stand], *, eerste: bool, correctie: bool
) -> None:
    """An event for each of these registrations of which somebody wants to hear."""
    numbers = sorted(rows)
    everything = not eerste and bool(of_interest(SOORT, [ALLES]))
    wanted = set(numbers) if everything else of_interest(SOORT, numbers)
    now = stand(rows[kvk] for kvk in numbers if kvk in wanted)
    for kvk, wordt in now.items():
        change = Verandering(was.get(kvk), wordt, correctie)
        work.publish(GEWIJZIGD, subject=rows[kvk].id, data={"kvkNummer": kvk}, context=change)
