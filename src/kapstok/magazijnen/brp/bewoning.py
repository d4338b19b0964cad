"""Who lived at an address in a period: stays with what is uncertain about them, and the compositions that follow. Pure.

Of a day that is partly unknown a person is a possible resident on every day that it can be. What is known of the stay
before and the stay after narrows that.
"""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from kapstok.kern.datum import PartialDate
from kapstok.magazijnen.brp.bevragen.datum import gelezen
from kapstok.magazijnen.brp.bevragen.vorm import Onderzoek, Voorkomen, onderzoek_van

Categorieen = dict[str, list[list[Voorkomen]]]
NIET_OP_ADRES = "9999"  # the end of 089999 and 589999: it was found that the person does not live there
_DAG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Grens:
    """A beginning or an end: certainly not before `vroegst`, certainly from `laatst` on."""

    vroegst: date
    laatst: date

    @classmethod
    def op(cls, day: date) -> "Grens":
        return cls(day, day)


_NOOIT = Grens.op(date.max)


@dataclass(frozen=True, slots=True)
class Verblijf:
    """One stay, with the entry that tells of it and that of the stay after it."""

    voorkomen: Voorkomen
    begin: Grens
    einde: Grens
    volgende: Voorkomen | None = None

    @property
    def object(self) -> str:
        return self.voorkomen.get("1180", "")

    def zeker(self, van: date, tot: date) -> tuple[date, date]:
        """The part of a period in which they certainly lived there; empty when it does not begin before it ends."""
        return max(van, self.begin.laatst), min(tot, self.einde.vroegst)

    def mogelijk(self, van: date, tot: date) -> tuple[date, date]:
        return max(van, self.begin.vroegst), min(tot, self.einde.laatst)


def aanvang(voorkomen: Voorkomen) -> PartialDate | None:
    """From when a person stayed somewhere, in the Netherlands or abroad."""
    return gelezen(voorkomen.get("1030") or voorkomen.get("1320"))


def _onzeker(day: PartialDate) -> Grens:
    exact = day.exact()
    if exact:
        return Grens.op(exact)
    latest = day.latest() if day.year else date.max
    return Grens(day.earliest(), latest + _DAG if latest < date.max else date.max)


def verblijven(lijst: Categorieen) -> list[Verblijf]:
    """The stays of a person, the oldest first; without entries that were put right (84.10)."""
    entries = [v for stapel in lijst.get("08", ()) for v in stapel if "8410" not in v]
    entries.reverse()
    days = [aanvang(v) for v in entries]
    begins = [_begin(n, entries, days) for n in range(len(entries))]
    stop = _opgeschort(lijst)
    found = []
    for n, entry in enumerate(entries):
        einde = begins[n + 1] if n + 1 < len(entries) else _NOOIT
        if days[n] is not None and days[n].exact():  # pyright: ignore[reportOptionalMemberAccess]
            # On the first day of a stay the person has not left yet.
            einde = Grens(max(einde.vroegst, min(einde.laatst, begins[n].laatst + _DAG)), einde.laatst)
        einde = Grens(min(einde.vroegst, stop.vroegst), min(einde.laatst, stop.laatst))
        found.append(Verblijf(entry, begins[n], einde, entries[n + 1] if n + 1 < len(entries) else None))
    return found


def _begin(n: int, entries: list[Voorkomen], days: list[PartialDate | None]) -> Grens:
    day = days[n] or PartialDate()
    if n and days[n] == days[n - 1] and (since := gelezen(entries[n].get("8510"))) is not None:
        # The same stay, of which something else is known from a later day on.
        exact = since.exact()
        if exact and exact > day.earliest():
            return Grens.op(exact)
    found = _onzeker(day)
    if found.vroegst == found.laatst:
        return found
    before = days[n - 1] if n else None
    if before is None:
        return found
    exact = before.exact()
    vroegst = max(found.vroegst, exact + _DAG if exact else before.earliest())
    return Grens(min(vroegst, found.laatst), found.laatst)


def _opgeschort(lijst: Categorieen) -> Grens:
    stapels = lijst.get("07")
    inscription = stapels[0][0] if stapels else {}
    day = gelezen(inscription.get("6710")) if "6720" in inscription else None
    return _onzeker(day) if day is not None else _NOOIT


def niet_op_adres(verblijf: Verblijf) -> tuple[date, bool] | None:
    """From which day it was found that the person is not there, and whether that is certain; None when it was not."""
    entry = verblijf.voorkomen
    if not entry.get("8310", "").endswith(NIET_OP_ADRES) or (since := gelezen(entry.get("8320"))) is None:
        return None
    ended = entry.get("8330")
    if ended is None:
        return since.earliest(), True
    next_stay = (verblijf.volgende or {}).get("1030") or (verblijf.volgende or {}).get("1320")
    # Closed when the person had gone elsewhere: whether it was looked into to the end is not known.
    return (since.earliest(), False) if next_stay and ended >= next_stay else None


def in_onderzoek(verblijf: Verblijf) -> bool:
    by: Onderzoek | None = onderzoek_van(verblijf.voorkomen)
    return by is not None and by.raakt(("1010", "1030", "1180"))


@dataclass(frozen=True, slots=True)
class Bewoner:
    """Who lived there: the number and what is told of them; `sleutel` keeps apart who has no number."""

    sleutel: str
    in_onderzoek: bool = False


@dataclass(slots=True)
class Samenstelling:
    """A period in which the same people lived there, for certain or possibly."""

    van: date
    tot: date
    bewoners: list[Bewoner] = field(default_factory=list)
    mogelijk: list[Bewoner] = field(default_factory=list)


def _stukken(verblijf: Verblijf, van: date, tot: date) -> Iterator[tuple[date, date, bool]]:
    """The parts of a period in which somebody lived there: from, until, certain?"""
    begin, end = verblijf.mogelijk(van, tot)
    sure_from, sure_to = verblijf.zeker(van, tot)
    parts = [(begin, end, False)]
    if sure_from < sure_to:
        parts = [(begin, sure_from, False), (sure_from, sure_to, True), (sure_to, end, False)]
    away = niet_op_adres(verblijf)
    for start, stop, certain in parts:
        if away is None or stop <= away[0]:
            yield start, stop, certain
            continue
        day, gone = away
        yield start, min(stop, day), certain
        if not gone:
            yield max(start, day), stop, False


def samenstellingen(
    lijsten: Iterable[tuple[str, Categorieen]], object_id: str, van: date, tot: date
) -> list[Samenstelling]:
    """The compositions of residents in a period, the oldest first; days on which nobody lived there are left out."""
    pieces: list[tuple[date, date, bool, Bewoner]] = []
    for sleutel, lijst in lijsten:
        for verblijf in verblijven(lijst):
            if verblijf.object != object_id or verblijf.voorkomen.get("1010") == "B":
                continue
            who = Bewoner(sleutel, in_onderzoek(verblijf))
            pieces += [(b, e, sure, who) for b, e, sure in _stukken(verblijf, van, tot) if b < e]
    borders = sorted({day for piece in pieces for day in piece[:2]})
    found: list[Samenstelling] = []
    for begin, end in itertools.pairwise(borders):
        here = [(sure, who) for b, e, sure, who in pieces if b <= begin and e >= end]
        certain = list(dict.fromkeys(who for sure, who in here if sure))
        known = {who.sleutel for who in certain}
        possible = list(dict.fromkeys(who for sure, who in here if not sure and who.sleutel not in known))
        if not here:
            continue
        last = found[-1] if found else None
        if last and last.tot == begin and (last.bewoners, last.mogelijk) == (certain, possible):
            last.tot = end
        else:
            found.append(Samenstelling(begin, end, certain, possible))
    return found
