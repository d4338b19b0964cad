"""The pages of the projects: proposing, judging, every step, the board with two people, and the rollout package."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.utils import timezone

from kapstok.diensten.sturing.geld import services as geld
from kapstok.diensten.sturing.geld.services import Waarvoor
from kapstok.diensten.sturing.plan.services.invoer import OnderdeelIn, PlanIn, SpeerpuntIn, leg_plan_aan
from kapstok.diensten.sturing.projecten.models import Deelname, Project, Toets, Uitrolpakket
from kapstok.platform.identity.models import User
from kapstok.platform.work import SYSTEM
from kapstok.schermen.sturing.bord_svg import bord as layout

P = "/sturing/projecten/"
YEAR = timezone.localdate().year
FIELDS = {
    "naam": "Zaakgericht <b>", "jaar": YEAR, "speerpunten": ["SP1"], "keuze": "samen", "van": f"{YEAR}-01-01",
    "tot": f"{YEAR}-12-31", "gemeenten": ["oost", "west"], "begroot_oost": "1.000,50", "begroot_west": "2000",
    "effect_verwacht_K2": "2",
}  # fmt: skip


def page(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode().replace("\xa0", " ")


@pytest.fixture
def plan(adviseur, owo):
    """A plan with a priority, so that there is one to choose."""
    given = PlanIn(
        "Plan", date(2017, 1, 1), date(YEAR, 12, 31), date(2017, 5, 1), ["I&A"], "m", "v",
        speerpunten=[SpeerpuntIn("SP1", "Faciliterende overheid")],
        onderdelen=[OnderdeelIn("k", "K2", "Klantgerichtheid", richting="omhoog")],
    )  # fmt: skip
    leg_plan_aan(given, actor=SYSTEM)


@pytest.fixture
def project(adviseur, owo, plan, actor):
    for row in owo.values():
        geld.reserveren(row.id, YEAR, Waarvoor(date(YEAR, 1, 1), "Reservering"), actor=actor)
    assert adviseur.post(f"{P}aanmelden/", FIELDS).status_code == 302
    return Project.objects.get()


def go(client, project, naar, **fields):
    versie = Project.objects.get(id=project.id).versie
    return client.post(f"{P}{project.id}/stap/{naar}/", {"versie": versie, **fields})


def judge(client, project, **fields):
    versie = Project.objects.get(id=project.id).versie
    return client.post(f"{P}{project.id}/beoordelen/", {"versie": versie, "noodzaak": "wenselijk", **fields})


def start(client, project):
    assert judge(client, project).status_code == 302
    assert go(client, project, "gehonoreerd").status_code == 302
    fields = {"leider_id": str(User.objects.get(username="proef-i-adviseur").id), "startvorm": "samen"}
    assert go(client, project, "in_uitvoering", **fields).status_code == 302


@pytest.mark.eis("R-219")
def test_what_is_wrong_in_a_proposal_is_said_at_the_field_and_what_was_typed_stays(adviseur, owo, plan):
    page(adviseur, f"{P}aanmelden/")
    wrong = {**FIELDS, "begroot_oost": "1.2345", "gemeenten": ["oost"]}
    refused = adviseur.post(f"{P}aanmelden/", wrong)
    assert refused.status_code == 422
    text = refused.content.decode()
    assert 'id="id_begroot_oost-fout"' in text
    assert 'value="1.2345"' in text
    assert "Zaakgericht &lt;b&gt;" in text
    again = adviseur.post(f"{P}aanmelden/", {**FIELDS, "gemeenten": [], "speerpunten": []})
    assert "minstens één gemeente" in again.content.decode()
    assert "minstens één speerpunt" in again.content.decode()
    none = adviseur.post(f"{P}aanmelden/", {**FIELDS, "effect_verwacht_K2": ""}).content.decode()
    assert 'id="id_effect_verwacht_K2-fout"' in none
    assert not Project.objects.exists()


@pytest.mark.eis("R-038", "R-221", "R-222", "R-228")
def test_a_project_goes_through_its_life_on_the_pages(adviseur, directie, project):
    url = f"{P}{project.id}/"
    assert "Beoordelen" in page(adviseur, url)
    refused = judge(adviseur, project, noodzaak="wettelijk")
    assert refused.status_code == 422
    assert 'id="id_noodzaak_bron-fout"' in refused.content.decode()
    start(adviseur, project)
    text = page(adviseur, url)
    assert "Past in geld en uren" in text
    assert "Faciliterende overheid" in text
    assert "€ 3.000,50" in text
    assert f"project={project.boekcode.replace('<', '%3C').replace('>', '%3E').replace(' ', '%20')}" in text
    assert "Wijzigen" not in page(directie, url)
    day = (YEAR, 4)
    review = f"{url}toets/{day[0]}/{day[1]}/"
    page(adviseur, review)
    bad = adviseur.post(review, {"voortgang": "30", "vertraging_dagen": "5"})
    assert 'id="id_vertraging_door-fout"' in bad.content.decode()
    good = {
        "voortgang": "30",
        "vertraging_dagen": "5",
        "vertraging_door": "gemeente",
        "tevredenheid_klant": "4",
    }
    assert adviseur.post(review, good).status_code == 302
    assert Toets.objects.get().vertraging_door == "gemeente"
    assert go(adviseur, project, "in_afronding").status_code == 302
    refused = go(adviseur, project, "afgerond")
    assert refused.status_code == 422
    assert 'id="id_effect_bereikt_K2-fout"' in refused.content.decode()
    refused = go(adviseur, project, "afgerond", effect_bereikt_K2="1")
    assert refused.status_code == 422
    assert 'id="id_lessen-fout"' in refused.content.decode()
    end = {"structurele_kosten": "0", "beheer_uren": "3", "lessen": "Begin klein", "controlelijst": "Testen"}
    end["effect_bereikt_K2"] = "1"
    assert go(adviseur, project, "afgerond", **end).status_code == 302
    text = page(adviseur, url)
    assert "Afgerond" in text
    shown = re.findall(r'data-label="(?:Verwacht|Bereikt)">([^<]+)<', text)
    assert shown == ["Duidelijk", "Klein"]


def test_the_second_of_two_editors_sees_what_the_first_one_saved(adviseur, project):
    url = f"{P}{project.id}/wijzigen/"
    fields = {"naam": project.naam, "jaar": YEAR, "speerpunten": ["SP1"], "keuze": "samen", "versie": 1}
    gone = adviseur.post(url, fields)  # what was expected of a K is changed, never lost
    assert 'id="id_effect_verwacht_K2-fout"' in gone.content.decode()
    fields["effect_verwacht_K2"] = "2"
    assert adviseur.post(url, {**fields, "versie": 1, "indiener": "Anna"}).status_code == 302
    second = adviseur.post(url, {**fields, "versie": 1, "indiener": "Bram"})
    assert second.status_code == 422
    text = second.content.decode()
    assert "Nu staat er: Anna" in text
    assert 'value="Bram"' in text
    assert Project.objects.get().indiener == "Anna"
    assert adviseur.post(url, {**fields, "versie": 2, "indiener": "Bram"}).status_code == 302


@pytest.mark.eis("R-031", "R-217")
def test_the_board_draws_each_block_and_buttons_move_it_and_the_second_is_told(adviseur, directie, project):
    board = "/sturing/bord/"
    text = page(adviseur, board)
    assert text.count("data-blok=") == 2
    assert "k-blok--voorgesteld" in text
    block = Deelname.objects.get(deelnemer__code="oost")
    chosen = page(adviseur, f"{board}?blok={block.id}")
    assert "Kwartaal later" in chosen
    assert "Kwartaal later" not in page(directie, f"{board}?blok={block.id}")
    sent = {"blok": block.id, "versie": 1, "stap": "later"}
    assert adviseur.post(f"{board}verschuiven/", sent).status_code == 302
    block.refresh_from_db()
    assert (block.van, block.tot) == (date(YEAR, 4, 1), date(YEAR + 1, 3, 31))
    told = adviseur.post(f"{board}verschuiven/", {**sent, "stap": "", "begin": "-2", "einde": "-2"})
    assert told.status_code == 409
    body = told.content.decode()
    assert "Iemand anders heeft dit intussen gewijzigd" in body
    assert 'name="versie" value="2"' in body
    assert "Toch zo verplaatsen" in body
    block.refresh_from_db()
    assert block.van == date(YEAR, 4, 1)
    assert directie.post(f"{board}verschuiven/", sent).status_code == 403
    for wrong in ("x", "00000000-0000-0000-0000-000000000000"):
        assert adviseur.post(f"{board}verschuiven/", {"blok": wrong}).status_code == 404
    page(adviseur, f"{board}?jaar=zes&blok=zeven")


def test_blocks_never_lie_on_each_other():
    rows = [
        {"id": n, "versie": 1, "naam": f"P{n}", "code": "a", "van": date(2019, 1 + n, 1), "tot": date(2019, 6 + n, 28),
         "klasse": "", "label": "", "gekozen": False}
        for n in range(6)
    ]  # fmt: skip
    drawn = layout(rows, [("a", "A"), ("b", "B")], jaren=(2019, 2019), vandaag=date(2019, 7, 1))
    blocks = drawn.banen[0].blokken
    for one in blocks:
        for other in blocks:
            apart = one.x + one.breed <= other.x or other.x + other.breed <= one.x or one.y != other.y
            assert one is other or apart
    assert drawn.banen[1].blokken == []
    assert 0 < drawn.nu < drawn.breedte


@pytest.mark.eis("R-233")
def test_a_package_goes_out_and_comes_in_once(adviseur, directie, project):
    start(adviseur, project)
    url = f"{P}{project.id}/pakket/"
    assert adviseur.post(url).status_code == 422
    go(adviseur, project, "in_afronding")
    made = adviseur.post(url)
    assert made.status_code == 200
    assert made["Content-Type"] == "application/zip"
    for word in ("is ingelezen", "was er al"):
        upload = BytesIO(made.content)
        upload.name = "pakket.zip"
        answer = adviseur.post("/sturing/pakketten/", {"bestand": upload}, follow=True)
        assert word in answer.content.decode()
    assert Uitrolpakket.objects.count() == 1
    wrong = BytesIO(b"geen zip")
    wrong.name = "pakket.zip"
    assert adviseur.post("/sturing/pakketten/", {"bestand": wrong}).status_code == 422
    assert directie.post("/sturing/pakketten/").status_code == 404


def test_only_the_adviseur_acts_and_a_municipality_sees_nothing(adviseur, directie, project, visit):
    for path, sent in (
        ("aanmelden/", FIELDS),
        (f"{project.id}/wijzigen/", FIELDS),
        (f"{project.id}/beoordelen/", {"noodzaak": "wenselijk"}),
        (f"{project.id}/stap/afgevoerd/", {"reden": "Niet meer nodig"}),
    ):
        assert directie.post(f"{P}{path}", sent).status_code == 403, path
    own = visit("medewerker", roles=("i-adviseur",), tenant="ooststellingwerf")
    assert own.get(f"{P}{project.id}/").status_code == 404
    assert "Zaakgericht" not in page(own, P)
    assert "data-blok=" not in page(own, "/sturing/bord/")
    assert adviseur.get(f"{P}{project.id}/stap/beoordeeld/").status_code == 404
    assert adviseur.get(f"{P}{project.id}/stap/weg/").status_code == 404


def test_pages_take_as_many_statements_with_many_projects(
    adviseur, directie, project, django_assert_max_num_queries
):
    for n in range(12):
        adviseur.post(f"{P}aanmelden/", {**FIELDS, "naam": f"Project {n}"})
    for url in (P, f"{P}?stand=voorgesteld&q=Project", "/sturing/bord/", f"{P}{project.id}/"):
        with django_assert_max_num_queries(12):
            text = page(directie, url)
    assert len(re.findall("data-rij", text)) >= 2
