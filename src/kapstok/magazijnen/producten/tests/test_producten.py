"""Products: texts per language, search, notices, and what another municipality sees."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.magazijnen.producten import queries, services
from kapstok.magazijnen.producten.models import Product
from kapstok.magazijnen.producten.rules import matching, plain, product_in, text_in
from kapstok.magazijnen.producten.startset import load_startset, startset

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def values(**changes):
    return {
        "naam": "Boom kappen",
        "namen": {"nl": "Boom kappen", "fy": "Beam kapje"},
        "samenvatting": {"nl": "Vraag een vergunning aan."},
        "zoekwoorden": "kapvergunning, bomen, snoeien",
        **changes,
    }


def row(**changes):
    empty = {
        field: {}
        for field in ("namen", "samenvatting", "inhoud", "kosten_toelichting", "termijn_toelichting")
    }
    return {
        **empty, "slug": "x", "naam": "X", "kosten": None, "termijn_dagen": None, "benodigdheden": {},
        "zaaktype_identificatie": "", "formulier_slug": "", "aanvragen": "formulier", "inloggen": True,
        "levensgebeurtenis": "", "icoon": "document", "zoekwoorden": "", "toptaak": False, **changes,
    }  # fmt: skip


def test_text_falls_back_to_dutch_when_a_language_is_missing():
    assert text_in({"nl": "Boom", "fy": ""}, "fy") == "Boom"
    assert text_in({"nl": "Boom", "fy": "Beam"}, "fy") == "Beam"
    assert text_in(None, "en") == ""


@pytest.mark.eis("R-060")
def test_search_puts_the_product_with_the_word_in_its_name_first():
    tree = product_in(row(slug="boom", naam="Boom kappen", zoekwoorden="kapvergunning"), "nl")
    street = product_in(
        row(slug="straat", naam="Melding doen", samenvatting={"nl": "Een boom op straat"}), "nl"
    )
    assert [product.slug for product in matching([street, tree], "boom")] == ["boom", "straat"]
    assert [product.slug for product in matching([street, tree], "boom kapvergunning")] == ["boom"]
    assert matching([street, tree], "paspoort") == []


@given(st.text(max_size=60))
def test_any_question_gives_an_answer_that_is_a_part_of_the_catalogue(question):
    products = [
        product_in(row(slug="a", naam="Boom kappen"), "nl"),
        product_in(row(slug="b", naam="Uitrit"), "nl"),
    ]
    found = matching(products, question)
    assert len(found) <= len(products)
    assert len({product.slug for product in found}) == len(found)


@given(st.text(max_size=40))
def test_plain_text_is_stable(text):
    assert plain(plain(text)) == plain(text)


def test_saving_twice_changes_the_same_product(tenant, actor):
    first = services.save_product("boom-kappen", values(), actor=actor)
    second = services.save_product("boom-kappen", {"naam": "Boom vellen"}, actor=actor)
    assert second.id == first.id
    assert Product.objects.get(slug="boom-kappen").naam == "Boom vellen"


def test_product_without_a_name_is_refused(tenant, actor):
    with pytest.raises(services.ProductRefused) as refusal:
        services.save_product("leeg", {"kosten": 3}, actor=actor)
    assert refusal.value.field == "naam"


def test_unknown_field_is_refused(tenant, actor):
    with pytest.raises(services.ProductRefused, match="prijs"):
        services.save_product("x", {"naam": "X", "prijs": 3}, actor=actor)


def test_frisian_reader_finds_by_dutch_word_and_reads_frisian(tenant, actor):
    services.save_product("boom-kappen", values(), actor=actor)
    assert [product.naam for product in queries.search_products("boom", "fy")] == ["Beam kapje"]


def test_product_that_is_no_longer_offered_is_not_shown(tenant, actor):
    services.save_product("oud", values(actief=False), actor=actor)
    assert queries.product_by_slug("oud", "nl") is None
    assert queries.active_products("nl") == []


def test_another_municipality_does_not_see_the_product(tenant, actor, as_tenant):
    services.save_product("boom-kappen", values(), actor=actor)
    with as_tenant(2):
        assert queries.active_products("nl") == []


def test_notice_shows_between_its_two_moments_only(tenant, actor):
    services.place_bericht(
        {"nl": "Dicht"}, {"nl": "Vrijdag zijn wij dicht."}, van=NOW, tot=NOW + timedelta(days=1), actor=actor
    )
    assert [notice["titel"] for notice in queries.current_berichten(NOW, "fy")] == ["Dicht"]
    assert queries.current_berichten(NOW - timedelta(seconds=1), "nl") == []
    assert queries.current_berichten(NOW + timedelta(days=1), "nl") == []


def test_notice_that_ends_before_it_begins_is_refused(tenant, actor):
    with pytest.raises(services.ProductRefused) as refusal:
        services.place_bericht({"nl": "X"}, {}, van=NOW, tot=NOW, actor=actor)
    assert refusal.value.field == "tot"


def test_start_set_is_complete_in_three_languages(tenant, actor):
    assert load_startset(actor=actor) == len(startset())
    assert load_startset(actor=actor) == Product.objects.count()
    for language in ("nl", "fy", "en"):
        for product in queries.active_products(language):
            assert product.naam, product.slug
            assert product.samenvatting, (product.slug, language)
    for row in startset():
        for field, texts in row.items():
            if isinstance(texts, dict):
                assert set(texts) == {"nl", "fy", "en"}, (row["slug"], field)
