"""The chain on its page and as a sheet."""

from datetime import date

import pytest

from kapstok.diensten.sturing.portfolio import services as portfolio
from kapstok.diensten.sturing.projecten.services import Deelneming, aanmelden

K = "/sturing/keten/"


@pytest.fixture
def project(owo, apps, actor):
    taking_part = [Deelneming(owo["oost"].id, date(2018, 1, 1), date(2018, 12, 31))]
    values = {"naam": "Nieuw <zaaksysteem>", "jaar": 2018, "applicatie_id": apps["Zaakpunt"].id}
    return aanmelden(values, taking_part, op=date(2018, 1, 2), actor=actor)


@pytest.mark.eis("R-028", "R-259")
def test_the_page_leads_on_to_project_and_application_and_names_what_is_missing(directie, project, apps):
    page = directie.get(K).content.decode()
    assert f'/sturing/projecten/{project.id}/">Nieuw &lt;zaaksysteem&gt;' in page
    assert f'/sturing/applicaties/{apps["Zaakpunt"].id}/">' in page
    assert "Project zonder speerpunt (1)" in page
    assert "Applicatie zonder eigenaar (2)" in page
    assert "Zaakregistratiecomponent" in page


def test_one_gap_is_shown_apart_also_on_the_sheet(directie, project, apps, actor):
    portfolio.save_applicatie({"naam": "=Los", "eigenaar": "Hoofd"}, actor=actor)
    page = directie.get(f"{K}?gat=applicatie_zonder_component").content.decode()
    assert "=Los" in page
    assert "Civision" not in page
    lines = (
        directie.get("/sturing/keten.csv?gat=applicatie_zonder_component")
        .content.decode("utf-8-sig")
        .split("\r\n")
    )
    assert lines[0].startswith("speerpunten;project;component;")
    assert ";'=Los;" in lines[1]
    assert lines[2] == ""


def test_a_gap_that_does_not_exist_narrows_nothing_and_where_nothing_lacks_it_says_so(directie, project):
    assert "Civision" in directie.get(f"{K}?gat=x&pagina=0").content.decode()
    assert "Hier ontbreekt niets" in directie.get(f"{K}?gat=component_zonder_applicatie").content.decode()


def test_a_municipality_sees_nothing_of_it(visit, project):
    own = visit("medewerker", roles=("i-adviseur",), tenant="ooststellingwerf")
    page = own.get(K).content.decode()
    assert "Civision" not in page
    assert "zaaksysteem" not in page
