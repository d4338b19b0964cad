"""How many zaken: from where it is kept (sql/telling.sql), if it is kept by what is asked; else by counting them."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from kapstok.magazijnen.zaken.models.zaak import DAYS
from kapstok.magazijnen.zaken.resources.base import OF_KINDS, OF_ZAAK, REACH, REACHED
from kapstok.magazijnen.zaken.resources.filters import BY_BRON, BY_RESULTAAT, GEZET
from kapstok.platform.resource.compile import NEAR, Bound, scan
from kapstok.platform.resource.declare import Count

# Kept by these columns of a zaak, and by one of the others besides, that stands there in the column named here (a day
# as its month); `wat` says which, and is empty for none. What changed since stands in the other table, with the columns
# of a zaak itself.
KEPT, SINCE = "zaken_zaaktelling", "zaken_zaaktelregel"
COLUMNS = {"zaaktype_id", "vertrouwelijkheid_rang"}
BY = {
    **dict.fromkeys(DAYS, "maand"),
    **dict.fromkeys(
        (
            *("bronorganisatie", "verantwoordelijke_organisatie", "opdrachtgevende_organisatie"),
            *("archiefnominatie", "archiefstatus", "rolsoorten", "bronnen"),
        ),
        "waarde",
    ),
    "statustype_id": "sleutel",
    "resultaattype_id": "sleutel",
    "status_gezet": "maand",
}
# The moment of the newest status stands in a table of its own (f.GEZET), and is kept by the month of its day in UTC.
_STAND = "zaken_zaakstand t"
# How the filters ask for it, and how it is kept.
_AS_KEPT = [
    (re.compile(re.escape(sql).replace(r"\{t\}", "t").replace(r"\{v\}", r"(%\(\w+\)s)")), kept)
    for sql, kept in ((BY_RESULTAAT, r"t.resultaattype_id = \1"), (BY_BRON, r"\1 = ANY(t.bronnen)"))
]
# So many times the days from, up to.
Edge = tuple[int, date | str, date | str]
_NONE: Edge = (1, "infinity", "infinity")
_COLUMN = re.compile(r"\bt\.(\w+)")
_SUM = "(SELECT COALESCE(sum(t.aantal), 0)::bigint FROM {table} t WHERE {where})"


def number(
    source: str, conditions: Sequence[str], bounds: Sequence[Bound], params: Mapping[str, Any]
) -> tuple[str, dict[str, str]]:
    """A statement with the exact number, and the values that it asks for besides `params`."""
    asked = conditions
    for sql, kept in _AS_KEPT:
        conditions = [sql.sub(kept, c) for c in conditions]
    on = {"t.status_gezet" if column == GEZET else f"t.{column}" for column, _, _ in bounds}
    others = set(_COLUMN.findall(" ".join([*conditions, *on]))) - COLUMNS
    one = others.pop() if others else ""
    bronnen = sum("t.bronnen" in c for c in conditions)
    if others or bronnen > 1 or (one and one not in BY):  # of two registers each is kept by itself
        return scan(source, asked, bounds, params)
    if not bounds:
        return f"SELECT {_kept(one, conditions)} AS number", {}
    span = months([(op, params[name]) for _, op, name in bounds])
    if span is None:
        return scan(source, asked, bounds, params)
    inside = [*conditions, f"t.{one} >= %(first)s::date", f"t.{one} < %(last)s::date"]
    kind, day = "date", f"t.{one}"
    if one == "status_gezet":
        source, kind, day = _STAND, "timestamptz", "t.gezet"
    number = _kept(one, inside)
    for end in ("left", "right"):
        days = [f"{day} >= %({end}_from)s::{kind}", f"{day} < %({end}_to)s::{kind}"]
        number += f" + %({end})s::int * {_read(source, conditions, days)}"
    return f"SELECT {number} AS number", span


def _read(source: str, conditions: Sequence[str], edge: Sequence[str]) -> str:
    """How many rows there are in an edge. What is asked of the columns by which rows are kept, as rights are, is asked
    once for all rows that have the same."""
    of_kind = [c for c in conditions if (found := {*_COLUMN.findall(c)}) and found <= COLUMNS]
    where = " AND ".join([*(c for c in conditions if c not in of_kind), *edge])
    if not of_kind:
        return f"(SELECT count(*) FROM {source} WHERE {where})"
    columns = ", ".join(f"t.{column}" for column in sorted(COLUMNS))
    rows = f"SELECT {columns}, count(*) AS aantal FROM {source} WHERE {where} GROUP BY {columns} OFFSET 0"
    return _SUM.format(table=f"({rows})", where=" AND ".join(of_kind))


def below(soort: str) -> Count:
    """How many of what hangs on zaken: kept for those of all zaken in reach, else counted."""

    def count(
        source: str, conditions: Sequence[str], bounds: Sequence[Bound], params: Mapping[str, Any]
    ) -> tuple[str, dict[str, str]]:
        reach = {"true": "true", OF_ZAAK.replace("{t}", "t"): REACH.replace("{z}", "t")}
        if bounds or len(conditions) > 1 or conditions[0] not in reach:
            return scan(source, conditions, bounds, params)
        where = f"t.soort = '{soort}' AND {reach[conditions[0]]}"
        sums = (
            _SUM.format(table=f"zaken_{table}", where=where) for table in ("ondertelling", "ondertelregel")
        )
        return f"SELECT {' + '.join(sums)} AS number", {}

    return count


def reached(soort: str) -> str:
    """The ids of what hangs on the zaken of the zaaktypen that the caller may see, when those zaken are few."""
    number = _kept("", [OF_KINDS.replace("{z}", "t")])
    return f"""SELECT o.id FROM ({REACHED}) AS z(id) CROSS JOIN LATERAL (SELECT x.id FROM zaken_{soort} x
WHERE x.zaak_id >= z.id AND x.zaak_id <= z.id OFFSET 0) AS o WHERE {number} <= {NEAR}"""


def _kept(one: str, conditions: Sequence[str]) -> str:
    """What was kept until some minutes ago, and what changed since."""
    there = [c.replace("ANY(t.bronnen)", "t.bronnen") for c in conditions]
    there = [c.replace("t.rolsoorten", "string_to_array(t.rolsoorten, ',')") for c in there]
    there = [re.sub(rf"\bt\.{one}\b", f"t.{BY[one]}", c) for c in there] if one else there
    kept = _SUM.format(table=KEPT, where=" AND ".join([f"t.wat = '{one}'", *there]))
    return f"{kept} + {_SUM.format(table=SINCE, where=' AND '.join(conditions))}"


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
