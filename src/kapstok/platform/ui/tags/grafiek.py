"""Charts drawn on the server as SVG, always with the table of the same numbers beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils import translation

from kapstok.platform.ui.opmaak import number

# About as wide as a column of a page or a phone, so that letters are drawn at their own size.
WIDTH, HEIGHT, LEFT, RIGHT, BOTTOM = 400, 200, 44, 24, 28
ROW, LETTER = 44, 7.0  # height of a lying bar with its label; about the width of a letter


def register_on(register: template.Library) -> None:
    """Hang the tags of this module on the library."""
    register.inclusion_tag("ui/delen/grafiek.html")(staafgrafiek)
    register.inclusion_tag("ui/delen/grafiek.html")(lijngrafiek)


def staafgrafiek(punten: Iterable[Sequence[Any]], titel: str, kolom: str, waarde: str) -> dict[str, Any]:
    """{% staafgrafiek punten "Nieuwe zaken per week" "Week" "Zaken" %}: pairs (label, number ≥ 0)."""
    rows, top = _rows(punten), 0.0
    top = nice_top(max((value for _, value in rows), default=0))
    step = (WIDTH - LEFT) / max(len(rows), 1)
    if any(len(label) * LETTER > step for label, _ in rows):
        return _lying(rows, top, titel, kolom, waarde)
    bars = [
        {
            "x": round(LEFT + index * step + step * 0.15, 1),
            "y": round(_y(value, top), 1),
            "breedte": round(step * 0.7, 1),
            "hoogte": round(HEIGHT - BOTTOM - _y(value, top), 1),
            "midden": round(LEFT + index * step + step / 2, 1),
            "label": label,
        }
        for index, (label, value) in enumerate(rows)
    ]
    return {**_frame(rows, top, titel, kolom, waarde), "staven": bars, "labels": thinned(bars)}


def _lying(rows: list[tuple[str, float]], top: float, titel: str, kolom: str, waarde: str) -> dict[str, Any]:
    """Bars that lie down, with the label above each: for labels that do not fit below an upright bar."""
    language = translation.get_language() or "nl"
    bars = [
        {
            "y": index * ROW + 20,
            "breedte": round(max(value, 0) / top * (WIDTH - 60), 1),
            "label": label,
            "tekst_y": index * ROW + 14,
            "getal": number(_plain(value), language),
            "getal_x": round(max(value, 0) / top * (WIDTH - 60) + 6, 1),
            "getal_y": index * ROW + 33,
        }
        for index, (label, value) in enumerate(rows)
    ]
    frame = _frame(rows, top, titel, kolom, waarde)
    return {**frame, "streepjes": [], "liggend": bars, "vak": f"0 0 {WIDTH} {len(rows) * ROW + 4}"}


def lijngrafiek(punten: Iterable[Sequence[Any]], titel: str, kolom: str, waarde: str) -> dict[str, Any]:
    """{% lijngrafiek punten titel "Maand" "Zaken" %}: the same pairs as a line."""
    rows = _rows(punten)
    top = nice_top(max((value for _, value in rows), default=0))
    step = (WIDTH - LEFT - 8 - RIGHT) / max(len(rows) - 1, 1)
    points = [
        {"midden": round(LEFT + 8 + index * step, 1), "y": round(_y(value, top), 1), "label": label}
        for index, (label, value) in enumerate(rows)
    ]
    path = " ".join(f"{point['midden']},{point['y']}" for point in points)
    return {
        **_frame(rows, top, titel, kolom, waarde),
        "lijn": path,
        "punten": points,
        "labels": thinned(points, _room_for(rows)),
    }


def nice_top(highest: float) -> float:
    """Round end of the axis: 1, 2 or 5 times a power of ten, at least the highest value."""
    if highest <= 0:
        return 1
    size = 1.0
    while size * 10 < highest:
        size *= 10
    while size > highest and size > 1:
        size /= 10
    return next(size * factor for factor in (1, 2, 5, 10) if size * factor >= highest)


def thinned(points: list[dict[str, Any]], most: int = 12) -> list[dict[str, Any]]:
    """At most a dozen labels on the axis, evenly spread."""
    every = max(1, -(-len(points) // most))
    return points[::every]


def _room_for(rows: list[tuple[str, float]]) -> int:
    """How many labels of this length stand beside each other without touching."""
    longest = max((len(label) for label, _ in rows), default=1)
    return max(2, min(12, int((WIDTH - LEFT) / (longest * LETTER + 12))))


def _rows(punten: Iterable[Sequence[Any]]) -> list[tuple[str, float]]:
    return [(str(item[0]), float(item[1] or 0)) for item in punten]


def _y(value: float, top: float) -> float:
    return 8 + (HEIGHT - BOTTOM - 8) * (1 - max(value, 0) / top)


def _frame(rows: list[tuple[str, float]], top: float, titel: str, kolom: str, waarde: str) -> dict[str, Any]:
    language = translation.get_language() or "nl"
    ticks = [(round(_y(top * part, top), 1), number(_plain(top * part), language)) for part in (0, 0.5, 1)]
    return {
        "titel": titel,
        "kolom": kolom,
        "waarde": waarde,
        "rijen": [(label, number(_plain(value), language)) for label, value in rows],
        "streepjes": ticks,
        "links": LEFT,
        "rechts": WIDTH,
        "onder": HEIGHT - 8,
        "vak": f"0 0 {WIDTH} {HEIGHT}",
    }


def _plain(value: float) -> Any:
    return int(value) if value == int(value) else round(value, 2)
