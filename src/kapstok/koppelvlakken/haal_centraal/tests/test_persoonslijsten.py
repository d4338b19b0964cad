"""Whole lists over HTTP: in and out equal, with purpose and log, and nothing of a file that is not right."""

import json
from pathlib import Path

import pytest

from kapstok.magazijnen.brp.models import Ingang, Persoonslijst
from kapstok.platform.audit.use import uses_of
from kapstok.platform.config import settings

PATH = "/brp/api/v1/persoonslijsten"
BSN, ANDER = "999993653", "999990639"
OFFICIAL = Path(settings.standaarden_map) / "registers" / "brp" / "testset-gbav-2022.pl.json"


def document(*numbers):
    home = {"0910": "0085", "1180": "0085010000000012"}
    return {
        "formaat": "pl-json/1",
        "personen": [
            {"categorieen": {"01": [[{"0110": str(n), "0120": bsn}]], "08": [[home]]}}
            for n, bsn in enumerate(numbers)
        ],
    }


def load(one, body, expect=200, query=""):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    response = one.client.post(f"{PATH}{query}", content, content_type="application/json")
    assert response.status_code == expect, response.content
    return response.json()


def content(one, query=""):
    response = one.client.get(f"{PATH}{query}")
    assert response.status_code == 200
    return response["Content-Type"], b"".join(response)


def lists(one):
    return json.loads(content(one)[1])


@pytest.fixture
def beheer(afnemer):
    return afnemer("persoonslijsten", doel="Bijhouden van het magazijn")


def test_lists_go_in_and_come_out_and_everybody_can_see_it(tenant, beheer):
    body = document(BSN, ANDER)
    assert load(beheer, body)["nieuw"] == 2
    assert load(beheer, body)["gelijk"] == 2
    assert lists(beheer) == body
    (use,) = uses_of(BSN)
    assert (use.doel, use.velden) == ("Bijhouden van het magazijn", ["persoonslijsten.lezen"])


@pytest.mark.parametrize(
    ("vorm", "soort", "begint"),
    [
        ("gbav", "text/csv; charset=utf-8", b"\xef\xbb\xbf;01.01.10;"),
        ("lo3", "application/octet-stream", b"00000000Lg01"),
    ],
)
def test_the_same_lists_go_out_and_in_as_csv_and_as_messages(tenant, beheer, vorm, soort, begint):
    body = document(BSN, ANDER)
    load(beheer, body)
    kind, file = content(beheer, f"?vorm={vorm}")
    assert (kind, file[: len(begint)]) == (soort, begint)
    Persoonslijst.objects.all().delete()
    assert load(beheer, file)["nieuw"] == 2
    assert [p["categorieen"] for p in lists(beheer)["personen"]] == [
        p["categorieen"] for p in body["personen"]
    ]


def test_a_form_that_there_is_not_and_a_name_that_the_form_cannot_hold_are_told(tenant, beheer):
    problem = beheer.client.get(f"{PATH}?vorm=xml").json()
    assert (problem["status"], problem["invalidParams"][0]["name"]) == (400, "vorm")
    load(
        beheer,
        {"formaat": "pl-json/1", "personen": [{"categorieen": {"01": [[{"0120": BSN, "0240": "李"}]]}}]},
    )
    problem = beheer.client.get(f"{PATH}?vorm=lo3").json()
    assert "01.0240: het teken 李" in problem["invalidParams"][0]["reason"]


def test_replacing_removes_who_is_not_in_the_file(tenant, beheer):
    load(beheer, document(BSN, ANDER))
    assert load(beheer, document(BSN))["verwijderd"] == 0
    assert load(beheer, document(BSN), query="?vervang=true")["verwijderd"] == 1
    assert [p.bsn for p in Persoonslijst.objects.all()] == [BSN]
    assert Ingang.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"formaat": "pl-json/1", "personen": [{"categorieen": {"01": [[{"0120": "9', "geen goede JSON"),
        ('{"formaat": "pl-json/1", "personen": [], "é": 1}'.encode("latin-1"), "geen UTF-8"),
        (b'{"formaat": "pl-json/2", "personen": []}', "niet het formaat pl-json/1"),
        (
            json.dumps(
                {**document(BSN), "personen": [*document(BSN)["personen"], {"categorieen": {"99": []}}]}
            ).encode(),
            "Persoon 2: categorie 99 bestaat niet",
        ),
    ],
)
def test_of_a_file_that_is_not_right_nothing_is_loaded(tenant, beheer, content, says):
    refused = load(beheer, content, 400)
    assert says in refused["invalidParams"][0]["reason"]
    assert Persoonslijst.objects.count() == 0


def test_reading_and_loading_are_two_rights(tenant, afnemer):
    reader, loader = afnemer("persoonslijsten.lezen"), afnemer("persoonslijsten.laden")
    load(reader, document(BSN), 403)
    load(loader, document(BSN))
    assert loader.client.get(PATH).status_code == 403
    assert len(lists(reader)["personen"]) == 1


def test_a_number_that_fails_the_test_is_a_finding(tenant, beheer):
    report = load(beheer, document("123456789"))
    assert (report["nieuw"], report["aantalBevindingen"]) == (1, 1)
    assert "elfproef" in report["bevindingen"][0]


def test_another_municipality_has_its_own(tenant, beheer, afnemer, as_tenant):
    load(beheer, document(BSN))
    with as_tenant(2):
        other = afnemer("persoonslijsten")
    assert lists(other)["personen"] == []


@pytest.mark.standaard
@pytest.mark.skipif(not OFFICIAL.exists(), reason="the standards folder is absent")
def test_the_official_test_persons_come_out_as_they_went_in(tenant, beheer):
    content = OFFICIAL.read_bytes()
    assert load(beheer, content)["nieuw"] == 687
    sent = json.loads(content)["personen"]
    assert lists(beheer)["personen"] == sent
