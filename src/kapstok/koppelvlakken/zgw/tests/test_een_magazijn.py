"""What screens keep of contact and what the API shows is one store, in both directions."""

from datetime import UTC, datetime
from typing import Any

import pytest

from kapstok.magazijnen.klanten import services as s
from kapstok.magazijnen.klanten.models import Kanaal, Van
from kapstok.platform.work import Actor

K = "/klantinteracties/api/v1"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BSN = "999993653"
STAFF = Actor("medewerker", "u-1", "S. de Boer")
IDENTIFICATOR = {
    "codeObjecttype": "natuurlijk_persoon",
    "codeSoortObjectId": "bsn",
    "objectId": BSN,
    "codeRegister": "brp",
}


def _post(zaak: Any, van: Van, text: str = "Wanneer hoor ik iets?") -> None:
    author = "Jan Berg" if van == Van.INWONER else STAFF.name
    who = Actor("burger", BSN, "Jan Berg") if van == Van.INWONER else STAFF
    key = s.person_key(BSN)
    s.post_message(
        zaak_id=zaak.id, van=van, person=key, author=author, subject="Vraag", text=text, actor=who, moment=NOW
    )


def _about(zaak: Any) -> str:
    return f"{K}/klantcontacten?onderwerpobject__onderwerpobjectidentificatorObjectId={zaak.id}&expand=hadBetrokkenen"


@pytest.fixture
def zaak(given: Any) -> Any:
    return given.zaak(given.zaaktype())


def test_messages_and_contact_moments_are_klantcontacten(zaak: Any, application: Any) -> None:
    app = application()
    _post(zaak, Van.INWONER)
    _post(zaak, Van.GEMEENTE, "Vrijdag.")
    s.register_contact(
        kanaal=Kanaal.TELEFOON, subject="Gebeld", text="Komt goed", actor=STAFF, moment=NOW, zaak_id=zaak.id
    )
    call, answer, question = app.get(_about(zaak)).data["results"]
    assert (question["kanaal"], question["inhoud"]) == ("Mijn omgeving", "Wanneer hoor ik iets?")
    assert question["_expand"]["hadBetrokkenen"][0]["volledigeNaam"] == "Jan Berg"
    assert question["_expand"]["hadBetrokkenen"][0]["initiator"] is True
    assert answer["hadBetrokkenActoren"][0]["naam"] == "S. de Boer"
    assert (call["kanaal"], call["onderwerp"]) == ("telefoon", "Gebeld")
    assert call["hadBetrokkenActoren"] == answer["hadBetrokkenActoren"]
    assert BSN not in str([call, answer, question])


@pytest.mark.parametrize("called", ["zaak", "zgw-Zaak", "ZGW-ZAAK"])
def test_what_an_application_registers_stands_with_the_zaak(zaak: Any, application: Any, called: str) -> None:
    about = {
        "objectId": str(zaak.id),
        "codeObjecttype": called,
        "codeRegister": "zaken",
        "codeSoortObjectId": "uuid",
    }
    body = {
        "klantcontact": {
            "kanaal": "chat",
            "onderwerp": "Via de website",
            "taal": "nld",
            "vertrouwelijk": False,
        },
        "onderwerpobject": {"onderwerpobjectidentificator": about},
    }
    made = application().send("post", f"{K}/maak-klantcontact", body).data
    assert [(str(c.id), c.kanaal) for c in s.contacts_of_zaak(zaak.id)] == [
        (made["klantcontact"]["uuid"], "chat")
    ]
    assert s.thread(zaak.id) == []
    s.forget_zaak(zaak.id)
    assert s.contacts_of_zaak(zaak.id) == []


def test_who_logged_in_is_the_partij_with_that_number_before_and_after(zaak: Any, application: Any) -> None:
    app = application()
    _post(zaak, Van.INWONER)
    partij = {"soortPartij": "persoon", "indicatieActief": True}
    number = {"partijIdentificatoren": [{"partijIdentificator": IDENTIFICATOR}]}
    made = app.send("post", f"{K}/partijen", {**partij, **number}).data
    _post(zaak, Van.GEMEENTE)
    found = app.get(f"{K}/klantcontacten?hadBetrokkene__wasPartij__uuid={made['uuid']}").data
    assert found["count"] == 2
    by_number = "hadBetrokkene__wasPartij__partijIdentificator__objectId"
    assert app.get(f"{K}/klantcontacten?{by_number}={BSN}").data["count"] == 2


def test_a_contact_stays_when_the_partij_goes(zaak: Any, application: Any) -> None:
    app = application()
    _post(zaak, Van.INWONER)
    number = {"partijIdentificatoren": [{"partijIdentificator": IDENTIFICATOR}]}
    made = app.send(
        "post", f"{K}/partijen", {"soortPartij": "persoon", "indicatieActief": True, **number}
    ).data
    app.send("delete", f"{K}/partijen/{made['uuid']}", expect=204)
    assert [m.tekst for m in s.thread(zaak.id)] == ["Wanneer hoor ik iets?"]


def test_whose_number_is_corrected_loses_the_contacts_of_the_wrong_one(zaak: Any, application: Any) -> None:
    app = application()
    _post(zaak, Van.INWONER)
    number = {"partijIdentificatoren": [{"partijIdentificator": IDENTIFICATOR}]}
    made = app.send(
        "post", f"{K}/partijen", {"soortPartij": "persoon", "indicatieActief": True, **number}
    ).data
    theirs = f"{K}/klantcontacten?hadBetrokkene__wasPartij__uuid={made['uuid']}"
    assert app.get(theirs).data["count"] == 1
    wrong = made["partijIdentificatoren"][0]["uuid"]
    right = {"partijIdentificator": {**IDENTIFICATOR, "objectId": "999990019"}}
    app.send("patch", f"{K}/partij-identificatoren/{wrong}", right, 200)
    assert app.get(theirs).data["count"] == 0
    assert [m.tekst for m in s.thread(zaak.id)] == ["Wanneer hoor ik iets?"]


def test_a_message_with_more_people_and_subjects_is_one_message(zaak: Any, application: Any) -> None:
    app = application()
    _post(zaak, Van.INWONER)
    contact = {"uuid": app.get(_about(zaak)).data["results"][0]["uuid"]}
    person = {"rol": "klant", "initiator": False, "wasPartij": None, "hadKlantcontact": contact}
    app.send("post", f"{K}/betrokkenen", person)
    about = {
        "objectId": str(zaak.id),
        "codeObjecttype": "zgw-Zaak",
        "codeRegister": "open",
        "codeSoortObjectId": "uuid",
    }
    subject = {"klantcontact": contact, "wasKlantcontact": None, "onderwerpobjectidentificator": about}
    app.send("post", f"{K}/onderwerpobjecten", subject)
    assert len(s.thread(zaak.id)) == 1


def test_a_destroyed_zaak_is_forgotten_and_what_was_about_more_stays(
    zaak: Any, given: Any, application: Any
) -> None:
    app, other = application(), given.zaak(given.zaaktype())
    _post(zaak, Van.INWONER)
    _post(other, Van.INWONER)
    shared = app.get(_about(other)).data["results"][0]
    about = {
        "objectId": str(zaak.id),
        "codeObjecttype": "zaak",
        "codeRegister": "zaken",
        "codeSoortObjectId": "uuid",
    }
    link = {"klantcontact": {"uuid": shared["uuid"]}, "onderwerpobjectidentificator": about}
    app.send("post", f"{K}/onderwerpobjecten", link)
    s.forget_zaak(zaak.id)
    assert app.get(_about(zaak)).data["count"] == 0
    assert [c["uuid"] for c in app.get(f"{K}/klantcontacten").data["results"]] == [shared["uuid"]]
    assert len(s.thread(other.id)) == 1
