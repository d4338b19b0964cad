"""Numbers of people and organisations: what is accepted, what is refused and in which words."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kapstok.kern import nummers
from kapstok.kern.fouten import InvalidValue


@st.composite
def bsns(draw):
    """A valid bsn made from its definition: eight free digits, the ninth solves the equation."""
    first = draw(st.text("0123456789", min_size=8, max_size=8))
    rest = sum(w * int(d) for w, d in zip(range(9, 1, -1), first, strict=True)) % 11
    assume(rest < 10)
    return f"{first}{rest}"


@pytest.mark.parametrize("text", ["999993653", "9999.93.653", " 999 993 653 ", "000000000", "111222333"])
def test_bsn_is_read_without_spaces_and_dots(text):
    assert nummers.parse_bsn(text) == "".join(c for c in text if c.isdigit())


@given(bsns())
def test_bsn_by_definition_is_accepted_also_as_rsin(bsn):
    assert nummers.is_bsn(bsn)
    assert nummers.is_rsin(bsn)


@given(bsns(), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_in_a_bsn_is_always_noticed(bsn, place, shift):
    wrong = bsn[:place] + str((int(bsn[place]) + shift) % 10) + bsn[place + 1 :]
    assert not nummers.is_bsn(wrong)


@given(bsns(), st.integers(0, 7))
def test_two_swapped_digits_in_a_bsn_are_always_noticed(bsn, place):
    swapped = bsn[:place] + bsn[place + 1] + bsn[place] + bsn[place + 2 :]
    assert nummers.is_bsn(swapped) == (swapped == bsn)


@pytest.mark.parametrize(
    ("parse", "text", "code", "reason"),
    [
        (nummers.parse_bsn, "12345678a", "only-digits", "Vul alleen cijfers in."),
        (nummers.parse_bsn, "١٢٣٤٥٦٧٨٩", "only-digits", "Vul alleen cijfers in."),
        (nummers.parse_bsn, "", "min_length", "Een BSN heeft 9 cijfers."),
        (nummers.parse_bsn, "99999365", "min_length", "Een BSN heeft 9 cijfers."),
        (nummers.parse_bsn, "9999936530", "max_length", "Een BSN heeft 9 cijfers."),
        (nummers.parse_bsn, "999993654", "invalid", "Dit BSN klopt niet. Controleer de cijfers."),
        (nummers.parse_rsin, "123456789", "invalid", "Dit RSIN klopt niet. Controleer de cijfers."),
        (nummers.parse_kvk, "1234567", "min_length", "Een KVK-nummer heeft 8 cijfers."),
        (nummers.parse_kvk, "00000000", "invalid", "Dit KVK-nummer bestaat niet. Controleer de cijfers."),
        (nummers.parse_vestigingsnummer, "37178598", "min_length", "Een vestigingsnummer heeft 12 cijfers."),
        (
            nummers.parse_iban,
            "NL92ABNA0417164300",
            "invalid",
            "Dit IBAN klopt niet. Controleer de letters en cijfers.",
        ),
        (nummers.parse_iban, "NL91ABNA041716430", "invalid", "Dit IBAN heeft niet het juiste aantal tekens."),
        (
            nummers.parse_iban,
            "NL9112345678901234",
            "invalid",
            "Een Nederlands IBAN heeft na de controlecijfers 4 letters en 10 cijfers.",
        ),
        (
            nummers.parse_iban,
            "0417164300",
            "invalid",
            "Een IBAN begint met een landcode en 2 cijfers. Bijvoorbeeld NL91 ABNA 0417 1643 00.",
        ),
    ],
)
def test_wrong_number_is_refused_with_its_reason(parse, text, code, reason):
    with pytest.raises(InvalidValue) as refused:
        parse(text)
    assert (refused.value.code, refused.value.message) == (code, reason)


@pytest.mark.parametrize(
    "text", ["NL91ABNA0417164300", "nl91 abna 0417 1643 00", "BE68 5390 0754 7034", "GB29NWBK60161331926819"]
)
def test_published_example_ibans_are_accepted(text):
    assert nummers.is_iban(text)


def test_iban_of_a_country_without_known_length_is_checked_by_its_digits():
    assert nummers.is_iban("SA03 8000 0000 6080 1016 7519")
    assert not nummers.is_iban("SA04 8000 0000 6080 1016 7519")


def test_iban_is_shown_in_groups_of_four():
    assert nummers.format_iban(nummers.parse_iban("nl91abna0417164300")) == "NL91 ABNA 0417 1643 00"


def test_kvk_and_vestigingsnummer_are_accepted():
    assert nummers.parse_kvk("69 59 90 84") == "69599084"
    assert nummers.is_kvk("69599084")
    assert nummers.is_vestigingsnummer("000037178598")


@given(st.text())
def test_no_text_makes_a_parser_fail_otherwise(text):
    for check in (
        nummers.is_bsn,
        nummers.is_rsin,
        nummers.is_kvk,
        nummers.is_vestigingsnummer,
        nummers.is_iban,
    ):
        assert check(text) in {True, False}
