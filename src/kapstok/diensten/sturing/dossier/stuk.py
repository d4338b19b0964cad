"""A document of the steering as plain text and tables. Page, ODT and PDF show these very strings.

Always in Dutch: it is a document of the organisation, also for a reader of the page in another language.
"""

from dataclasses import dataclass, field
from datetime import date

MAANDEN = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table: `getallen` are the columns that stand right, `slot` how many last rows are totals."""

    titel: str
    koppen: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]
    getallen: tuple[int, ...] = ()
    slot: int = 0


@dataclass(frozen=True, slots=True)
class Memo:
    """Everything that the document says, in order."""

    titel: str
    kop: tuple[tuple[str, str], ...]
    inleiding: tuple[str, ...]
    tabellen: tuple[Tabel, ...]
    slot: tuple[str, ...] = field(default=())
    datum: date = date(2017, 1, 1)


def euro(cents: int) -> str:
    """€ 1.234,56 with spaces that do not break."""
    whole, part = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}€\u00a0{whole:,}".replace(",", ".") + f",{part:02}"


def dag(value: date) -> str:
    """5 januari 2021."""
    return f"{value.day} {MAANDEN[value.month - 1]} {value.year}"
