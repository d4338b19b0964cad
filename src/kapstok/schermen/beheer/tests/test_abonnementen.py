"""Subscriptions under beheer: adding, what did not arrive and why, and sending it again."""

import pytest

from kapstok.magazijnen.notificaties import services
from kapstok.magazijnen.notificaties.models import Abonnement, ToegestaneHost
from kapstok.platform.events.models import Delivery, State, Subscriber
from kapstok.schermen.beheer.abonnementen_woorden import NOT_SENT, in_words

LIST = "/beheer/abonnementen/"


@pytest.fixture
def beheer(visit, given):
    services.register_kanalen(actor=given.actor)
    return visit("medewerker", roles=("functioneel-beheerder",))


@pytest.fixture
def abonnement(given, ontvanger):
    services.register_kanalen(actor=given.actor)
    return services.create_abonnement(
        callback_url=ontvanger.url(),
        auth="Token a",
        kanalen=[{"naam": "zaken", "filters": {}}],
        actor=given.actor,
    )


def _fields(ontvanger, **more):
    return {
        "label": "Archief",
        "callbackUrl": ontvanger.url(),
        "auth": "Token b",
        "kanalen": ["zaken"],
        **more,
    }


def _page(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_subscription_is_added_after_its_receiver_took_a_test(beheer, ontvanger):
    assert beheer.post(f"{LIST}nieuw/", _fields(ontvanger)).status_code == 302
    row = Abonnement.objects.get()
    assert row.label == "Archief"
    page = _page(beheer, f"{LIST}{row.id}/")
    assert "Token b" not in page
    assert "Archief" in _page(beheer, LIST)


def test_a_receiver_that_refuses_is_told_at_the_field(beheer, ontvanger):
    ontvanger.status["/hook"] = 500
    page = beheer.post(f"{LIST}nieuw/", _fields(ontvanger))
    assert page.status_code == 422
    assert "antwoordt met 500" in page.content.decode()
    refused = beheer.post(f"{LIST}nieuw/", _fields(ontvanger, callbackUrl="https://vreemd.test/"))
    assert "niet toegestaan" in refused.content.decode()


def test_a_change_keeps_the_key_and_the_filters(beheer, given, ontvanger, abonnement):
    wanted = [{"naam": "zaken", "filters": {"bronorganisatie": "851000016"}}]
    services.change_abonnement(abonnement.id, {"kanalen": wanted}, actor=given.actor)
    before = len(ontvanger.calls)
    fields = _fields(ontvanger, auth="", kanalen=["zaken", "besluiten"])
    assert beheer.post(f"{LIST}{abonnement.id}/", fields).status_code == 302
    row = Abonnement.objects.get()
    assert row.kanalen == [*wanted, {"naam": "besluiten", "filters": {}}]
    assert len(ontvanger.calls) == before
    assert "bronorganisatie = 851000016" in _page(beheer, f"{LIST}{abonnement.id}/")


def test_what_was_given_up_stands_there_with_its_reason_and_goes_again(beheer, given, abonnement):
    kind = given.zaaktype()
    for _ in range(3):
        given.zaak(kind)
    Delivery.objects.filter(outbound=True).update(state=State.DEAD, error="http-403")
    Subscriber.objects.update(failing_since="2026-11-20T10:00:00Z")
    page = _page(beheer, f"{LIST}{abonnement.id}/?stand=dood")
    assert '<option value="dood" selected>Opgegeven (3)' in page
    assert page.count("weigert de sleutel (403)") == 3
    assert "antwoordt niet goed" in _page(beheer, LIST)
    Subscriber.objects.update(failing_since=None)
    assert "iets opgegeven" in _page(beheer, LIST)
    one = Delivery.objects.filter(outbound=True).first()
    url = f"{LIST}{abonnement.id}/opnieuw/"
    beheer.post(url, {"kies": str(one.id)})
    assert Delivery.objects.filter(state=State.DEAD).count() == 2
    beheer.post(url, {"alles": "1"})
    assert not Delivery.objects.filter(state=State.DEAD).exists()
    assert beheer.post(url, {"kies": "geen nummer"}).status_code == 404


def test_a_delivery_of_another_subscription_is_left_alone(beheer, given, ontvanger, abonnement):
    other = services.create_abonnement(
        callback_url=ontvanger.url("/b"), auth="x", kanalen=[{"naam": "zaken"}], actor=given.actor
    )
    given.zaak()
    theirs = Delivery.objects.get(consumer=services.consumer_of(other.id))
    Delivery.objects.update(state=State.DEAD)
    beheer.post(f"{LIST}{abonnement.id}/opnieuw/", {"kies": str(theirs.id)})
    theirs.refresh_from_db()
    assert theirs.state == State.DEAD


def test_pause_try_resume_and_stop(beheer, abonnement):
    for what, paused in (("pauzeren", True), ("hervatten", False)):
        beheer.post(f"{LIST}{abonnement.id}/{what}/")
        assert Subscriber.objects.get().paused is paused
    Subscriber.objects.update(failing_since="2026-11-20T10:00:00Z", failures=3)
    assert "antwoordt niet goed" in _page(beheer, f"{LIST}{abonnement.id}/")
    beheer.post(f"{LIST}{abonnement.id}/proberen/")
    assert Subscriber.objects.get().failing_since is None
    beheer.post(f"{LIST}{abonnement.id}/stoppen/")
    assert not Abonnement.objects.exists()
    assert not Subscriber.objects.exists()


def test_hosts_are_allowed_and_no_longer_allowed(beheer):
    beheer.post(f"{LIST}hosts/", {"host": "App.Voorbeeld.nl"})
    assert ToegestaneHost.objects.get().host == "app.voorbeeld.nl"
    wrong = beheer.post(f"{LIST}hosts/", {"host": "https://app.voorbeeld.nl/pad"})
    assert wrong.status_code == 422
    assert "zonder https" in wrong.content.decode()
    beheer.post(f"{LIST}hosts/", {"weg": "app.voorbeeld.nl"})
    assert not ToegestaneHost.objects.exists()


@pytest.mark.parametrize("code", [*NOT_SENT, "http-401", "http-404", "http-503"])
def test_each_reason_is_a_sentence(tenant, code):
    assert in_words(code).endswith(".")


def test_another_municipality_finds_nothing(abonnement, visit):
    foreign = visit("medewerker", roles=("functioneel-beheerder",), tenant="weststellingwerf")
    for method, path in (("get", ""), ("post", ""), ("post", "stoppen/"), ("post", "opnieuw/")):
        assert getattr(foreign, method)(f"{LIST}{abonnement.id}/{path}").status_code == 404
    assert "127.0.0.1" not in _page(foreign, LIST)
    assert Abonnement.objects.exists()


def test_the_ciso_looks_and_does_not_change(visit, abonnement):
    ciso = visit("medewerker", roles=("ciso",))
    assert "Abonnement stoppen" not in _page(ciso, f"{LIST}{abonnement.id}/")
    for path in ("", "stoppen/", "pauzeren/", "opnieuw/"):
        assert ciso.post(f"{LIST}{abonnement.id}/{path}").status_code in {302, 403}
    assert not Subscriber.objects.get().paused


def test_a_receiver_in_stuf_of_businesses_by_their_numbers(beheer, given, ontvanger):
    fields = _fields(
        ontvanger, kanalen=["bedrijven", "adressen"], stufApplicatie="ZORG", nummers="69599084\n69599076"
    )
    assert beheer.post(f"{LIST}nieuw/", fields).status_code == 302
    assert ontvanger.calls == []  # StUF has no message to try with
    row = Abonnement.objects.get()
    assert row.stuf == {"applicatie": "ZORG", "organisatie": ""}
    assert row.kanalen == [
        {"naam": "bedrijven", "filters": {"kvkNummer": "69599084"}},
        {"naam": "bedrijven", "filters": {"kvkNummer": "69599076"}},
        {"naam": "adressen", "filters": {}},
    ]
    assert "bedrijven, adressen (StUF)" in _page(beheer, LIST)
    page = _page(beheer, f"{LIST}{row.id}/")
    assert "69599084\n69599076" in page
    fields |= {"nummers": "69599084", "kanalen": ["bedrijven"]}
    assert beheer.post(f"{LIST}{row.id}/", fields).status_code == 302
    row.refresh_from_db()
    assert row.kanalen == [{"naam": "bedrijven", "filters": {"kvkNummer": "69599084"}}]
    assert beheer.post(f"{LIST}{row.id}/", fields | {"stufVerbetering": "on"}).status_code == 302
    row.refresh_from_db()
    assert row.stuf["verbetering"] == "W"
    assert 'name="stufVerbetering"' in (page := _page(beheer, f"{LIST}{row.id}/"))
    assert "checked" in page[page.index('name="stufVerbetering"') - 200 :][:400]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kanalen": ["personen"]}, "Kies een applicatie."),
        ({"kanalen": ["zaken"], "stufApplicatie": "ZORG"}, "In StUF kan dit niet: zaken."),
        ({"kanalen": ["adressen"], "stufApplicatie": "ZO"}, "3 tot 50 tekens"),
        ({"kanalen": ["adressen"], "stufApplicatie": "ZORG", "cloudevents": "on"}, "Kies één vorm"),
        ({"kanalen": ["adressen"], "nummers": "1234²678"}, "geen BAG-nummer of KVK-nummer"),
        ({"kanalen": ["adressen"], "applicatie": "x"}, "id_applicatie"),
    ],
)
def test_a_form_that_does_not_fit_is_told_next_to_its_field(beheer, ontvanger, wrong, words):
    answer = beheer.post(f"{LIST}nieuw/", _fields(ontvanger, **wrong))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Abonnement.objects.exists()
