"""Lays the board out: a lane per municipality, blocks packed in rows, quarters as columns. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

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


def getekend(blok: Blok, vast: str) -> SafeString:
    """A block as a link that shows its buttons. Here, as a board has hundreds and a template is slow at them.

    `vast`: what of the address stays ("jaar=2020&").
    """
    chosen, label = " k-blok--gekozen" if blok.gekozen else "", escape(blok.label)
    place = f'x="{blok.x:.1f}" y="{blok.y}" width="{blok.breed:.1f}" height="{HIGH}" rx="6"/>'
    return mark_safe(  # noqa: S308 - what is not ours is escaped
        f'<a class="{blok.klasse}{chosen}" href="?{escape(vast)}blok={blok.id}#gekozen" aria-label="{label}" '
        f'data-blok="{blok.id}" data-versie="{blok.versie}"><title>{label}</title>'
        f'<rect class="k-blok__vlak" {place}<rect class="k-blok__strepen" {place}'
        f'<text class="k-blok__naam" x="{blok.x + 10:.1f}" y="{blok.y + 22}">{escape(blok.kort)}</text></a>'
    )


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
