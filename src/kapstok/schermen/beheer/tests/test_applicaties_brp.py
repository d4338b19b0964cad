"""The purpose of an application at the BRP, under beheer."""

import pytest

from kapstok.magazijnen.autorisaties import services
from kapstok.magazijnen.autorisaties.doelbinding import BRP, Doel, doel_van
from kapstok.magazijnen.autorisaties.models import Client


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
    beheer.post(f"{where}brp/", {"doel": "Leerlingenvervoer", "velden": "naam\ngeboorte.datum\nnaam"})
    assert doel_van(app, BRP) == Doel("Leerlingenvervoer", ("naam", "geboorte.datum"))
    page = beheer.get(where).content.decode()
    assert "Voor Leerlingenvervoer:" in page
    assert "naam, geboorte.datum" in page
    assert "geboorte.datum</textarea>" in beheer.get(f"{where}brp/").content.decode()
    beheer.post(f"{where}brp/", {"doel": "", "velden": ""})
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
    page = beheer.post(f"/beheer/applicaties/{app}/brp/", typed)
    text = page.content.decode()
    assert page.status_code == 422
    assert fault in text
    assert typed["velden"].split()[-1] in text
    assert doel_van(app, BRP) is None


def test_only_who_may_change_applications_gives_a_purpose(visit, app, given):
    for other in (visit("medewerker", roles=("behandelaar",)), visit("burger", "999993653")):
        other.post(f"/beheer/applicaties/{app}/brp/", {"doel": "Vervoer", "velden": "naam"})
        assert doel_van(app, BRP) is None


def test_an_application_of_another_municipality_is_not_there(visit, app):
    elsewhere = visit("medewerker", roles=("functioneel-beheerder",), tenant="weststellingwerf")
    assert elsewhere.get(f"/beheer/applicaties/{app}/brp/").status_code == 404
