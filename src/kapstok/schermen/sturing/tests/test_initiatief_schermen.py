"""The register of initiatives on its pages."""

from datetime import date

import pytest

from kapstok.diensten.sturing.initiatieven.models import Initiatief
from kapstok.diensten.sturing.initiatieven.rules import CRITERIA
from kapstok.diensten.sturing.projecten.models import Project
from kapstok.diensten.sturing.rollen.services import benoem
from kapstok.platform.identity.models import User
from kapstok.platform.work import SYSTEM

I = "/sturing/initiatieven/"  # noqa: E741
WHOLE = {
    "naam": "Drone <b>", "keuze": "samen", "keuze_reden": "r", "tempo": "innoveren", "tempo_reden": "t",
    "uitkomst": "doen", "besluit_door": "OWO-directie", "besloten_op": "2018-03-01", **dict.fromkeys(CRITERIA, "4"),
}  # fmt: skip


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def kept(adviseur, owo):
    assert adviseur.post(f"{I}nieuw/", WHOLE).status_code == 302
    return Initiatief.objects.get()


@pytest.mark.eis("R-262")
def test_an_i_adviseur_finds_what_came_in_for_the_own_field(adviseur, directie, owo):
    user = User.objects.get(username="proef-i-adviseur")
    for naam, person, field in (("Proef", user.id, "Sociaal domein"), ("Nynke", None, "Ruimte")):
        benoem("i_adviseur", naam, van=date(2016, 1, 1), persoon_id=person, aandachtsveld=field, actor=SYSTEM)
    open_one = {"naam": "Drones", "aandachtsveld": "Sociaal domein"}
    assert adviseur.post(f"{I}nieuw/", open_one).status_code == 302
    assert adviseur.post(f"{I}nieuw/", {**WHOLE, "aandachtsveld": "Ruimte"}).status_code == 302
    assert adviseur.post(f"{I}nieuw/", {"naam": "Elders", "aandachtsveld": "Maan"}).status_code == 422
    page = text(adviseur.get(I))
    assert "Sociaal domein (1 te wegen)" in page
    assert "Ruimte (0 te wegen)" in page
    assert page.count("Uw veld") == 1
    assert "Uw veld" not in text(directie.get(I))
    found = text(adviseur.get(f"{I}?stand=open&aandachtsveld=Sociaal+domein"))
    assert "Drones" in found
    assert "Drone &lt;b&gt;" not in found


def test_an_empty_register_says_so(directie, owo):
    assert "Geen initiatieven" in text(directie.get(I))


def test_one_is_added_found_read_changed_and_undone(adviseur, kept):
    assert "Drone &lt;b&gt;" in text(adviseur.get(f"{I}?stand=doen&keuze=samen"))
    assert "Drone" not in text(adviseur.get(f"{I}?stand=later"))
    page = text(adviseur.get(f"{I}{kept.id}/"))
    assert "4 van 5" in page
    assert "ongedaan maken" not in page
    adviseur.post(f"{I}{kept.id}/wijzigen/", {**WHOLE, "naam": "Ballon", "versie": "1"})
    assert "ongedaan maken" in text(adviseur.get(f"{I}{kept.id}/"))
    adviseur.post(f"{I}{kept.id}/ongedaan/", {"versie": "2"})
    assert Initiatief.objects.get().naam == "Drone <b>"


def test_what_lacks_is_said_at_its_field_and_what_was_typed_stays(adviseur, owo):
    page = text(adviseur.post(f"{I}nieuw/", {**WHOLE, "tempo_reden": "", "nut": "", "naam": "Blijft"}), 422)
    assert 'id="id_tempo_reden-fout"' in page
    assert 'id="id_nut-fout"' in page
    assert 'value="Blijft"' in page
    assert not Initiatief.objects.exists()


def test_the_second_editor_sees_what_stands_there_now(adviseur, kept):
    adviseur.post(f"{I}{kept.id}/wijzigen/", {**WHOLE, "naam": "Eerste", "versie": "1"})
    page = text(adviseur.post(f"{I}{kept.id}/wijzigen/", {**WHOLE, "naam": "Tweede", "versie": "1"}), 422)
    assert "Nu staat er: Eerste" in page
    assert 'value="Tweede"' in page


def test_the_sheet_has_the_rows_of_the_list_and_no_formula(adviseur, kept):
    adviseur.post(f"{I}nieuw/", {"naam": "=1+1"})
    sheet = adviseur.get("/sturing/initiatieven.csv").content.decode("utf-8-sig").splitlines()
    assert len(sheet) == 3
    assert sheet[0].startswith("naam;omschrijving;")
    assert sheet[1].startswith("'=1+1;")


def test_a_project_is_made_of_it(adviseur, kept):
    sent = {"jaar": "2018", "van": "2018-04-01", "tot": "2018-12-31", "gemeenten": ["oost", "west"]}
    page = text(adviseur.post(f"{I}{kept.id}/project/", {**sent, "gemeenten": []}), 422)
    assert "minstens één gemeente" in page
    assert adviseur.post(f"{I}{kept.id}/project/", sent).status_code == 302
    assert f"/sturing/projecten/{Project.objects.get().id}/" in text(adviseur.get(f"{I}{kept.id}/"))


@pytest.mark.parametrize("path", ["", "project/", "wijzigen/", "ongedaan/"])
def test_one_that_is_not_there_is_not_found(adviseur, owo, path):
    wrong = f"{I}01980000-0000-7000-8000-000000000000/{path}"
    asked = adviseur.post(wrong) if path == "ongedaan/" else adviseur.get(wrong)
    assert asked.status_code == 404


def test_the_directie_reads_and_a_municipality_sees_nothing(directie, kept, visit):
    assert "Drone" in text(directie.get(I))
    assert directie.post(f"{I}nieuw/", WHOLE).status_code == 403
    own = visit("medewerker", roles=("i-adviseur",), tenant="ooststellingwerf")
    assert "Drone" not in text(own.get(I))
    assert own.get(f"{I}{kept.id}/").status_code == 404
