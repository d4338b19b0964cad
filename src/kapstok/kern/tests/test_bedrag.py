"""Amounts: what is typed is what is kept, to the cent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.kern.bedrag import MOST, bedrag_text, parse_bedrag
from kapstok.kern.fouten import InvalidValue


@given(st.integers(-MOST, MOST))
def test_every_amount_is_read_back_to_the_cent(cents):
    assert parse_bedrag(bedrag_text(cents)) == cents


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("150.000", 150_000_00),
        ("150000", 150_000_00),
        (" € 1.234,5 ", 1_234_50),
        ("-0,01", -1),
        ("1.234.567,89", 1_234_567_89),
    ],
)
def test_amounts_as_people_type_them(text, cents):
    assert parse_bedrag(text) == cents


@pytest.mark.parametrize(
    "text", ["", "12.34", "1,234", "1.2345", "15o.000", "1e5", "١٢", "1,2,3", "--1", "9" * 17]
)
def test_a_typo_is_refused(text):
    with pytest.raises(InvalidValue):
        parse_bedrag(text)
