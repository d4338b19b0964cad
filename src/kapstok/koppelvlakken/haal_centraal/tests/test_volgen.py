"""Following persons: from when, until when, and what is heard of a change."""

import json
from datetime import UTC, date, datetime

import pytest

from kapstok.magazijnen.brp import volgen
from kapstok.magazijnen.brp.models import Volgindicatie, Wijziging
from kapstok.magazijnen.brp.services import import_pl_json
from kapstok.platform.audit.use import uses_of

PATH = "/haalcentraal/api/brpupdate"
BSN, ANDER = "999993653", "999990639"


def load(actor, *lists, replace=False):
    personen = [
        {"categorieen": {"01": [[{"0110": str(n), "0120": bsn, "0240": naam}]]}} for n, bsn, naam in lists
    ]
    document = json.dumps({"formaat": "pl-json/1", "personen": personen}).encode()
    return import_pl_json(document, actor=actor, replace=replace)


def put(one, bsn, body=None, expect=201):
    response = one.client.put(
        f"{PATH}/volgindicaties/{bsn}", json.dumps(body or {}), content_type="application/json"
    )
    assert response.status_code == expect, response.content
    return response.json()


def get(one, path, expect=200):
    response = one.client.get(f"{PATH}/{path}")
    assert response.status_code == expect, response.content
    return response.json()


def changed(one, query=""):
    return get(one, f"wijzigingen{query}")["burgerservicenummers"]


@pytest.fixture
def volger(afnemer):
    return afnemer("volgindicaties", doel="Wmo")


def test_who_is_followed_is_heard_of_when_the_list_changes_and_not_before(tenant, actor, volger):
    load(actor, (1, BSN, "Veen"), (2, ANDER, "Bos"))
    Wijziging.objects.update(laatst=datetime(2020, 1, 1, tzinfo=UTC))
    row = put(volger, BSN)
    assert row == {"burgerservicenummer": BSN, "begindatum": row["begindatum"]}
    assert changed(volger) == []
    load(actor, (1, BSN, "Veenstra"), (2, ANDER, "Bosma"))
    assert changed(volger) == [BSN]
    assert uses_of(BSN)[0].velden == ["volgindicaties"]
    load(actor, (1, BSN, "Veenstra"))
    assert changed(volger) == [BSN]  # once, however often
    assert changed(volger, "?vanaf=2999-01-01") == []


def test_a_list_that_went_away_is_a_change_too(tenant, actor, volger):
    load(actor, (1, BSN, "Veen"), (2, ANDER, "Bos"))
    Wijziging.objects.update(laatst=datetime(2020, 1, 1, tzinfo=UTC))
    put(volger, BSN)
    assert load(actor, (2, ANDER, "Bos"), replace=True).verwijderd == 1
    assert changed(volger) == [BSN]


def test_following_ends_on_its_day_and_begins_anew(tenant, actor, volger):
    today = put(volger, BSN, {"einddatum": "2999-01-01"})["begindatum"]
    assert get(volger, f"volgindicaties/{BSN}")["einddatum"] == "2999-01-01"
    assert "einddatum" not in put(volger, BSN, {}, 200)
    put(volger, BSN, {"einddatum": today}, 200)
    assert get(volger, "volgindicaties") == {"volgindicaties": []}
    load(actor, (1, BSN, "Veen"))
    assert changed(volger) == []
    Volgindicatie.objects.update(begindatum=date(2020, 1, 1))
    assert put(volger, BSN, {}, 200)["begindatum"] == today
    assert [v["burgerservicenummer"] for v in get(volger, "volgindicaties")["volgindicaties"]] == [BSN]


def test_extending_before_the_end_keeps_the_beginning(tenant, actor, volger):
    put(volger, BSN, {"einddatum": "2999-01-01"})
    Volgindicatie.objects.update(begindatum=date(2020, 1, 1))
    assert put(volger, BSN, {}, 200)["begindatum"] == "2020-01-01"


def test_each_application_follows_for_itself_and_another_municipality_apart(
    tenant, actor, afnemer, volger, as_tenant
):
    put(volger, BSN)
    load(actor, (1, BSN, "Veen"))
    other = afnemer("volgindicaties")
    assert (changed(other), changed(volger)) == ([], [BSN])
    get(other, f"volgindicaties/{BSN}", 404)
    with as_tenant(2):
        elsewhere = afnemer("volgindicaties")
        put(elsewhere, BSN)
        assert changed(elsewhere) == []


def test_it_needs_a_purpose(afnemer):
    assert get(afnemer("naam"), "wijzigingen", 403)["code"] == "unauthorized"


@pytest.mark.parametrize(
    ("bsn", "body", "name", "code"),
    [
        ("12345678a", {}, "burgerservicenummer", "pattern"),
        (BSN, {"einddatum": "morgen"}, "einddatum", "date"),
        (BSN, {"begindatum": "2020-01-01"}, "begindatum", "unknownParam"),
    ],
)
def test_what_is_wrong_is_told(volger, bsn, body, name, code):
    (param,) = put(volger, bsn, body, 400)["invalidParams"]
    assert (param["name"], param["code"]) == (name, code)


def test_only_so_many_can_be_followed(tenant, volger, monkeypatch):
    monkeypatch.setattr(volgen, "MAX_GEVOLGD", 1)
    put(volger, BSN)
    assert put(volger, ANDER, {}, 400)["invalidParams"][0]["code"] == "maximum"
    put(volger, BSN, {"einddatum": "2999-01-01"}, 200)


def test_other_methods_are_refused_with_those_there_are(volger):
    response = volger.client.delete(f"{PATH}/volgindicaties/{BSN}")
    assert (response.status_code, response["Allow"]) == (405, "GET, PUT")
