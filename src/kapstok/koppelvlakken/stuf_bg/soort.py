"""What kind of change each part of a change of a person is (StUF 03.01, table 5.3): in reality, or of a mistake. Pure.

One kennisgeving has one mutatiesoort, so a change of several kinds is told in steps: first the key, then what was
wrong, then what happened. A mistake is seen in the persoonslijst itself: what was wrong stays there, marked as
incorrect (with formal history), or is gone while what is there now holds from the same day or an earlier one (without).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from kapstok.koppelvlakken.stuf_bg.kennisgeving import (
    CORRECTIE,
    FORMEEL,
    SLEUTEL,
    TOEVOEGING,
    VERWIJDERING,
    WIJZIGING,
    is_datum,
)
from kapstok.magazijnen.brp.rules import Categorieen

Voorkomen = dict[str, str]
_BEGIN, _ONJUIST = "8510", "8410"
_NUMMERS = ("0110", "0120")
# Where a value came from and since when it holds is not what it says.
_OVER = ("81", "82", "83", "84", "85", "86", "88")


@dataclass(frozen=True, slots=True)
class Stap:
    """One kennisgeving: what was, what becomes, and from which day each held (empty: the list does not say)."""

    soort: str
    was: Categorieen | None
    wordt: Categorieen | None
    sinds: str = ""
    ingang: str = ""


def stappen(was: Categorieen | None, wordt: Categorieen | None) -> Iterator[Stap]:
    """The kennisgevingen of a change, in order."""
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
