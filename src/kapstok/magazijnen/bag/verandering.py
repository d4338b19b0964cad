"""That an address changed: whatever made it so, a delivery or the day on which a voorkomen begins or ends.

The addresses of the day are made anew as a whole; of those that somebody follows, what was is laid beside what became:
the address itself with what tells it, and what stands on it with its building.
Of a store that had no addresses yet, only what is followed by its number is told (docs/besluiten/0012).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_OID, UUID, uuid5

from django.utils import timezone

from kapstok.magazijnen.bag.bevragen import Tijd
from kapstok.magazijnen.bag.drager import merken
from kapstok.magazijnen.bag.grond import Deel, Gronden, delen, gronden
from kapstok.magazijnen.bag.models import Adresdag, Nummeraanduiding
from kapstok.platform.events.registry import ALLES, of_interest
from kapstok.platform.work import Work

GEWIJZIGD, SOORT = "bag.adres.gewijzigd", "adres"
_ZEGT = ("openbare_ruimte", "huisnummer", "huisletter", "toevoeging", "postcode", "woonplaats", "lon", "lat")


@dataclass(frozen=True, slots=True)
class Verandering:
    """What an address was and what it became; None: there was none, or is none any more.

    `delen`: why it changed, as far as the register knows.
    """

    was: Nummeraanduiding | None
    wordt: Nummeraanduiding | None
    delen: tuple[Deel, ...] = ()


@dataclass(frozen=True, slots=True)
class Stand:
    """The addresses before they were made anew: those that somebody may want to hear of."""

    eerste: bool
    adressen: dict[str, Nummeraanduiding]
    dragers: dict[str, str]
    gronden: Gronden


def onderwerp(identificatie: str) -> UUID:
    """What the events of an address are about, so that they arrive in order."""
    return uuid5(NAMESPACE_OID, f"bag:{identificatie}")


def _gevolgd(*, alles: bool) -> dict[str, Nummeraanduiding]:
    rows = Nummeraanduiding.objects.filter(gegenereerd=False)
    if not (alles and of_interest(SOORT, [ALLES])):
        wanted = of_interest(SOORT, list(rows.values_list("identificatie", flat=True)))
        rows = rows.filter(identificatie__in=wanted)
    return {row.identificatie: row for row in rows}


def stand() -> Stand:
    """To be taken before the addresses are made anew."""
    first = not Nummeraanduiding.objects.filter(gegenereerd=False).exists()
    found = {} if first else _gevolgd(alles=True)
    day = _dag()
    return Stand(first, found, _dragers(found, day), gronden(found, day))


def _dag() -> date:
    """The day that the addresses are of."""
    return Adresdag.objects.values_list("dag", flat=True).first() or timezone.localdate()


def _dragers(adressen: Collection[str], dag: date) -> dict[str, str]:
    """What stands on these addresses."""
    return merken(adressen, Tijd(dag, timezone.now()))


def vertel(work: Work, was: Stand) -> int:
    """An event for each followed address that is not what it was. Returns how many."""
    now, day = _gevolgd(alles=not was.eerste), _dag()
    dragers = _dragers([number for number in now if number in was.adressen], day)
    other = {number for number, mark in dragers.items() if mark != was.dragers.get(number)}
    changed = [
        n for n in {*now, *was.adressen} if n in other or _zegt(was.adressen.get(n)) != _zegt(now.get(n))
    ]
    why = delen(changed, was.gronden, gronden(changed, day))
    for number in sorted(changed):
        _publiceer(work, Verandering(was.adressen.get(number), now.get(number), why.get(number, ())))
    return len(changed)


def grond_van(identificatie: str) -> Gronden:
    """What tells one address, when somebody follows it. To be taken before it changes."""
    if not of_interest(SOORT, [identificatie, ALLES]):
        return {}
    return gronden([identificatie], _dag())


def vertel_een(
    work: Work, was: Nummeraanduiding | None, wordt: Nummeraanduiding | None, grond: Gronden | None = None
) -> None:
    """An event for one address, when somebody follows it and it is not what it was; `grond`: what told it before."""
    row = wordt or was
    if row is None or _zegt(was) == _zegt(wordt) or not of_interest(SOORT, [row.identificatie, ALLES]):
        return
    why = delen([row.identificatie], grond, gronden([row.identificatie], _dag())) if grond else {}
    _publiceer(work, Verandering(was, wordt, why.get(row.identificatie, ())))


def _publiceer(work: Work, change: Verandering) -> None:
    row = change.wordt or change.was
    if row is not None:
        number = row.identificatie
        work.publish(GEWIJZIGD, subject=onderwerp(number), data={"identificatie": number}, context=change)


def _zegt(row: Nummeraanduiding | None) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in _ZEGT) if row else ()
