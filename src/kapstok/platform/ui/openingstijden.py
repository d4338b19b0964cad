"""Are we open now? Pure: the moment and the timetable come in.

A timetable is what a tenant stores: {"ma": "08:30-16:30", "di": "08:30-16:30,18:00-20:00", ...};
a day that is not in it is closed.
"""

from __future__ import annotations

from datetime import datetime, time

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
DEFAULT = {
    "ma": "08:30-16:30",
    "di": "08:30-16:30",
    "wo": "08:30-16:30",
    "do": "08:30-16:30",
    "vr": "08:30-12:30",
}


def open_until(timetable: dict[str, str], now: datetime) -> time | None:
    """Closing time when open at this moment, otherwise None."""
    for start, end in periods(timetable.get(DAYS[now.weekday()], "")):
        if start <= now.time() < end:
            return end
    return None


def periods(text: str) -> list[tuple[time, time]]:
    """`08:30-12:30,13:30-16:30` as pairs of times; an unreadable part counts as closed."""
    found = []
    for part in text.split(","):
        start, _, end = part.strip().partition("-")
        try:
            found.append((time.fromisoformat(start), time.fromisoformat(end)))
        except ValueError:
            continue
    return found


def names() -> list[str | Promise]:
    """The days of the week in the language of the page, Monday first."""
    return [
        _("maandag"),
        _("dinsdag"),
        _("woensdag"),
        _("donderdag"),
        _("vrijdag"),
        _("zaterdag"),
        _("zondag"),
    ]
