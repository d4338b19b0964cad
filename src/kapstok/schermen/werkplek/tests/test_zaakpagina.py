"""The case page: documents beside the data, changing data with a way back, and the clock in words."""

from datetime import date

import pytest

from kapstok.diensten.behandeling.models import Taak
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.documenten.models import InformatieObjectVersie
from kapstok.magazijnen.documenten.services import add_version, lock_document
from kapstok.magazijnen.zaken.models import Zaak, ZaakEigenschap
from kapstok.magazijnen.zaken.services import change_zaak, link_document
from kapstok.platform.identity.models import User
from kapstok.platform.storage import store

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


@pytest.fixture
def letter(zaak, kind, given):
    """A document of the zaak with two versions."""
    made = given.document(kind, content=b"eerste tekst", formaat="text/plain", status="in_bewerking")
    link_document(zaak.id, made.informatieobject_id, actor=given.actor)
    lock = lock_document(made.informatieobject_id, actor=given.actor)
    second = store().put([b"tweede tekst"])
    add_version(
        made.informatieobject_id,
        {"sha256": second.sha256, "bestandsomvang": second.size, "titel": "Foto, aangepast"},
        lock=lock,
        actor=given.actor,
    )
    return made.informatieobject_id


def _bytes(answer):
    return b"".join(answer.streaming_content)


def test_a_document_opens_beside_the_data_in_the_version_that_is_chosen(handler, zaak, letter):
    page = handler.get(f"/werk/zaak/{zaak.id}/?document={letter}&versie=1")
    text = page.content.decode()
    assert 'id="kijker"' in text
    assert "Gegevens wijzigen" in text
    assert page.context["kijker"]["document"]["versie"] == 1
    frame = handler.get(f"{page.context['kijker']['url']}?toon=ja")
    assert _bytes(frame) == b"eerste tekst"
    assert "frame-ancestors 'self'" in frame["Content-Security-Policy"]


def test_a_document_whose_bytes_are_lost_says_so(handler, zaak, letter):
    url = f"/werk/zaak/{zaak.id}/document/{letter}/1/"
    store().delete(handler.get(url)["ETag"].strip('"'))
    answer = handler.get(url)
    assert answer.status_code == 404
    assert "Dit bestand kunnen wij nu niet geven" in answer.content.decode()


def test_a_frame_that_the_browser_has_already_may_still_be_shown(handler, zaak, letter):
    url = f"/werk/zaak/{zaak.id}/document/{letter}/1/?toon=ja"
    known = handler.get(url)["ETag"]
    again = handler.get(url, headers={"If-None-Match": known})
    assert again.status_code == 304
    assert "frame-ancestors 'self'" in again["Content-Security-Policy"]


@pytest.mark.parametrize(
    "query", ["document=onzin", "document=", "document={other}", "document={d}&versie=99"]
)
def test_a_document_that_is_not_there_leaves_the_page_whole(handler, zaak, letter, query):
    address = query.format(other=zaak.id, d=letter)
    assert handler.get(f"/werk/zaak/{zaak.id}/?{address}").status_code == 200


def test_two_versions_stand_side_by_side_with_what_differs(handler, zaak, letter):
    page = handler.get(f"/werk/zaak/{zaak.id}/document/{letter}/?naast=1&versie=2")
    assert [b["document"]["versie"] for b in page.context["beelden"]] == [1, 2]
    assert ("Titel", "Foto", "Foto, aangepast") in page.context["verschillen"]
    assert ("Inhoud", "gelijk", "anders") in page.context["verschillen"]


def test_the_right_version_of_a_document_is_shown_for_a_day(handler, zaak, letter):
    InformatieObjectVersie.objects.filter(informatieobject_id=letter, versie=1).update(
        begin_registratie="2026-01-05T10:00Z"
    )
    InformatieObjectVersie.objects.filter(informatieobject_id=letter, versie=2).update(
        begin_registratie="2026-03-05T10:00Z"
    )
    url = f"/werk/zaak/{zaak.id}/document/{letter}/"
    assert "was dit document er nog niet" in handler.get(f"{url}?op=2001-01-01").content.decode()
    assert handler.get(f"{url}?op=2026-02-01").context["document"]["versie"] == 1
    assert handler.get(f"{url}?op=2026-03-05").context["document"]["versie"] == 2
    wrong = handler.get(f"{url}?op=31-31-2026")
    assert wrong.status_code == 422
    assert "bestaande datum" in wrong.content.decode()


def test_an_archivaris_reads_a_kept_document_in_any_version(visit, zaak, letter):
    archivaris = visit("medewerker", roles=("archivaris",))
    assert (
        archivaris.get(f"/werk/zaak/{zaak.id}/document/{letter}/?versie=1").context["document"]["versie"] == 1
    )


def test_facts_are_changed_in_one_save_and_put_back(handler, zaak, kind):
    fact = kind.eigenschappen["kapdatum"].id
    data = {
        "actie": "gegevens",
        "omschrijving": "Beuk",
        "toelichting": "Bij het hek",
        f"e_{fact}": "2026-12-31",
    }
    page = handler.post(f"/werk/zaak/{zaak.id}/doen/", data, follow=True)
    assert ZaakEigenschap.objects.get(zaak_id=zaak.id).waarde == "20261231"
    assert "3 gegevens zijn gewijzigd" in page.content.decode()
    handler.post("/werk/ongedaan/", {"token": page.context["ongedaan"]["token"]})
    stored = Zaak.objects.get(id=zaak.id)
    assert (stored.omschrijving, stored.toelichting) == (zaak.omschrijving, "")
    assert not ZaakEigenschap.objects.filter(zaak_id=zaak.id).exists()


def test_a_change_that_somebody_else_built_upon_is_not_put_back(handler, zaak, given):
    data = {"actie": "gegevens", "omschrijving": "Beuk"}
    page = handler.post(f"/werk/zaak/{zaak.id}/doen/", data, follow=True)
    change_zaak(zaak.id, {"omschrijving": "Linde"}, actor=given.actor)
    answer = handler.post("/werk/ongedaan/", {"token": page.context["ongedaan"]["token"]}, follow=True)
    assert "intussen gewijzigd" in answer.content.decode()
    assert Zaak.objects.get(id=zaak.id).omschrijving == "Linde"


def test_nothing_is_written_when_one_field_is_wrong_and_all_that_was_typed_stays(handler, zaak, kind):
    fact = kind.eigenschappen["kapdatum"].id
    data = {"actie": "gegevens", "omschrijving": "Beuk", f"e_{fact}": "31-02-2026"}
    page = handler.post(f"/werk/zaak/{zaak.id}/doen/", data)
    text = page.content.decode()
    assert page.status_code == 422
    assert f'href="#id_gegevens_e_{fact}"' in text
    assert "Beuk" in text
    assert "31-02-2026" in text
    assert Zaak.objects.get(id=zaak.id).omschrijving == zaak.omschrijving


def test_the_location_is_set_by_address_read_in_words_and_put_back(handler, zaak):
    Nummeraanduiding.objects.create(
        identificatie="0085200000000001",
        openbare_ruimte="Turfdijk",
        huisnummer=27,
        postcode="8431AB",
        woonplaats="Oosterwolde",
        lon=6.29,
        lat=52.99,
    )
    assert "geen locatie bekend" in handler.get(f"/werk/zaak/{zaak.id}/").content.decode()
    data = {"actie": "locatie", "postcode": "8431 ab", "huisnummer": "27"}
    page = handler.post(f"/werk/zaak/{zaak.id}/doen/", data, follow=True)
    assert page.context["plaats"] == "Turfdijk 27, 8431AB Oosterwolde"
    assert Zaak.objects.get(id=zaak.id).zaakgeometrie["coordinates"] == [6.29, 52.99]
    handler.post("/werk/ongedaan/", {"token": page.context["ongedaan"]["token"]})
    assert Zaak.objects.get(id=zaak.id).zaakgeometrie is None


def test_the_page_says_what_suspending_and_extending_will_do(handler, zaak):
    page = handler.get(f"/werk/zaak/{zaak.id}/")
    assert "De klok staat stil vanaf vandaag" in page.content.decode()
    words = page.context["gevolg"]["verlengen"]["tekst"]
    handler.post(f"/werk/zaak/{zaak.id}/doen/", {"actie": "verlengen", "reden": "Advies"})
    after = dict(handler.get(f"/werk/zaak/{zaak.id}/").context["kern"])
    assert f"wordt {after['Uiterlijk']} in plaats van" in words


def test_a_task_goes_to_a_colleague_who_finds_it_in_mijn_werk(handler, visit, zaak):
    colleague = visit("medewerker", roles=("kcc",))
    user = User.objects.get(username="proef-kcc")
    data = {"actie": "taak", "titel": "Bel de aanvrager", "wie": str(user.id), "uiterlijk": "2099-01-01"}
    handler.post(f"/werk/zaak/{zaak.id}/doen/", data)
    page = colleague.get("/werk/")
    assert [t["titel"] for t in page.context["mijn_taken"]] == ["Bel de aanvrager"]
    task = Taak.objects.get()
    assert task.uiterlijk == date(2099, 1, 1)
    colleague.post("/werk/taak/", {"zaak": str(zaak.id), "taak": str(task.id)})
    assert not colleague.get("/werk/").context["mijn_taken"]


def test_a_task_of_another_zaak_is_not_ticked_off_here(handler, zaak, given, kind):
    other = given.zaak(kind)
    handler.post(f"/werk/zaak/{other.id}/doen/", {"actie": "taak", "titel": "Bellen"})
    data = {"actie": "taak-klaar", "taak": str(Taak.objects.get().id)}
    assert handler.post(f"/werk/zaak/{zaak.id}/doen/", data).status_code == 422
    assert Taak.objects.get().gedaan is None


def test_the_contact_centre_writes_down_contact_and_changes_nothing_else(visit, zaak):
    kcc = visit("medewerker", roles=("kcc",))
    url = f"/werk/zaak/{zaak.id}/doen/"
    data = {"actie": "contact", "kanaal": "balie", "onderwerp": "Vraag over de termijn"}
    assert kcc.post(url, data).status_code == 302
    assert "Vraag over de termijn" in kcc.get(f"/werk/zaak/{zaak.id}/").content.decode()
    assert kcc.post(url, {"actie": "opschorten", "reden": "x"}).status_code == 404


def test_zaken_that_belong_together_stand_on_the_page(handler, zaak, kind, given):
    below = given.zaak(kind, omschrijving="Deel van de eik")
    Zaak.objects.filter(id=below.id).update(hoofdzaak_id=zaak.id)
    same = given.zaak(kind, omschrijving="Andere boom")
    given.initiator(same, kind, BSN)
    found = {v["id"]: v["relatie"] for v in handler.get(f"/werk/zaak/{zaak.id}/").context["verwant"]}
    assert found == {below.id: "Deelzaak", same.id: "Zelfde aanvrager"}
    assert handler.get(f"/werk/zaak/{below.id}/").context["verwant"][0]["relatie"] == "Hoofdzaak"


def test_a_document_whose_register_is_not_in_our_list_is_named_without_a_link(handler, zaak):
    from kapstok.magazijnen.zaken.models import ZaakInformatieObject

    there = "https://drc.voorbeeld.test/documenten/api/v1/enkelvoudiginformatieobjecten/1"
    ZaakInformatieObject.objects.create(
        zaak_id=zaak.id,
        informatieobject_url=there,
        titel_elders="Bouwtekening <2>",
        registratiedatum="2026-03-05T10:00Z",
    )
    text = handler.get(f"/werk/zaak/{zaak.id}/").content.decode()
    assert "Bouwtekening &lt;2&gt;" in text
    assert there not in text
    assert "register niet meer in de lijst" in text
