"""Durations and periods."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.kern.fouten import InvalidValue
from kapstok.kern.tijdvak import Duration, Tijdvak

PART = st.integers(0, 400)
DURATIONS = st.builds(Duration, PART, PART, PART, PART, PART, PART, PART)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def tijdvakken(draw):
    begin = draw(st.dates(date(2026, 1, 1), date(2026, 2, 1)))
    length = draw(st.none() | st.integers(1, 40))
    return Tijdvak(begin, None if length is None else begin + timedelta(days=length))


@given(DURATIONS)
def test_duration_survives_writing_and_reading(duration):
    assert Duration.parse(str(duration)) == duration
    assert Duration.parse(f" {str(duration).lower()} ") == duration
    assert bool(duration) == (str(duration) != "P0D")


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "P1DT", "8W", "P-1D", "P1H", "P1.5D", "P1M1Y", "-P1D", "P1٣D"]
)
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(InvalidValue, match="geen termijn"):
        Duration.parse(text)


def test_duration_is_never_negative():
    with pytest.raises(InvalidValue, match="negatief"):
        Duration(days=-1)


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        (date(2026, 1, 31), "P1M", date(2026, 2, 28)),
        (date(2028, 1, 31), "P1M", date(2028, 2, 29)),
        (date(2028, 2, 29), "P1Y", date(2029, 2, 28)),
        (date(2026, 11, 30), "P3M", date(2027, 2, 28)),
        (date(2026, 11, 23), "P8W", date(2027, 1, 18)),
        (date(2026, 1, 31), "P1M1D", date(2026, 3, 1)),
        (date(2026, 1, 1), "PT47H59M", date(2026, 1, 2)),
        (datetime(2026, 1, 1, 12), "P1DT12H30M5S", datetime(2026, 1, 3, 0, 30, 5)),
    ],
)
def test_duration_is_added_along_the_calendar(start, duration, end):
    assert start + Duration.parse(duration) == end


def test_duration_is_subtracted_along_the_calendar():
    assert date(2026, 3, 31) - Duration.parse("P1M") == date(2026, 2, 28)
    assert date(2026, 1, 15) - Duration.parse("P1M2D") == date(2025, 12, 13)


def test_date_after_the_year_9999_does_not_exist():
    with pytest.raises(OverflowError):
        date(2026, 1, 1) + Duration(years=9000)


@given(DAYS, PART, PART)
def test_days_and_weeks_are_plain_days(day, weeks, days):
    assert day + Duration(weeks=weeks, days=days) == day + timedelta(days=7 * weeks + days)


@given(DAYS, PART)
def test_months_keep_the_day_or_clamp_to_the_last_of_the_month(day, months):
    end = day + Duration(months=months)
    assert 12 * end.year + end.month == 12 * day.year + day.month + months
    assert end.day == day.day or (end.day < day.day and (end + timedelta(days=1)).day == 1)


@given(DAYS, DURATIONS)
def test_longer_term_never_ends_earlier(day, duration):
    assert day + duration >= day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("P8W", "8 weken"),
        ("P1Y6M", "1 jaar en 6 maanden"),
        ("P0D", "0 dagen"),
        ("P1M1W1D", "1 maand, 1 week en 1 dag"),
    ],
)
def test_duration_reads_in_dutch(text, words):
    assert Duration.parse(text).words() == words


def test_tijdvak_does_not_hold_its_einddatum():
    januari = Tijdvak(date(2026, 1, 1), date(2026, 2, 1))
    assert date(2026, 1, 31) in januari
    assert date(2026, 2, 1) not in januari
    assert januari.days() == 31
    assert date(9999, 12, 31) in Tijdvak(date(2026, 1, 1))
    assert Tijdvak(date(2026, 1, 1)).days() is None


@pytest.mark.parametrize("einde", [date(2025, 12, 31), date(2026, 1, 1)])
def test_tijdvak_that_holds_no_day_is_refused(einde):
    with pytest.raises(InvalidValue, match="niet na de begindatum"):
        Tijdvak(date(2026, 1, 1), einde)


@given(tijdvakken(), tijdvakken())
def test_overlap_is_the_days_they_share(one, other):
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(120)]
    shared = [day for day in days if day in one and day in other]
    overlap = one.intersection(other)
    assert one.overlaps(other) == other.overlaps(one) == bool(shared)
    assert [day for day in days if overlap is not None and day in overlap] == shared


@given(st.lists(st.integers(0, 999), min_size=7, max_size=7).map(lambda parts: Duration(*parts)).filter(bool))
def test_words_are_read_back(duration: Duration):
    assert Duration.parse_words(duration.words()) == duration


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("8 weken", "P8W"), (" 1 Jaar en 6 maanden ", "P1Y6M"), ("P6W", "P6W"), ("2 jaren", "P2Y")],
)
def test_a_term_as_people_write_it(text: str, wanted: str):
    assert str(Duration.parse_words(text)) == wanted


@pytest.mark.parametrize("text", ["", "acht weken", "8 weken ongeveer", "weken", "8", "-1 dag"])
def test_what_is_no_term_is_refused(text: str):
    with pytest.raises(InvalidValue):
        Duration.parse_words(text)
