"""A sheet opens as text in every spreadsheet, and nothing in it is worked out."""

import pytest

from kapstok.kern.rekenblad import cel, rekenblad


@pytest.mark.parametrize("text", ["=1+1", "+31", "-2", "@SUM(A1)", "\tx", "\rx"])
def test_what_a_spreadsheet_takes_for_a_formula_is_text(text):
    assert cel(text) == f"'{text}"


def test_other_text_stays_and_a_line_names_its_columns():
    assert cel("") == ""
    assert rekenblad(["Naam", "Bedrag"], [["A; B", "=2"]]) == '\ufeffNaam;Bedrag\r\n"A; B";\'=2\r\n'
