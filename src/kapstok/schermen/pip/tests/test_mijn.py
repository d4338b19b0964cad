"""A resident follows their own zaken, and nobody else's."""

import zipfile
from datetime import timedelta
from io import BytesIO

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kapstok.diensten.behandeling.models import Taak
from kapstok.diensten.behandeling.services.notes import add_task
from kapstok.magazijnen.klanten.models import Van
from kapstok.magazijnen.klanten.services import person_key, post_message, thread
from kapstok.magazijnen.zaken.models import ZaakInformatieObject
from kapstok.magazijnen.zaken.services import link_document
from kapstok.platform.storage import store, uploads

BSN, OTHER = "999993653", "999990159"


@pytest.fixture
def kind(given):
    return given.zaaktype()


@pytest.fixture
def zaak(given, kind):
    made = given.zaak(kind, startdatum=timezone.localdate())  # within its term, whenever this runs
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


@pytest.mark.eis("R-052")
def test_overview_answers_what_to_do_and_how_it_stands(resident, zaak, task):
    page = resident.get("/mijn/").content.decode()
    assert "Stuur een schets" in page
    assert "Eik in de voortuin" in page


def test_overview_without_anything_says_so(visit):
    page = visit("burger", OTHER).get("/mijn/").content.decode()
    assert "U hoeft nu niets te doen." in page


def test_overview_shows_five_unread_messages_with_their_zaak_and_the_way_to_the_others(resident, zaak, given):
    for number in range(6):
        post_message(
            zaak_id=zaak.id,
            van=Van.GEMEENTE,
            person=person_key(BSN),
            author="T. Bosma",
            subject=f"Vraag {number}",
            text="Klopt uw adres?",
            actor=given.actor,
            moment=timezone.now() + timedelta(seconds=number),
        )
    page = resident.get("/mijn/").content.decode()
    assert [n for n in range(6) if f"Vraag {n}" in page] == [1, 2, 3, 4, 5]
    assert page.count("Eik in de voortuin") == 6
    assert "Vraag 0" in resident.get("/mijn/berichten/").content.decode()
    resident.get(f"/mijn/zaken/{zaak.id}/")
    assert "Vraag 5" not in resident.get("/mijn/").content.decode()


def test_a_zaak_says_who_is_at_turn_and_until_when(resident, zaak):
    page = resident.get(f"/mijn/zaken/{zaak.id}/").content.decode()
    assert "U hoort uiterlijk" in page
    assert zaak.identificatie in page


def test_a_zaak_that_waits_for_a_document_says_that_the_resident_is_at_turn(resident, zaak, task):
    for path in ("/mijn/", "/mijn/zaken/", f"/mijn/zaken/{zaak.id}/"):
        page = resident.get(path).content.decode()
        assert "U bent aan de beurt: Stuur een schets. Doe dit uiterlijk" in page
        assert "U hoort uiterlijk" not in page


@pytest.mark.eis("R-015")
def test_a_question_lands_in_the_thread_and_an_empty_one_is_refused_in_words(resident, zaak):
    assert resident.post(f"/mijn/zaken/{zaak.id}/vraag/", {"tekst": "Wanneer? 😀"}).status_code == 302
    assert [b.tekst for b in thread(zaak.id)] == ["Wanneer? 😀"]
    page = resident.post(f"/mijn/zaken/{zaak.id}/vraag/", {"tekst": " "})
    assert page.status_code == 422
    assert "Vul uw vraag" in page.content.decode()


def test_a_requested_document_closes_the_task(resident, zaak, task):
    url = f"/mijn/zaken/{zaak.id}/taak/{task.id}/"
    wrong = resident.post(url, {f"bestand_{task.id}": SimpleUploadedFile("a.exe", b"MZ\x90\x00")})
    assert (wrong.status_code, Taak.objects.get().gedaan) == (422, None)
    assert f'href="#id_bestand_{task.id}"' in wrong.content.decode()
    assert "PDF" in wrong.content.decode()
    assert (
        resident.post(url, {f"bestand_{task.id}": SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")}).status_code
        == 302
    )
    assert Taak.objects.get().gedaan is not None
    assert ZaakInformatieObject.objects.count() == 1
    assert f"/mijn/zaken/{zaak.id}/document/" in resident.get(f"/mijn/zaken/{zaak.id}/").content.decode()
    assert (
        resident.post(url, {f"bestand_{task.id}": SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")}).status_code
        == 404
    )


DAY = timezone.localdate()


@pytest.mark.parametrize(
    ("values", "is_seen"),
    [
        ({"tonen_aan_initiator": True}, True),
        ({"tonen_aan_initiator": True, "ontvangstdatum": DAY}, True),
        ({"ontvangstdatum": DAY}, False),
        ({"verzenddatum": DAY, "status": "definitief"}, False),
        ({"status": "definitief"}, False),
        ({}, False),
    ],
)
@pytest.mark.eis("R-064")
def test_only_documents_for_the_resident_are_shown(resident, zaak, kind, given, values, is_seen):
    made = given.document(kind, titel="Het stuk", **values)
    link_document(zaak.id, made.informatieobject_id, actor=given.actor)
    assert ("Het stuk" in resident.get(f"/mijn/zaken/{zaak.id}/").content.decode()) is is_seen
    answer = resident.get(f"/mijn/zaken/{zaak.id}/document/{made.informatieobject_id}/")
    assert answer.status_code == (200 if is_seen else 404)


def test_a_document_whose_bytes_are_lost_says_so(resident, zaak, kind, given):
    made = given.document(kind, tonen_aan_initiator=True)
    link_document(zaak.id, made.informatieobject_id, actor=given.actor)
    store().delete(made.sha256)
    answer = resident.get(f"/mijn/zaken/{zaak.id}/document/{made.informatieobject_id}/")
    assert answer.status_code == 404
    assert "Dit bestand kunnen wij nu niet geven" in answer.content.decode()


def zip_bomb():
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(3_000_000))
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("bom.docx", zip_bomb(), "beschadigd of te groot"),
        ("leeg.pdf", b"", "leeg"),
        ("foto.png", b"%PDF-1.7 x", "past niet bij de inhoud"),
        ("groot.pdf", b"%PDF-1.7" + bytes(1_100_000), "te groot"),
    ],
)
def test_a_file_that_may_not_come_in_is_refused_in_words(
    resident, zaak, task, monkeypatch, name, content, words
):
    monkeypatch.setattr(uploads, "settings", msgspec.structs.replace(uploads.settings, max_upload_mb=1))
    file = {f"bestand_{task.id}": SimpleUploadedFile(name, content)}
    answer = resident.post(f"/mijn/zaken/{zaak.id}/taak/{task.id}/", file)
    assert (answer.status_code, Taak.objects.get().gedaan) == (422, None)
    assert words in answer.content.decode()
    assert ZaakInformatieObject.objects.count() == 0


def test_a_file_that_never_reached_the_disk_is_called_too_large(resident, zaak, task, monkeypatch):
    monkeypatch.setattr("kapstok.platform.http.uploads.MOST_BYTES", 100_000)
    file = {f"bestand_{task.id}": SimpleUploadedFile("groot.pdf", b"%PDF-1.7" + bytes(200_000))}
    answer = resident.post(f"/mijn/zaken/{zaak.id}/taak/{task.id}/", file)
    assert answer.status_code == 422
    assert "te groot" in answer.content.decode()


@pytest.fixture
def photo(given, zaak, kind):
    made = given.document(kind, titel="Mijn foto", tonen_aan_initiator=True)
    link_document(zaak.id, made.informatieobject_id, actor=given.actor)
    return made.informatieobject_id


@pytest.mark.eis("R-061")
@pytest.mark.parametrize("place", ["ooststellingwerf", "weststellingwerf", "opsterland"])
def test_the_own_page_is_there_in_each_municipality_with_its_own_name(visit, place):
    answer = visit("burger", BSN, tenant=place).get("/mijn/")
    assert answer.status_code == 200
    assert place.capitalize() in answer.content.decode()


def test_another_resident_another_municipality_and_staff_see_nothing(visit, client_for, zaak, task, photo):
    paths = [f"/mijn/zaken/{zaak.id}/", f"/mijn/zaken/{zaak.id}/document/{photo}/"]
    strangers = (
        visit("burger", OTHER),
        visit("burger", BSN, tenant="weststellingwerf"),
        visit("bedrijf", "90001354"),
    )
    for client in strangers:
        for path in paths:
            assert client.get(path).status_code == 404
        assert client.post(f"/mijn/zaken/{zaak.id}/vraag/", {"tekst": "x"}).status_code == 404
        files = {f"bestand_{task.id}": SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")}
        assert client.post(f"/mijn/zaken/{zaak.id}/taak/{task.id}/", files).status_code == 404
        assert zaak.identificatie not in client.get("/mijn/zaken/").content.decode()
    for path in paths:
        assert visit("medewerker", roles=("behandelaar",)).get(path).status_code == 403
        assert client_for("ooststellingwerf").get(path).status_code == 302
        assert visit("burger", BSN).get(path).status_code == 200
    assert thread(zaak.id) == []
    assert Taak.objects.get().gedaan is None


def test_a_document_of_an_own_zaak_does_not_open_by_way_of_another(visit, resident, given, kind, photo):
    mine = given.zaak(kind)
    given.initiator(mine, kind, BSN)
    assert resident.get(f"/mijn/zaken/{mine.id}/document/{photo}/").status_code == 404


@pytest.mark.eis("R-054")
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


def _join(given, zaak, kind, bsn, generic, **more):
    from kapstok.magazijnen.zaken.services import NieuweRol, add_rol

    rol = NieuweRol(
        roltype_id=kind.roltypen[generic].id,
        betrokkene_type="natuurlijk_persoon",
        betrokkene_identificatie={"inpBsn": bsn, "geslachtsnaam": "Ander"},
        **more,
    )
    return add_rol(zaak.id, rol, actor=given.actor)


@pytest.fixture
def shared(given):
    """A zaak of one person, that another follows as belanghebbende."""
    kind = given.zaaktype()
    zaak = given.zaak(kind)
    given.initiator(zaak, kind, BSN)
    _join(given, zaak, kind, "999990639", "belanghebbende")
    return zaak, kind


@pytest.mark.eis("R-064")
def test_a_belanghebbende_follows_the_zaak_but_sees_nothing_of_the_applicant(visit, given, shared):
    zaak, kind = shared
    for titel, extra in (("Brief", {}), ("Besluit", {"vertrouwelijkheidaanduiding": "openbaar"})):
        made = given.document(kind, titel=titel, status="definitief", tonen_aan_initiator=True, **extra)
        link_document(zaak.id, made.informatieobject_id, actor=given.actor)
    other = visit("burger", "999990639")
    applicant = visit("burger", BSN)
    applicant.post(f"/mijn/zaken/{zaak.id}/vraag/", {"tekst": "Mijn eigen vraag"})
    other.post(f"/mijn/zaken/{zaak.id}/vraag/", {"tekst": "Vraag van de buurman"})
    text = other.get(f"/mijn/zaken/{zaak.id}/").content.decode()
    assert "als belanghebbende" in text
    assert "Vraag van de buurman" in text
    assert "Mijn eigen vraag" not in text
    assert [d["titel"] for d in other.get(f"/mijn/zaken/{zaak.id}/").context["documenten"]] == ["Besluit"]
    mine = applicant.get(f"/mijn/zaken/{zaak.id}/")
    assert "Vraag van de buurman" not in mine.content.decode()
    assert len(mine.context["documenten"]) == 2


def test_staff_answers_the_one_who_asked(visit, shared):
    zaak, _kind = shared
    staff = visit("medewerker", roles=("behandelaar",))
    to = next(k for k, name in staff.get(f"/werk/zaak/{zaak.id}/").context["ontvangers"] if "belang" in name)
    data = {"actie": "antwoord", "tekst": "Voor de buurman", "aan": to}
    staff.post(f"/werk/zaak/{zaak.id}/doen/", data)
    assert "Voor de buurman" in visit("burger", "999990639").get(f"/mijn/zaken/{zaak.id}/").content.decode()
    assert "Voor de buurman" not in visit("burger", BSN).get(f"/mijn/zaken/{zaak.id}/").content.decode()
    wrong = staff.post(f"/werk/zaak/{zaak.id}/doen/", {**data, "aan": "iemand anders"})
    assert wrong.status_code == 422


def test_a_gemachtigde_does_everything_until_the_authorisation_ends(visit, given):
    kind = given.zaaktype()
    zaak = given.zaak(kind)
    rol = _join(given, zaak, kind, BSN, "initiator", indicatie_machtiging="gemachtigde")
    agent = visit("burger", BSN)
    assert "als gemachtigde" in agent.get(f"/mijn/zaken/{zaak.id}/").content.decode()
    type(rol).objects.filter(id=rol.id).update(einde_geldigheid="2020-01-01")
    assert agent.get(f"/mijn/zaken/{zaak.id}/").status_code == 404
    assert agent.get("/mijn/zaken/").context["open"] == []
