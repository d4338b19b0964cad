"""Periods and lengths of time: half-open tijdvakken and calendar-aware ISO 8601 durations."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Self, TypeVar

from kapstok.kern.fouten import InvalidValue

Day = TypeVar("Day", date, datetime)

_DURATION = re.compile(
    r"P(?=.)(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?"
    r"(?:T(?=.)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?",
    re.ASCII,
)
_WORDS = (("jaar", "jaar"), ("maand", "maanden"), ("week", "weken"), ("dag", "dagen"),
          ("uur", "uur"), ("minuut", "minuten"), ("seconde", "seconden"))  # fmt: skip
_ALSO = {0: ("jaren",), 4: ("uren",)}
_TERM = re.compile(
    r"(?<!\w)(\d{1,6}) ?(jaar|jaren|maanden|maand|weken|week|dagen|dag|uur|uren|minuten|minuut|seconden|seconde)"
    r"(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Duration:
    """ISO 8601 duration. Not normalised: P1M is no number of days, and P7D stays different from P1W."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    hours: int = 0
    minutes: int = 0
    seconds: int = 0

    def __post_init__(self) -> None:
        if min(self._parts()) < 0:
            raise InvalidValue("invalid", "Een termijn kan niet negatief zijn.")

    def __bool__(self) -> bool:
        return any(self._parts())

    def __radd__(self, start: Day) -> Day:
        """Day on which the duration has passed: years and months first, the end of a month clamps.

        31 January + P1M is 28 or 29 February. On a date, hours count as far as they fill whole days.
        Raises OverflowError after the year 9999.
        """
        return _shift_months(start, 12 * self.years + self.months) + self._fixed_part(start)

    def __rsub__(self, end: Day) -> Day:
        return _shift_months(end, -12 * self.years - self.months) - self._fixed_part(end)

    def __str__(self) -> str:
        day_part = "".join(f"{n}{u}" for n, u in zip(self._parts(), "YMWD", strict=False) if n)
        time_part = "".join(f"{n}{u}" for n, u in zip(self._parts()[4:], "HMS", strict=True) if n)
        return f"P{day_part}{'T' if time_part else ''}{time_part}" if self else "P0D"

    @classmethod
    @lru_cache(maxsize=1000)  # the terms of zaaktypen, at every new zaak
    def parse(cls, text: str) -> Self:
        found = _DURATION.fullmatch(text.strip().upper())
        if found is None:
            raise InvalidValue("invalid", "Dit is geen termijn. Bijvoorbeeld P8W voor 8 weken.")
        return cls(*(int(n or 0) for n in found.groups()))

    @classmethod
    def parse_words(cls, text: str) -> Self:
        """As people write it, `8 weken` or `1 jaar en 6 maanden`; or as parse takes it."""
        found = _TERM.findall(text.lower())
        left = _TERM.sub("", text.lower())
        if not found or left.replace("en", "").strip(" ,"):
            return cls.parse(text)
        parts = [0] * len(_WORDS)
        for number, word in found:
            place = next(i for i, words in enumerate(_WORDS) if word in (*words, *_ALSO.get(i, ())))
            parts[place] += int(number)
        return cls(*parts)

    def words(self) -> str:
        """In Dutch: 1 jaar en 6 maanden."""
        counted = [
            f"{n} {one if n == 1 else many}"
            for n, (one, many) in zip(self._parts(), _WORDS, strict=True)
            if n
        ]
        if len(counted) < 2:
            return counted[0] if counted else "0 dagen"
        return f"{', '.join(counted[:-1])} en {counted[-1]}"

    def _parts(self) -> tuple[int, ...]:
        return self.years, self.months, self.weeks, self.days, self.hours, self.minutes, self.seconds

    def _fixed_part(self, moment: date) -> timedelta:
        fixed = timedelta(
            weeks=self.weeks, days=self.days, hours=self.hours, minutes=self.minutes, seconds=self.seconds
        )
        return fixed if isinstance(moment, datetime) else timedelta(days=fixed.days)


def _shift_months(moment: Day, months: int) -> Day:
    year, month = divmod(12 * moment.year + moment.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError("date outside the years 1 to 9999")
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Tijdvak:
    """From begin up to but not including einde; einde None is without end."""

    begin: date
    einde: date | None = None

    def __post_init__(self) -> None:
        if self.einde is not None and self.einde <= self.begin:
            raise InvalidValue("invalid", "De einddatum ligt niet na de begindatum.")

    def __contains__(self, day: date) -> bool:
        return self.begin <= day and (self.einde is None or day < self.einde)

    def overlaps(self, other: Self) -> bool:
        return self.intersection(other) is not None

    def intersection(self, other: Self) -> "Tijdvak | None":
        begin = max(self.begin, other.begin)
        ends = [einde for einde in (self.einde, other.einde) if einde is not None]
        if ends and min(ends) <= begin:
            return None
        return Tijdvak(begin, min(ends, default=None))

    def days(self) -> int | None:
        """Number of days; None when there is no end."""
        return None if self.einde is None else (self.einde - self.begin).days
