"""A resident follows their own zaken, and nobody else's."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kapstok.diensten.behandeling.models import Taak
from kapstok.diensten.behandeling.services.notes import add_task
from kapstok.magazijnen.klanten.services import thread
from kapstok.magazijnen.zaken.models import ZaakInformatieObject
from kapstok.magazijnen.zaken.services import NieuweRol, add_rol, link_document

BSN, OTHER = "999993653", "999990159"


@pytest.fixture
def kind(given):
    return given.zaaktype()


@pytest.fixture
def zaak(given, kind):
    made = given.zaak(kind)
    given.initiator(made, kind, BSN)
    return made


@pytest.fixture
def resident(visit):
    return visit("burger", BSN)


@pytest.fixture
def task(given, zaak):
    return add_task(
        zaak.id,
        titel="Stuur een schets",
        toelichting="Waar staat de boom?",
        wie=Taak.Wie.INWONER,
        uiterlijk=timezone.localdate() + timedelta(days=14),
        actor=given.actor,
        moment=timezone.now(),
    )


def test_overview_answers_what_to_do_and_how_it_stands(resident, zaak, task):
    page = resident.get("/mijn/").content.decode()
    assert "Stuur een schets" in page
    assert "Eik in de voortuin" in page


def test_overview_without_anything_says_so(visit):
    page = visit("burger", OTHER).get("/mijn/").content.decode()
    assert "U hoeft nu niets te doen." in page


def test_a_zaak_says_who_is_at_turn_and_until_when(resident, zaak):
    page = resident.get(f"/mijn/zaken/{zaak.id}/").content.decode()
    assert "U hoort uiterlijk" in page
    assert zaak.identificatie in page


def test_a_question_lands_in_the_thread_and_an_empty_one_is_refused_in_words(resident, zaak):
    assert resident.post(f"/mijn/zaken/{zaak.id}/vraag/", {"tekst": "Wanneer? 😀"}).status_code == 302
    assert [b.tekst for b in thread(zaak.id)] == ["Wanneer? 😀"]
    page = resident.post(f"/mijn/zaken/{zaak.id}/vraag/", {"tekst": " "})
    assert page.status_code == 422
    assert "Vul uw vraag" in page.content.decode()


def test_a_requested_document_closes_the_task(resident, zaak, task):
    url = f"/mijn/zaken/{zaak.id}/taak/{task.id}/"
    wrong = resident.post(url, {"bestand": SimpleUploadedFile("a.exe", b"MZ\x90\x00")})
    assert (wrong.status_code, Taak.objects.get().gedaan) == (422, None)
    assert "PDF" in wrong.content.decode()
    assert resident.post(url, {"bestand": SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")}).status_code == 302
    assert Taak.objects.get().gedaan is not None
    assert ZaakInformatieObject.objects.count() == 1
    assert resident.post(url, {"bestand": SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")}).status_code == 404


def test_only_documents_for_the_resident_are_shown(resident, zaak, kind, given):
    own = given.document(kind, titel="Mijn foto", ontvangstdatum=timezone.localdate())
    internal = given.document(kind, titel="Intern advies")
    for document in (own, internal):
        link_document(zaak.id, document.informatieobject_id, actor=given.actor)
    page = resident.get(f"/mijn/zaken/{zaak.id}/").content.decode()
    assert "Mijn foto" in page
    assert "Intern advies" not in page
    assert resident.get(f"/mijn/zaken/{zaak.id}/document/{own.informatieobject_id}/").status_code == 200
    assert resident.get(f"/mijn/zaken/{zaak.id}/document/{internal.informatieobject_id}/").status_code == 404


def test_another_resident_another_municipality_and_staff_see_nothing(visit, client_for, zaak, task):
    paths = [f"/mijn/zaken/{zaak.id}/", f"/mijn/zaken/{zaak.id}/document/{zaak.id}/"]
    for client in (visit("burger", OTHER), visit("burger", BSN, tenant="weststellingwerf")):
        for path in paths:
            assert client.get(path).status_code == 404
        assert client.post(f"/mijn/zaken/{zaak.id}/vraag/", {"tekst": "x"}).status_code == 404
        assert zaak.identificatie not in client.get("/mijn/zaken/").content.decode()
    assert visit("medewerker", roles=("behandelaar",)).get(paths[0]).status_code == 403
    assert client_for("ooststellingwerf").get(paths[0]).status_code == 302


def test_a_company_sees_the_zaken_of_all_its_branches(visit, given, kind):
    zaak = given.zaak(kind)
    company = {"kvkNummer": "90001354", "vestigingsNummer": "000090013541", "handelsnaam": ["Het Turfschip"]}
    rol = NieuweRol(
        roltype_id=kind.roltypen["initiator"].id,
        betrokkene_type="vestiging",
        betrokkene_identificatie=company,
    )
    add_rol(zaak.id, rol, actor=given.actor)
    assert zaak.omschrijving in visit("bedrijf", "90001354").get("/mijn/zaken/").content.decode()
    assert zaak.omschrijving not in visit("bedrijf", "90001355").get("/mijn/zaken/").content.decode()


def test_the_resident_sees_who_looked(visit, resident, zaak):
    visit("medewerker", roles=("behandelaar",)).get(f"/werk/zaak/{zaak.id}/")
    page = resident.get("/mijn/inzage/").content.decode()
    assert "Proef behandelaar" in page
    assert "Behandeling van een zaak" in page


def test_preferences_are_kept_and_a_wrong_address_is_refused_beside_the_field(resident):
    good = {"email": "a@voorbeeld.test", "telefoon": "0612345678", "mail_bij_bericht": "on", "taal": "fy"}
    assert resident.post("/mijn/gegevens/", good).status_code == 302
    bad = resident.post("/mijn/gegevens/", {**good, "email": "geen adres"})
    assert bad.status_code == 422
    assert "geen adres" in bad.content.decode()


@pytest.mark.parametrize(
    "path", ["berichten/", "gegevens/", "inzage/", "concepten/", "zaken/?pagina=9999", "inzage/?pagina=x"]
)
def test_every_page_opens(resident, path):
    assert resident.get(f"/mijn/{path}").status_code == 200
