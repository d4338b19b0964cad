"""Staff handle a zaak in one place, and see nothing of another municipality."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from kapstok.diensten.behandeling.models import Taak, Uitgesteld
from kapstok.diensten.behandeling.services.postponed import carry_out_due
from kapstok.magazijnen.besluiten.models import Besluit
from kapstok.magazijnen.klanten.services import contacts_of_zaak, thread
from kapstok.magazijnen.zaken.models import Zaak, ZaakInformatieObject, ZaakNotitie
from kapstok.magazijnen.zaken.services import assign_zaak
from kapstok.platform.audit.use import uses_of
from kapstok.platform.identity.models import User

BSN = "999993653"


@pytest.fixture
def kind(given):
    return given.zaaktype()


@pytest.fixture
def zaak(given, kind):
    made = given.zaak(kind)
    given.initiator(made, kind, BSN)
    return made


@pytest.fixture
def handler(visit):
    return visit("medewerker", roles=("behandelaar",))


def _me():
    return User.objects.get(username="proef-behandelaar")


def test_my_work_shows_what_is_mine_with_the_reason_in_words(handler, zaak, given):
    assign_zaak([zaak.id], behandelaar_id=_me().id, team_id=None, actor=given.actor)
    page = handler.get("/werk/").content.decode()
    assert zaak.identificatie in page
    assert "werkdagen" in page or "te laat" in page


def test_taking_on_can_be_undone(handler, zaak):
    answer = handler.post("/werk/toewijzen/", {"actie": "mij", "kies": [str(zaak.id)]}, follow=True)
    assert Zaak.objects.get(id=zaak.id).behandelaar_id == _me().id
    token = answer.context["ongedaan"]["token"]
    handler.post("/werk/ongedaan/", {"token": token})
    assert Zaak.objects.get(id=zaak.id).behandelaar_id is None


def test_only_a_team_leader_distributes(handler, visit, zaak):
    data = {"actie": "verdelen", "kies": [str(zaak.id)], "naar": str(_me().id)}
    assert handler.post("/werk/toewijzen/", data).status_code == 404
    visit("medewerker", roles=("behandelaar", "teamleider")).post("/werk/toewijzen/", data)
    assert Zaak.objects.get(id=zaak.id).behandelaar_id == _me().id


def test_opening_a_zaak_is_logged_for_the_initiator(handler, zaak):
    assert handler.get(f"/werk/zaak/{zaak.id}/").status_code == 200
    assert [u.actor_naam for u in uses_of(BSN)] == ["Proef behandelaar"]


@pytest.mark.parametrize(
    ("data", "proof"),
    [
        ({"actie": "notitie", "tekst": "Gebeld"}, lambda z: ZaakNotitie.objects.get().tekst == "Gebeld"),
        (
            {"actie": "taak", "titel": "Stuur een schets", "wie": "inwoner"},
            lambda z: Taak.objects.get().soort == "document",
        ),
        ({"actie": "antwoord", "tekst": "Vrijdag"}, lambda z: thread(z.id)[0].van == "gemeente"),
        (
            {"actie": "opschorten", "reden": "Aanvulling"},
            lambda z: Zaak.objects.get(id=z.id).opschorting["indicatie"],
        ),
        (
            {"actie": "verlengen", "reden": "Advies"},
            lambda z: Zaak.objects.get(id=z.id).verlenging["reden"] == "Advies",
        ),
        (
            {"actie": "gegevens", "omschrijving": "Beuk"},
            lambda z: Zaak.objects.get(id=z.id).omschrijving == "Beuk",
        ),
        (
            {"actie": "contact", "kanaal": "telefoon", "onderwerp": "Wanneer?", "tekst": "Volgende week"},
            lambda z: contacts_of_zaak(z.id)[0].onderwerp == "Wanneer?",
        ),
    ],
)
def test_each_small_act_does_what_it_says(handler, zaak, data, proof):
    assert handler.post(f"/werk/zaak/{zaak.id}/doen/", data).status_code == 302
    assert proof(zaak)


@pytest.mark.parametrize(
    "data",
    [
        {"actie": "notitie", "tekst": "  "},
        {"actie": "taak", "titel": ""},
        {"actie": "taak", "titel": "x", "uiterlijk": "2026-02-31"},
        {"actie": "taak", "titel": "x", "uiterlijk": "gisteren"},
        {"actie": "opschorten", "reden": ""},
        {"actie": "heropenen", "reden": "x"},
        {"actie": "hervatten"},
        {"actie": "gegevens", "omschrijving": "x" * 81},
        {"actie": "locatie", "postcode": "9999 ZZ", "huisnummer": "1"},
        {"actie": "locatie"},
        {"actie": "contact", "kanaal": "duif", "onderwerp": "x"},
        {"actie": "taak", "titel": "x", "wie": "niemand"},
    ],
)
def test_bad_input_is_refused_next_to_the_field_and_changes_nothing(handler, zaak, data):
    before = Zaak.objects.get(id=zaak.id).versie
    page = handler.post(f"/werk/zaak/{zaak.id}/doen/", data)
    assert page.status_code == 422
    assert "Er gaat iets niet goed" in page.content.decode()
    assert data["actie"] in ("hervatten", "heropenen") or "k-veld__fout" in page.content.decode()
    assert Zaak.objects.get(id=zaak.id).versie == before


def test_closing_waits_ten_seconds_and_happens_once(handler, zaak, kind):
    data = {
        "resultaat": str(kind.resultaattypen[0].id),
        "besluittype": str(kind.besluittype.id),
        "ingangsdatum": "2027-01-01",
        "motivering": "De boom is ziek.",
    }
    handler.post(f"/werk/zaak/{zaak.id}/afronden/", data)
    assert Zaak.objects.get(id=zaak.id).einddatum is None
    now = timezone.now()
    assert carry_out_due(now) == 0
    assert carry_out_due(now + timedelta(seconds=11)) == 1
    assert carry_out_due(now + timedelta(seconds=12)) == 0
    assert Zaak.objects.get(id=zaak.id).einddatum is not None
    assert Besluit.objects.get().toelichting == "De boom is ziek."


def test_closing_can_be_undone_before_anything_happened(handler, zaak, kind):
    handler.post(f"/werk/zaak/{zaak.id}/afronden/", {"resultaat": str(kind.resultaattypen[0].id)})
    row = Uitgesteld.objects.get()
    handler.post(f"/werk/zaak/{zaak.id}/afronden/ongedaan/", {"uitgesteld": str(row.id)})
    assert carry_out_due(timezone.now() + timedelta(minutes=1)) == 0
    assert Zaak.objects.get(id=zaak.id).einddatum is None


def test_closing_without_resultaat_says_so_and_keeps_what_was_typed(handler, zaak):
    page = handler.post(f"/werk/zaak/{zaak.id}/afronden/", {"toelichting": "Ik typ iets"})
    assert page.status_code == 422
    assert "Kies een resultaat" in page.content.decode()
    assert "Ik typ iets" in page.content.decode()


def test_a_document_is_added_when_it_is_what_it_says(handler, zaak):
    from django.core.files.uploadedfile import SimpleUploadedFile

    good = SimpleUploadedFile("brief.pdf", b"%PDF-1.7 inhoud")
    handler.post(f"/werk/zaak/{zaak.id}/document/", {"bestand": good, "titel": "Brief"})
    assert ZaakInformatieObject.objects.count() == 1
    bad = SimpleUploadedFile("brief.pdf", b"MZ\x90\x00 programma")
    page = handler.post(f"/werk/zaak/{zaak.id}/document/", {"bestand": bad, "titel": "Mijn brief"})
    assert ZaakInformatieObject.objects.count() == 1
    assert page.status_code == 422
    assert "PDF" in page.content.decode()
    assert "Mijn brief" in page.content.decode()


def test_a_letter_is_previewed_made_and_sealed(handler, zaak, given):
    from kapstok.diensten.brieven.services import load_standard
    from kapstok.magazijnen.documenten.queries import documents_of
    from kapstok.platform.pdf.seal import check_seal
    from kapstok.platform.storage import store

    load_standard(actor=given.actor)
    url = f"/werk/zaak/{zaak.id}/brief/"
    refused = handler.post(url, {"sjabloon": "afgewezen", "actie": "voorbeeld"})
    assert refused.status_code == 422
    typing = handler.post(url, {"sjabloon": "afgewezen", "motivering": ""}, headers={"HX-Request": "true"})
    assert (typing.status_code, "Waarom" in typing.content.decode()) == (200, True)
    assert handler.get(f"{url}?sjabloon=afgewezen").context["voorbeeld"].alineas
    data = {"sjabloon": "afgewezen", "motivering": "De boom is gezond. #let x = {y} \\ 😀"}
    assert "De boom is gezond." in handler.post(url, {**data, "actie": "voorbeeld"}).content.decode()
    handler.post(url, {**data, "actie": "maken"})
    letter = documents_of("zaak", zaak.id)[0]
    handler.post(f"/werk/zaak/{zaak.id}/document/{letter['id']}/ondertekenen/")
    letter = documents_of("zaak", zaak.id)[0]
    assert (letter["versie"], letter["status"]) == (2, "definitief")
    assert check_seal(b"".join(store().read(letter["sha256"]))).whole


def test_search_finds_by_name_and_opens_a_whole_number(handler, zaak):
    assert zaak.identificatie in handler.get("/werk/zoeken/?q=moulin").content.decode()
    answer = handler.get(f"/werk/zoeken/?q={quote(zaak.identificatie.lower())}")
    assert answer.url == f"/werk/zaak/{zaak.id}/"
    assert handler.get("/werk/zoeken/?q=%25_%27%22").status_code == 200


def test_a_saved_view_is_kept_and_forgotten(handler):
    handler.post("/werk/weergave/?te_laat=ja", {"naam": "Te laat"})
    page = handler.get("/werk/")
    assert "Te laat" in page.content.decode()
    handler.post("/werk/weergave/", {"weg": str(page.context["weergaven"][0].id)})
    assert not list(handler.get("/werk/").context["weergaven"])


def test_lists_take_a_fixed_number_of_statements(handler, given, kind, django_assert_max_num_queries):
    for _ in range(12):
        given.zaak(kind)
    with django_assert_max_num_queries(34):  # three other municipalities are asked whether they gave a grant
        handler.get("/werk/team/")


def test_another_municipality_gets_not_found_on_every_address_of_a_zaak(visit, zaak):
    other = visit("medewerker", roles=("behandelaar", "teamleider"), tenant="weststellingwerf")
    for path in ("", "afronden/", f"document/{zaak.id}/", f"document/{zaak.id}/1/"):
        assert other.get(f"/werk/zaak/{zaak.id}/{path}").status_code == 404
    assert other.post(f"/werk/zaak/{zaak.id}/doen/", {"actie": "notitie", "tekst": "x"}).status_code == 404
    assert zaak.identificatie not in other.get("/werk/team/").content.decode()
