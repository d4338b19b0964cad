"""That an address changed: whatever made it so, a delivery or the day on which a voorkomen begins or ends.

The addresses of the day are made anew as a whole; of those that somebody follows, what was is laid beside what became:
the address itself, and what stands on it with its building.
Of a store that had no addresses yet, only what is followed by its number is told (docs/besluiten/0012).
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import NAMESPACE_OID, UUID, uuid5

from django.utils import timezone

from kapstok.magazijnen.bag.bevragen import Tijd
from kapstok.magazijnen.bag.drager import merken
from kapstok.magazijnen.bag.models import Adresdag, Nummeraanduiding
from kapstok.platform.events.registry import ALLES, of_interest
from kapstok.platform.work import Work

GEWIJZIGD, SOORT = "bag.adres.gewijzigd", "adres"
_ZEGT = ("openbare_ruimte", "huisnummer", "huisletter", "toevoeging", "postcode", "woonplaats", "lon", "lat")


@dataclass(frozen=True, slots=True)
class Verandering:
    """What an address was and what it became; None: there was none, or is none any more."""

    was: Nummeraanduiding | None
    wordt: Nummeraanduiding | None


@dataclass(frozen=True, slots=True)
class Stand:
    """The addresses before they were made anew: those that somebody may want to hear of."""

    eerste: bool
    adressen: dict[str, Nummeraanduiding]
    dragers: dict[str, str]


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
    return Stand(first, found, _dragers(found))


def _dragers(adressen: Collection[str]) -> dict[str, str]:
    """What stands on these addresses on the day that they are of."""
    now = timezone.now()
    day = Adresdag.objects.values_list("dag", flat=True).first() or timezone.localdate(now)
    return merken(adressen, Tijd(day, now))


def vertel(work: Work, was: Stand) -> int:
    """An event for each followed address that is not what it was. Returns how many."""
    now, many = _gevolgd(alles=not was.eerste), 0
    dragers = _dragers([number for number in now if number in was.adressen])
    for number in sorted({*now, *was.adressen}):
        change = Verandering(was.adressen.get(number), now.get(number))
        other = number in dragers and dragers[number] != was.dragers.get(number)
        if other or _zegt(change.was) != _zegt(change.wordt):
            work.publish(GEWIJZIGD, subject=onderwerp(number), data={"identificatie": number}, context=change)
            many += 1
    return many


def vertel_een(work: Work, was: Nummeraanduiding | None, wordt: Nummeraanduiding | None) -> None:
    """An event for one address, when somebody follows it and it is not what it was."""
    row = wordt or was
    if row is None or _zegt(was) == _zegt(wordt) or not of_interest(SOORT, [row.identificatie, ALLES]):
        return
    data, change = {"identificatie": row.identificatie}, Verandering(was, wordt)
    work.publish(GEWIJZIGD, subject=onderwerp(row.identificatie), data=data, context=change)


def _zegt(row: Nummeraanduiding | None) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in _ZEGT) if row else ()
