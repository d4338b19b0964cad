"""The yearly programme on its pages: proposing, agreeing, withdrawing, what came later, and the PDF."""

from datetime import date

import pytest
from django.utils import timezone
from pypdf import PdfReader

from kapstok.diensten.sturing.projecten import services
from kapstok.diensten.sturing.projecten.models import Jaarplan
from kapstok.diensten.sturing.projecten.services import Deelneming
from kapstok.diensten.sturing.rollen.services import benoem
from kapstok.platform.identity.models import User
from kapstok.platform.work import SYSTEM

URL = "/sturing/jaarplan/2026/"


def said(response, status=200):
    assert response.status_code == status
    return response.content.decode().replace("\xa0", " ")


@pytest.fixture
def maak(adviseur, directie, owo):
    def make(naam):
        part = Deelneming(owo["oost"].id, date(2026, 1, 1), date(2026, 12, 31), begroot=1_234_50, uren=8)
        values = {"naam": naam, "jaar": 2026, "speerpunten": []}
        return services.aanmelden(values, [part], op=date(2026, 1, 5), actor=SYSTEM)

    made = make("Zaak <b>")
    user = User.objects.get(username="proef-directie")
    benoem(
        "owo_directie",
        "Proef",
        van=date(2016, 1, 1),
        deelnemer_id=owo["oost"].id,
        persoon_id=user.id,
        actor=SYSTEM,
    )
    return made, make


def test_a_programme_goes_from_proposal_to_adoption_and_shows_what_came_later(
    maak, adviseur, directie, tmp_path, django_assert_max_num_queries
):
    _first, make = maak
    text = said(adviseur.get(URL))
    assert "Zaak &lt;b&gt;" in text
    assert "€ 1.234,50" in text
    assert "Voorstellen aan de OWO-directie" in text
    assert "Voorstellen aan de OWO-directie" not in said(directie.get(URL))
    said(directie.post(URL, {"actie": "voorstellen"}), 403)
    assert (
        adviseur.post(URL, {"actie": "voorstellen", "toelichting": "Met <i>aandacht</i>"}).status_code == 302
    )
    assert "Met &lt;i&gt;aandacht&lt;/i&gt;" in said(directie.get(URL))
    assert "Schrijf op waarom" in said(adviseur.post(URL, {"actie": "intrekken", "reden": " "}), 422)
    said(adviseur.post(URL, {"actie": "instemmen", "gemeente": "oost"}), 403)
    text = said(directie.get(URL))
    assert "Instemmen voor Ooststellingwerf" in text
    assert "Instemmen voor Weststellingwerf" not in text
    assert directie.post(URL, {"actie": "instemmen", "gemeente": "oost"}).status_code == 302
    assert "stemde in op" in said(directie.get(URL))
    row = Jaarplan.objects.get()
    for code in ("west", "opsterland"):
        services.stem_in(row.id, code, op=timezone.localdate(), actor=SYSTEM)
    late = make("Later")
    with django_assert_max_num_queries(12):
        text = said(adviseur.get(URL))
    later = text[
        text.index("Later erbij gekomen") : text.index("</section>", text.index("Later erbij gekomen"))
    ]
    assert "nog geen besluit" in later
    assert f"/sturing/projecten/{late.id}/" in later
    assert "Later" not in text[text.index("data-memo") :]
    assert "Waarom komt het er later bij?" in said(
        adviseur.get(f"/sturing/projecten/{late.id}/stap/gehonoreerd/")
    )
    assert "Vastgesteld" in said(directie.get("/sturing/jaarplan/"))
    file = tmp_path / "plan.pdf"
    file.write_bytes(directie.get(f"{URL}jaarplan.pdf").content)
    read = PdfReader(file)
    assert "Jaarplan 2026" in read.pages[0].extract_text()
    assert "/StructTreeRoot" in read.trailer["/Root"]
    assert directie.get(f"{URL}jaarplan.pdf").content == file.read_bytes()


def test_years_without_projects_and_other_municipalities(visit, maak, directie):
    assert "Er zijn nog geen projecten" in said(directie.get("/sturing/jaarplan/2031/"))
    assert directie.get("/sturing/jaarplan/2031/jaarplan.pdf").status_code == 404
    for url in ("/sturing/jaarplan/31/", "/sturing/jaarplan/99999999999/"):
        assert directie.get(url).status_code == 404
    assert directie.post(URL, {"actie": "koffie"}).status_code == 404
    own = visit("medewerker", roles=("i-adviseur",), tenant="ooststellingwerf")
    assert "Zaak &lt;b&gt;" not in said(own.get(URL))
