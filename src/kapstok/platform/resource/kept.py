"""How many rows a list has: from where it is kept, if it is kept by what is asked; else by counting them.

A change of a row adds a line to a table (`since`): nobody waits for a number that somebody else is changing. A job adds
the lines up in another (`table`). The number is what was added up, and the lines since.
"""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from kapstok.platform.resource.compile import Bound, scan
from kapstok.platform.resource.declare import Count

# So many times the days from, up to.
Edge = tuple[int, date | str, date | str]
_NONE: Edge = (1, "infinity", "infinity")
_COLUMN = re.compile(r"\bt\.(\w+)")
_SUM = "(SELECT COALESCE(sum(t.aantal), 0)::bigint FROM {table} t WHERE {where})"


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in another table: the column in which a line has its day, and where to look at an edge."""

    kept: str
    source: str
    column: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A `Count`. `columns`: by which all is kept, as rights are. `by`: one of these besides, and the column of `table`
    in which it stands (a day as its month in "maand"); `wat` says which, and is empty for none. `since` has the columns
    of the row itself. `joined`: arrays that are kept as a whole, with commas. `each`: arrays of which every value is
    kept by itself, so that two of them are counted row by row. `asked_as`: how filters ask for what a line has in a
    column of its own. `moments`: columns of other tables with a moment, kept by the month of its day in UTC."""

    table: str
    since: str
    columns: frozenset[str]
    by: Mapping[str, str]
    joined: Sequence[str] = ()
    each: Sequence[str] = ()
    asked_as: Sequence[tuple[str, str]] = ()
    moments: Mapping[str, Moment] = field(default_factory=dict)

    def __call__(
        self, source: str, conditions: Sequence[str], bounds: Sequence[Bound], params: Mapping[str, Any]
    ) -> tuple[str, dict[str, str]]:
        """A statement with the exact number, and the values that it asks for besides `params`."""
        asked, conditions = conditions, [self._as_kept(c) for c in conditions]
        moment = next((self.moments[column] for column, _, _ in bounds if column in self.moments), None)
        on = {f"t.{self.moments[c].kept if c in self.moments else c}" for c, _, _ in bounds}
        others = set(_COLUMN.findall(" ".join([*conditions, *on]))) - self.columns
        one = others.pop() if others else ""
        twice = any(sum(f"ANY(t.{column})" in c for c in conditions) > 1 for column in self.each)
        strange = any(not _COLUMN.search(c) and c not in {"true", "false"} for c in conditions)
        if others or strange or twice or (one and one not in self.by):
            return scan(source, asked, bounds, params)
        if not bounds:
            return f"SELECT {self.number(one, conditions)} AS number", {}
        span = months([(op, params[name]) for _, op, name in bounds])
        if span is None:
            return scan(source, asked, bounds, params)
        number = self.number(one, [*conditions, f"t.{one} >= %(first)s::date", f"t.{one} < %(last)s::date"])
        source, kind, day = (
            (moment.source, "timestamptz", moment.column) if moment else (source, "date", f"t.{one}")
        )
        for end in ("left", "right"):
            days = [f"{day} >= %({end}_from)s::{kind}", f"{day} < %({end}_to)s::{kind}"]
            number += f" + %({end})s::int * {self._read(source, conditions, days)}"
        return f"SELECT {number} AS number", span

    def number(self, one: str, conditions: Sequence[str]) -> str:
        """What was kept until some minutes ago by this property (empty: by none), and what changed since."""
        there = [*conditions]
        for column in self.each:
            there = [c.replace(f"ANY(t.{column})", f"t.{column}") for c in there]
        for column in self.joined:
            there = [c.replace(f"t.{column}", f"string_to_array(t.{column}, ',')") for c in there]
        there = [re.sub(rf"\bt\.{one}\b", f"t.{self.by[one]}", c) for c in there] if one else there
        kept = _SUM.format(table=self.table, where=" AND ".join([f"t.wat = '{one}'", *there]))
        return f"{kept} + {_SUM.format(table=self.since, where=' AND '.join(conditions))}"

    def _as_kept(self, condition: str) -> str:
        for asked, kept in self.asked_as:
            condition = _pattern(asked).sub(kept, condition)
        return condition

    def _read(self, source: str, conditions: Sequence[str], edge: Sequence[str]) -> str:
        """How many rows there are in an edge. What is asked of the columns by which rows are kept, as rights are, is
        asked once for all rows that have the same."""
        of_kind = [c for c in conditions if (found := {*_COLUMN.findall(c)}) and found <= self.columns]
        where = " AND ".join([*(c for c in conditions if c not in of_kind), *edge])
        if not of_kind:
            return f"(SELECT count(*) FROM {source} WHERE {where})"
        columns = ", ".join(f"t.{column}" for column in sorted(self.columns))
        rows = f"SELECT {columns}, count(*) AS aantal FROM {source} WHERE {where} GROUP BY {columns} OFFSET 0"
        return _SUM.format(table=f"({rows})", where=" AND ".join(of_kind))


@cache
def _pattern(asked: str) -> re.Pattern[str]:
    """A condition of a declaration as it stands in a statement."""
    return re.compile(re.escape(asked).replace(r"\{t\}", "t").replace(r"\{v\}", r"(%\(\w+\)s)"))


def whole(tables: tuple[str, str], soort: str, reach: Mapping[str, str] | None = None) -> Count:
    """How many rows of this kind there are, when nothing else is asked: as these tables keep it. `reach`: what may be
    asked of the rows, as a condition on the tables."""
    there = {"true": "true", **(reach or {})}

    def count(
        source: str, conditions: Sequence[str], bounds: Sequence[Bound], params: Mapping[str, Any]
    ) -> tuple[str, dict[str, str]]:
        if bounds or len(conditions) > 1 or conditions[0] not in there:
            return scan(source, conditions, bounds, params)
        where = f"t.soort = '{soort}' AND {there[conditions[0]]}"
        return f"SELECT {' + '.join(_SUM.format(table=t, where=where) for t in tables)} AS number", {}

    return count


def months(asked: Sequence[tuple[str, date]]) -> dict[str, str] | None:
    """How to count what is asked for: whole months from `first` up to `last`, and at each end, `left` and `right`, the
    days from `_from` up to `_to`: those that come besides (1), or those of a month that is counted whole and were not
    asked for (-1), whichever is less. Of moments, which are asked for as from and before, the months of UTC.

    None: a day that the calendar does not have.
    """
    low, high = None, None
    try:
        for operator, day in asked:
            if operator in {"=", ">=", ">"}:
                start = day + timedelta(days=1) if operator == ">" else day
                low = max(low or start, start)
            if operator in {"=", "<=", "<"}:
                end = day if operator == "<" else day + timedelta(days=1)
                high = min(high or end, end)
        if low and high and _month(low) >= _month(high):
            return _within(low, high)
        first, left = _end(low, after=-1, before=1) if low else ("-infinity", _NONE)
        last, right = _end(high, after=1, before=-1) if high else ("infinity", _NONE)
    except OverflowError:
        return None
    return _span(first, last, left, right)


def _end(bound: date, *, before: int, after: int) -> tuple[date, Edge]:
    """The month that begins nearest to a bound, and the days between the two: whether they come besides or go off says
    `after` when the month begins before them, else `before`."""
    start = _month(bound)
    following = _month(start + timedelta(days=32))
    if bound - start <= following - bound:
        return start, (after, start, bound)
    return following, (before, bound, following)


def _within(low: date, high: date) -> dict[str, str]:
    """Days of one month, or none: those themselves, or the month without the others."""
    start = _month(low)
    following = _month(start + timedelta(days=32))
    if high - low <= (following - start) / 2:
        return _span("infinity", "infinity", (1, low, high), _NONE)
    return _span(start, following, (-1, start, low), (-1, high, following))


def _span(first: date | str, last: date | str, left: Edge, right: Edge) -> dict[str, str]:
    made: dict[str, object] = {"first": first, "last": last}
    for name, edge in (("left", left), ("right", right)):
        made |= zip((name, f"{name}_from", f"{name}_to"), edge, strict=True)
    return {n: v.isoformat() if isinstance(v, date) else str(v) for n, v in made.items()}


def _month(day: date) -> date:
    """Where its month begins."""
    if isinstance(day, datetime):
        return day.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return day.replace(day=1)
