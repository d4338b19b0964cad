"""A resident fills in a form, over HTTP and without script: page by page, back, later, and once only."""

import html
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kapstok.demo
from kapstok.diensten.formulieren.definitie import read_definition
from kapstok.diensten.formulieren.models import Concept, ConceptBestand
from kapstok.diensten.formulieren.services import publish_form, remove_expired
from kapstok.diensten.intake.models import Inzending
from kapstok.magazijnen.brp.services import import_pl_json
from kapstok.magazijnen.zaken.models import Rol, Zaak
from kapstok.platform.identity.identities import Identity
from kapstok.platform.identity.login import log_in
from kapstok.platform.identity.sessions import SessionStore
from kapstok.platform.mail.models import Mail
from kapstok.platform.storage import store
from kapstok.platform.work import SYSTEM

HOST = "ooststellingwerf"
FORMS = Path(kapstok.demo.__file__).parent / "formulieren"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PDF = b"%PDF-1.7 een tekening"
BSN = "999993653"
PERSON = {
    "01": [[{"0120": BSN, "0210": "Suzanne", "0240": "Moulin", "0310": "19851201"}]],
    "08": [[{"0910": "0085", "1110": "Dorpsstraat", "1120": "2", "1160": "8431AA", "1170": "Oosterwolde"}]],
}
BOOM = {"boomsoort": "eik", "aantal": "2", "stamomtrek": "140"}
PLEK = {"plek.postcode": "8431 AB", "plek.huisnummer": "12", "eigen_grond": "ja"}
REDEN = {"reden": "ziek", "toelichting": "De eik is dood.", "herplant": "ja"}
CONTACT = {
    "naam": "Sjoukje de Vries",
    "adres.postcode": "8431AB",
    "adres.huisnummer": "12",
    "email": "sjoukje@voorbeeld.nl",
    "naar_waarheid": "ja",
}


def publish(slug: str) -> None:
    publish_form(read_definition((FORMS / f"{slug}.json").read_bytes()), actor=SYSTEM, now=NOW)


@pytest.fixture
def kap(tenant) -> None:
    publish("kapvergunning")


@pytest.fixture
def zaaktype(given):
    return given.zaaktype(identificatie="kapvergunning")


@pytest.fixture
def browser(kap, client_for):
    return client_for(HOST)


def text_of(answer) -> str:
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", html.unescape(plain))


def title_of(answer) -> str:
    return html.unescape(re.search(r"<title>(.*?)</title>", answer.content.decode(), re.DOTALL)[1])


def begin(client, slug: str = "kapvergunning", kanaal: str = "zonder") -> str:
    """Start a form; the address of its draft."""
    first = client.post(f"/formulier/{slug}/start/", {"kanaal": kanaal})["Location"]
    return first.rsplit("/", 2)[0]


def fill(client, slug: str = "kapvergunning") -> str:
    """All pages filled in; the address of the draft."""
    draft = begin(client, slug)
    for step, data in (("boom", BOOM), ("plek", PLEK), ("reden", REDEN), ("fotos", {}), ("contact", CONTACT)):
        assert client.post(f"{draft}/{step}/", data).status_code == 302, step
    return draft


def log_in_as(client, identity: Identity) -> None:
    """Give this browser the session that a login gives."""
    request = RequestFactory().get("/")
    request.session = SessionStore()
    log_in(request, identity)
    request.session.save()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = request.session.session_key


def test_start_page_tells_what_you_need_costs_and_term(browser) -> None:
    text = text_of(browser.get("/formulier/kapvergunning/"))
    for part in ("Wat hebt u nodig?", "95,40", "8 weken", "Inloggen met DigiD", "Verder zonder inloggen"):
        assert part in text


def test_unknown_form_does_not_exist(browser) -> None:
    assert browser.get("/formulier/toverstaf/").status_code == 404
    assert browser.post("/formulier/toverstaf/start/").status_code == 404


def test_title_carries_the_step(browser) -> None:
    draft = begin(browser)
    browser.post(f"{draft}/boom/", BOOM)
    assert title_of(browser.get(f"{draft}/plek/")).startswith("Stap 2 van 5: Waar staat de boom?")


def test_fault_keeps_what_was_typed_and_links_to_the_field(browser) -> None:
    answer = browser.post(f"{begin(browser)}/boom/", {**BOOM, "aantal": "heel veel"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert title_of(answer).startswith("Fout:")
    assert 'href="#id_aantal"' in page
    assert 'value="heel veel"' in page
    assert "Er gaat iets niet goed" in page


@pytest.mark.eis("R-074")
def test_question_that_appears_is_shown_before_going_on(browser) -> None:
    draft = begin(browser)
    shown = re.search(r'name="getoond" value="([^"]*)"', browser.get(f"{draft}/boom/").content.decode())[1]
    answer = browser.post(f"{draft}/boom/", {**BOOM, "boomsoort": "anders", "getoond": shown})
    assert answer.status_code == 200
    assert "Hoe ziet de boom eruit?" in text_of(answer)
    assert "Er gaat iets niet goed" not in text_of(answer)


def test_previous_and_later_keep_the_answers(browser) -> None:
    draft = begin(browser)
    browser.post(f"{draft}/boom/", BOOM)
    back = browser.post(f"{draft}/plek/", {**PLEK, "actie": "vorige"})
    assert back["Location"] == f"{draft}/boom/"
    assert 'value="8431AB"' in browser.get(f"{draft}/plek/").content.decode()


def test_wijzig_returns_straight_to_the_check_page(browser) -> None:
    draft = fill(browser)
    assert f"{draft}/boom/?terug=controle#id_aantal" in html.unescape(
        browser.get(f"{draft}/controle/").content.decode()
    )
    answer = browser.post(f"{draft}/boom/?terug=controle", {**BOOM, "aantal": "3", "terug": "controle"})
    assert answer["Location"] == f"{draft}/controle/"


def test_check_page_tells_what_is_missing_and_does_not_send(browser, zaaktype) -> None:
    draft = begin(browser)
    browser.post(f"{draft}/boom/", BOOM)
    page = browser.get(f"{draft}/controle/")
    assert "Dit moet u nog invullen" in text_of(page)
    assert ">Versturen<" not in page.content.decode()
    assert browser.post(f"{draft}/controle/").status_code == 422
    assert Zaak.objects.count() == 0


def test_check_page_says_what_happens_next_and_by_which_date(browser) -> None:
    text = text_of(browser.get(f"{fill(browser)}/controle/"))
    assert "Wat gebeurt er na het versturen?" in text
    assert "U hoort uiterlijk" in text
    assert "Kosten" in text


@pytest.mark.eis("R-025")
def test_sent_form_becomes_a_zaak_and_the_receipt_is_proof(browser, zaaktype) -> None:
    draft = fill(browser)
    answer = browser.post(f"{draft}/controle/", follow=True)
    zaak = Zaak.objects.get()
    page = answer.content.decode()
    assert "Wij hebben uw aanvraag ontvangen" in title_of(answer)
    assert re.search(rf'translate="no"[^>]*>{re.escape(zaak.identificatie)}<', page)
    assert "Ontvangen op" in page
    assert zaak.omschrijving == "Boom kappen: 8431 AB 12"
    assert Rol.objects.get(zaak=zaak).naam == "Sjoukje de Vries"
    copy = browser.get(f"{draft}/ontvangen/pdf")
    assert (copy["Content-Type"], b"".join(copy.streaming_content)[:5]) == ("application/pdf", b"%PDF-")
    # When the bytes are lost, the page says what is the matter.
    store().delete(copy["ETag"].strip('"'))
    lost = browser.get(f"{draft}/ontvangen/pdf")
    assert lost.status_code == 404
    assert title_of(lost).startswith("Dit bestand kunnen wij nu niet geven")


def test_double_click_makes_one_zaak(browser, zaaktype) -> None:
    draft = fill(browser)
    first, second = browser.post(f"{draft}/controle/"), browser.post(f"{draft}/controle/")
    assert (first.status_code, second.status_code) == (302, 302)
    assert Zaak.objects.count() == Inzending.objects.count() == 1
    assert "al verstuurd" in text_of(browser.get(second["Location"]))


def test_fault_of_ours_loses_nothing_and_says_so(browser, given) -> None:
    """There is no zaaktype for this form."""
    draft = fill(browser)
    answer = browser.post(f"{draft}/controle/")
    assert answer.status_code == 503
    assert "Dat ligt aan ons" in text_of(answer)
    assert Inzending.objects.count() == 0
    assert "Sjoukje de Vries" in text_of(browser.get(f"{draft}/controle/"))


def test_back_after_sending_explains(browser, zaaktype) -> None:
    draft = fill(browser)
    browser.post(f"{draft}/controle/")
    for page in ("boom", "contact", "controle", "bewaren"):
        answer = browser.get(f"{draft}/{page}/", follow=True)
        assert "Wij hebben uw aanvraag ontvangen" in text_of(answer), page
    assert browser.post(f"{draft}/boom/", BOOM, follow=True).status_code == 200
    assert Zaak.objects.count() == 1


def test_pages_of_a_draft_are_never_kept_in_a_cache(browser) -> None:
    assert "no-store" in browser.get(f"{begin(browser)}/boom/")["Cache-Control"]


def test_draft_of_another_session_municipality_or_form_does_not_exist(browser, client_for, zaaktype) -> None:
    publish("klacht")
    draft = fill(browser)
    browser.post(f"{draft}/fotos/", {"tekening": SimpleUploadedFile("t.pdf", PDF), "actie": "upload"})
    file = ConceptBestand.objects.get().id
    browser.post(f"{draft}/controle/")
    addresses = [
        f"{draft}/{page}"
        for page in ("boom/", "controle/", "bewaren/", "ontvangen/", "ontvangen/pdf", f"bestand/{file}")
    ]
    for slug in (HOST, "weststellingwerf"):
        stranger = client_for(slug)
        assert [stranger.get(address).status_code for address in addresses] == [404] * len(addresses)
        assert [stranger.post(address).status_code for address in addresses[:3]] == [404] * 3
    logged_in = client_for(HOST)
    log_in_as(logged_in, Identity("burger", "123456782", "Een ander"))
    assert [logged_in.get(address).status_code for address in addresses] == [404] * len(addresses)
    assert browser.get(addresses[0].replace("kapvergunning", "klacht")).status_code == 404


def test_draft_of_a_login_is_gone_for_the_browser_that_logged_out(browser, client_for) -> None:
    log_in_as(browser, Identity("burger", BSN, "Suzanne Moulin"))
    draft = begin(browser, kanaal="digid")
    assert browser.get(f"{draft}/boom/").status_code == 200
    browser.cookies.clear()
    assert browser.get(f"{draft}/boom/").status_code == 404


def test_files_are_kept_shown_and_removed(browser) -> None:
    draft = begin(browser)
    files = [
        SimpleUploadedFile("tekening.pdf", PDF),
        SimpleUploadedFile("kaart.png", b"\x89PNG\r\n\x1a\n kaart"),
    ]
    page = browser.post(f"{draft}/fotos/", {"tekening": files, "actie": "upload"})
    assert "tekening.pdf" in text_of(page)
    assert "kaart.png" in text_of(browser.get(f"{draft}/fotos/"))
    one = ConceptBestand.objects.get(naam="kaart.png")
    assert b"".join(browser.get(f"{draft}/bestand/{one.id}").streaming_content).startswith(b"\x89PNG")
    browser.post(f"{draft}/fotos/", {"actie": f"bestand-weg:{one.id}"})
    assert "kaart.png" not in text_of(browser.get(f"{draft}/fotos/"))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("virus.exe", b"MZ" * 50, "U kunt wel toevoegen: PDF, DOCX, ODT, JPG, PNG."),
        ("leeg.pdf", b"", "is leeg"),
        ("nep.pdf", b"MZ" * 50, "kunnen wij niet gebruiken"),
        ("nep.png", PDF, "past niet bij de inhoud"),
        ("stuk.docx", b"PK\x03\x04 geen echt bestand", "beschadigd of niet veilig"),
        ("groot.pdf", PDF + b"0" * (20 * 1024 * 1024), "te groot"),
    ],
)
def test_wrong_file_is_refused_with_the_way_out(browser, name, content, sentence) -> None:
    draft = begin(browser)
    page = browser.post(f"{draft}/fotos/", {"tekening": SimpleUploadedFile(name, content), "actie": "upload"})
    assert sentence in text_of(page)
    assert ConceptBestand.objects.count() == 0


def test_endless_file_is_dropped_while_it_comes_in_and_the_rest_stays(browser, monkeypatch) -> None:
    monkeypatch.setattr("kapstok.platform.http.uploads.MOST_BYTES", 100_000)
    draft = begin(browser)
    files = [SimpleUploadedFile("eindeloos.pdf", PDF + b"0" * 300_000), SimpleUploadedFile("goed.pdf", PDF)]
    text = text_of(browser.post(f"{draft}/fotos/", {"tekening": files, "actie": "upload"}))
    assert "eindeloos.pdf is te groot" in text
    assert [file.naam for file in ConceptBestand.objects.all()] == ["goed.pdf"]


def test_allowed_types_and_size_are_told_beforehand(browser) -> None:
    text = text_of(browser.get(f"{begin(browser)}/fotos/"))
    assert "U kunt deze soorten toevoegen: JPG, PNG, HEIC, PDF. Per bestand maximaal 10 MB." in text


@pytest.mark.eis("R-012", "R-074")
def test_code_continues_in_another_browser_with_files_and_answers(browser, client_for) -> None:
    draft = begin(browser)
    browser.post(f"{draft}/boom/", BOOM)
    browser.post(f"{draft}/fotos/", {"tekening": SimpleUploadedFile("t.pdf", PDF), "actie": "upload"})
    saved = browser.post(f"{draft}/boom/", {**BOOM, "actie": "opslaan"}, follow=True)
    code = re.search(r'translate="no">([A-Z0-9]{5}-[A-Z0-9]{5})<', saved.content.decode())[1]
    assert "tot en met" in text_of(saved)
    other = client_for(HOST)
    assert other.get(f"{draft}/boom/").status_code == 404
    answer = other.post("/formulier/verder/", {"code": f" {code.lower()} "}, follow=True)
    assert answer.status_code == 200
    assert "t.pdf" in text_of(other.get(f"{draft}/fotos/"))


def test_wrong_code_is_refused_and_guessing_stops(browser, client_for) -> None:
    draft = begin(browser)
    code = re.search(r'translate="no">([A-Z0-9-]{11})<', browser.get(f"{draft}/bewaren/").content.decode())[1]
    guesser = client_for(HOST)
    for _ in range(11):
        answer = guesser.post("/formulier/verder/", {"code": "ACDEF-34679"})
        assert answer.status_code == 422
    assert "te vaak" in text_of(answer)
    assert "te vaak" in text_of(guesser.post("/formulier/verder/", {"code": code}))


def test_code_of_another_municipality_opens_nothing(browser, client_for) -> None:
    draft = begin(browser)
    code = re.search(r'translate="no">([A-Z0-9-]{11})<', browser.get(f"{draft}/bewaren/").content.decode())[1]
    assert client_for("weststellingwerf").post("/formulier/verder/", {"code": code}).status_code == 422


def test_code_of_a_login_needs_that_login(browser, client_for) -> None:
    log_in_as(browser, Identity("burger", BSN, "Suzanne Moulin"))
    draft = begin(browser, kanaal="digid")
    code = re.search(r'translate="no">([A-Z0-9-]{11})<', browser.get(f"{draft}/bewaren/").content.decode())[1]
    assert client_for(HOST).post("/formulier/verder/", {"code": code}).status_code == 422


def test_code_can_be_mailed(browser) -> None:
    draft = begin(browser)
    wrong = browser.post(f"{draft}/bewaren/", {"email": "geen adres"})
    assert (wrong.status_code, Mail.objects.count()) == (422, 0)
    browser.post(f"{draft}/bewaren/", {"email": "sjoukje@voorbeeld.nl"})
    assert "/formulier/verder/" in Mail.objects.get().tekst


@pytest.mark.eis("R-012", "R-074")
def test_known_answers_are_text_with_their_source_and_cannot_be_typed_over(browser, zaaktype, actor) -> None:
    persons = {"formaat": "pl-json/1", "personen": [{"categorieen": PERSON}]}
    import_pl_json(json.dumps(persons).encode(), actor=actor)
    log_in_as(browser, Identity("burger", BSN, "Suzanne Moulin"))
    draft = begin(browser, kanaal="digid")
    page = browser.get(f"{draft}/contact/")
    assert "Suzanne Moulin" in text_of(page)
    assert "Uit de Basisregistratie Personen" in text_of(page)
    assert "Klopt dit niet?" in text_of(page)
    assert 'name="naam"' not in page.content.decode()
    for step, data in (
        ("boom", BOOM),
        ("plek", PLEK),
        ("reden", REDEN),
        ("contact", {**CONTACT, "naam": "Iemand Anders"}),
    ):
        browser.post(f"{draft}/{step}/", data)
    browser.post(f"{draft}/controle/")
    rol = Rol.objects.get()
    assert (rol.bsn, rol.naam) == (BSN, "Suzanne Moulin")


def test_address_without_postcode_is_asked_and_not_shown_as_known(browser, actor) -> None:
    abroad = {**PERSON, "08": [[{"0910": "1999", "1310": "6030"}]]}
    import_pl_json(
        json.dumps({"formaat": "pl-json/1", "personen": [{"categorieen": abroad}]}).encode(), actor=actor
    )
    log_in_as(browser, Identity("burger", BSN, "Suzanne Moulin"))
    page = browser.get(f"{begin(browser, kanaal='digid')}/contact/").content.decode()
    assert 'name="adres.postcode"' in page
    assert 'name="naam"' not in page


def test_klopt_dit_niet_lets_people_type_and_says_so(browser, actor) -> None:
    persons = {"formaat": "pl-json/1", "personen": [{"categorieen": PERSON}]}
    import_pl_json(json.dumps(persons).encode(), actor=actor)
    log_in_as(browser, Identity("burger", BSN, "Suzanne Moulin"))
    draft = begin(browser, kanaal="digid")
    browser.post(f"{draft}/contact/", {"actie": "zelf:naam"})
    assert 'value="Suzanne Moulin"' in browser.get(f"{draft}/contact/").content.decode()
    browser.post(f"{draft}/contact/", {**CONTACT, "naam": "S. Moulin-Dijkstra"})
    text = text_of(browser.get(f"{draft}/controle/"))
    assert "S. Moulin-Dijkstra" in text
    assert "Door u aangepast" in text


def test_form_for_digid_only_does_not_start_without_it(browser) -> None:
    publish("verhuizing")
    assert "zonder inloggen" not in text_of(browser.get("/formulier/verhuizing/"))
    assert (
        browser.post("/formulier/verhuizing/start/", {"kanaal": "zonder"})["Location"]
        == "/formulier/verhuizing/"
    )
    assert (
        browser.post("/formulier/verhuizing/start/", {"kanaal": "digid"})["Location"]
        == "/formulier/verhuizing/"
    )
    assert Concept.objects.count() == 0


def test_rows_of_a_group_are_added_and_removed_without_losing_the_others(browser) -> None:
    publish("verhuizing")
    log_in_as(browser, Identity("burger", BSN, "Suzanne Moulin"))
    draft = begin(browser, "verhuizing", "digid")
    rows = {"mee": "ja", "personen.aantal": "1", "personen.0.voornaam": "Anna"}
    page = browser.post(f"{draft}/wie/", {**rows, "actie": "meer:personen"}).content.decode()
    assert 'value="Anna"' in page
    assert 'name="personen.1.voornaam"' in page
    two = {**rows, "personen.aantal": "2", "personen.1.voornaam": "Piet"}
    page = browser.post(f"{draft}/wie/", {**two, "actie": "minder:personen:1"}).content.decode()
    assert "Anna" not in page
    assert 'name="personen.0.voornaam" value="Piet"' in page


def test_expired_draft_is_gone(browser) -> None:
    draft = begin(browser)
    Concept.objects.update(verloopt=NOW)
    assert browser.get(f"{draft}/boom/").status_code == 404
    assert remove_expired(actor=SYSTEM, now=datetime.now(UTC)) == 1


def test_answers_in_a_draft_are_sealed(browser) -> None:
    fill(browser)
    assert "Sjoukje" not in Concept.objects.get().inhoud


@pytest.mark.parametrize("taal", ["fy", "en"])
def test_form_speaks_the_language_of_the_reader(browser, taal) -> None:
    browser.get(f"/taal/{taal}/?volgende=/")
    words = {"fy": "Beam kapje", "en": "Felling a tree"}
    assert words[taal] in text_of(browser.get("/formulier/kapvergunning/"))


typed = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["<script>x</script>", "🌳" * 50, "31-02-2026", "9" * 300, "x" * 6000, "\x00", "-1", "٣", "ja"]
    ),
)
NAMES = (
    "boomsoort aantal stamomtrek plek.postcode plek.huisnummer plek.lat plek.lon eigen_grond reden "
    "toelichting herplant naam adres.postcode email telefoon actie getoond terug"
)
names = st.sampled_from(NAMES.split())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["boom", "plek", "reden", "fotos", "contact"]), st.dictionaries(names, typed, max_size=6)
)
def test_whatever_is_typed_there_is_an_answer_and_never_markup(browser, step, data) -> None:
    draft = begin(browser)
    answer = browser.post(f"{draft}/{step}/", data)
    assert answer.status_code in (200, 302, 422)
    assert b"<script>x</script>" not in answer.content
    assert urlsplit(answer.headers.get("Location", "")).netloc == ""
    assert browser.get(f"{draft}/controle/").status_code == 200
