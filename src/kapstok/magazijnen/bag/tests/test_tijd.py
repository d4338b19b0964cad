"""What stood in the register on a day, as it was known at a moment: the store against a naive list of events."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapstok.magazijnen.bag.models import Voorkomen
from kapstok.magazijnen.bag.queries import object_op

NUMBER = "0085010000000001"
DAY, MOMENT = date(2020, 1, 1), datetime(2020, 1, 1, tzinfo=UTC)
# An event: so many days after the one before it counts from, and so many after the one before it was registered.
EVENTS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)), min_size=1, max_size=6)


def naive(events: list[tuple[date, datetime]], day: date, moment: datetime) -> int | None:
    """The last event that was registered by then and counts by then."""
    counting = [n for n, (since, told) in enumerate(events, start=1) if told <= moment and since <= day]
    return counting[-1] if counting else None


def store(events: list[tuple[date, datetime]]) -> None:
    """Each event ends the voorkomen before it, as a municipality registers it."""
    Voorkomen.objects.all().delete()
    following: list[Any] = [*events[1:], (None, None)]
    for number, ((since, told), (until, ended)) in enumerate(zip(events, following, strict=True), start=1):
        Voorkomen.objects.create(
            objecttype="VBO",
            identificatie=NUMBER,
            voorkomen=number,
            status="Verblijfsobject in gebruik",
            geldig_van=since,
            geldig_tot=until,
            geregistreerd=told,
            eind_registratie=ended,
            geregistreerd_lv=told,
            merk=str(number),
        )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(EVENTS, st.lists(st.tuples(st.integers(-5, 190), st.integers(-5, 190)), min_size=1, max_size=8))
def test_any_day_as_known_at_any_moment_agrees_with_the_list_of_events(
    tenant: Any, steps: list[tuple[int, int]], questions: list[tuple[int, int]]
) -> None:
    events, since, told = [], DAY, MOMENT
    for days, later in steps:
        since, told = since + timedelta(days=days), told + timedelta(days=later)
        events.append((since, told))
    store(events)
    for day_after, moment_after in questions:
        day, moment = DAY + timedelta(days=day_after), MOMENT + timedelta(days=moment_after)
        found = object_op("VBO", NUMBER, geldig_op=day, bekend_op=moment)
        assert (found["voorkomen"] if found else None) == naive(events, day, moment), (events, day, moment)


def test_what_was_declared_no_bag_or_inactive_is_not_there_from_that_moment(tenant: Any) -> None:
    store([(DAY, MOMENT)])
    gone = MOMENT + timedelta(days=10)
    for field in ("inactief", "niet_bag"):
        Voorkomen.objects.update(**{"inactief": None, "niet_bag": None, field: gone})
        assert object_op("VBO", NUMBER, geldig_op=DAY, bekend_op=gone) is None
        assert object_op("VBO", NUMBER, geldig_op=DAY, bekend_op=gone - timedelta(seconds=1)) is not None
