"""From figures per zaaktype and team to the tables people read. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

FIGURES = ("binnen", "klaar", "voorraad", "te_laat", "vrij", "op_tijd")
LONGEST = timedelta(days=5 * 366)
PERIODS = {"4w": 28, "13w": 91, "26w": 182, "52w": 364}


@dataclass(frozen=True, slots=True)
class Period:
    """From and up to and including; `fault` (order, length) says why another period is shown than was asked."""

    van: date
    tot: date
    code: str = ""
    fault: str = ""


def period_of(code: str, van: date | None, tot: date | None, today: date) -> Period:
    """A named period that ends today, or two days that were chosen."""
    if van is None and tot is None:
        chosen = code if code in PERIODS else "13w"
        return Period(today - timedelta(days=PERIODS[chosen] - 1), today, chosen)
    end = tot or today
    # Days are counted from 1 January of the year 1; somebody may type that.
    start = van or date.fromordinal(max(1, end.toordinal() - PERIODS["13w"] + 1))
    if start > end:
        return _instead(today, "order")
    if end - start > LONGEST:
        return _instead(today, "length")
    return Period(start, end)


def _instead(today: date, fault: str) -> Period:
    return Period(today - timedelta(days=PERIODS["13w"] - 1), today, "13w", fault)


def totals(rows: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """Sums per zaaktype or per team, the largest stock first."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        line = found.setdefault(row[key], {"naam": row[key], **dict.fromkeys(FIGURES, 0)})
        for name in FIGURES:
            line[name] += row[name]
    return sorted(found.values(), key=lambda line: (-line["voorraad"], line["naam"]))


def whole(rows: list[dict[str, Any]]) -> dict[str, int]:
    """The sum of everything."""
    return {name: sum(row[name] for row in rows) for name in FIGURES}


def percentage(part: int, of: int) -> int | None:
    """Rounded; None when there is nothing to divide."""
    return round(100 * part / of) if of else None
