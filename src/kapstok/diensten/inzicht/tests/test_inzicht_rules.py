"""Periods and sums of the dashboard."""

from datetime import date

from hypothesis import given as varied
from hypothesis import strategies as st

from kapstok.diensten.inzicht.rules import FIGURES, LONGEST, period_of, totals, whole

TODAY = date(2026, 11, 25)
ROW = st.fixed_dictionaries(
    {"zaaktype": st.sampled_from("abc"), "team": st.sampled_from(["", "x"])}
    | {name: st.integers(0, 1000) for name in FIGURES}
)
DAYS = st.none() | st.dates()


@varied(st.sampled_from(["", "4w", "52w", "onzin"]), DAYS, DAYS)
def test_every_question_gives_a_period_that_can_be_counted(code, van, tot):
    found = period_of(code, van, tot, TODAY)
    assert found.van <= found.tot
    assert found.tot - found.van <= LONGEST


def test_a_named_period_ends_today():
    assert period_of("4w", None, None, TODAY).van == date(2026, 10, 29)


@varied(st.lists(ROW))
def test_sums_per_zaaktype_and_per_team_add_up_to_the_whole(rows):
    for key in ("zaaktype", "team"):
        lines = totals(rows, key)
        assert whole(lines) == whole(rows)
        assert [line["voorraad"] for line in lines] == sorted(
            (line["voorraad"] for line in lines), reverse=True
        )


def test_the_first_day_of_the_calendar_is_no_accident():
    assert period_of("", None, date.min, TODAY).van == date.min
