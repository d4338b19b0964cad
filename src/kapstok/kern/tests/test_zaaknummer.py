"""The zaaknummer as people say, hear and type it."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kapstok.kern.fouten import InvalidValue
from kapstok.kern.zaaknummer import (
    ALPHABET,
    ZaaknummerParts,
    format_zaaknummer,
    is_zaaknummer,
    is_zaaknummer_prefix,
    parse_zaaknummer,
    split_zaaknummer,
)

PARTS = st.tuples(
    st.text(ALPHABET, min_size=1, max_size=3), st.integers(2000, 2999), st.integers(1, 999_999_999)
)


def test_zaaknummer_is_written_in_short_groups():
    assert format_zaaknummer("W", 2026, 4217) == "W-2026-004-217-N"
    assert format_zaaknummer("W", 2026, 1_004_217).startswith("W-2026-001-004-217-")


@given(PARTS)
def test_zaaknummer_survives_writing_and_reading(parts):
    nummer = format_zaaknummer(*parts)
    assert split_zaaknummer(nummer) == ZaaknummerParts(*parts)
    assert parse_zaaknummer(nummer) == nummer
    assert is_zaaknummer(nummer)
    assert len(nummer) <= 40


@given(PARTS, st.sampled_from(["", " ", " - ", "."]))
def test_case_separators_and_lookalikes_do_not_matter(parts, separator):
    nummer = format_zaaknummer(*parts)
    typed = nummer.lower().replace("-", separator).replace("0", "o").replace("1", "I")
    assert parse_zaaknummer(f" {typed} ") == nummer


@given(PARTS, st.data())
def test_one_wrong_character_is_always_noticed(parts, data):
    compact = format_zaaknummer(*parts).replace("-", "")
    place = data.draw(st.integers(0, len(compact) - 1))
    other = data.draw(st.sampled_from("0123456789" if compact[place].isdigit() else ALPHABET))
    assume(other != compact[place])
    assert not is_zaaknummer(compact[:place] + other + compact[place + 1 :])


@given(PARTS, st.data())
def test_any_two_swapped_characters_are_always_noticed(parts, data):
    compact = list(format_zaaknummer(*parts).replace("-", ""))
    one, two = data.draw(st.lists(st.integers(0, len(compact) - 1), min_size=2, max_size=2, unique=True))
    assume(compact[one] != compact[two])
    compact[one], compact[two] = compact[two], compact[one]
    assert not is_zaaknummer("".join(compact))


@pytest.mark.parametrize(
    "text", ["", "W", "2026-0012", "W-1999-004-217-A", "W-2026-004-21-A", "W-2026-000-000-W", "😀"]
)
def test_what_is_no_zaaknummer_is_refused(text):
    with pytest.raises(InvalidValue):
        parse_zaaknummer(text)


@pytest.mark.parametrize(
    ("prefix", "year", "series"), [("O", 2026, 1), ("WWWW", 2026, 1), ("W", 1999, 1), ("W", 2026, 0)]
)
def test_number_that_could_not_be_read_back_is_never_given(prefix, year, series):
    with pytest.raises(InvalidValue):
        format_zaaknummer(prefix, year, series)


def test_series_written_longer_than_needed_is_another_number_and_refused():
    nummer = format_zaaknummer("W", 2026, 4217)
    assert not is_zaaknummer(nummer.replace("-004-", "-000-004-"))


@given(st.text())
def test_any_text_is_either_a_zaaknummer_or_not(text):
    assert is_zaaknummer(text) in {True, False}


@given(st.text("ACEWO0", max_size=4))
def test_prefix_may_hold_only_clear_letters(text):
    assert is_zaaknummer_prefix(text) == (1 <= len(text) <= 3 and set(text) <= set(ALPHABET))
