"""The survey on its pages, and answering by a link without login."""

import re

import pytest

from kapstok.diensten.sturing.enquete.models import Enquete, Inzending
from kapstok.platform.mail.models import Mail

E = "/sturing/enquetes/"
LINES = "tevreden; schaal; ; Hoe <b> tevreden?\nwens; open; ; Wat mist u?"


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def kept(adviseur, owo):
    assert adviseur.post(f"{E}nieuw/", {"naam": "Ronde", "anoniem": "", "vragen": LINES}).status_code == 302
    return Enquete.objects.get()


@pytest.fixture
def link(adviseur, kept):
    people = "Ooststellingwerf; Renske; r@x.example\nwest; Douwe; d@x.example"
    assert adviseur.post(f"{E}{kept.id}/doen/", {"doen": "uitnodigen", "mensen": people}).status_code == 302
    return re.search(r"(/sturing/antwoord/\S+/)", Mail.objects.get(aan="r@x.example").tekst)[1]


def test_an_empty_list_says_so(directie, owo):
    assert "Geen enquêtes" in text(directie.get(E))


@pytest.mark.eis("R-058")
def test_it_is_answered_by_link_and_shown_when_it_is_closed(adviseur, kept, link, client_for):
    head = client_for("owo")
    assert "Hoe &lt;b&gt; tevreden?" in text(head.get(link))
    head.post(link, {"v-wens": "Half", "doen": "bewaren"})
    assert ">\nHalf</textarea>" in text(head.get(link)).replace(">Half<", ">\nHalf<")
    page = text(head.post(link, {"v-wens": "Heel", "doen": "indienen"}), 422)
    assert "Kies een antwoord" in page
    assert "Heel" in page
    assert head.post(link, {"v-tevreden": "4", "v-wens": "Heel", "doen": "indienen"}).status_code == 302
    assert "Dank u wel" in text(head.get(link))
    assert Inzending.objects.count() == 1
    assert adviseur.post(f"{E}{kept.id}/doen/", {"doen": "sluiten"}).status_code == 302
    page = text(adviseur.get(f"{E}{kept.id}/"))
    assert "Ooststellingwerf: Heel" in page
    sheet = adviseur.get(f"{E}{kept.id}/uitslag.csv").content.decode("utf-8-sig").splitlines()
    assert sheet[1].startswith("tevreden;Hoe <b> tevreden?;schaal;;4.0;4.0;;;")
    assert head.get(link).status_code == 404


def test_what_is_no_question_or_no_person_is_named_by_its_line(adviseur, kept):
    page = text(adviseur.post(f"{E}nieuw/", {"naam": "Blijft", "vragen": f"{LINES}\nzomaar iets"}), 422)
    assert "Regel 3 is geen vraag" in page
    assert 'value="Blijft"' in page
    page = text(
        adviseur.post(f"{E}{kept.id}/doen/", {"doen": "uitnodigen", "mensen": "x; y; z@x.example"}), 422
    )
    assert "Regel 1 is geen gemeente" in page
    assert not Mail.objects.exists()


def test_the_second_editor_is_told(adviseur, kept):
    sent = {"naam": "Een", "vragen": LINES, "versie": "1"}
    assert adviseur.post(f"{E}{kept.id}/wijzigen/", sent).status_code == 302
    assert "Nu staat er: Een" in text(adviseur.post(f"{E}{kept.id}/wijzigen/", {**sent, "naam": "Twee"}), 422)


def test_a_wrong_link_another_house_and_who_may_not(directie, kept, link, client_for, visit):
    assert client_for("owo").get("/sturing/antwoord/zomaar/").status_code == 404
    assert client_for("ooststellingwerf").get(link).status_code == 404
    assert directie.post(f"{E}{kept.id}/doen/", {"doen": "sluiten"}).status_code == 403
    own = visit("medewerker", roles=("i-adviseur",), tenant="ooststellingwerf")
    assert "Ronde" not in text(own.get(E))
    assert own.get(f"{E}{kept.id}/").status_code == 404
