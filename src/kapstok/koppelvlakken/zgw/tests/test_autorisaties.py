"""Autorisaties API: applications and their rights, over HTTP."""

from typing import Any

import pytest

from kapstok.magazijnen.autorisaties import bearer, services
from kapstok.magazijnen.autorisaties.models import Client

PLACE = "/autorisaties/api/v1/applicaties"
BASE = "http://ooststellingwerf.localhost"


def _body(**more: Any) -> dict[str, Any]:
    return {
        "clientIds": ["formulieren"],
        "label": "Formulieren",
        "autorisaties": [{"component": "ztc", "scopes": ["catalogi.lezen"]}],
        **more,
    }


def _faults(answer: Any) -> set[tuple[str, str]]:
    return {(p["name"], p["code"]) for p in answer.data["invalidParams"]}


def _zaaktype(kind: Any) -> str:
    return f"{BASE}/catalogi/api/v1/zaaktypen/{kind.id}"


def _right(kind: Any, *scopes: str, **more: Any) -> dict[str, Any]:
    level = {"maxVertrouwelijkheidaanduiding": "zeer_geheim"}
    return {"component": "zrc", "scopes": list(scopes), "zaaktype": _zaaktype(kind), **level, **more}


def test_applicatie_is_made_read_changed_and_deleted(given: Any, application: Any) -> None:
    kind, app = given.zaaktype(), application()
    made = app.send("post", PLACE, _body(autorisaties=[_right(kind, "zaken.lezen")])).data
    assert made["autorisaties"] == [
        {
            "component": "zrc",
            "componentWeergave": "Zaken API",
            "scopes": ["zaken.lezen"],
            "zaaktype": _zaaktype(kind),
            "maxVertrouwelijkheidaanduiding": "zeer_geheim",
        }
    ]
    again = app.send("put", made["url"], {k: v for k, v in made.items() if k != "url"}, 200).data
    assert again == made
    changed = app.send("patch", made["url"], {"label": "Formulieren 2", "clientIds": ["a", "b"]}, 200).data
    assert (changed["label"], changed["clientIds"]) == ("Formulieren 2", ["a", "b"])
    assert changed["autorisaties"] == made["autorisaties"]
    app.send("delete", made["url"], None, 204)
    app.get(made["url"], 404)


@pytest.mark.regel("ac-x-zichzelf")
def test_an_application_does_not_change_its_own_rights_and_does_not_delete_itself(application: Any) -> None:
    app = application()
    own = app.get(f"{PLACE}/consumer?clientId={app.client_id}").data
    before = {k: v for k, v in own.items() if k != "url"}
    for change in (
        {"heeftAlleAutorisaties": False, "autorisaties": _body()["autorisaties"]},
        {"autorisaties": _body()["autorisaties"]},
        {"clientIds": ["anders"]},
        {"alleenIsGereedVoorPublicatie": True},
    ):
        assert app.send("patch", own["url"], change, 403).data["code"] == "permission_denied"
    app.send("delete", own["url"], None, 403)
    assert app.get(own["url"]).data == own
    # To send itself as it is, with another name, is no change of what it may.
    renamed = app.send("put", own["url"], {**before, "label": "Nieuwe naam"}, 200).data
    assert renamed == {**own, "label": "Nieuwe naam"}


@pytest.mark.regel("ac-x-consumer")
def test_consumer_gives_the_one_application_of_a_client_id(application: Any) -> None:
    app = application()
    made = app.send("post", PLACE, _body(clientIds=["een", "twee"])).data
    assert app.get(f"{PLACE}/consumer?clientId=twee").data == made
    assert app.get(f"{PLACE}?clientIds=twee,onbekend").data["results"] == [made]
    app.get(f"{PLACE}/consumer?clientId=drie", 404)
    assert _faults(app.get(f"{PLACE}/consumer", 400)) == {("clientId", "required")}
    assert _faults(app.get(f"{PLACE}/consumer?client=x", 400)) == {("nonFieldErrors", "unknown-parameters")}


@pytest.mark.regel("ac-001")
def test_ac_001_a_client_id_stays_with_its_first_application(application: Any, as_tenant: Any) -> None:
    app = application()
    made = app.send("post", PLACE, _body()).data
    assert _faults(app.send("post", PLACE, _body(), 400)) == {("clientIds", "clientId-exists")}
    app.send("patch", made["url"], {"clientIds": ["anders"]}, 200)
    assert _faults(app.send("post", PLACE, _body(), 400)) == {("clientIds", "clientId-exists")}
    app.send("patch", made["url"], {"clientIds": ["formulieren", "anders"]}, 200)
    app.send("delete", made["url"], None, 204)
    assert _faults(app.send("post", PLACE, _body(), 400)) == {("clientIds", "clientId-exists")}


@pytest.mark.regel("ac-001")
def test_ac_001_a_client_id_of_another_municipality_is_taken(application: Any, as_tenant: Any) -> None:
    with as_tenant(2):
        application().send("post", PLACE, _body(clientIds=["elders"]))
    refused = application().send("post", PLACE, _body(clientIds=["elders"]), 400)
    assert _faults(refused) == {("clientIds", "clientId-exists")}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"heeftAlleAutorisaties": True}, "ambiguous-authorizations-specified"),
        ({"autorisaties": []}, "missing-authorizations"),
        ({"heeftAlleAutorisaties": False, "autorisaties": []}, "missing-authorizations"),
    ],
)
@pytest.mark.regel("ac-002")
def test_ac_002_everything_or_named(application: Any, body: dict[str, Any], code: str) -> None:
    assert _faults(application().send("post", PLACE, _body(**body), 400)) == {("nonFieldErrors", code)}


def test_ac_002_a_change_may_leave_the_other_half_away(application: Any) -> None:
    app = application()
    url = app.send("post", PLACE, _body()).data["url"]
    everything = app.send("patch", url, {"heeftAlleAutorisaties": True}, 200).data
    assert (everything["heeftAlleAutorisaties"], everything["autorisaties"]) == (True, [])
    named = app.send("patch", url, {"autorisaties": _body()["autorisaties"]}, 200).data
    assert (named["heeftAlleAutorisaties"], len(named["autorisaties"])) == (False, 1)
    refused = app.send("patch", url, {"autorisaties": []}, 400)
    assert _faults(refused) == {("nonFieldErrors", "missing-authorizations")}


@pytest.mark.regel("ac-003", "ac-x-scopes")
def test_ac_003_and_unknown_scopes_are_told_together(application: Any) -> None:
    rights = [
        {"component": "zrc", "scopes": ["zaken.lezen"]},
        {"component": "drc", "scopes": ["documenten.lezen"], "informatieobjecttype": "https://x.test/1"},
        {"component": "brc", "scopes": ["besluiten.lezen", "besluiten.eten"]},
    ]
    level = "maxVertrouwelijkheidaanduiding"
    assert _faults(application().send("post", PLACE, _body(autorisaties=rights), 400)) == {
        ("autorisaties.0.zaaktype", "required"),
        (f"autorisaties.0.{level}", "required"),
        (f"autorisaties.1.{level}", "required"),
        ("autorisaties.2.besluittype", "required"),
        ("autorisaties.2.scopes.1", "invalid_choice"),
    }


def test_the_form_of_a_right_is_told_by_its_place(application: Any) -> None:
    rights = [{"component": "xyz", "scopes": ["a"]}, {"scopes": "zaken.lezen"}, "niets"]
    assert _faults(application().send("post", PLACE, _body(autorisaties=rights), 400)) == {
        ("autorisaties.0.component", "invalid_choice"),
        ("autorisaties.1.component", "required"),
        ("autorisaties.1.scopes", "invalid"),
        ("autorisaties.2", "invalid"),
    }


def test_a_type_of_ours_that_is_not_there_is_refused_and_one_elsewhere_is_kept(application: Any) -> None:
    app, right = application(), {"component": "brc", "scopes": ["besluiten.lezen"]}
    gone = f"{BASE}/catalogi/api/v1/besluittypen/00000000-0000-4000-8000-000000000000"
    refused = app.send("post", PLACE, _body(autorisaties=[{**right, "besluittype": gone}]), 400)
    assert _faults(refused) == {("autorisaties.0.besluittype", "bad-url")}
    elsewhere = "https://catalogi.voorbeeld.test/besluittypen/1"
    made = app.send("post", PLACE, _body(autorisaties=[{**right, "besluittype": elsewhere}])).data
    assert made["autorisaties"][0]["besluittype"] == elsewhere


@pytest.mark.regel("ac-x-scopes")
def test_one_type_twice_with_different_rights_is_refused(given: Any, application: Any) -> None:
    kind = given.zaaktype()
    rights = [_right(kind, "zaken.lezen"), _right(kind, "zaken.aanmaken")]
    refused = application().send("post", PLACE, _body(autorisaties=rights), 400)
    assert _faults(refused) == {("autorisaties", "overlapped_types")}


@pytest.mark.regel("ac-x-catalogus")
def test_a_right_on_a_catalogus_holds_for_every_type_in_it(given: Any, application: Any) -> None:
    kind, manager = given.zaaktype(), application()
    zaak, reader = given.zaak(kind), application(zrc=(["zaken.lezen"], "IETS ANDERS", "geheim"))
    reader.get(f"/zaken/api/v1/zaken/{zaak.id}", 403)
    own = manager.get(f"{PLACE}?clientIds={reader.client_id}").data["results"][0]["url"]
    catalogus = f"{BASE}/catalogi/api/v1/catalogussen/{given.catalogus().id}"
    right = {k: v for k, v in _right(kind, "zaken.lezen").items() if k != "zaaktype"}
    changed = manager.send("patch", own, {"autorisaties": [{**right, "catalogus": catalogus}]}, 200).data
    assert changed["autorisaties"][0]["catalogus"] == catalogus
    reader.get(f"/zaken/api/v1/zaken/{zaak.id}")
    stranger = f"{BASE}/catalogi/api/v1/catalogussen/{kind.id}"
    refused = manager.send("patch", own, {"autorisaties": [{**right, "catalogus": stranger}]}, 400)
    assert _faults(refused) == {("autorisaties.0.catalogus", "bad-url")}


def test_secrets_are_never_told(given: Any, application: Any) -> None:
    app = application()
    made = services.add_applicatie(
        label="P", client_id="p", secret="heel-geheim", alles=True, actor=given.actor
    )
    text = app.get(PLACE).content.decode() + app.get(f"{PLACE}/consumer?clientId=p").content.decode()
    sealed = Client.objects.get(client_id="p").geheim
    assert sealed
    assert not any(s in text for s in ("heel-geheim", made["api_key"], sealed, "geheim"))


def test_a_change_of_rights_counts_at_the_next_call(given: Any, application: Any) -> None:
    kind, manager = given.zaaktype(), application()
    reader = application(zrc=(["zaken.lezen"], "KAP", "zeer_geheim"))
    own = manager.get(f"{PLACE}?clientIds={reader.client_id}").data["results"][0]["url"]
    reader.get("/zaken/api/v1/zaken")
    assert reader.client_id in bearer._known
    manager.send("patch", own, {"autorisaties": [_right(kind, "audittrails.lezen")]}, 200)
    reader.get("/zaken/api/v1/zaken", 403)
    manager.send("patch", own, {"autorisaties": [_right(kind, "zaken.lezen")]}, 200)
    reader.get("/zaken/api/v1/zaken")
    manager.send("delete", own, None, 204)
    reader.get("/zaken/api/v1/zaken", 403)


def test_a_blocked_application_is_refused_until_it_is_let_in(given: Any, application: Any) -> None:
    app = application()
    own = Client.objects.get(client_id=app.client_id).applicatie_id
    app.get(PLACE)
    services.set_blocked(own, blocked=True, actor=given.actor)
    app.get(PLACE, 403)
    services.set_blocked(own, blocked=False, actor=given.actor)
    app.get(PLACE)


def test_reading_is_not_changing(application: Any) -> None:
    app = application(ac=(["autorisaties.lezen"], "", ""))
    url = app.get(PLACE).data["results"][0]["url"]
    app.send("post", PLACE, _body(), 403)
    app.send("patch", url, {"heeftAlleAutorisaties": True}, 403)
    app.send("delete", url, None, 403)


def test_another_municipality_neither_reads_nor_changes(application: Any, as_tenant: Any) -> None:
    url = application().send("post", PLACE, _body()).data["url"]
    with as_tenant(2):
        foreign = application()
    foreign.get(url, 404)
    foreign.get(f"{PLACE}/consumer?clientId=formulieren", 404)
    foreign.send("patch", url, {"label": "Gekaapt"}, 404)
    foreign.send("delete", url, None, 404)


def test_a_deleted_application_comes_back_as_it_was(given: Any, application: Any) -> None:
    from kapstok.magazijnen.autorisaties.deletion import restore_applicatie

    app, reader = application(), application(ac=(["autorisaties.lezen"], "", ""))
    own = Client.objects.get(client_id=reader.client_id).applicatie_id
    before = reader.get(f"{PLACE}/{own}").data
    app.send("delete", f"{PLACE}/{own}", None, 204)
    reader.get(PLACE, 403)
    restore_applicatie(own, actor=given.actor)
    assert reader.get(f"{PLACE}/{own}").data == before


def test_rights_on_apis_of_the_market_stand_apart_and_stay_when_the_others_change(application: Any) -> None:
    app, market = application(), {"component": "kc", "scopes": ["klantinteracties.lezen"]}
    standard = _body()["autorisaties"]
    made = app.send("post", PLACE, _body(autorisaties=[*standard, market])).data
    assert [r["component"] for r in made["autorisaties"]] == ["ztc"]
    assert [r["component"] for r in made["overigeAutorisaties"]] == ["kc"]
    # A client that knows the standard only sends what it got of it.
    body = {k: v for k, v in made.items() if k not in {"url", "overigeAutorisaties"}}
    assert app.send("put", made["url"], body, 200).data == made
    wrong = {"overigeAutorisaties": standard}
    refused = app.send("patch", made["url"], wrong, 400)
    assert _faults(refused) == {("overigeAutorisaties.0.component", "invalid_choice")}
    less = app.send("patch", made["url"], {"overigeAutorisaties": []}, 200).data
    assert (less["autorisaties"], less["overigeAutorisaties"]) == (made["autorisaties"], [])
    everything = app.send("patch", made["url"], {"heeftAlleAutorisaties": True}, 200).data
    assert (everything["autorisaties"], everything["overigeAutorisaties"]) == ([], [])
