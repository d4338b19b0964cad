"""The family and the life of a person as drawings: boxes, lines and bars. What they say stands in lists too."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kapstok.magazijnen.brp.bevragen.velden import raakt
from kapstok.magazijnen.brp.levensloop import (
    EINDE,
    GEBOORTE,
    KIND,
    NAAM,
    NATIONALITEIT,
    OVERLIJDEN,
    PARTNER,
    VERBLIJF,
    Gebeurtenis,
)
from kapstok.schermen.werkplek.person_words import name_of, told

_BOX, _GAP, _ROW, _HIGH = 150, 14, 84, 46
_LONGEST_NAME, _MOST_CHILDREN = 19, 12
_WIDE, _MARGIN, _LANE = 640, 8, 26


@dataclass(frozen=True, slots=True)
class Verwant:
    """A relative as the list of the person has them, as far as the purpose goes."""

    wat: str
    naam: str
    bsn: str
    geboren: str


@dataclass(slots=True)
class Familie:
    """Parents, partners (or the last one) and children."""

    ouders: list[Verwant] = field(default_factory=list)
    partners: list[Verwant] = field(default_factory=list)
    kinderen: list[Verwant] = field(default_factory=list)

    def everybody(self) -> Iterator[Verwant]:
        """In the order of the list."""
        yield from (*self.ouders, *self.partners, *self.kinderen)


def family_of(person: dict[str, Any], mag: frozenset[str]) -> Familie:
    """The relatives in an answer about a person; of whom nothing is told, is none of them."""

    def all_of(group: str, what: str) -> list[Verwant]:
        no_name = _("naam onbekend") if raakt(mag, f"{group}.naam") else _("naam niet voor dit doel")
        return [_relative(what or _kind(each, mag), each, no_name) for each in person.get(group, ()) if each]

    return Familie(all_of("ouders", _("Ouder")), all_of("partners", ""), all_of("kinderen", _("Kind")))


def _kind(partner: dict[str, Any], mag: frozenset[str]) -> str:
    if not raakt(mag, "partners.ontbindingHuwelijkPartnerschap"):
        return _("Partner of vroegere partner")
    ended = partner.get("ontbindingHuwelijkPartnerschap", {}).get("datum")
    return _("Vroegere partner") if ended else _("Partner")


def _relative(what: str, each: dict[str, Any], no_name: str) -> Verwant:
    born = told(each.get("geboorte", {}).get("datum"))
    return Verwant(what, name_of(each) or no_name, each.get("burgerservicenummer", ""), born)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"


def family_drawn(family: Familie, name: str) -> dict[str, Any] | None:
    """Boxes and lines: parents above, partners beside, children below. None when there is nobody to draw."""
    if not any(family.everybody()):
        return None
    children = family.kinderen[:_MOST_CHILDREN]
    rows = [
        [(r.naam, "ander") for r in family.ouders],
        [(name, "zelf"), *((r.naam, "ander") for r in family.partners)],
        *_rows_of([(r.naam, "ander") for r in children], 4),
    ]
    rows = [row for row in rows if row]
    widest = max(len(row) for row in rows)
    width = widest * (_BOX + _GAP) + _GAP
    boxes: list[dict[str, Any]] = []
    for n, row in enumerate(rows):
        left = (width - len(row) * (_BOX + _GAP) + _GAP) / 2
        boxes += [
            {
                "x": left + m * (_BOX + _GAP),
                "y": n * _ROW + 6,
                "midden": left + m * (_BOX + _GAP) + _BOX / 2,
                "tekst_y": n * _ROW + 6 + _HIGH / 2 + 4.5,
                "naam": _short(text),
                "soort": kind,
            }
            for m, (text, kind) in enumerate(row)
        ]
    own = next(b for b in boxes if b["soort"] == "zelf")
    return {
        "breed": width,
        "hoog": len(rows) * _ROW - (_ROW - _HIGH) + 12,
        "vak": {"breed": _BOX, "hoog": _HIGH},
        "vakken": boxes,
        "lijnen": list(_lines(boxes, own)),
    }


def _rows_of(boxes: list[tuple[str, str]], most: int) -> Iterable[list[tuple[str, str]]]:
    return [boxes[n : n + most] for n in range(0, len(boxes), most)]


def _lines(boxes: list[dict[str, Any]], own: dict[str, Any]) -> Iterator[str]:
    """From the person up to each parent, aside to each partner, down to each child of the first row below."""
    for box in boxes:
        if box["y"] < own["y"]:
            half = own["y"] - (_ROW - _HIGH) / 2
            yield f"M{box['midden']:.0f} {box['y'] + _HIGH:.0f}V{half:.0f}H{own['midden']:.0f}V{own['y']:.0f}"
        elif box["y"] > own["y"]:
            half = box["y"] - (_ROW - _HIGH) / 2
            yield f"M{own['midden']:.0f} {own['y'] + _HIGH:.0f}V{half:.0f}H{box['midden']:.0f}V{box['y']:.0f}"
        elif box is not own:
            middle = own["y"] + _HIGH / 2
            yield f"M{own['x'] + _BOX:.0f} {middle:.0f}H{box['x']:.0f}"


def life_drawn(events: list[Gebeurtenis], today: date) -> dict[str, Any] | None:
    """A life on a line: bars for where somebody lived and with whom, marks for what happened on a day."""
    placed = [e for e in events if e.moment is not None and e.moment <= today and not e.onjuist]
    if not placed:
        return None
    first = min(e.moment.year for e in placed if e.moment)
    died = next((e.moment for e in placed if e.soort == OVERLIJDEN), None)
    last = max([(died or today).year + 1, first + 1, *(e.moment.year + 1 for e in placed if e.moment)])
    span = (date(last, 1, 1) - date(first, 1, 1)).days

    def x(day: date) -> float:
        share = (day - date(first, 1, 1)).days / span
        return round(_MARGIN + min(max(share, 0), 1) * (_WIDE - 2 * _MARGIN), 1)

    end = died or today
    lanes: list[dict[str, Any]] = []
    for title, kinds in (
        (_("Adressen"), {VERBLIJF}),
        (_("Partners"), {PARTNER}),
        (_("Gebeurtenissen"), {GEBOORTE, KIND, EINDE, NAAM, NATIONALITEIT, OVERLIJDEN}),
    ):
        mine = [e for e in reversed(placed) if e.soort in kinds]
        if not mine:
            continue
        top = 14 + len(lanes) * (_LANE + 20)
        bars = kinds <= {VERBLIJF, PARTNER}
        lanes.append(
            {
                "titel": title,
                "titel_y": top,
                "y": top + 6,
                "midden": top + 6 + _LANE / 2,
                "balken": [_bar(e, n, x, end) for n, e in enumerate(mine)] if bars else [],
                "punten": [] if bars else [{"x": x(e.moment), "tekst": e.tekst} for e in mine if e.moment],
            }
        )
    bottom = 14 + len(lanes) * (_LANE + 20)
    return {
        "breed": _WIDE,
        "hoog": bottom + 18,
        "hoogte": _LANE,
        "banen": lanes,
        "as_y": bottom,
        "jaren": [{"x": x(date(year, 1, 1)), "jaar": year} for year in _years(first, last)],
    }


def _bar(event: Gebeurtenis, n: int, x: Any, end: date) -> dict[str, Any]:
    begin, until = x(event.moment), x(min(event.tot, end) if event.tot else end)
    return {"x": begin, "breed": max(round(until - begin, 1), 2), "tekst": event.tekst, "even": n % 2 == 0}


def _years(first: int, last: int) -> list[int]:
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100) if (last - first) / s <= 8)
    return [year for year in range(first, last + 1) if year % step == 0]
