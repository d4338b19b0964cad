"""Notificaties API: channels, subscriptions and publishing, over HTTP."""

from typing import Any

import pytest

from kapstok.magazijnen.notificaties.kanalen import EIGEN, REGISTERS
from kapstok.magazijnen.notificaties.models import Abonnement
from kapstok.magazijnen.notificaties.services import register_kanalen
from kapstok.platform.events.models import Delivery, Event

ROOT = "/notificaties/api/v1"
AUTH = "Bearer heel-geheim"


@pytest.fixture
def app(given: Any, application: Any) -> Any:
    register_kanalen(actor=given.actor)
    return application()


def _faults(answer: Any) -> set[tuple[str, str]]:
    return {(p["name"], p["code"]) for p in answer.data["invalidParams"]}


def _body(ontvanger: Any, **filters: str) -> dict[str, Any]:
    return {"callbackUrl": ontvanger.url(), "auth": AUTH, "kanalen": [{"naam": "zaken", "filters": filters}]}


def _bericht(**more: Any) -> dict[str, Any]:
    return {
        "kanaal": "proef",
        "hoofdObject": "https://elders.test/dingen/1",
        "resource": "ding",
        "resourceUrl": "https://elders.test/dingen/1",
        "actie": "create",
        "aanmaakdatum": "2026-11-23T10:00:00Z",
        "kenmerken": {"kleur": "rood"},
        **more,
    }


@pytest.mark.regel("nrc-x-kanaal")
def test_our_own_channels_carry_the_kenmerken_of_the_standard(app: Any) -> None:
    found = {k["naam"]: k["filters"] for k in app.get(f"{ROOT}/kanaal").data}
    assert set(found) == {*EIGEN, *REGISTERS}
    assert {"bronorganisatie", "zaaktype", "vertrouwelijkheidaanduiding"} <= set(found["zaken"])
    assert found["zaaktypen"] == ["catalogus"]
    assert found["autorisaties"] == []
    assert [k["naam"] for k in app.get(f"{ROOT}/kanaal?naam=besluiten").data] == ["besluiten"]


def test_registering_again_changes_nothing(app: Any, given: Any) -> None:
    assert register_kanalen(actor=given.actor) == 0


@pytest.mark.regel("nrc-x-kanaal")
def test_a_channel_is_made_once(app: Any) -> None:
    made = app.send("post", f"{ROOT}/kanaal", {"naam": "proef", "filters": ["kleur"]}).data
    assert app.get(made["url"]).data == made
    assert _faults(app.send("post", f"{ROOT}/kanaal", {"naam": "proef"}, 400)) == {("naam", "unique")}
    assert _faults(app.send("post", f"{ROOT}/kanaal", {"naam": "x" * 51}, 400)) == {("naam", "max_length")}


@pytest.mark.regel("nrc-x-abonnement")
def test_a_subscription_is_made_after_its_webhook_took_a_test(app: Any, ontvanger: Any) -> None:
    made = app.send("post", f"{ROOT}/abonnement", _body(ontvanger, zaaktype="*")).data
    assert made == {
        "url": made["url"],
        "callbackUrl": ontvanger.url(),
        "auth": "********",
        "kanalen": [{"naam": "zaken", "filters": {"zaaktype": "*"}}],
        "sendCloudevents": False,
    }
    assert app.get(made["url"]).data == made
    (call,) = ontvanger.calls
    assert (call.headers["Authorization"], call.body["kanaal"]) == (AUTH, "test")
    assert AUTH not in Abonnement.objects.get().auth


def test_what_came_back_masked_leaves_the_header_as_it_was(app: Any, ontvanger: Any) -> None:
    from kapstok.magazijnen.notificaties.services import PURPOSE
    from kapstok.platform.config.crypto import decrypt

    made = app.send("post", f"{ROOT}/abonnement", _body(ontvanger)).data
    again = app.send("put", made["url"], {**made, "kanalen": [{"naam": "besluiten"}]}, 200).data
    assert again["kanalen"] == [{"naam": "besluiten", "filters": {}}]
    assert decrypt(Abonnement.objects.get().auth, purpose=PURPOSE) == AUTH
    assert len(ontvanger.calls) == 1
    app.send("delete", made["url"], None, 204)
    app.get(made["url"], 404)


@pytest.mark.regel("nrc-x-abonnement")
def test_all_faults_of_a_subscription_at_once(app: Any, ontvanger: Any) -> None:
    ontvanger.status["/hook"] = 500
    kanalen = [{"naam": "bestaat-niet"}, {"naam": "zaken", "filters": {"kleur": "rood"}}]
    refused = app.send("post", f"{ROOT}/abonnement", {**_body(ontvanger), "kanalen": kanalen}, 400)
    assert _faults(refused) == {
        ("kanalen.0.naam", "kanaal_naam"),
        ("kanalen.1.filters", "inconsistent-abonnement-filters"),
        ("callbackUrl", "invalid-callback-url"),
    }
    assert not Abonnement.objects.exists()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/",
        "http://localhost/",
        "http://169.254.169.254/latest/meta-data",
        "https://vreemd.test/hook",
        "http://127.0.0.1@vreemd.test/",
        "http://[::1]:8641/",
        "https://127.0.0.1/\r\nX: y",
        "gopher://127.0.0.1/",
    ],
)
def test_a_host_that_nobody_allowed_is_not_called(app: Any, ontvanger: Any, url: str) -> None:
    refused = app.send("post", f"{ROOT}/abonnement", {**_body(ontvanger), "callbackUrl": url}, 400)
    assert [p["name"] for p in refused.data["invalidParams"]] == ["callbackUrl"]
    assert ontvanger.calls == []


@pytest.mark.parametrize("auth", ["", "Bearer x\r\nX-Kwaad: ja", "Bearer é", None, 3])
def test_the_header_is_one_line_of_plain_text(app: Any, ontvanger: Any, auth: Any) -> None:
    refused = app.send("post", f"{ROOT}/abonnement", {**_body(ontvanger), "auth": auth}, 400)
    assert [p["name"] for p in refused.data["invalidParams"]] == ["auth"]


def test_only_its_own_application_changes_a_subscription(app: Any, application: Any, ontvanger: Any) -> None:
    consume = (["notificaties.consumeren"], "", "")
    mine, other = application(nrc=consume), application(nrc=consume)
    url = mine.send("post", f"{ROOT}/abonnement", _body(ontvanger)).data["url"]
    assert other.get(url).data["url"] == url
    other.send("patch", url, {"kanalen": []}, 403)
    other.send("delete", url, None, 403)
    mine.send("patch", url, {"kanalen": [{"naam": "besluiten"}]}, 200)
    application(nrc=(["notificaties.publiceren"], "", "")).send("delete", url, None, 403)
    mine.send("delete", url, None, 204)


@pytest.mark.regel("nrc-x-filter")
def test_a_published_notification_goes_to_who_wants_it(app: Any, ontvanger: Any) -> None:
    app.send("post", f"{ROOT}/kanaal", {"naam": "proef", "filters": ["kleur"]})
    for colour in ("rood", "blauw", "*"):
        wanted = [{"naam": "proef", "filters": {"kleur": colour}}]
        app.send("post", f"{ROOT}/abonnement", {**_body(ontvanger), "kanalen": wanted})
    assert app.send("post", f"{ROOT}/notificaties", _bericht(), 200).data == _bericht()
    assert Delivery.objects.filter(outbound=True).count() == 2
    assert Event.objects.get(topic="proef").message == _bericht()


def test_a_notification_that_comes_twice_is_passed_on_once(app: Any, application: Any) -> None:
    app.send("post", f"{ROOT}/kanaal", {"naam": "proef", "filters": ["kleur"]})
    for _ in range(2):
        app.send("post", f"{ROOT}/notificaties", _bericht(), 200)
    assert Event.objects.filter(topic="proef").count() == 1
    application().send("post", f"{ROOT}/notificaties", _bericht(), 200)
    app.send("post", f"{ROOT}/notificaties", _bericht(aanmaakdatum="2026-11-23T10:00:01Z"), 200)
    assert Event.objects.filter(topic="proef").count() == 3


@pytest.mark.regel("nrc-x-publiceren")
def test_what_is_published_is_checked_as_a_whole(app: Any) -> None:
    bad = _bericht(hoofdObject="geen adres", actie="", aanmaakdatum="gisteren", kenmerken={"a": 1})
    del bad["resource"]
    assert _faults(app.send("post", f"{ROOT}/notificaties", bad, 400)) == {
        ("hoofdObject", "bad-url"),
        ("resource", "required"),
        ("actie", "blank"),
        ("aanmaakdatum", "invalid"),
        ("kenmerken.a", "invalid"),
    }
    unknown = app.send("post", f"{ROOT}/notificaties", _bericht(), 400)
    assert _faults(unknown) == {("kanaal", "message_kanaal")}
    strange = _bericht(kanaal="autorisaties")
    refused = app.send("post", f"{ROOT}/notificaties", strange, 400)
    assert _faults(refused) == {("kenmerken", "kenmerken_inconsistent")}


@pytest.mark.regel("nrc-x-publiceren")
def test_who_may_only_listen_does_not_publish(app: Any, application: Any) -> None:
    listener = application(nrc=(["notificaties.consumeren"], "", ""))
    listener.send("post", f"{ROOT}/notificaties", _bericht(), 403)
    listener.send("post", f"{ROOT}/kanaal", {"naam": "x"}, 403)


def test_another_municipality_has_its_own_channels_and_subscriptions(
    app: Any, application: Any, ontvanger: Any, as_tenant: Any
) -> None:
    url = app.send("post", f"{ROOT}/abonnement", _body(ontvanger)).data["url"]
    with as_tenant(2):
        foreign = application()
        foreign.get(url, 404)
        foreign.send("delete", url, None, 404)
        assert foreign.get(f"{ROOT}/abonnement").data == []
        assert foreign.get(f"{ROOT}/kanaal").data == []
        made = foreign.send("post", f"{ROOT}/kanaal", {"naam": "zaken", "filters": []}).data
        bericht = _bericht(kanaal="zaken", kenmerken={})
        foreign.send("post", f"{ROOT}/notificaties", bericht, 200)
    app.get(made["url"], 404)
    assert not Delivery.objects.exists()
