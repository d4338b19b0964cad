"""Working days and holidays by the Algemene termijnenwet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.kern.tijdvak import Duration
from kapstok.kern.werkdagen import (
    add_werkdagen,
    atw_applies,
    count_werkdagen,
    easter_sunday,
    feestdagen,
    is_werkdag,
    koningsdag,
    next_werkdag,
)

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def test_feestdagen_of_2026_are_the_official_ones():
    assert {f"{day:%d-%m}": name for day, name in feestdagen(2026).items()} == {
        "01-01": "Nieuwjaarsdag",
        "03-04": "Goede Vrijdag",
        "06-04": "Tweede Paasdag",
        "27-04": "Koningsdag",
        "05-05": "Bevrijdingsdag",
        "14-05": "Hemelvaartsdag",
        "25-05": "Tweede Pinksterdag",
        "25-12": "Eerste Kerstdag",
        "26-12": "Tweede Kerstdag",
    }


@pytest.mark.parametrize(
    "easter",
    [
        date(1943, 4, 25),
        date(2000, 4, 23),
        date(2008, 3, 23),
        date(2024, 3, 31),
        date(2027, 3, 28),
        date(2038, 4, 25),
    ],
)
def test_easter_falls_on_the_published_day(easter):
    assert easter_sunday(easter.year) == easter


@given(st.integers(1583, 9000))
def test_easter_is_a_sunday_between_22_march_and_25_april(year):
    assert easter_sunday(year).isoweekday() == 7
    assert date(year, 3, 22) <= easter_sunday(year) <= date(year, 4, 25)


@pytest.mark.parametrize(
    "day", [date(2014, 4, 26), date(2025, 4, 26), date(2026, 4, 27), date(2013, 4, 30), date(2006, 4, 29)]
)
def test_koningsdag_on_a_sunday_is_kept_on_saturday(day):
    assert koningsdag(day.year) == day


@given(DAYS)
def test_term_never_ends_on_a_weekend_or_feestdag(day):
    end = next_werkdag(day)
    assert is_werkdag(end)
    assert day <= end <= day + timedelta(days=4)
    assert not any(is_werkdag(day + timedelta(days=n)) for n in range((end - day).days))


def test_days_equated_by_the_government_count_as_closed():
    brugdag = date(2026, 5, 15)
    assert is_werkdag(brugdag)
    assert next_werkdag(date(2026, 5, 14), {brugdag}) == date(2026, 5, 18)
    assert add_werkdagen(date(2026, 5, 13), 1, {brugdag}) == date(2026, 5, 18)
    assert count_werkdagen(date(2026, 5, 13), date(2026, 5, 18), {brugdag}) == 1


@given(DAYS, st.integers(0, 60))
def test_counting_undoes_adding(day, number):
    assert count_werkdagen(day, add_werkdagen(day, number)) == number


@given(DAYS, st.integers(-60, 60), st.integers(-60, 60))
def test_counting_is_additive_and_changes_sign_backwards(day, one, two):
    middle, end = day + timedelta(days=one), day + timedelta(days=one + two)
    assert count_werkdagen(day, middle) + count_werkdagen(middle, end) == count_werkdagen(day, end)
    assert count_werkdagen(day, end) == -count_werkdagen(end, day)


@pytest.mark.parametrize("text", ["P3D", "P90D", "P12W", "P8W", "P3M", "P0D"])
def test_atw_holds_for_short_terms(text):
    assert atw_applies(Duration.parse(text))


@pytest.mark.parametrize("text", ["P91D", "P13W", "P4M", "P1Y", "PT24H", "PT1M", "PT1S"])
def test_atw_does_not_hold_for_long_terms_and_hours(text):
    assert not atw_applies(Duration.parse(text))
