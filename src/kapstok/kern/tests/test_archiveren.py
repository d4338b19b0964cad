"""Brondatum and archiefactiedatum, every afleidingswijze."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.kern import archiveren as a
from kapstok.kern.archiveren import ClosedZaak, Missing, determine_archiefparameters, determine_brondatum
from kapstok.kern.fouten import InvalidValue
from kapstok.kern.tijdvak import Duration

EINDDATUM = date(2026, 11, 23)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
TEN_YEARS = Duration(years=10)


def besluit(ingang: str, verval: str | None = None):
    return a.BesluitDates(date.fromisoformat(ingang), date.fromisoformat(verval) if verval else None)


def vernietigen(wijze, termijn=TEN_YEARS):
    return a.Archiefregime(a.Archiefnominatie.VERNIETIGEN, termijn, wijze)


PERCEEL = a.Zaakobject("perceel", "looptijd/einde")
KNOWN = [
    (a.Afgehandeld(), {}, EINDDATUM),
    (a.Eigenschap("vertrek"), {"eigenschappen": {"vertrek": "20270131"}}, date(2027, 1, 31)),
    (a.Eigenschap("vertrek"), {"eigenschappen": {"vertrek": "20270131235959"}}, date(2027, 1, 31)),
    (a.Hoofdzaak(), {"hoofdzaak": a.HoofdzaakDates(date(2027, 3, 1))}, date(2027, 3, 1)),
    (
        a.GerelateerdeZaak(),
        {"gerelateerde_einddatums": (date(2027, 1, 1), date(2026, 1, 1))},
        date(2027, 1, 1),
    ),
    (
        a.IngangsdatumBesluit(),
        {"besluiten": (besluit("2026-01-01"), besluit("2026-12-01"))},
        date(2026, 12, 1),
    ),
    (
        a.VervaldatumBesluit(),
        {"besluiten": (besluit("2026-01-01", "2031-01-01"), besluit("2026-01-01"))},
        date(2031, 1, 1),
    ),
    (a.Termijn(Duration(months=3)), {}, date(2027, 2, 23)),
    (
        PERCEEL,
        {
            "zaakobjecten": (
                a.RelatedObject("perceel", {"looptijd": {"einde": "2029-12-31"}}),
                a.RelatedObject("perceel", {"looptijd": {"einde": "2028-12-31"}}),
                a.RelatedObject("adres", {"looptijd": "altijd"}),
            )
        },
        date(2029, 12, 31),
    ),
]
NOT_YET = [
    (a.AnderDatumkenmerk("sloopdatum", "BAG"), {}, "sloopdatum uit BAG"),
    (a.Eigenschap("vertrek"), {}, "eigenschap vertrek"),
    (a.Hoofdzaak(), {"hoofdzaak": a.HoofdzaakDates(None)}, "einddatum van de hoofdzaak"),
    (
        a.GerelateerdeZaak(),
        {"gerelateerde_einddatums": (EINDDATUM, None)},
        "einddatum van een gerelateerde zaak",
    ),
    (a.VervaldatumBesluit(), {"besluiten": (besluit("2026-01-01"),)}, "vervaldatum van het besluit"),
    (a.Termijn(Duration(years=9000)), {}, "termijn die voor het jaar 10000 eindigt"),
]
NEVER = [
    (a.Eigenschap("vertrek"), {"eigenschappen": {"vertrek": "20270231"}}, "datum in eigenschap vertrek"),
    (a.Hoofdzaak(), {}, "hoofdzaak"),
    (a.GerelateerdeZaak(), {}, "gerelateerde zaak"),
    (a.IngangsdatumBesluit(), {}, "besluit bij de zaak"),
    (a.Termijn(None), {}, "procestermijn van het resultaattype"),
    (PERCEEL, {}, "looptijd/einde van zaakobject perceel"),
    (
        PERCEEL,
        {"zaakobjecten": (a.RelatedObject("perceel", {"looptijd": "altijd"}),)},
        "looptijd/einde van zaakobject perceel",
    ),
    (
        PERCEEL,
        {
            "zaakobjecten": (
                a.RelatedObject("perceel", {"looptijd": {"einde": "2029-12-31"}}),
                a.RelatedObject("perceel", {}),
            )
        },
        "looptijd/einde van zaakobject perceel",
    ),
]


@pytest.mark.parametrize(("wijze", "facts", "brondatum"), KNOWN)
@pytest.mark.regel("zrc-021")
def test_brondatum_follows_the_afleidingswijze(wijze, facts, brondatum):
    zaak = ClosedZaak(EINDDATUM, **facts)
    assert determine_brondatum(zaak, wijze) == brondatum
    found = determine_archiefparameters(zaak, vernietigen(wijze))
    assert found == a.Archiefparameters("vernietigen", brondatum, brondatum + TEN_YEARS)


@pytest.mark.parametrize(("wijze", "facts", "what"), NOT_YET)
def test_brondatum_that_can_come_later_does_not_block_closing(wijze, facts, what):
    found = determine_archiefparameters(ClosedZaak(EINDDATUM, **facts), vernietigen(wijze))
    assert found == a.Archiefparameters("vernietigen", None, None, Missing(what, blocks=False))


@pytest.mark.parametrize(("wijze", "facts", "what"), NEVER)
@pytest.mark.regel("zrc-021")
def test_brondatum_that_can_never_be_known_blocks_closing_unless_kept_for_ever(wijze, facts, what):
    zaak = ClosedZaak(EINDDATUM, **facts)
    assert determine_archiefparameters(zaak, vernietigen(wijze)).missing == Missing(what, blocks=True)
    bewaren = a.Archiefregime(a.Archiefnominatie.BLIJVEND_BEWAREN, TEN_YEARS, wijze)
    assert determine_archiefparameters(zaak, bewaren).missing == Missing(what, blocks=False)


def test_what_is_kept_for_ever_needs_no_afleidingswijze():
    regime = a.Archiefregime(a.Archiefnominatie.BLIJVEND_BEWAREN, None, None)
    found = determine_archiefparameters(ClosedZaak(EINDDATUM), regime)
    assert found == a.Archiefparameters(
        "blijvend_bewaren", None, None, Missing("afleidingswijze van het resultaattype")
    )
    assert determine_archiefparameters(ClosedZaak(EINDDATUM), vernietigen(None)).missing.blocks


@pytest.mark.regel("zrc-026a")
def test_what_is_kept_for_ever_gets_the_day_of_transfer_but_no_start_of_the_bewaartermijn():
    regime = a.Archiefregime(a.Archiefnominatie.BLIJVEND_BEWAREN, TEN_YEARS, a.Afgehandeld())
    found = determine_archiefparameters(ClosedZaak(EINDDATUM), regime)
    assert found == a.Archiefparameters("blijvend_bewaren", None, date(2036, 11, 23))


def test_values_on_the_zaak_go_before_those_of_the_resultaattype():
    zaak = ClosedZaak(
        EINDDATUM,
        archiefnominatie=a.Archiefnominatie.BLIJVEND_BEWAREN,
        startdatum_bewaartermijn=date(2020, 2, 29),
    )
    found = determine_archiefparameters(zaak, vernietigen(a.Hoofdzaak(), Duration(years=1)))
    assert found == a.Archiefparameters("blijvend_bewaren", date(2020, 2, 29), date(2021, 2, 28))


def test_resultaattype_without_archiefactietermijn_gives_a_start_but_no_end():
    found = determine_archiefparameters(ClosedZaak(EINDDATUM), vernietigen(a.Afgehandeld(), None))
    assert (found.startdatum_bewaartermijn, found.archiefactiedatum) == (EINDDATUM, None)
    assert found.missing == Missing("archiefactietermijn van het resultaattype")


def test_archiefactiedatum_outside_the_calendar_is_missing():
    found = determine_archiefparameters(
        ClosedZaak(EINDDATUM), vernietigen(a.Afgehandeld(), Duration(years=9999))
    )
    assert found.archiefactiedatum is None
    assert found.missing == Missing("termijn die voor het jaar 10000 eindigt")


@given(DAYS, DAYS, st.integers(0, 100))
def test_later_closing_or_longer_keeping_never_destroys_earlier(one, other, years):
    def actiedatum(einddatum, years):
        return determine_archiefparameters(
            ClosedZaak(einddatum), vernietigen(a.Afgehandeld(), Duration(years=years))
        ).archiefactiedatum

    assert actiedatum(min(one, other), years) <= actiedatum(max(one, other), years)
    assert actiedatum(one, years) < actiedatum(one, years + 1)


@given(st.lists(st.builds(a.BesluitDates, DAYS, st.none() | DAYS), max_size=5))
def test_brondatum_of_besluiten_is_one_of_their_dates_and_none_is_later(besluiten):
    zaak = ClosedZaak(EINDDATUM, besluiten=tuple(besluiten))
    for wijze, dates in [
        (a.IngangsdatumBesluit(), [b.ingangsdatum for b in besluiten]),
        (a.VervaldatumBesluit(), [b.vervaldatum for b in besluiten if b.vervaldatum]),
    ]:
        brondatum = determine_brondatum(zaak, wijze)
        assert brondatum in dates if dates else isinstance(brondatum, Missing)
        assert not any(day > brondatum for day in dates)


@pytest.mark.parametrize(
    ("fields", "wijze"),
    [
        ({"code": "afgehandeld"}, a.Afgehandeld()),
        (
            {"code": "ander_datumkenmerk", "datumkenmerk": "sloop", "registratie": "BAG"},
            a.AnderDatumkenmerk("sloop", "BAG"),
        ),
        ({"code": "eigenschap", "datumkenmerk": "vertrek"}, a.Eigenschap("vertrek")),
        ({"code": "gerelateerde_zaak"}, a.GerelateerdeZaak()),
        ({"code": "hoofdzaak"}, a.Hoofdzaak()),
        ({"code": "ingangsdatum_besluit"}, a.IngangsdatumBesluit()),
        ({"code": "termijn", "procestermijn": "P5Y"}, a.Termijn(Duration(years=5))),
        ({"code": "termijn"}, a.Termijn(None)),
        ({"code": "vervaldatum_besluit"}, a.VervaldatumBesluit()),
        (
            {"code": "zaakobject", "objecttype": "pand", "datumkenmerk": "sloop"},
            a.Zaakobject("pand", "sloop"),
        ),
    ],
)
def test_afleidingswijze_is_read_from_the_fields_of_the_standard(fields, wijze):
    assert a.parse_afleidingswijze(fields.pop("code"), **fields) == wijze


def test_unknown_afleidingswijze_is_refused():
    with pytest.raises(InvalidValue, match="bestaat niet"):
        a.parse_afleidingswijze("onbekend")


@given(st.dates(min_value=date(1000, 1, 1)))
def test_date_is_read_in_every_spelling_of_the_standard(day):
    for text in (f"{day:%Y%m%d}", f"{day:%Y%m%d}120000", day.isoformat(), f"{day.isoformat()}T12:00:00Z"):
        assert a.parse_datum(text) == day


@pytest.mark.parametrize("value", ["", None, 5, "31-12-2026", "20261301", "2026123", "202612311"])
def test_what_is_no_date_gives_nothing(value):
    assert a.parse_datum(value) is None
