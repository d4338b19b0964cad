"""Klantinteracties and Contactgegevens as applications of the field use them."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

HOST = "ooststellingwerf.localhost"
K = "/klantinteracties/api/v1"
PERSON = {"soortPartij": "persoon", "indicatieActief": True}
ORGANISATION = {
    "soortPartij": "organisatie",
    "indicatieActief": True,
    "partijIdentificatie": {"naam": "Kap BV"},
}
CONTACT = {"kanaal": "telefoon", "onderwerp": "Boom", "taal": "nld", "vertrouwelijk": False}


def _number(soort: str, value: str, above: str = "") -> dict[str, Any]:
    kind = {
        "bsn": ("natuurlijk_persoon", "brp"),
        "kvk_nummer": ("niet_natuurlijk_persoon", "hr"),
        "vestigingsnummer": ("vestiging", "hr"),
    }[soort]
    number = {
        "codeObjecttype": kind[0],
        "codeSoortObjectId": soort,
        "objectId": value,
        "codeRegister": kind[1],
    }
    return {"partijIdentificator": number, "subIdentificatorVan": {"uuid": above} if above else None}


def _codes(answer: Any) -> list[tuple[str, str]]:
    return [(p["name"], p["code"]) for p in answer.data["invalidParams"]]


@pytest.fixture
def app(application: Callable[..., Any]) -> Any:
    return application()


def test_a_key_opens_the_same_as_a_token_and_only_for_its_own_rights(given: Any, tenant: Any) -> None:
    from kapstok.magazijnen.autorisaties.services import add_applicatie

    made = add_applicatie(label="Formulieren", client_id=None, secret=None, alles=True, actor=given.actor)

    def status(key: str, kind: str = "Token") -> tuple[int, str]:
        answer = Client(headers={"host": HOST, "authorization": f"{kind} {key}"}).get(f"{K}/partijen")
        return answer.status_code, answer.json().get("code", "")

    assert status(made["api_key"]) == (200, "")
    assert status(made["api_key"]) == (200, "")  # and again, from what is remembered
    assert status(made["api_key"] + "x") == (403, "authentication_failed")
    assert status("") == (403, "not_authenticated")
    assert status(made["secret"]) == (403, "authentication_failed")
    none = add_applicatie(label="Niets", client_id=None, secret=None, alles=False, actor=given.actor)
    assert status(none["api_key"]) == (403, "permission_denied")


def test_a_blocked_application_has_no_use_for_its_key(given: Any, tenant: Any) -> None:
    from kapstok.magazijnen.autorisaties.bearer import forget_known
    from kapstok.magazijnen.autorisaties.models import Client as ApiClient
    from kapstok.magazijnen.autorisaties.services import add_applicatie, set_blocked

    made = add_applicatie(label="Oud", client_id=None, secret=None, alles=True, actor=given.actor)
    client = Client(headers={"host": HOST, "authorization": f"Token {made['api_key']}"})
    assert client.get(f"{K}/partijen").status_code == 200
    row = ApiClient.objects.get(client_id=made["client_id"])
    set_blocked(row.applicatie_id, blocked=True, actor=given.actor)
    forget_known()
    assert client.get(f"{K}/partijen").status_code == 403


def test_reading_is_not_writing(application: Any) -> None:
    reader = application(kc=(["klantinteracties.lezen"], "", ""))
    reader.get(f"{K}/partijen")
    reader.send("post", f"{K}/partijen", ORGANISATION, 403)
    reader.get("/contactgegevens/api/v1/persoon", 403)
    writer = application(kc=(["klantinteracties.schrijven"], "", ""))
    writer.get(writer.send("post", f"{K}/partijen", ORGANISATION).data["url"])


def test_a_person_with_number_address_and_account_in_one_body(app: Any) -> None:
    mail = {"adres": "jan@voorbeeld.test", "soortDigitaalAdres": "email"}
    adres = app.send("post", f"{K}/digitaleadressen", {**mail, "verstrektDoorPartij": None}).data
    account = app.send("post", f"{K}/rekeningnummers", {"iban": "NL91ABNA0417164300", "partij": None}).data
    body = {
        **PERSON,
        "digitaleAdressen": [{"uuid": adres["uuid"]}],
        "voorkeursDigitaalAdres": {"uuid": adres["uuid"]},
        "rekeningnummers": [{"uuid": account["uuid"]}],
        "partijIdentificatoren": [_number("bsn", "999993653")],
        "partijIdentificatie": {
            "contactnaam": {"voornaam": "Jan", "voorvoegselAchternaam": "van", "achternaam": "Berg"}
        },
    }
    made = app.send("post", f"{K}/partijen", body).data
    assert made["partijIdentificatie"]["volledigeNaam"] == "Jan van Berg"
    assert made["digitaleAdressen"] == [{"uuid": adres["uuid"], "url": adres["url"]}]
    assert made["voorkeursDigitaalAdres"]["uuid"] == adres["uuid"]
    assert made["partijIdentificatoren"][0]["identificeerdePartij"]["uuid"] == made["uuid"]
    found = app.get(
        f"{K}/partijen?partijIdentificator__codeSoortObjectId=bsn&partijIdentificator__objectId=999993653"
    ).data
    assert [p["uuid"] for p in found["results"]] == [made["uuid"]]
    whole = app.get(f"{made['url']}?expand=digitaleAdressen").data
    assert whole["_expand"]["digitaleAdressen"][0]["adres"] == "jan@voorbeeld.test"
    # What is left out stays; an empty list takes the addresses away, and the number with its uuid is changed.
    app.send("patch", made["url"], {"interneNotitie": "Belt liever"}, 200)
    own = made["partijIdentificatoren"][0]
    other = {**_number("bsn", "999990019"), "uuid": own["uuid"]}
    changed = app.send(
        "patch",
        made["url"],
        {"digitaleAdressen": [], "voorkeursDigitaalAdres": None, "partijIdentificatoren": [other]},
        200,
    ).data
    assert changed["digitaleAdressen"] == []
    assert changed["interneNotitie"] == "Belt liever"
    assert changed["partijIdentificatoren"][0]["uuid"] == own["uuid"]
    assert changed["partijIdentificatoren"][0]["partijIdentificator"]["objectId"] == "999990019"
    assert app.get(adres["url"]).data["verstrektDoorPartij"] is None


def test_the_preferred_address_is_one_of_the_partij_itself(app: Any) -> None:
    mail = {"adres": "jan@voorbeeld.test", "soortDigitaalAdres": "email"}
    adres = app.send("post", f"{K}/digitaleadressen", mail).data
    body = {**ORGANISATION, "voorkeursDigitaalAdres": {"uuid": adres["uuid"]}}
    assert _codes(app.send("post", f"{K}/partijen", body, 400)) == [("voorkeursDigitaalAdres", "invalid")]
    assert app.get(f"{K}/partijen").data["count"] == 0


@pytest.mark.parametrize("way", ["partij", "adres"])
def test_an_address_that_moves_is_not_preferred_by_whom_it_left(app: Any, way: str) -> None:
    from kapstok.platform.audit.models import AuditRecord

    mail = {"adres": "jan@voorbeeld.test", "soortDigitaalAdres": "email"}
    adres = app.send("post", f"{K}/digitaleadressen", mail).data
    named = {"uuid": adres["uuid"]}
    body = {**ORGANISATION, "digitaleAdressen": [named], "voorkeursDigitaalAdres": named}
    first = app.send("post", f"{K}/partijen", body).data
    second = app.send("post", f"{K}/partijen", ORGANISATION).data
    before = {
        row: AuditRecord.objects.filter(object_id=row).count() for row in (first["uuid"], adres["uuid"])
    }
    if way == "partij":
        app.send("patch", second["url"], {"digitaleAdressen": [named]}, 200)
    else:
        app.send("patch", adres["url"], {"verstrektDoorPartij": {"uuid": second["uuid"]}}, 200)
    left = app.get(first["url"]).data
    assert (left["digitaleAdressen"], left["voorkeursDigitaalAdres"]) == ([], None)
    assert app.get(second["url"]).data["digitaleAdressen"][0]["uuid"] == adres["uuid"]
    for row, count in before.items():
        assert AuditRecord.objects.filter(object_id=row).count() == count + 1


def test_an_identificator_names_one_subject_and_a_vestiging_stands_within_its_onderneming(app: Any) -> None:
    place = f"{K}/partij-identificatoren"
    kvk = app.send("post", place, _number("kvk_nummer", "90001354")).data
    assert _codes(app.send("post", place, _number("kvk_nummer", "90001354"), 400)) == [
        ("nonFieldErrors", "unique")
    ]
    alone = app.send("post", place, _number("vestigingsnummer", "000037178598"), 400)
    assert _codes(alone) == [("subIdentificatorVan", "invalid")]
    vestiging = app.send("post", place, _number("vestigingsnummer", "000037178598", kvk["uuid"])).data
    second = app.send("post", place, _number("kvk_nummer", "69599084")).data
    # Not unique by itself: the same number within another onderneming is another vestiging.
    app.send("post", place, _number("vestigingsnummer", "000037178598", second["uuid"]))
    again = app.send("post", place, _number("vestigingsnummer", "000037178598", kvk["uuid"]), 400)
    assert _codes(again) == [("nonFieldErrors", "unique")]
    assert _codes(app.send("delete", kvk["url"], None, 400)) == [("nonFieldErrors", "invalid")]
    app.send("delete", vestiging["url"], None, 204)
    app.send("delete", kvk["url"], None, 204)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"objectId": "123456789"}, "partijIdentificator.objectId"),
        ({"codeRegister": "hr"}, "partijIdentificator.codeObjecttype"),
        (
            {"codeSoortObjectId": "kvk_nummer", "objectId": "90001354"},
            "partijIdentificator.codeSoortObjectId",
        ),
    ],
)
def test_an_identificator_fits_its_register(app: Any, change: dict[str, str], name: str) -> None:
    body = _number("bsn", "999993653")
    body["partijIdentificator"].update(change)
    assert _codes(app.send("post", f"{K}/partij-identificatoren", body, 400)) == [(name, "invalid")]


def test_one_address_of_each_kind_is_the_standard(app: Any) -> None:
    partij = {"uuid": app.send("post", f"{K}/partijen", ORGANISATION).data["uuid"]}

    def address(adres: str, soort: str = "email", expect: int = 201, **more: Any) -> Any:
        body = {"adres": adres, "soortDigitaalAdres": soort, "verstrektDoorPartij": partij, **more}
        return app.send("post", f"{K}/digitaleadressen", body, expect).data

    first = address("a@voorbeeld.test", isStandaardAdres=True)
    phone = address("0516123456", "telefoonnummer", isStandaardAdres=True)
    second = address("b@voorbeeld.test", isStandaardAdres=True)
    standard = app.get(
        f"{K}/digitaleadressen?isStandaardAdres=true&verstrektDoorPartij__uuid={partij['uuid']}"
    ).data
    assert {a["uuid"] for a in standard["results"]} == {phone["uuid"], second["uuid"]}
    assert first["isStandaardAdres"]
    address("geen adres", expect=400)
    address("12", "telefoonnummer", expect=400)
    address("a@voorbeeld.test", referentie="portaal")
    assert (
        address("c@voorbeeld.test", referentie="portaal", expect=400)["invalidParams"][0]["name"]
        == "referentie"
    )


def test_a_contactpersoon_works_for_an_organisatie(app: Any) -> None:
    firm = app.send("post", f"{K}/partijen", ORGANISATION).data
    name = {"contactnaam": {"voorletters": "P.", "achternaam": "Vis"}}
    body = {"soortPartij": "contactpersoon", "indicatieActief": True}
    works_for = {"werkteVoorPartij": {"uuid": firm["uuid"]}, **name}
    made = app.send("post", f"{K}/partijen", {**body, "partijIdentificatie": works_for}).data
    assert made["partijIdentificatie"]["volledigeNaam"] == "P. Vis"
    assert made["partijIdentificatie"]["werkteVoorPartij"] == {"uuid": firm["uuid"], "url": firm["url"]}
    wrong = {"werkteVoorPartij": {"uuid": made["uuid"]}, **name}
    app.send("post", f"{K}/partijen", {**body, "partijIdentificatie": wrong}, 400)
    nobody = {"werkteVoorPartij": {"uuid": str(uuid4())}, **name}
    app.send("post", f"{K}/partijen", {**body, "partijIdentificatie": nobody}, 400)


def test_a_klantcontact_with_everything_in_one_call_or_nothing(app: Any) -> None:
    about = {
        "objectId": "z-1",
        "codeObjecttype": "zaak",
        "codeRegister": "zaken",
        "codeSoortObjectId": "uuid",
    }
    body = {
        "klantcontact": {**CONTACT, "metadata": {"bron": "formulier"}},
        "betrokkene": {
            "rol": "klant",
            "initiator": True,
            "contactnaam": {"voornaam": "Jan", "achternaam": "Berg"},
        },
        "onderwerpobject": {"onderwerpobjectidentificator": about},
    }
    made = app.send("post", f"{K}/maak-klantcontact", body).data
    contact = made["klantcontact"]
    assert contact["hadBetrokkenen"][0]["uuid"] == made["betrokkene"]["uuid"]
    assert made["betrokkene"]["volledigeNaam"] == "Jan Berg"
    asked = "onderwerpobject__onderwerpobjectidentificatorObjectId=z-1"
    found = app.get(f"{K}/klantcontacten?{asked}&expand=hadBetrokkenen,gingOverOnderwerpobjecten").data[
        "results"
    ]
    assert [c["uuid"] for c in found] == [contact["uuid"]]
    assert found[0]["_expand"]["hadBetrokkenen"][0]["rol"] == "klant"
    wrong = {**body, "betrokkene": {"rol": "buurman", "initiator": True}, "klantcontact": {"kanaal": "x"}}
    names = {name for name, _ in _codes(app.send("post", f"{K}/maak-klantcontact", wrong, 400))}
    assert {"betrokkene.rol", "klantcontact.onderwerp", "klantcontact.taal"} <= names
    late = {**body, "betrokkene": {**body["betrokkene"], "wasPartij": {"uuid": str(uuid4())}}}
    app.send("post", f"{K}/maak-klantcontact", late, 400)
    assert app.get(f"{K}/klantcontacten").data["count"] == 1


def test_who_was_reached_needs_no_further_action(app: Any) -> None:
    body = {
        **CONTACT,
        "indicatieContactGelukt": True,
        "verdereActieOndernomen": True,
        "metadata": {"a": 1},
        "nummer": "x",
    }
    codes = dict(_codes(app.send("post", f"{K}/klantcontacten", body, 400)))
    assert codes["nonFieldErrors"] == "no-further-action-when-contact-succesful"
    assert {"metadata", "nummer"} <= codes.keys()
    made = app.send("post", f"{K}/klantcontacten", {**CONTACT, "nummer": "1"}).data
    assert made["plaatsgevondenOp"]
    assert _codes(app.send("post", f"{K}/klantcontacten", {**CONTACT, "nummer": "1"}, 400)) == [
        ("nummer", "unique")
    ]


def test_a_task_is_given_and_done(app: Any) -> None:
    contact = {"uuid": app.send("post", f"{K}/klantcontacten", CONTACT).data["uuid"]}
    person = {"functie": "KCC", "emailadres": "s@voorbeeld.test", "telefoonnummer": "0516123456"}
    actor = {"naam": "S. de Boer", "soortActor": "medewerker", "actorIdentificatie": person}
    who = app.send("post", f"{K}/actoren", actor).data
    unit = app.send("post", f"{K}/actoren", {"naam": "Groen", "soortActor": "organisatorische_eenheid"}).data
    app.send("post", f"{K}/actorklantcontacten", {"actor": {"uuid": who["uuid"]}, "klantcontact": contact})
    body = {
        "gevraagdeHandeling": "Bel terug",
        "aanleidinggevendKlantcontact": contact,
        "status": "te_verwerken",
    }
    actoren = [{"uuid": unit["uuid"]}, {"uuid": who["uuid"]}]
    app.send("post", f"{K}/internetaken", body, 400)
    app.send(
        "post",
        f"{K}/internetaken",
        {**body, "toegewezenAanActor": actoren[0], "toegewezenAanActoren": actoren},
        400,
    )
    task = app.send("post", f"{K}/internetaken", {**body, "toegewezenAanActoren": actoren}).data
    assert task["toegewezenAanActor"]["uuid"] == unit["uuid"]
    assert [a["uuid"] for a in task["toegewezenAanActoren"]] == [unit["uuid"], who["uuid"]]
    assert (
        app.get(f"{K}/internetaken?toegewezenAanActor__uuid={who['uuid']}&status=te_verwerken").data["count"]
        == 1
    )
    done = app.send("patch", task["url"], {"status": "verwerkt"}, 200).data
    assert done["afgehandeldOp"]
    assert app.send("patch", task["url"], {"status": "te_verwerken"}, 200).data["afgehandeldOp"] is None
    late = {"status": "te_verwerken", "afgehandeldOp": "2026-11-25T10:00:00Z"}
    assert _codes(app.send("patch", task["url"], late, 400)) == [("afgehandeldOp", "invalid")]
    shown = app.get(f"{K}/klantcontacten/{contact['uuid']}").data
    assert shown["hadBetrokkenActoren"][0] == app.get(who["url"]).data
    assert shown["leiddeTotInterneTaken"][0]["uuid"] == task["uuid"]


def test_an_object_goes_with_the_contact_that_was_about_nothing_else(app: Any) -> None:
    def about(contact: str) -> Any:
        body = {"klantcontact": {"uuid": contact}, "onderwerpobjectidentificator": {"objectId": "z-1"}}
        return app.send("post", f"{K}/onderwerpobjecten", body).data["url"]

    contact = app.send("post", f"{K}/klantcontacten", CONTACT).data
    first, second = about(contact["uuid"]), about(contact["uuid"])
    app.send("delete", f"{first}?cascade=misschien", None, 400)
    assert app.send("delete", f"{first}?cascade=true", None, 200).data == {"behouden": [contact["url"]]}
    assert app.send("delete", f"{second}?cascade=true", None, 200).data == {"behouden": []}
    app.get(contact["url"], 404)
    third = about(app.send("post", f"{K}/klantcontacten", CONTACT).data["uuid"])
    app.send("delete", f"{third}?cascade=false", None, 204)
    assert app.get(f"{K}/klantcontacten").data["count"] == 1


def test_every_change_is_told_on_its_channel(app: Any, tenant: Any) -> None:
    from kapstok.platform.events.models import Event

    made = app.send("post", f"{K}/klantcontacten", CONTACT).data
    told = Event.objects.get(type="klanten.klantcontact.create")
    assert told.topic == "klantcontacten"
    assert told.message["resourceUrl"] == made["url"]
    assert told.message["kenmerken"] == {
        "hoofdOnderwerpType": "",
        "indicatieContactGelukt": "",
        "verdereActieOndernomen": "false",
    }
    app.send("post", f"{K}/categorieen", {"naam": "Ondernemer"})
    assert Event.objects.get(type="klanten.categorie.create").topic == ""


def test_another_municipality_cannot_be_pointed_at(app: Any, application: Any, as_tenant: Any) -> None:
    contact = app.send("post", f"{K}/klantcontacten", CONTACT).data
    with as_tenant(2):
        foreign = application()
    body = {"rol": "klant", "initiator": True, "hadKlantcontact": {"uuid": contact["uuid"]}}
    assert _codes(foreign.send("post", f"{K}/betrokkenen", body, 400)) == [
        ("hadKlantcontact.uuid", "invalid")
    ]
    assert foreign.get(f"{K}/betrokkenen?hadKlantcontact__uuid={contact['uuid']}").data["count"] == 0


def test_people_outside_the_registers(app: Any) -> None:
    place = "/contactgegevens/api/v1"
    adres = {"straatnaam": "Brink", "huisnummer": 1, "postcode": "8431 AA", "land": "NL"}
    body = {"geboortedatum": "1980-01-01", "geslachtsnaam": "Berg", "adres": adres}
    made = app.send("post", f"{place}/persoon", body).data
    assert made["adres"]["huisnummer"] == 1
    wrong = {"adres": {"postcode": "8431AA", "huisnummer": 0, "nummeraanduidingId": "1"}}
    names = {name for name, _ in _codes(app.send("patch", made["url"], wrong, 400))}
    assert names == {"adres.postcode", "adres.huisnummer", "adres.nummeraanduidingId"}
    firm = app.send("post", f"{place}/organisatie", {"handelsnaam": "Kap BV"}).data
    app.send("delete", firm["url"], None, 204)
