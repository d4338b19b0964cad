"""Dates of which a part may be unknown, as the BRP keeps them (LO3: yyyymmdd with zeros)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

from kapstok.kern.fouten import InvalidValue

_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartialDate:
    """Year, month and day, each 0 when unknown; a known part needs the greater part."""

    year: int = 0
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        if (self.day and not self.month) or (self.month and not self.year):
            raise InvalidValue("invalid", "Bij een dag hoort een maand, en bij een maand een jaar.")
        try:
            date(self.year or 1, self.month or 1, self.day or 1)
        except ValueError as error:
            raise InvalidValue("invalid", "Deze datum bestaat niet.") from error

    @classmethod
    def parse_lo3(cls, text: str) -> Self:
        if not re.fullmatch(r"[0-9]{8}", text):
            raise InvalidValue("invalid", "Een datum heeft 8 cijfers: jaar, maand en dag.")
        return cls(int(text[:4]), int(text[4:6]), int(text[6:]))

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month, day.day)

    def lo3(self) -> str:
        return f"{self.year:04d}{self.month:02d}{self.day:02d}"

    def exact(self) -> date | None:
        return date(self.year, self.month, self.day) if self.day else None

    def earliest(self) -> date:
        return date(self.year or date.min.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        year, month = self.year or date.max.year, self.month or 12
        return date(year, month, self.day or monthrange(year, month)[1])

    def age_on(self, today: date) -> int | None:
        """Years that have certainly passed; None when that depends on the unknown part."""
        oldest, youngest = _years_between(self.earliest(), today), _years_between(self.latest(), today)
        return youngest if oldest == youngest else None

    def __str__(self) -> str:
        """In Dutch: 1 december 1985, december 1985, 1985, onbekend."""
        month = _MONTHS[self.month - 1] if self.month else ""
        known = [str(self.day or ""), month, str(self.year or "")]
        return " ".join(part for part in known if part) or "onbekend"


def in_words(day: date) -> str:
    """In Dutch: 1 december 2026."""
    return str(PartialDate.of(day))


def _years_between(birth: date, today: date) -> int:
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
