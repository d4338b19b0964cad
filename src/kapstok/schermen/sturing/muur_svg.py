"""Draws the wall as SVG that stands alone: presentation attributes only, colour with a pattern and a word beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

NAME, CELL, LINE, PAD, HEAD = 250, 210, 36, 6, 92
FILL = {"allen": ("#d7efe0", "#14633a"), "deel": ("#dce9f7", "#0b4a86"), "een": ("#fdeccf", "#7a4300")}
EDGE = {"gelijk": "#14633a", "meerderheid": "#0b4a86", "geen_meerderheid": "#b25f00", "een": "#5b6770"}
LETTERS = 27  # that fit on a line of a cell


class Vak(NamedTuple):
    """An application in a cell: its name, the line below it, and how far it reaches."""

    naam: str
    onder: str
    bereik: str


@dataclass(frozen=True, slots=True)
class Tekening:
    """The drawing and its size at one hundred percent."""

    svg: str
    breedte: int
    hoogte: int


Rij = tuple[str, str, str, Sequence[Sequence[Vak]]]


def maten(tallen: Sequence[Sequence[int]], kolommen: int) -> tuple[int, int]:
    """Width and height, from how many applications stand in each cell of each row."""
    return NAME + CELL * kolommen + PAD, HEAD + sum(_hoog(row) for row in tallen)


def _hoog(row: Sequence[int]) -> int:
    return max(1, *row) * LINE + PAD


def tekening(
    *, titel: str, kop: Sequence[str], rijen: Sequence[Rij], legenda: Sequence[tuple[str, str]]
) -> Tekening:
    """The whole wall."""
    width = NAME + CELL * len(kop) + PAD
    parts, y = [_legend(legenda)], HEAD
    for place, name in enumerate(kop):
        parts.append(_text(NAME + place * CELL + PAD, HEAD - 12, name, size=15, weight="bold"))
    for name, colour, word, cells in rijen:
        height = _hoog([len(cell) for cell in cells])
        parts.append(
            f'<rect x="0" y="{y}" width="5" height="{height - 2}" fill="{EDGE[colour]}"/>'
            f'<line x1="0" x2="{width}" y1="{y + height - 1}" y2="{y + height - 1}" stroke="#cfd6db"/>'
        )
        parts.append(_text(12, y + 17, _short(name, 36), size=13, weight="bold", full=name))
        parts.append(_text(12, y + 33, word, size=12, fill="#4a555e"))
        for place, cell in enumerate(cells):
            parts += [_box(NAME + place * CELL, y + 3 + n * LINE, box) for n, box in enumerate(cell)]
        y += height
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {y}" width="{width}" height="{y}" '
        f'role="img" aria-label={quoteattr(titel)} font-family="sans-serif">'
        f"<title>{escape(titel)}</title>"
        f'<rect width="{width}" height="{y}" fill="#ffffff"/>'
        f"{_text(12, 26, titel, size=18, weight='bold')}{''.join(parts)}</svg>"
    )
    return Tekening(svg, width, y)


def _legend(items: Sequence[tuple[str, str]]) -> str:
    made, x = [], 12
    for reach, words in items:
        fill, ink = FILL[reach]
        made.append(
            f'<rect x="{x}" y="40" width="16" height="16" rx="3" fill="{fill}" stroke="{ink}"{_dash(reach)}/>'
        )
        made.append(_text(x + 22, 53, words, size=12))
        x += 40 + 7 * len(words)
    return "".join(made)


def _box(x: int, y: int, box: Vak) -> str:
    fill, ink = FILL[box.bereik]
    return (
        f'<rect x="{x}" y="{y}" width="{CELL - PAD}" height="{LINE - 3}" rx="4" fill="{fill}" stroke="{ink}"'
        f"{_dash(box.bereik)}/>"
        f"{_text(x + 8, y + 15, _short(box.naam, LETTERS), size=13, fill=ink, full=box.naam)}"
        f"{_text(x + 8, y + 28, _short(box.onder, 34), size=11, fill=ink)}"
    )


def _dash(reach: str) -> str:
    """An edge that tells the colours apart without colour."""
    return {"allen": "", "deel": ' stroke-dasharray="6 3"', "een": ' stroke-dasharray="2 3"'}[reach]


def _text(
    x: int, y: int, text: str, *, size: int, weight: str = "", fill: str = "#16212a", full: str = ""
) -> str:
    bold = f' font-weight="{weight}"' if weight else ""
    title = f"<title>{escape(full)}</title>" if full and full != text else ""
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{fill}"{bold}>{title}{escape(text)}</text>'


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
