"""What kind of change each part of a change is (StUF 03.01, table 5.3): in reality, or of a mistake. Pure.

One kennisgeving has one mutatiesoort, so a change of several kinds is told in steps: first the key, then what was
wrong, then what happened. A mistake is seen in the persoonslijst itself: what was wrong stays there, marked as
incorrect (with formal history), or is gone while what is there now holds from the same day or an earlier one (without).
Of an address the BAG tells it (`bag/grond`). Of a business only days say it: what began or ended on one day cannot have
done so on another. Of names and addresses the handelsregister tells no days.
"""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Generic, TypeVar

from kapstok.koppelvlakken.stuf_bg.kennisgeving import (
    CORRECTIE,
    FORMEEL,
    SLEUTEL,
    TOEVOEGING,
    VERWIJDERING,
    WIJZIGING,
    is_datum,
)
from kapstok.magazijnen.bag.grond import Aard
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.bag.verandering import Verandering as Adresverandering
from kapstok.magazijnen.brp.rules import Categorieen

Ding = TypeVar("Ding")
Gegevens = dict[str, Any]
Voorkomen = dict[str, str]
_BEGIN, _ONJUIST = "8510", "8410"
_NUMMERS = ("0110", "0120")
# Where a value came from and since when it holds is not what it says.
_OVER = ("81", "82", "83", "84", "85", "86", "88")
_AARD = {Aard.HERSTELD: FORMEEL, Aard.OVERSCHREVEN: CORRECTIE, Aard.WIJZIGING: WIJZIGING}
_DAGEN = ("datumAanvang", "datumEinde")


@dataclass(frozen=True, slots=True)
class Stap(Generic[Ding]):
    """One kennisgeving: what was, what becomes, and from which day each held (empty: the register does not say)."""

    soort: str
    was: Ding | None
    wordt: Ding | None
    sinds: str = ""
    ingang: str = ""


def stappen(was: Categorieen | None, wordt: Categorieen | None) -> Iterator[Stap[Categorieen]]:
    """The kennisgevingen of a change of a person, in order."""
    if was is None or wordt is None:
        yield Stap(TOEVOEGING if was is None else VERWIJDERING, was, wordt)
        return
    kinds = {
        c: _soort(was.get(c, []), wordt.get(c, [])) for c in {*was, *wordt} if was.get(c) != wordt.get(c)
    }
    here = was
    if "01" in kinds and (renumbered := _andere_sleutel(was, wordt)) != was:
        yield Stap(SLEUTEL, was, renumbered)
        here = renumbered
    for kind in (FORMEEL, CORRECTIE, WIJZIGING):
        mine = sorted(c for c, each in kinds.items() if each == kind)
        if mine:
            there = {c: v for c, v in here.items() if c not in mine} | {
                c: wordt[c] for c in mine if c in wordt
            }
            yield Stap(kind, here, there, _sinds(was, mine), _sinds(wordt, mine))
            here = there


def adresstappen(change: Adresverandering) -> Iterator[Stap[Nummeraanduiding]]:
    """The kennisgevingen of a change of an address, in order. What the register does not explain, happened."""
    if change.was is None or change.wordt is None:
        yield Stap(TOEVOEGING if change.was is None else VERWIJDERING, change.was, change.wordt)
        return
    here = change.was
    for kind in (FORMEEL, CORRECTIE, WIJZIGING):
        mine = [deel for deel in change.delen if _AARD[deel.aard] == kind]
        there = change.wordt if kind == WIJZIGING else copy(here)
        for column in (c for deel in mine for c in deel.kolommen):
            setattr(there, column, getattr(change.wordt, column))
        since, begin = (
            max((f"{getattr(d, n):%Y%m%d}" for d in mine), default="") for n in ("sinds", "ingang")
        )
        yield Stap(kind, here, there, since, begin)
        here = there


def bedrijfsstappen(
    was: Gegevens | None, wordt: Gegevens | None, *, correctie: bool
) -> Iterator[Stap[Gegevens]]:
    """The kennisgevingen of a change of a business, in order; `correctie`: who brought it said that it is one."""
    if was is None or wordt is None:
        yield Stap(TOEVOEGING if was is None else VERWIJDERING, was, wordt)
        return
    if correctie:
        yield Stap(CORRECTIE, was, wordt)
        return
    before, now = (dict(side.get("materieleRegistratie") or {}) for side in (was, wordt))
    wrong = [day for day in _DAGEN if before.get(day) and before[day] != now.get(day)]
    days = {**before, **{day: now.get(day) for day in wrong}}
    there = {**was, "materieleRegistratie": days} if wrong else was
    yield Stap(CORRECTIE, was, there)
    yield Stap(WIJZIGING, there, wordt)


def _andere_sleutel(was: Categorieen, wordt: Categorieen) -> Categorieen:
    """As it was, under the numbers that it has now."""
    if not was.get("01") or not wordt.get("01"):
        return was
    [[now, *before], *rest] = was["01"]
    kept = {e: v for e, v in now.items() if e not in _NUMMERS}
    numbers = {e: wordt["01"][0][0][e] for e in _NUMMERS if e in wordt["01"][0][0]}
    return {**was, "01": [[{**kept, **numbers}, *before], *rest]}


def _sinds(lists: Categorieen, categories: list[str]) -> str:
    """The newest day from which something of these holds."""
    days = [stapel[0].get(_BEGIN, "") for c in categories for stapel in lists.get(c, ()) if stapel]
    return max((day for day in days if is_datum(day)), default="")


def _soort(was: list[list[Voorkomen]], wordt: list[list[Voorkomen]]) -> str:
    """What all stapels that changed say; when they do not agree, something happened."""
    kinds = {_van_stapel(a, b) for a, b in zip_longest(was, wordt, fillvalue=[]) if a != b}
    return kinds.pop() if len(kinds) == 1 else WIJZIGING


def _van_stapel(was: list[Voorkomen], wordt: list[Voorkomen]) -> str:
    if not was or not wordt or _inhoud(was[0]) == _inhoud(wordt[0]):
        return WIJZIGING
    kept = [v for v in wordt[1:] if v not in was[1:] and _inhoud(v) == _inhoud(was[0])]
    if kept:
        return FORMEEL if any(_ONJUIST in v for v in kept) else WIJZIGING
    before, now = was[0].get(_BEGIN, ""), wordt[0].get(_BEGIN, "")
    return CORRECTIE if is_datum(before) and is_datum(now) and now <= before else WIJZIGING


def _inhoud(entry: Voorkomen) -> Voorkomen:
    return {e: v for e, v in entry.items() if not e.startswith(_OVER)}
