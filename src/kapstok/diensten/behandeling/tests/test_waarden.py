"""Facts of a zaak are read by the specificatie of the zaaktype, whatever is typed."""

from datetime import date

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as varied
from hypothesis import strategies as st

from kapstok.diensten.behandeling.rules import read_waarde, shown_waarde
from kapstok.platform.errors import Refusal

FORMATS = ("tekst", "getal", "datum", "datum_tijd", "onbekend")


def _read(spec, raw):
    """The value, and the refusal when there is one."""
    try:
        return read_waarde(spec, raw, field="f"), None
    except Refusal as refused:
        return "", refused


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault of the rule
@varied(st.sampled_from(FORMATS), st.sampled_from(["", "5", "3,2", "8", "onzin"]), st.text(max_size=40))
def test_every_text_is_read_or_refused_in_words(formaat, lengte, raw):
    value, refused = _read({"formaat": formaat, "lengte": lengte}, raw)
    assert refused is None or (refused.field, refused.message[-1]) == ("f", ".")
    assert "\x00" not in value
    assert formaat != "tekst" or lengte != "5" or len(value) <= 5


@varied(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_stored_as_the_standard_writes_it_and_shown_as_an_input_wants_it(day):
    spec = {"formaat": "datum", "lengte": "8"}
    stored = read_waarde(spec, day.isoformat(), field="f")
    assert stored == f"{day:%Y%m%d}".zfill(8)
    assert shown_waarde(spec, stored) == day.isoformat()
    assert read_waarde(spec, f"{day:%d-%m-}{day.year:04d}", field="f") == stored


@pytest.mark.parametrize(
    ("formaat", "lengte", "raw", "value"),
    [
        ("getal", "3,2", "12.5", "12,5"),
        ("getal", "3", "-12", "-12"),
        ("tekst", "10", "  veel   wit ", "veel wit"),
        ("datum_tijd", "14", "2026-12-31T14:30", "20261231143000"),
    ],
)
def test_values_are_written_one_way(formaat, lengte, raw, value):
    assert read_waarde({"formaat": formaat, "lengte": lengte}, raw, field="f") == value


@pytest.mark.parametrize(
    ("spec", "raw"),
    [
        ({"formaat": "getal", "lengte": "3,2"}, "1234"),
        ({"formaat": "getal", "lengte": "3,2"}, "1,234"),
        ({"formaat": "getal", "lengte": "3"}, "twaalf"),
        ({"formaat": "datum", "lengte": "8"}, "2026-02-30"),
        ({"formaat": "tekst", "lengte": "3"}, "lang"),
        ({"formaat": "tekst", "waardenverzameling": ["ja", "nee"]}, "misschien"),
    ],
)
def test_what_does_not_fit_is_refused(spec, raw):
    with pytest.raises(Refusal):
        read_waarde(spec, raw, field="f")
