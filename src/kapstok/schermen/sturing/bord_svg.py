"""Lays the board out: a lane per municipality, blocks packed in rows, quarters as columns. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

WIDE, HIGH, GAP, PAD, LETTER = 48, 34, 6, 8, 7.9  # a quarter, a block, between rows, at the edges, of text


@dataclass(frozen=True, slots=True)
class Blok:
    """A block as it is drawn."""

    id: str
    versie: int
    naam: str
    kort: str
    x: float
    y: int
    breed: float
    klasse: str
    label: str
    gekozen: bool

    @property
    def tekst_x(self) -> float:
        return self.x + 10

    @property
    def tekst_y(self) -> int:
        return self.y + 22


@dataclass(frozen=True, slots=True)
class Baan:
    """The lane of one municipality."""

    code: str
    naam: str
    hoogte: int
    blokken: list[Blok]


@dataclass(frozen=True, slots=True)
class Bord:
    """The whole board: its width, the years and quarters, and a lane per municipality."""

    breedte: int
    banen: list[Baan]
    jaren: list[tuple[int, int]]  # year, x
    kwartalen: list[tuple[str, float, int]]  # text, middle, x
    nu: float | None


def plaats(dag: date, vanaf: int) -> float:
    """Where a day lies, counted in units of a quarter."""
    first = date(dag.year, (dag.month - 1) // 3 * 3 + 1, 1)
    return (dag.year - vanaf) * 4 + (dag.month - 1) // 3 + (dag - first).days / 91.5


def bord(
    rows: Sequence[Mapping[str, Any]],
    lanes: Sequence[tuple[str, str]],
    *,
    jaren: tuple[int, int],
    vandaag: date,
) -> Bord:
    """`rows`: blocks with id, versie, naam, code, van, tot, klasse, label, gekozen. `lanes`: code and name."""
    first, last = jaren
    quarters = (last - first + 1) * 4
    # Few quarters are drawn wider, so that a year fills the page.
    wide = max(WIDE, 984 // quarters)
    made = []
    for code, naam in lanes:
        blocks, rows_in = [], _packed([r for r in rows if r["code"] == code])
        for number, row in rows_in:
            begin = max(0.0, plaats(row["van"], first)) * wide
            end = min(float(quarters), plaats(row["tot"], first) + 1 / 91.5) * wide
            width = max(18.0, end - begin - 3)
            blocks.append(
                Blok(
                    id=str(row["id"]), versie=row["versie"], naam=row["naam"], kort=_short(row["naam"], width),
                    x=round(begin + 1.5, 1), y=PAD + number * (HIGH + GAP), breed=round(width, 1), klasse=row["klasse"],
                    label=row["label"], gekozen=row["gekozen"],
                )
            )  # fmt: skip
        count = 1 + max((number for number, _row in rows_in), default=0)
        made.append(Baan(code, naam, 2 * PAD + count * (HIGH + GAP) - GAP, blocks))
    here = plaats(vandaag, first)
    return Bord(
        breedte=quarters * wide,
        banen=made,
        jaren=[(first + n, n * 4 * wide) for n in range(last - first + 1)],
        kwartalen=[(f"K{n % 4 + 1}", n * wide + wide / 2, n * wide) for n in range(quarters)],
        nu=round(here * wide, 1) if 0 <= here <= quarters else None,
    )


def _packed(rows: Sequence[Mapping[str, Any]]) -> list[tuple[int, Mapping[str, Any]]]:
    """Each block in the first row that is free at its begin."""
    ends: list[date] = []
    found = []
    for row in sorted(rows, key=lambda r: (r["van"], r["tot"], r["naam"])):
        place = next((n for n, end in enumerate(ends) if end < row["van"]), len(ends))
        if place == len(ends):
            ends.append(row["tot"])
        else:
            ends[place] = row["tot"]
        found.append((place, row))
    return found


def _short(text: str, width: float) -> str:
    most = int((width - 18) / LETTER)
    if most < 3:
        return ""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
