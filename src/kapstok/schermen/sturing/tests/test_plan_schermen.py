"""The pages of the plan: marks in the right words, the praatplaat as page and files, adoption, review and RACI."""

import re
from datetime import date
from uuid import UUID

import pytest
from pypdf import PdfReader

from kapstok.diensten.sturing.plan import queries, services
from kapstok.diensten.sturing.plan.services.invoer import (
    AmbitieIn,
    BronIn,
    IndicatorIn,
    OnderdeelIn,
    PlanIn,
    SpeerpuntIn,
)
from kapstok.diensten.sturing.rollen.models import Vervulling
from kapstok.diensten.sturing.rollen.services import benoem
from kapstok.platform.identity.models import User
from kapstok.platform.work import SYSTEM

PLAN = "/sturing/plan/"
PLAAT = f"{PLAN}praatplaat"


def page(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return re.sub(r"</?time[^>]*>", "", response.content.decode()).replace("\xa0", " ")


@pytest.fixture
def beheer(visit):
    return visit("medewerker", roles=("functioneel-beheerder",), tenant="owo")


@pytest.fixture
def plan(adviseur, directie, owo):
    given = PlanIn(
        naam="Plan <b>", van=date(2017, 1, 1), tot=date(2020, 12, 31), datum=date(2017, 5, 1), auteurs=["I&A"],
        missie="Onze missie", visie="Onze visie",
        bronnen=[BronIn("akkoord", "akkoord", "Akkoord Oost")],
        onderdelen=[
            OnderdeelIn("k", "K1", "Kwaliteit", richting="omhoog"),
            OnderdeelIn("pijler", "P1", "Op tijd", tekst="Altijd", groep="buiten"),
            OnderdeelIn("spelregel", "A", "Geld apart", paragraaf="5.A"),
            OnderdeelIn("ontwikkeling", "cloud", "Cloud", standpunt="Bewust kiezen"),
        ],
        speerpunten=[
            SpeerpuntIn(
                "SP1", "Excellent", akkoorden={"oost": "akkoord"},
                ambities=[
                    AmbitieIn("oost", "excellent", date(2014, 1, 1), "Akkoord", tot=date(2016, 10, 31)),
                    AmbitieIn("oost", "adequaat", date(2016, 11, 1), "Begrotingswijziging"),
                ],
            )
        ],
    )  # fmt: skip
    return services.leg_plan_aan(given, actor=SYSTEM)


def holds(client_roles, functie, member=None):
    user = User.objects.get(username=f"proef-{client_roles}")
    benoem(
        functie,
        "Proef",
        van=date(2016, 1, 1),
        deelnemer_id=member.id if member else None,
        persoon_id=user.id,
        actor=SYSTEM,
    )


@pytest.mark.eis("R-045", "R-023", "R-057")
def test_what_is_not_in_the_agreement_is_said_so_and_never_no(plan, directie, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        text = page(directie, PLAN)
    assert text.count(">staat in het akkoord<") == 1
    assert text.count(">staat niet in het akkoord<") == 2
    table = text[text.index("<tbody>") : text.index("</tbody>")]
    assert ">nee<" not in table.lower()
    assert "Ambitie: adequaat, sinds 01-11-2016" in text
    assert "excellent, tot en met 31-10-2016" in text
    assert "Begrotingswijziging" in text
    assert "Bewust kiezen" in text
    assert "Plan &lt;b&gt;" in text
    assert page(directie, f"{PLAN}{plan.id}/") != ""


@pytest.mark.eis("R-003")
def test_the_praatplaat_draws_the_plan_and_says_it_in_words(plan, directie, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        text = page(directie, f"{PLAAT}/")
    for word in ("Onze missie", "Onze visie", "Op tijd. Altijd", "A: Geld apart", "SP1 Excellent"):
        assert word in text
    assert "Ooststellingwerf: staat in het akkoord, ambitie adequaat (eerst excellent)" in text
    assert "Opsterland: staat niet in het akkoord" in text
    drawn = directie.get(f"{PLAAT}.svg")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert drawn.content.startswith(b"<svg")
    assert b"<script" not in drawn.content
    assert "attachment" in directie.get(f"{PLAAT}.svg?download=1")["Content-Disposition"]


@pytest.mark.eis("R-003", "R-022")
def test_the_pdf_is_one_a3_with_the_plan_behind_it_as_a_list(plan, directie, tmp_path):
    file = tmp_path / "plaat.pdf"
    file.write_bytes(directie.get(f"{PLAAT}.pdf").content)
    read = PdfReader(file)
    first = read.pages[0]
    assert (round(float(first.mediabox.width)), round(float(first.mediabox.height))) == (1191, 842)
    assert len(read.pages) == 2
    assert "Onze missie" in first.extract_text()
    assert "staat niet in het akkoord" in " ".join(read.pages[1].extract_text().split())
    assert "/StructTreeRoot" in read.trailer["/Root"]


def test_without_a_plan_the_pages_say_so(directie, owo):
    assert "Nog geen plan" in page(directie, PLAN)
    assert "Nog geen plan" in page(directie, f"{PLAAT}/")
    page(directie, f"{PLAAT}.svg", 404)
    page(directie, f"{PLAAT}/?versie=x", 404)
    page(directie, f"{PLAN}{UUID(int=1)}/", 404)


@pytest.mark.eis("R-235")
def test_a_version_is_adopted_on_the_page_by_who_may_and_it_says_whose_turn_it_is(
    plan, owo, adviseur, directie, django_assert_max_num_queries
):
    url = f"{PLAN}{plan.id}/besluitvorming/"
    Vervulling.objects.all().delete()  # nobody holds a function yet
    adviseur.post(url, {"actie": "indienen"})
    assert queries.geheel(plan.id)["status"] == "concept"
    holds("i-adviseur", "i_adviseur")
    assert "Indienen" in page(adviseur, url)
    assert "Indienen" not in page(directie, url)
    adviseur.post(url, {"actie": "indienen"})
    board = queries.geheel(plan.id)["vaststellingen"][0]
    assert "Op de agenda zetten" not in page(directie, url)
    holds("directie", "counterpart", owo["west"])
    holds("directie", "owo_directie", owo["oost"])
    with django_assert_max_num_queries(12):
        assert "Op de agenda zetten" in page(directie, url)
    directie.post(url, {"actie": "agenderen", "stap": board["id"]})
    text = page(directie, url)
    assert "Instemmen voor Ooststellingwerf" in text
    assert "Instemmen voor Opsterland" not in text
    assert text.count(">aan de beurt<") == 1
    refused = directie.post(url, {"actie": "instemmen", "stap": board["id"], "gemeente": "west"}, follow=True)
    assert "een rol die u niet heeft" in refused.content.decode()
    directie.post(url, {"actie": "instemmen", "stap": board["id"], "gemeente": "oost"})
    assert "Oost stemt in" in page(directie, url)
    assert directie.post(url, {"actie": "agenderen", "stap": "x"}).status_code == 404


@pytest.mark.eis("R-213")
def test_the_review_is_answered_on_the_page_and_what_was_typed_stays(plan, owo, directie):
    plan.status, plan.vastgesteld_op = "vastgesteld", date(2017, 6, 1)
    plan.save()
    review = services.open_herziening(2026, op=date(2026, 3, 1), actor=SYSTEM)
    url = f"{PLAN}herziening/"
    assert "Antwoord van" not in page(directie, url)
    holds("directie", "counterpart", owo["oost"])
    sent = {"actie": "antwoord", "herziening": str(review.id), "gemeente": "oost", "actueel": "nee"}
    assert "Antwoord van Ooststellingwerf" in page(directie, url)
    refused = directie.post(url, {**sent, "toelichting": " "})
    assert refused.status_code == 422
    assert "Schrijf op wat er moet veranderen" in refused.content.decode()
    assert directie.post(url, {**sent, "toelichting": "Breder"}).status_code == 302
    assert "bijstellen. Breder" in page(directie, url)


@pytest.mark.eis("R-160", "R-235", "R-260", "R-266")
def test_the_raci_is_made_of_the_rights_and_says_what_nobody_holds(directie, owo):
    benoem("college", "College <i>", van=date(2016, 1, 1), deelnemer_id=owo["oost"].id, actor=SYSTEM)
    benoem("college", "College West", van=date(2016, 1, 1), deelnemer_id=owo["west"].id, actor=SYSTEM)
    text = page(directie, "/sturing/rollen/?gemeente=oost")
    raci = text[: text.index('id="kop-wie"')]
    assert "College &lt;i&gt;" in raci
    assert "College West" not in raci
    assert "k-raci__letter--a" in raci
    assert "CISO, Opsterland" in text
    assert "Rol geven" not in text


def test_project_leaders_who_may_do_the_same_share_a_row_with_all_their_names(directie, owo):
    for n in range(5):
        benoem("projectleider", f"Leider {n}", van=date(2016, 1, 1), project=f"P<{n}>", actor=SYSTEM)
    text = page(directie, "/sturing/rollen/?gemeente=oost")
    raci = text[: text.index('id="kop-wie"')]
    assert raci.count("Projectleider") == 1
    assert "Projectleider (5)" in raci
    for n in range(5):
        assert f"Leider {n}, P&lt;{n}&gt;<br>" in raci
        assert text.count(f"Leider {n}") == 2  # and once among who holds which role


def test_only_the_functional_manager_gives_a_function_and_faults_stand_at_their_field(adviseur, beheer, owo):
    url, sent = "/sturing/rollen/benoemen/", {"functie": "ciso", "naam": "Marit", "van": "2026-01-01"}
    assert adviseur.post(url, sent).status_code == 403
    refused = beheer.post(url, sent)
    assert refused.status_code == 422
    assert 'id="id_gemeente-fout"' in refused.content.decode()
    assert 'value="Marit"' in refused.content.decode()
    assert beheer.post(url, {**sent, "gemeente": "oost"}).status_code == 302
    field = {"functie": "i_adviseur", "naam": "Nynke", "aandachtsveld": "Sociaal domein", "van": "2026-01-01"}
    assert beheer.post(url, field).status_code == 302
    assert Vervulling.objects.get(naam="Nynke").aandachtsveld == "Sociaal domein"
    row = Vervulling.objects.get(functie="ciso")
    assert adviseur.post(f"/sturing/rollen/{row.id}/beeindigen/").status_code == 403
    assert beheer.post(f"/sturing/rollen/{row.id}/beeindigen/").status_code == 302
    assert Vervulling.objects.get(functie="ciso").tot is not None


def test_another_municipality_sees_nothing_of_it(visit, plan):
    own = visit("medewerker", roles=("i-adviseur",), tenant="ooststellingwerf")
    assert "Onze missie" not in page(own, PLAN)
    for url in (f"{PLAN}{plan.id}/", f"{PLAN}{plan.id}/besluitvorming/", f"{PLAAT}.pdf?versie={plan.id}"):
        page(own, url, 404)
    assert visit("medewerker", roles=("behandelaar",), tenant="owo").get(PLAN).status_code == 403


@pytest.mark.eis("R-039", "R-040", "R-041", "R-042", "R-006")
def test_each_goal_shows_target_figures_and_trend_and_a_figure_leads_to_what_lies_under_it(
    adviseur, directie, owo, django_assert_max_num_queries
):
    plan = PlanIn(
        naam="Plan", van=date(2017, 1, 1), tot=date(2020, 12, 31), datum=date(2017, 5, 1), auteurs=["I&A"], missie="m",
        visie="v", onderdelen=[OnderdeelIn("k", f"K{n}", f"Doel {n}") for n in range(1, 5)],
        indicatoren=[
            IndicatorIn(
                "tijd", "K1", "Op tijd", "%", "omhoog", norm=80, norm_gemeenten=["oost"], eigenaar="i_adviseur"
            ),
            IndicatorIn("biv", "K3", "Zonder BIV", "aantal", "omlaag", norm=0, meting="zonder_biv"),
            IndicatorIn("maat", "K4", "Maatwerk", "euro", "omlaag", meting="maatwerk"),
        ],
    )  # fmt: skip
    services.leg_plan_aan(plan, actor=SYSTEM)
    holds("i-adviseur", "i_adviseur")
    url = "/sturing/doelen/tijd/"
    for code, day, value in (
        ("oost", "2018-01-01", "75"),
        ("oost", "2018-07-01", "82,5"),
        ("west", "2018-07-01", "60"),
    ):
        sent = adviseur.post(url, {"gemeente": code, "datum": day, "waarde": value})
        assert sent.status_code == 302
    refused = adviseur.post(url, {"gemeente": "oost", "datum": "2018-07-01", "waarde": "tachtig"})
    assert refused.status_code == 422
    assert 'value="tachtig"' in refused.content.decode()
    assert directie.post(url, {"gemeente": "oost", "datum": "2018-08-01", "waarde": "1"}).status_code == 422
    with django_assert_max_num_queries(12):
        text = page(directie, "/sturing/doelen/")
    assert "Doel: 80%" in text
    assert f'href="{url}">82,5%</a>' in text
    assert text[text.index('id="doel-K1"') :].count(">gehaald<") == 2
    assert text.count("geen eigen doel") == 1
    assert "beter dan de vorige keer" in text
    assert '<a class="nl-link" href="/sturing/doelen/biv/">Zonder BIV</a>' in text
    assert 'href="/sturing/applicaties/?biv=geen">0</a>' in text  # and the figure to what lies under it
    side = text[text.index("De gemeenten naast elkaar") : text.index('id="doel-K1"')]
    assert re.sub(r"<[^>]+>|\s+", " ", side).count("82,5%") == 1
    assert "K2 Doel 2" in text[text.index("Nog zonder indicator") :]
    text = page(directie, url)
    assert "82,5%" in text
    assert "Alleen de eigenaar" in text
    assert "Alleen de eigenaar" not in page(adviseur, url)
    text = page(directie, "/sturing/doelen/biv/")
    assert "Kapstok rekent dit cijfer zelf uit" in text
    assert "Cijfer opschrijven" not in text
    assert adviseur.post("/sturing/doelen/biv/", {"gemeente": "oost"}).status_code == 404
    page(directie, "/sturing/doelen/koffie/", 404)


def test_the_figures_are_not_of_another_municipality(visit, owo):
    own = visit("medewerker", roles=("i-adviseur",), tenant="ooststellingwerf")
    assert "Nog geen plan" in page(own, "/sturing/doelen/")
