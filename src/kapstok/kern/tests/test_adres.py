"""Postcode, house number and address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.kern.adres import Adres, Huisnummer, parse_huisnummer
from kapstok.kern.fouten import InvalidValue
from kapstok.kern.postcode import Postcode, format_postcode, is_postcode, parse_postcode


@pytest.mark.parametrize("text", ["8431AB", "8431 ab", " 8431\tAb "])
def test_postcode_is_read_in_any_spelling(text):
    assert format_postcode(parse_postcode(text)) == "8431 AB"


@pytest.mark.parametrize("text", ["", "0431AB", "8431", "8431ABC", "8431SS", "8431SA", "8431 5D", "٨431AB"])
def test_what_is_no_postcode_is_refused(text):
    assert not is_postcode(text)
    with pytest.raises(InvalidValue, match="4 cijfers en 2 letters"):
        parse_postcode(text)


@given(st.from_regex(r"[1-9][0-9]{3} ?[A-R][A-Z]", fullmatch=True))
def test_postcode_keeps_its_digits_and_letters(text):
    assert is_postcode(text)
    assert parse_postcode(text) == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "huisnummer"),
    [
        ("12", Huisnummer(12)),
        ("12a", Huisnummer(12, "A")),
        ("12 A bis", Huisnummer(12, "A", "BIS")),
        ("12-3", Huisnummer(12, "", "3")),
        ("12 bis", Huisnummer(12, "", "BIS")),
        ("12A-2", Huisnummer(12, "A", "2")),
        ("12A2", Huisnummer(12, "", "A2")),
        (" 99999 ", Huisnummer(99999)),
    ],
)
def test_huisnummer_is_read_as_people_type_it(text, huisnummer):
    assert parse_huisnummer(text) == huisnummer


@pytest.mark.parametrize("text", ["", "0", "a", "100000", "12 bis bis bis", "-1"])
def test_what_is_no_huisnummer_is_refused(text):
    with pytest.raises(InvalidValue, match="Vul een huisnummer in"):
        parse_huisnummer(text)


@given(
    st.integers(1, 99999),
    st.sampled_from(["", "A", "Z"]),
    st.from_regex(r"([0-9][A-Z0-9]{0,3})?", fullmatch=True),
)
def test_huisnummer_survives_writing_and_reading(nummer, letter, toevoeging):
    huisnummer = Huisnummer(nummer, letter, toevoeging)
    assert parse_huisnummer(str(huisnummer)) == huisnummer


def test_adres_is_written_on_one_line_and_on_an_envelope():
    adres = Adres("Dorpsstraat", Huisnummer(2, "A"), Postcode("8431AB"), "Oosterwolde")
    assert str(adres) == "Dorpsstraat 2A, 8431 AB Oosterwolde"
    assert adres.lines() == ("Dorpsstraat 2A", "8431 AB  Oosterwolde")
