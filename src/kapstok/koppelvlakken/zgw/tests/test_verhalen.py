"""What applications of the field do with Klantinteracties and Objecten, call by call, with their keys.

The calls and their bodies are those that Open Formulieren and Open Inwoner make; nothing in them is changed for us.
"""

import json
from typing import Any

import pytest
from django.test import Client

HOST = "ooststellingwerf.localhost"
K, OBJECTEN, TYPEN = "/klantinteracties/api/v1", "/objecten/api/v2", "/objecttypes/api/v2"
BSN = "999993653"
OF_PERSON = {
    "codeSoortObjectId": "bsn",
    "codeRegister": "brp",
    "codeObjecttype": "natuurlijk_persoon",
    "objectId": BSN,
}
NOTHING = dict.fromkeys(
    ("digitaleAdressen", "voorkeursDigitaalAdres", "rekeningnummers", "voorkeursRekeningnummer")
)


class Field:
    """An application with a key, as it is set up in the field."""

    def __init__(self, key: str) -> None:
        self.client = Client(headers={"host": HOST, "authorization": f"Token {key}"})

    def get(self, path: str, **params: str) -> Any:
        answer = self.client.get(path.removeprefix(f"http://{HOST}"), params)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def send(self, method: str, path: str, body: Any, **headers: str) -> Any:
        call = getattr(self.client, method)
        place = path.removeprefix(f"http://{HOST}")
        answer = call(place, json.dumps(body), content_type="application/json", headers=headers)
        assert answer.status_code in {200, 201}, answer.content
        return answer.json()


@pytest.fixture
def field(given: Any, tenant: Any) -> Field:
    from kapstok.magazijnen.autorisaties.services import add_applicatie

    return Field(
        add_applicatie(label="Veld", client_id=None, secret=None, alles=True, actor=given.actor)["api_key"]
    )


def _by_bsn(prefix: str) -> dict[str, str]:
    return {f"{prefix}__{name}": value for name, value in OF_PERSON.items()}


def test_a_form_registers_its_contact_and_prefills_the_address_next_time(field: Field) -> None:
    assert (
        field.get(f"{K}/digitaleadressen", **_by_bsn("verstrektDoorPartij__partijIdentificator"))["count"]
        == 0
    )
    assert field.get(f"{K}/partijen", **_by_bsn("partijIdentificator"))["results"] == []
    partij = field.send(
        "post",
        f"{K}/partijen",
        {
            **NOTHING,
            "soortPartij": "persoon",
            "voorkeurstaal": "nld",
            "indicatieActief": True,
            "indicatieGeheimhouding": False,
            "partijIdentificatoren": [{"partijIdentificator": OF_PERSON}],
            "partijIdentificatie": None,
        },
    )
    about = {
        "objectId": "OF-12345",
        "codeObjecttype": "formulierinzending",
        "codeRegister": "Open Formulieren",
        "codeSoortObjectId": "public_registration_reference",
    }
    made = field.send(
        "post",
        f"{K}/maak-klantcontact",
        {
            "klantcontact": {
                "kanaal": "Webformulier",
                "onderwerp": "Kapvergunning",
                "taal": "nld",
                "vertrouwelijk": True,
            },
            "betrokkene": {
                "rol": "klant",
                "initiator": True,
                "organisatienaam": "",
                "wasPartij": {"uuid": partij["uuid"]},
            },
            "onderwerpobject": {"onderwerpobjectidentificator": about},
        },
    )
    field.send(
        "post",
        f"{K}/digitaleadressen",
        {
            "adres": "jan@voorbeeld.test",
            "soortDigitaalAdres": "email",
            "verstrektDoorBetrokkene": {"uuid": made["betrokkene"]["uuid"]},
            "verstrektDoorPartij": {"uuid": partij["uuid"]},
        },
    )
    again = field.get(f"{K}/digitaleadressen", **_by_bsn("verstrektDoorPartij__partijIdentificator"))
    assert [a["adres"] for a in again["results"]] == ["jan@voorbeeld.test"]
    adres = again["results"][0]
    preferred = {"soortPartij": "persoon", "voorkeursDigitaalAdres": {"uuid": adres["uuid"]}}
    assert field.send("patch", partij["url"], preferred)["voorkeursDigitaalAdres"]["uuid"] == adres["uuid"]


def test_a_resident_asks_in_the_portal_and_reads_the_answer(field: Field) -> None:
    name = {"voornaam": "Jan", "achternaam": "Berg", "voorletters": "", "voorvoegselAchternaam": ""}
    partij = field.send(
        "post",
        f"{K}/partijen",
        {
            **NOTHING,
            "soortPartij": "persoon",
            "voorkeurstaal": "nld",
            "indicatieActief": True,
            "indicatieGeheimhouding": False,
            "partijIdentificatie": {"contactnaam": name},
        },
    )
    number = {"identificeerdePartij": {"uuid": partij["uuid"]}, "partijIdentificator": OF_PERSON}
    field.send("post", f"{K}/partij-identificatoren", number)
    found = field.get(f"{K}/partijen", soortPartij="persoon", **_by_bsn("partijIdentificator"))
    assert [p["uuid"] for p in found["results"]] == [partij["uuid"]]
    assert field.get(partij["url"], expand="digitaleAdressen")["_expand"]["digitaleAdressen"] == []
    unit = field.send(
        "post",
        f"{K}/actoren",
        {"naam": "KCC", "soortActor": "organisatorische_eenheid", "indicatieActief": True},
    )

    def contact(inhoud: str) -> Any:
        made = field.send(
            "post",
            f"{K}/klantcontacten",
            {
                "inhoud": inhoud,
                "onderwerp": "Afval",
                "taal": "nld",
                "kanaal": "oip_mijn_vragen",
                "vertrouwelijk": False,
                "plaatsgevondenOp": "2026-11-25T10:00:00.123456+00:00",
            },
        )
        field.send(
            "post",
            f"{K}/betrokkenen",
            {
                "rol": "klant",
                "hadKlantcontact": {"uuid": made["uuid"]},
                "initiator": True,
                "wasPartij": {"uuid": partij["uuid"]},
                "organisatienaam": "Open Inwoner Platform",
            },
        )
        return made

    question = contact("Wanneer komt de grijze bak?")
    field.send(
        "post",
        f"{K}/internetaken",
        {
            "aanleidinggevendKlantcontact": {"uuid": question["uuid"]},
            "toelichting": "Beantwoorden vraag",
            "gevraagdeHandeling": "Vraag beantwoorden",
            "status": "te_verwerken",
            "toegewezenAanActor": {"uuid": unit["uuid"]},
        },
    )
    answer = contact("Vrijdag.")
    field.send(
        "post",
        f"{K}/onderwerpobjecten",
        {"klantcontact": {"uuid": answer["uuid"]}, "wasKlantcontact": {"uuid": question["uuid"]}},
    )
    wished = "leiddeTotInterneTaken,gingOverOnderwerpobjecten,hadBetrokkenen,hadBetrokkenen.wasPartij"
    rows = field.get(f"{K}/klantcontacten", expand=wished, kanaal="oip_mijn_vragen")["results"]
    assert [r["uuid"] for r in rows] == [answer["uuid"], question["uuid"]]
    whose = {b["wasPartij"]["uuid"] for r in rows for b in r["_expand"]["hadBetrokkenen"]}
    assert whose == {partij["uuid"]}
    assert rows[1]["_expand"]["leiddeTotInterneTaken"][0]["status"] == "te_verwerken"
    assert rows[0]["_expand"]["hadBetrokkenen"][0]["_expand"]["wasPartij"]["uuid"] == partij["uuid"]
    link = field.get(f"{K}/onderwerpobjecten/{rows[0]['gingOverOnderwerpobjecten'][0]['uuid']}")
    assert link["wasKlantcontact"]["uuid"] == question["uuid"]


def test_a_form_writes_a_productaanvraag_and_finds_it_again(field: Field) -> None:
    kind = field.send(
        "post", f"{TYPEN}/objecttypes", {"name": "ProductAanvraag", "namePlural": "ProductAanvragen"}
    )
    form = {"type": "object", "properties": {"bron": {"type": "object"}, "type": {"type": "string"}}}
    field.send("post", f"{kind['url']}/versions", {"status": "published", "jsonSchema": form})
    listed = field.get(f"{TYPEN}/objecttypes")["results"]
    assert [t["uuid"] for t in listed if t["name"] == "ProductAanvraag"] == [kind["uuid"]]
    versions = field.get(f"{TYPEN}/objecttypes/{kind['uuid']}/versions")["results"]
    assert [(v["version"], v["status"]) for v in versions] == [(1, "published")]
    record = {
        "typeVersion": 1,
        "data": {"bron": {"naam": "Open Formulieren", "kenmerk": "OF-1"}, "type": "kap", "bsn": BSN},
        "startAt": "2026-01-01",
        "geometry": {"type": "Point", "coordinates": [6.3, 52.9]},
    }
    crs = {"content-crs": "EPSG:4326", "accept-crs": "EPSG:4326"}
    made = field.send("post", f"{OBJECTEN}/objects", {"type": kind["url"], "record": record}, **crs)
    asked = {
        "type": kind["url"],
        "data_attr": "bron__kenmerk__exact__OF-1",
        "ordering": "-record__data__type",
    }
    found = field.get(f"{OBJECTEN}/objects", **asked, pageSize="10")
    assert [o["uuid"] for o in found["results"]] == [made["uuid"]]
    paid = {**record, "data": {**record["data"], "payment": {"completed": True}}}
    updated = field.send("patch", made["url"], {"type": kind["url"], "record": paid}, **crs)
    assert updated["record"]["index"] == 2
    assert field.get(made["url"])["record"]["data"]["payment"] == {"completed": True}
    assert field.get(f"{OBJECTEN}/permissions")["results"][0]["mode"] == "read_and_write"
