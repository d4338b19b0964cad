"""The register of advices on its pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kapstok.diensten.sturing.adviezen.models import Advies

A = "/sturing/adviezen/"
GIVEN = {
    "onderwerp": "Scannen <b>", "gever": "owo_div", "adviseur": "D. Visser", "soort": "gevraagd",
    "uitgebracht_op": "2018-03-01", "advies": "Doen", "samenwerking": "Kan samen", "standaardisatie": "Past",
}  # fmt: skip
NOT = {"opvolging": "niet", "opvolging_door": "OWO-directie", "opvolging_op": "2018-04-01"}


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def kept(adviseur, owo, apps):
    sent = {**GIVEN, "applicatie_id": str(apps["Civision"].id)}
    assert adviseur.post(f"{A}nieuw/", sent).status_code == 302
    return Advies.objects.get()


def test_an_advice_is_added_found_followed_up_and_that_is_undone(adviseur, kept):
    assert "Scannen &lt;b&gt;" in text(adviseur.get(f"{A}?opvolging=open&gever=owo_div"))
    assert "Scannen" not in text(adviseur.get(f"{A}?gever=ciso"))
    page = text(adviseur.post(f"{A}{kept.id}/opvolgen/", {**NOT, "versie": "1"}), 422)
    assert 'id="id_opvolging_reden-fout"' in page
    assert 'value="OWO-directie"' in page
    sent = {**NOT, "versie": "1", "opvolging_reden": "Geen geld"}
    assert adviseur.post(f"{A}{kept.id}/opvolgen/", sent).status_code == 302
    page = text(adviseur.get(f"{A}{kept.id}/"))
    assert "Geen geld" in page
    assert f"/sturing/applicaties/{kept.applicatie_id}/" in page
    adviseur.post(f"{A}{kept.id}/ongedaan/", {"versie": "2"})
    assert Advies.objects.get().opvolging == ""


def test_the_advice_is_sent_along_as_a_file_and_read_again(adviseur, directie, kept, visit):
    def send(naam="advies.txt", inhoud=b"Doe het <samen>.", **more):
        sent = {**GIVEN, "versie": "1", "bestand": SimpleUploadedFile(naam, inhoud), **more}
        return adviseur.post(f"{A}{kept.id}/wijzigen/", sent)

    assert 'enctype="multipart/form-data"' in text(adviseur.get(f"{A}nieuw/"))
    page = text(send(advies=""), 422)
    assert "Kies het bestand opnieuw" in page
    assert 'id="id_bestand-fout"' in text(send("virus.exe", b"MZ\x90\x00" + bytes(60)), 422)
    page = text(send(versie="9"), 422)
    assert "intussen gewijzigd" in page
    assert "Kies het bestand opnieuw" in page
    assert send(document="Map 12").status_code == 302
    page = text(directie.get(f"{A}{kept.id}/"))
    assert "advies.txt" in page
    assert "Map 12" in page
    file = directie.get(f"{A}{kept.id}/stuk/")
    assert b"".join(file) == b"Doe het <samen>."
    assert "attachment" in file["Content-Disposition"]
    assert adviseur.post(f"{A}nieuw/", GIVEN).status_code == 302
    other = Advies.objects.exclude(id=kept.id).get()
    assert adviseur.get(f"{A}{other.id}/stuk/").status_code == 404
    own = visit("medewerker", roles=("i-adviseur",), tenant="ooststellingwerf")
    assert own.get(f"{A}{kept.id}/stuk/").status_code == 404


def test_the_two_questions_are_asked_and_what_was_typed_stays(adviseur, owo):
    page = text(adviseur.post(f"{A}nieuw/", {**GIVEN, "samenwerking": "", "onderwerp": "Blijft"}), 422)
    assert 'id="id_samenwerking-fout"' in page
    assert 'value="Blijft"' in page


def test_the_second_editor_sees_what_stands_there_now(adviseur, kept):
    adviseur.post(f"{A}{kept.id}/wijzigen/", {**GIVEN, "onderwerp": "Eerste", "versie": "1"})
    page = text(
        adviseur.post(f"{A}{kept.id}/wijzigen/", {**GIVEN, "onderwerp": "Tweede", "versie": "1"}), 422
    )
    assert "Nu staat er: Eerste" in page
    assert 'value="Tweede"' in page


def test_the_sheet_has_the_rows_of_the_list_and_no_formula(adviseur, kept):
    adviseur.post(f"{A}nieuw/", {**GIVEN, "onderwerp": "=1+1", "gever": "ciso"})
    sheet = adviseur.get("/sturing/adviezen.csv?gever=ciso").content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in sheet] == ["onderwerp", "'=1+1"]


def test_who_holds_no_function_reads_why_it_is_refused(directie, owo):
    page = text(directie.post(f"{A}nieuw/", GIVEN), 422)
    assert "Dit hoort bij een rol die u niet heeft" in page
    assert not Advies.objects.exists()


def test_bad_addresses_are_not_found_and_a_municipality_sees_nothing(adviseur, kept, visit):
    assert adviseur.get(f"{A}01980000-0000-7000-8000-000000000000/").status_code == 404
    assert "Scannen" in text(adviseur.get(f"{A}?project=x"))
    own = visit("medewerker", roles=("i-adviseur",), tenant="ooststellingwerf")
    assert "Scannen" not in text(own.get(A))
    assert own.get(f"{A}{kept.id}/").status_code == 404
