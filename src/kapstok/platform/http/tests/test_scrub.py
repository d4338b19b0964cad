"""Logs without personal data."""

from hypothesis import given
from hypothesis import strategies as st

from kapstok.platform.http.scrub import HIDDEN, passes_elfproef, scrub_personal_data, scrub_text

BSN = "999993653"


def naive_elfproef(digits: str) -> bool:
    total = sum(int(digits[i]) * (9 - i) for i in range(8)) - int(digits[8])
    return int(digits) > 0 and total % 11 == 0


@given(st.integers(0, 999_999_999))
def test_elfproef_agrees_with_the_definition(number):
    digits = f"{number:09d}"
    assert passes_elfproef(digits) == naive_elfproef(digits)


def with_check_digit(first: int) -> str:
    """The first of these eight digits and the following ones that have a ninth that fits."""
    digits = (f"{n:08d}{check}" for n in range(first, first + 11) for check in range(10))
    return next(d for d in digits if naive_elfproef(d))


@given(st.integers(1_000_000, 99_999_900).map(with_check_digit), st.text(max_size=20))
def test_no_bsn_survives_in_text_between_anything_but_digits(bsn, around):
    around = "".join(c for c in around if not c.isdigit())
    assert bsn not in scrub_text(f"{around}{bsn}{around}")


def test_bsn_with_dots_or_spaces_is_hidden_and_other_numbers_stay():
    assert scrub_text("bsn 9999.93.653 en 999 993 653") == f"bsn {HIDDEN} en {HIDDEN}"
    assert scrub_text("zaak 123456789") == "zaak 123456789"
    assert scrub_text("kvk 69599084") == "kvk 69599084"


def test_a_token_is_hidden_and_the_words_around_it_stay():
    token = "eyJhbGciOiJIUzI1NiJ9.eyJpYXQiOjF9.c2lnbmF0dXJl"
    assert scrub_text(f"kreeg {token} terug") == f"kreeg {HIDDEN} terug"
    assert scrub_text("Authorization: Bearer geheim123") == f"Authorization: Bearer {HIDDEN}"
    assert scrub_text("Token 0123456789abcdef") == f"Token {HIDDEN}"
    assert scrub_text("Token ongeldig") == "Token ongeldig"


def test_email_is_hidden():
    assert scrub_text("van j.de.vries+x@voorbeeld.nl.") == f"van {HIDDEN}."


def test_event_is_scrubbed_at_every_depth_and_by_key():
    event = {
        "event": "login",
        "bsn": "x",
        "fields": {"lijst": [BSN, {"naam": f"a {BSN}"}], "Password": "geheim"},
        "number": int(BSN),
        "status": 200,
        "ok": True,
    }
    clean = scrub_personal_data(None, "info", event)
    assert BSN not in repr(clean)
    assert "geheim" not in repr(clean)
    assert clean["bsn"] == HIDDEN
    assert (clean["status"], clean["ok"], clean["event"]) == (200, True, "login")


def test_hostile_line_costs_linear_time():
    assert scrub_text("a" * 200_000 + "@") == "a" * 200_000 + "@"
