"""The list of external registers in beheer."""

from typing import Any

import pytest

from kapstok.magazijnen.registers.models import ExternRegister

LIST, NEW = "/beheer/registers/", "/beheer/registers/nieuw/"
SECRET = "heel-geheim-van-een-ander"
TYPED = {
    "naam": "Zaken van de buren",
    "adres": "https://zaken.voorbeeld.nl/zaken/api/v1/",
    "soort": "zaken",
    "methode": "zgw",
    "client_id": "kapstok",
    "geheim": SECRET,
}


@pytest.fixture
def beheer(visit: Any) -> Any:
    return visit("medewerker", roles=("functioneel-beheerder",))


def test_a_register_is_added_changed_and_removed(beheer: Any) -> None:
    made = beheer.post(NEW, TYPED)
    row = ExternRegister.objects.get()
    assert made["Location"] == f"{LIST}{row.id}/"
    assert row.adres == "https://zaken.voorbeeld.nl/zaken/api/v1"
    page = beheer.get(made["Location"]).content.decode()
    assert "Zaken van de buren" in beheer.get(LIST).content.decode()
    assert SECRET not in page
    assert row.geheim not in page
    assert beheer.post(made["Location"], {**TYPED, "naam": "Buren", "geheim": ""}).status_code == 302
    assert ExternRegister.objects.get().naam == "Buren"
    assert beheer.post(f"{LIST}{row.id}/verwijderen/").status_code == 302
    assert not ExternRegister.objects.exists()


def test_a_fault_stands_at_its_field_and_what_was_typed_stays(beheer: Any) -> None:
    page = beheer.post(NEW, {**TYPED, "adres": "http://zaken.voorbeeld.nl", "client_id": ""})
    text = page.content.decode()
    assert page.status_code == 422
    assert "Zaken van de buren" in text
    assert "Alleen https" in text
    assert "Vul het client-id in" in text
    assert SECRET not in text


def test_removing_a_register_in_use_is_asked_again(beheer: Any, given: Any) -> None:
    from kapstok.magazijnen.zaken.models import Zaak

    beheer.post(NEW, TYPED)
    row = ExternRegister.objects.get()
    zaak = given.zaak(given.zaaktype())
    Zaak.objects.filter(id=zaak.id).update(communicatiekanaal=f"{row.adres}/kanalen/1")
    page = beheer.post(f"{LIST}{row.id}/verwijderen/")
    assert page.status_code == 422
    assert "Toch verwijderen" in page.content.decode()
    assert ExternRegister.objects.exists()
    assert beheer.post(f"{LIST}{row.id}/verwijderen/", {"zeker": "ja"}).status_code == 302


def test_the_connection_is_tested_in_words(beheer: Any) -> None:
    beheer.post(NEW, {**TYPED, "adres": "https://bestaat-niet.invalid/api"})
    page = beheer.post(f"{LIST}{ExternRegister.objects.get().id}/test/").content.decode()
    assert "Deze naam is op het internet niet bekend." in page


def test_who_may_only_look_changes_nothing(visit: Any) -> None:
    ciso = visit("medewerker", roles=("ciso",))
    assert ciso.get(LIST).status_code == 200
    assert ciso.post(NEW, TYPED).status_code == 403
    assert not ExternRegister.objects.exists()
