"""The public pages as a visitor gets them, over HTTP, per municipality."""

from decimal import Decimal

import pytest
from django.utils import timezone

from kapstok.diensten.formulieren.definitie import read_definition
from kapstok.diensten.formulieren.services import publish_form
from kapstok.magazijnen.producten.services import save_product

FORM = {
    "slug": "kapvergunning",
    "title": {"nl": "Boom kappen"},
    "intro": {"nl": "Vraag een vergunning aan."},
    "zaak": {"zaaktype": "KAP", "omschrijving": "x"},
    "steps": [
        {"id": "a", "title": {"nl": "A"}, "questions": [{"id": "b", "type": "tekst", "label": {"nl": "B"}}]}
    ],
}
PAGES = ["/", "/zoeken/", "/onderwerpen/", "/hulp/", "/contact/", "/toegankelijkheid/", "/privacy/"]


@pytest.fixture
def boom(tenant, actor):
    return save_product(
        "boom-kappen",
        {
            "naam": "Boom kappen",
            "namen": {"nl": "Boom kappen", "fy": "Beam kapje"},
            "samenvatting": {"nl": "Vraag een vergunning aan."},
            "inhoud": {"nl": "## Wanneer niet\n- Dunne bomen\n- <b>Fruitbomen</b>"},
            "kosten": Decimal("62.50"),
            "termijn_dagen": 56,
            "benodigdheden": {"nl": ["Een foto van de boom"]},
            "formulier_slug": "kapvergunning",
            "levensgebeurtenis": "buurt",
            "toptaak": True,
        },
        actor=actor,
    )


@pytest.mark.parametrize("page", PAGES)
def test_page_opens_without_login_and_has_one_heading(boom, client_for, page):
    answer = client_for("ooststellingwerf").get(page)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.count("<h1") == 1
    assert "Ooststellingwerf" in text
    assert "Hulp nodig?" in text


@pytest.mark.parametrize("page", PAGES)
def test_page_has_no_inline_style_or_script(boom, client_for, page):
    text = client_for("ooststellingwerf").get(page).content.decode()
    assert " style=" not in text
    assert "<style" not in text
    assert "onclick" not in text
    assert "<script>" not in text


def test_home_shows_top_tasks_and_both_logins(boom, client_for):
    text = client_for("ooststellingwerf").get("/").content.decode()
    assert "/product/boom-kappen/" in text
    assert "Inloggen met DigiD" in text
    assert "Inloggen met eHerkenning" in text


def test_product_page_says_cost_term_needs_and_where_to_start(boom, client_for, actor):
    publish_form(read_definition(FORM), actor=actor, now=timezone.now())
    text = client_for("ooststellingwerf").get("/product/boom-kappen/").content.decode()
    for part in ("62,50", "Hoogstens 8 weken", "Een foto van de boom", "/formulier/kapvergunning/"):
        assert part in text
    assert "<b>Fruitbomen" not in text
    assert "&lt;b&gt;Fruitbomen" in text


def test_product_of_another_municipality_is_not_found(boom, client_for):
    answer = client_for("weststellingwerf").get("/product/boom-kappen/")
    assert answer.status_code == 404
    assert "Deze pagina bestaat niet" in answer.content.decode()


@pytest.mark.eis("R-060")
def test_search_without_result_offers_a_way_out(boom, client_for):
    text = client_for("ooststellingwerf").get("/zoeken/", {"q": "raket"}).content.decode()
    assert "Wij vinden niets bij deze woorden." in text
    assert "/onderwerpen/" in text


@pytest.mark.parametrize("question", ["<script>alert(1)</script>", "a\x00b", "x" * 5000, "%", "''--"])
def test_search_survives_odd_questions(boom, client_for, question):
    answer = client_for("ooststellingwerf").get("/zoeken/", {"q": question})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_chosen_language_is_kept_for_the_next_page(boom, client_for):
    client = client_for("ooststellingwerf")
    answer = client.get("/taal/fy/", {"volgende": "/product/boom-kappen/"})
    assert answer.status_code == 302
    assert answer["Location"] == "/product/boom-kappen/"
    page = client.get("/product/boom-kappen/")
    assert page["Content-Language"] == "fy"
    assert "Beam kapje" in page.content.decode()
    assert '<html lang="fy"' in page.content.decode()


@pytest.mark.parametrize(
    "target", ["https://example.org/", "//example.org/", "javascript:alert(1)", "\\\\example.org"]
)
def test_language_switch_never_leads_off_the_site(tenant, client_for, target):
    assert client_for("ooststellingwerf").get("/taal/en/", {"volgende": target})["Location"] == "/"


def test_plain_domain_offers_the_choice_of_a_municipality(db, client_for):
    text = client_for("www").get("/", headers={"host": "localhost:8000"}).content.decode()
    assert "Kies uw gemeente" in text
    assert 'href="http://opsterland.localhost:8000/"' in text


def test_plain_domain_sends_other_pages_to_the_choice(db, client_for):
    answer = client_for("www").get("/contact/", headers={"host": "localhost"})
    assert answer.status_code == 302
    assert answer["Location"] == "/"


def test_browser_language_does_not_decide(boom, client_for):
    page = client_for("ooststellingwerf").get("/", headers={"accept-language": "en-US,en;q=0.9"})
    assert '<html lang="nl"' in page.content.decode()


def test_theme_of_the_municipality_is_kept_for_a_year(tenant, client_for):
    text = client_for("ooststellingwerf").get("/").content.decode()
    address = text.split('href="/thema/')[1].split('"')[0]
    answer = client_for("ooststellingwerf").get(f"/thema/{address}")
    assert answer["Content-Type"].startswith("text/css")
    assert "immutable" in answer["Cache-Control"]
    assert client_for("weststellingwerf").get(f"/thema/{address}").status_code == 404
