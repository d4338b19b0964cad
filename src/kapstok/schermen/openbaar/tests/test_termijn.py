"""The term on a product page: the catalogue wins over the editor's number."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.kern.tijdvak import Duration
from kapstok.magazijnen.catalogi.models import Catalogus, ZaakType
from kapstok.magazijnen.producten.queries import product_by_slug
from kapstok.magazijnen.producten.services import save_product
from kapstok.schermen.openbaar.termijn import catalogue_term, in_words, term_of

TODAY = date(2026, 11, 23)


@pytest.fixture
def zaaktype(tenant):
    catalogus = Catalogus.objects.create(domein="KAPST", rsin="851000001", naam="Test")

    def make(doorlooptijd, begin, einde=None, *, concept=False):
        return ZaakType.objects.create(
            catalogus=catalogus, identificatie="KAP", omschrijving="Kappen", doorlooptijd=doorlooptijd, concept=concept,
            begin_geldigheid=begin, einde_geldigheid=einde, opschorting_en_aanhouding_mogelijk=False,
            verlenging_mogelijk=False, publicatie_indicatie=False,
        )  # fmt: skip

    return make


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("P8W", "Hoogstens 8 weken"),
        ("P56D", "Hoogstens 8 weken"),
        ("P1W", "Hoogstens 1 week"),
        ("P5D", "Hoogstens 5 dagen"),
        ("P1Y6M", "Hoogstens 18 maanden"),
        ("P1M3D", "Hoogstens 34 dagen"),
    ],
)
def test_term_is_written_in_the_largest_exact_unit(term, words):
    assert in_words(Duration.parse(term)) == words


@given(st.integers(0, 40), st.integers(0, 60), st.integers(1, 400))
def test_no_term_ever_fails_to_be_written(years, weeks, days):
    assert str(in_words(Duration(years=years, weeks=weeks, days=days))).startswith("Hoogstens ")


def test_published_version_that_holds_today_counts(zaaktype):
    zaaktype("P4W", date(2024, 1, 1), date(2026, 1, 1))
    zaaktype("P6W", date(2026, 1, 1))
    zaaktype("P1W", date(2026, 2, 1), concept=True)
    zaaktype("P9W", date(2027, 1, 1))
    assert catalogue_term("KAP", TODAY) == Duration(weeks=6)
    assert catalogue_term("BESTAAT-NIET", TODAY) is None


def test_catalogue_wins_over_the_number_of_the_editor(zaaktype, actor):
    save_product("kap", {"naam": "Kappen", "termijn_dagen": 5, "zaaktype_identificatie": "KAP"}, actor=actor)
    product = product_by_slug("kap", "nl")
    assert product is not None
    assert term_of(product, TODAY) == "Hoogstens 5 dagen"
    zaaktype("P8W", date(2026, 1, 1))
    assert term_of(product, TODAY) == "Hoogstens 8 weken"
