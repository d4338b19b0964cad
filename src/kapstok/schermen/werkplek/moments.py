"""As of which day, as known when: what was asked of a page in its address, and what was wrong with it."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from kapstok.platform.errors import Refusal
from kapstok.schermen.werkplek.show import read_day


@dataclass(frozen=True, slots=True)
class Moments:
    """As of which day, as known when; what was typed, and what was wrong with it."""

    day: date
    known: datetime
    of_another_day: bool
    known_then: bool
    typed: dict[str, str]
    faults: dict[str, str]

    @property
    def now(self) -> bool:
        return not self.of_another_day and not self.known_then

    @property
    def query(self) -> str:
        """The same again, to put in an address before something else; empty when it is about now."""
        asked = QueryDict(mutable=True)
        asked.update({name: text for name, text in self.typed.items() if text and not self.faults})
        return f"{asked.urlencode()}&" if asked else ""


def moments_of(request: HttpRequest, now: datetime) -> Moments:
    """`op` and `bekend` in the address; a day that is not there or is wrong counts as today."""
    today = timezone.localdate(now)
    typed = {name: request.GET.get(name, "").replace("\x00", "?")[:10] for name in ("op", "bekend")}
    faults: dict[str, str] = {}
    days: dict[str, date | None] = {}
    for name, text in typed.items():
        try:
            days[name] = read_day(text, name)
        except Refusal as refused:
            faults[name], days[name] = refused.message, None
    known, day = now, days["op"] or today
    if days["bekend"] and days["bekend"] < today:
        # What was known at the end of that day.
        known = timezone.make_aware(datetime.combine(days["bekend"], time.max))
    return Moments(day, known, day != today, known != now, typed, faults)
