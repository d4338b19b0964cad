"""The purpose of an application at the BRP, the BRK and the WOZ, under beheer."""

import pytest

from kapstok.magazijnen.autorisaties import services
from kapstok.magazijnen.autorisaties.doelbinding import BRP, LADEN, Doel, doel_van
from kapstok.magazijnen.autorisaties.models import Client
from kapstok.magazijnen.brk.vorm import DELEN as VAN_BRK
from kapstok.magazijnen.woz.vorm import DELEN as VAN_WOZ
from kapstok.schermen.beheer.applicaties_delen import DELEN


@pytest.fixture
def app(given):
    made = services.add_applicatie(
        label="Loket", client_id="loket", secret=None, alles=False, actor=given.actor
    )
    return Client.objects.get(client_id=made["client_id"]).applicatie_id


@pytest.fixture
def beheer(visit):
    return visit("medewerker", roles=("functioneel-beheerder",))


def test_a_purpose_with_fields_is_given_shown_and_taken_back(beheer, app):
    where = f"/beheer/applicaties/{app}/"
    assert "Deze applicatie mag niets vragen." in beheer.get(where).content.decode()
    beheer.post(f"{where}doel/brp/", {"doel": "Leerlingenvervoer", "velden": "naam\ngeboorte.datum\nnaam"})
    assert doel_van(app, BRP) == Doel("Leerlingenvervoer", ("naam", "geboorte.datum"))
    page = beheer.get(where).content.decode()
    assert "Voor Leerlingenvervoer:" in page
    assert "naam, geboorte.datum" in page
    assert "geboorte.datum</textarea>" in beheer.get(f"{where}doel/brp/").content.decode()
    beheer.post(f"{where}doel/brp/", {"doel": "", "velden": ""})
    assert doel_van(app, BRP) is None


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"doel": "Vervoer", "velden": "naam\nbestaatniet"}, "Dit veld bestaat niet: bestaatniet."),
        ({"doel": "Vervoer", "velden": "gezag.ouders"}, "Dit veld bestaat niet: gezag.ouders."),
        ({"doel": "", "velden": "leeftijd"}, "Vul in waarvoor de gegevens nodig zijn."),
    ],
)
def test_what_is_wrong_stands_at_the_field_and_what_was_typed_stays(beheer, app, typed, fault):
    page = beheer.post(f"/beheer/applicaties/{app}/doel/brp/", typed)
    text = page.content.decode()
    assert page.status_code == 422
    assert fault in text
    assert typed["velden"].split()[-1] in text
    assert doel_van(app, BRP) is None


def test_only_who_may_change_applications_gives_a_purpose(visit, app, given):
    for other in (visit("medewerker", roles=("behandelaar",)), visit("burger", "999993653")):
        other.post(f"/beheer/applicaties/{app}/doel/brp/", {"doel": "Vervoer", "velden": "naam"})
        assert doel_van(app, BRP) is None


def test_an_application_of_another_municipality_is_not_there(visit, app):
    elsewhere = visit("medewerker", roles=("functioneel-beheerder",), tenant="weststellingwerf")
    assert elsewhere.get(f"/beheer/applicaties/{app}/doel/brp/").status_code == 404


@pytest.mark.parametrize("register", ["brk", "woz"])
def test_parts_of_another_register_are_given_shown_and_taken_back(beheer, app, register):
    where, (first, second, *_) = f"/beheer/applicaties/{app}/", DELEN[register]
    beheer.post(f"{where}doel/{register}/", {"doel": "Heffing", "velden": [first[0], second[0]]})
    assert doel_van(app, register) == Doel("Heffing", (first[0], second[0]))
    assert doel_van(app, BRP) is None
    page = beheer.get(where).content.decode()
    assert f"{first[1]}, {second[1]}" in page
    assert beheer.get(f"{where}doel/{register}/").content.decode().count("checked") == 2
    beheer.post(f"{where}doel/{register}/", {"doel": ""})
    assert doel_van(app, register) is None


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"doel": "", "velden": ["waarden"]}, "Vul in waarvoor de gegevens nodig zijn."),
        ({"doel": "Heffing", "velden": ["hypotheken"]}, "hypotheken"),
    ],
)
def test_a_part_without_purpose_or_that_is_not_there_is_refused(beheer, app, typed, fault):
    page = beheer.post(f"/beheer/applicaties/{app}/doel/woz/", typed)
    assert page.status_code == 422
    assert fault in page.content.decode()
    assert doel_van(app, "woz") is None


def test_every_part_that_can_be_asked_can_be_given():
    assert {r: tuple(code for code, _ in parts) for r, parts in DELEN.items()} == {
        "bag": (LADEN,),
        "hr": (LADEN,),
        "brk": VAN_BRK,
        "woz": VAN_WOZ,
    }


def test_there_is_no_purpose_for_another_register(beheer, app):
    assert beheer.get(f"/beheer/applicaties/{app}/doel/bgt/").status_code == 404
