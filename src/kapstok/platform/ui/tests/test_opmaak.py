"""Dates, amounts, opening hours and running text as people read them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.platform.ui import opmaak
from kapstok.platform.ui.openingstijden import DEFAULT, open_until, periods
from kapstok.platform.ui.tekst import running_text

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("language", "text"), [("nl", "23 november 2026"), ("fy", "23 novimber 2026"), ("en", "23 November 2026")]
)
def test_date_is_written_out_in_the_language(language, text):
    assert opmaak.date_in_words(DAY, language) == text


def test_weekday_stands_in_front():
    assert opmaak.date_in_words(DAY, "nl", weekday=True) == "maandag 23 november 2026"


def test_moment_is_shown_in_dutch_time():
    assert opmaak.moment_in_words(datetime(2026, 7, 1, 22, 5, tzinfo=UTC), "nl") == "2 juli 2026, 00:05 uur"


def test_date_of_a_moment_is_the_dutch_day():
    assert opmaak.date_short(datetime(2026, 7, 1, 22, 5, tzinfo=UTC)) == "02-07-2026"


@pytest.mark.parametrize(
    ("language", "text"), [("nl", "€\xa01.234,50"), ("fy", "€\xa01.234,50"), ("en", "€1,234.50")]
)
def test_amount_follows_the_language(language, text):
    assert opmaak.amount(Decimal("1234.50"), language) == text


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [(8, 29, None), (8, 30, time(16, 30)), (16, 29, time(16, 30)), (16, 30, None)],
)
def test_we_are_open_from_the_first_minute_until_closing_time(hour, minute, expected):
    assert open_until(DEFAULT, datetime(2026, 11, 23, hour, minute)) == expected


def test_evening_opening_counts_and_sunday_is_closed():
    timetable = {"ma": "08:30-12:30, 18:00-20:00"}
    assert open_until(timetable, datetime(2026, 11, 23, 19, 0)) == time(20, 0)
    assert open_until(timetable, datetime(2026, 11, 22, 19, 0)) is None


@given(st.text(max_size=30))
def test_unreadable_opening_hours_count_as_closed(text):
    assert isinstance(periods(text), list)


def test_running_text_makes_headings_lists_and_paragraphs():
    html = running_text("Eerst dit.\n\n## Kop\n- een\n- twee\n\nDan dat.")
    assert html.count("<p ") == 2
    assert '<h2 class="nl-heading nl-heading--level-2">Kop</h2>' in html
    assert "<li>een</li><li>twee</li>" in html


@given(st.text(alphabet="<>&\"'ab \n#-", max_size=60))
def test_running_text_lets_no_html_of_the_editor_through(text):
    html = running_text(text)
    for tag in ("<a", "<b>", "<script", "<i"):
        assert tag not in html
