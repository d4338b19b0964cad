"""Dates with unknown parts, and levels of confidentiality."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.kern.datum import PartialDate, in_words
from kapstok.kern.fouten import InvalidValue


@st.composite
def partial_dates(draw):
    day = draw(st.dates())
    known = draw(st.integers(0, 3))
    return PartialDate(*[part if n < known else 0 for n, part in enumerate([day.year, day.month, day.day])])


@given(partial_dates())
def test_partial_date_survives_writing_and_reading(partial):
    assert PartialDate.parse_lo3(partial.lo3()) == partial


@given(partial_dates())
def test_exact_date_lies_between_earliest_and_latest(partial):
    assert partial.earliest() <= partial.latest()
    assert (partial.earliest() == partial.latest()) == (partial.exact() is not None)
    assert partial.exact() in {None, partial.earliest()}


@pytest.mark.parametrize(
    "text", ["20260230", "20261301", "00000101", "20260001", "2026", "2026-1-1", "abcdefgh"]
)
def test_impossible_date_is_refused(text):
    with pytest.raises(InvalidValue):
        PartialDate.parse_lo3(text)


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest"),
    [
        ("19851201", "1 december 1985", date(1985, 12, 1), date(1985, 12, 1)),
        ("19840200", "februari 1984", date(1984, 2, 1), date(1984, 2, 29)),
        ("19850000", "1985", date(1985, 1, 1), date(1985, 12, 31)),
        ("00000000", "onbekend", date.min, date.max),
    ],
)
def test_unknown_parts_leave_a_range(text, words, earliest, latest):
    partial = PartialDate.parse_lo3(text)
    assert (str(partial), partial.earliest(), partial.latest()) == (words, earliest, latest)


def test_age_is_known_only_when_the_unknown_part_makes_no_difference():
    assert PartialDate(2008, 11, 24).age_on(date(2026, 11, 23)) == 17
    assert PartialDate(2008, 11, 23).age_on(date(2026, 11, 23)) == 18
    assert PartialDate(2008, 10).age_on(date(2026, 11, 23)) == 18
    assert PartialDate(2008, 11).age_on(date(2026, 11, 23)) is None
    assert PartialDate().age_on(date(2026, 11, 23)) is None


@given(st.dates(max_value=date.max - timedelta(days=1)))
def test_full_date_is_a_partial_date_without_gaps(day):
    assert PartialDate.of(day).exact() == day
    assert in_words(day).startswith(f"{day.day} ")
