"""Residents and businesses come in, through the pages and the simulator, as a browser does it."""

import re
from unittest.mock import patch
from urllib.parse import urlsplit

import httpx
import pytest
from django.test import Client

from kapstok.platform.config import settings as kapstok_settings
from kapstok.platform.identity import registry
from kapstok.platform.identity.models import Session
from kapstok.platform.identity.oidc.provider import forget_providers
from kapstok.platform.identity.simulator import Persona, Vestiging, personas, register_personas

HOST = "ooststellingwerf"
BSN, KVK = "999993653", "69599084"
BRANCHES = (Vestiging("000038509504", "Oosterwolde"), Vestiging("000038509520", "Haulerwijk"))
BASIS = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
MIDDEN = "urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract"
SUBSTANTIEEL = "urn:oasis:names:tc:SAML:2.0:ac:classes:Smartcard"
EH3 = "urn:etoegang:core:assurance-class:loa3"


@pytest.fixture(autouse=True)
def world():
    forget_providers()
    providers, branches = dict(personas._providers), list(registry._branches)
    register_personas("digid", lambda: [Persona("suzanne", "Suzanne Moulin", bsn=BSN)])
    register_personas(
        "eherkenning", lambda: [Persona("bakkerij", "Bakkerij De Korst", kvk=KVK, vestigingen=BRANCHES)]
    )
    registry.register_branches(lambda kvk: BRANCHES if kvk == KVK else ())
    yield
    personas._providers.clear()
    personas._providers.update(providers)
    registry._branches[:] = branches


def path_of(address):
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def come_back(client, start, persona, acr, **extra):
    """Follow the browser from our page to the provider and back, up to our answer."""
    away = client.get(start)
    assert away.status_code == 302, away.content.decode()
    page = client.get(path_of(away["Location"]))
    assert page.status_code == 200
    assert "TESTOMGEVING" in page.content.decode()
    chosen = client.post(path_of(away["Location"]), {"persoon": persona, "niveau": acr, **extra})
    return chosen["Location"], client.get(path_of(chosen["Location"]))


def sessions_page(client):
    return client.get("/inloggen/sessies/").status_code


def test_resident_comes_in_and_lands_where_they_were_going(tenant, client_for):
    client = client_for(HOST)
    _address, answer = come_back(client, "/inloggen/digid/?volgende=/mijn/zaken/", "suzanne", MIDDEN)
    assert answer["Location"] == "/mijn/zaken/"
    assert sessions_page(client) == 200
    row = Session.objects.get(kind="burger")
    assert BSN not in row.subject


def test_returning_twice_with_the_same_answer_is_refused(tenant, client_for):
    client = client_for(HOST)
    address, _answer = come_back(client, "/inloggen/digid/", "suzanne", MIDDEN)
    again = client.get(path_of(address))
    assert again.status_code == 403
    assert "verlopen of al gebruikt" in again.content.decode()


def test_answer_meant_for_another_visitor_is_refused(tenant, client_for):
    attacker, victim = client_for(HOST), client_for(HOST)
    away = attacker.get("/inloggen/digid/")
    chosen = attacker.post(path_of(away["Location"]), {"persoon": "suzanne", "niveau": MIDDEN})
    victim.get("/inloggen/digid/")
    assert victim.get(path_of(chosen["Location"])).status_code == 403
    assert sessions_page(victim) == 302


@pytest.mark.eis("R-063")
def test_answer_for_digid_does_not_count_at_eherkenning(tenant, client_for):
    client = client_for(HOST)
    away = client.get("/inloggen/digid/")
    chosen = client.post(path_of(away["Location"]), {"persoon": "suzanne", "niveau": MIDDEN})
    crossed = path_of(chosen["Location"]).replace("/digid/", "/eherkenning/")
    assert client.get(crossed).status_code == 403


def test_login_key_is_new_after_coming_back(tenant, client_for):
    client = client_for(HOST)
    client.get("/inloggen/digid/")
    planted = client.cookies["sessionid"].value
    come_back(client, "/inloggen/digid/", "suzanne", MIDDEN)
    assert client.cookies["sessionid"].value != planted
    thief = client_for(HOST)
    thief.cookies["sessionid"] = planted
    assert sessions_page(thief) == 302


def test_level_too_low_names_the_level_that_is_needed(tenant, client_for):
    client = client_for(HOST)
    _address, answer = come_back(client, "/inloggen/digid/", "suzanne", BASIS)
    assert answer.status_code == 403
    assert "DigiD Midden" in answer.content.decode()
    _address, answer = come_back(client, "/inloggen/digid/?niveau=substantieel", "suzanne", MIDDEN)
    assert "DigiD Substantieel" in answer.content.decode()
    _address, answer = come_back(client, "/inloggen/digid/?niveau=substantieel", "suzanne", SUBSTANTIEEL)
    assert answer["Location"] == "/mijn/"


def test_cancelling_gives_a_way_back(tenant, client_for):
    _address, answer = come_back(client_for(HOST), "/inloggen/digid/", "", MIDDEN)
    page = answer.content.decode()
    assert "afgebroken" in page
    assert "/inloggen/digid/" in page


def test_company_chooses_a_branch_and_may_choose_the_whole(tenant, client_for):
    client = client_for(HOST)
    _address, answer = come_back(client, "/inloggen/eherkenning/?volgende=/mijn/zaken/", "bakkerij", EH3)
    where = answer["Location"]
    assert where.startswith("/inloggen/eherkenning/vestiging/")
    assert "Haulerwijk" in client.get(where).content.decode()
    assert client.post(where, {"vestiging": "000000000000"}).status_code == 422
    assert client.post(where, {"vestiging": BRANCHES[1].nummer})["Location"] == "/mijn/zaken/"
    assert "checked" in client.get(where).content.decode()


def test_login_for_one_branch_cannot_be_widened(tenant, client_for):
    client = client_for(HOST)
    _address, answer = come_back(
        client, "/inloggen/eherkenning/", "bakkerij", EH3, vestiging=BRANCHES[0].nummer
    )
    assert answer["Location"] == "/mijn/"
    assert client.post("/inloggen/eherkenning/vestiging/", {"vestiging": "alle"})["Location"] == "/mijn/"
    assert "checked" not in client.get("/inloggen/eherkenning/vestiging/").content.decode()


def test_logging_out_ends_here_and_goes_on_to_the_broker_and_back(tenant, client_for):
    client = client_for(HOST)
    come_back(client, "/inloggen/digid/", "suzanne", MIDDEN)
    page = client.post("/inloggen/uit").content.decode()
    onward = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page).group(1).replace("&amp;", "&")
    assert "/simulator/oidc/digid/end_session?" in onward
    assert BSN not in onward
    assert client.get(path_of(onward))["Location"].endswith("/inloggen/uitgelogd/")
    assert sessions_page(client) == 302


def test_several_tabs_can_log_in_at_the_same_time(tenant, client_for):
    client = client_for(HOST)
    first, second = client.get("/inloggen/digid/"), client.get("/inloggen/digid/")
    for away in (second, first):
        chosen = client.post(path_of(away["Location"]), {"persoon": "suzanne", "niveau": MIDDEN})
        answer = client.get(path_of(chosen["Location"]))
        if away is second:
            assert answer["Location"] == "/mijn/"
    assert sessions_page(client) == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": "https://boef.example/inloggen/digid/terug/"},
        {"redirect_uri": "http://localhost.boef.example/inloggen/digid/terug/"},
        {"redirect_uri": "javascript://ooststellingwerf.localhost/inloggen/digid/terug/"},
        {"client_id": "iemand-anders"},
        {"code_challenge": ""},
        {"code_challenge_method": "plain"},
        {"response_type": "token"},
        {"scope": "email"},
        {"nonce": ""},
    ],
    ids=str,
)
def test_simulator_refuses_a_wrong_request_on_its_own_page(tenant, client_for, changes):
    client = client_for(HOST)
    away = client.get("/inloggen/digid/")
    asked = dict(httpx.QueryParams(urlsplit(away["Location"]).query)) | changes
    assert client.get("/simulator/oidc/digid/authorize", asked).status_code == 400


def test_simulator_is_no_open_redirect_at_logout(tenant, client_for):
    answer = client_for(HOST).get(
        "/simulator/oidc/digid/end_session",
        {"post_logout_redirect_uri": "https://boef.example/inloggen/uitgelogd/"},
    )
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "path", ["authorize", "token", "jwks", "userinfo", "end_session", ".well-known/openid-configuration"]
)
def test_outside_demo_mode_the_simulator_does_not_exist(tenant, client_for, path):
    real = type(kapstok_settings)(demo=False)
    with patch("kapstok.platform.identity.simulator.views.settings", real):
        assert client_for(HOST).get(f"/simulator/oidc/digid/{path}").status_code == 404


def test_outside_demo_mode_a_municipality_without_broker_says_so(tenant, client_for):
    real = type(kapstok_settings)(demo=False)
    with patch("kapstok.platform.identity.brokers.settings", real):
        answer = client_for(HOST).get("/inloggen/digid/")
    assert answer.status_code == 403
    assert "kan bij ons nog niet" in answer.content.decode()


def test_choosing_a_person_from_another_site_is_refused(tenant):
    client = Client(headers={"host": f"{HOST}.localhost"}, enforce_csrf_checks=True)
    away = client.get("/inloggen/digid/")
    answer = client.post(path_of(away["Location"]), {"persoon": "suzanne", "niveau": MIDDEN})
    assert answer.status_code == 403


def test_machine_endpoints_answer_over_the_pages_as_they_do_in_process(tenant, client_for):
    """The same login with the back channel going through the whole web application."""
    client = client_for(HOST)

    def whole_application(call):
        headers = {"host": call.url.netloc.decode()} | {
            name: value for name, value in call.headers.items() if name == "authorization"
        }
        kind = call.headers.get("content-type", "")
        answer = Client().generic(call.method, call.url.path, call.read(), kind, headers=headers)
        return httpx.Response(answer.status_code, content=answer.content)

    def through_views(_config):
        return httpx.Client(transport=httpx.MockTransport(whole_application))

    with patch("kapstok.platform.identity.views.broker.open_http", through_views):
        _address, answer = come_back(client, "/inloggen/digid/", "suzanne", MIDDEN)
    assert answer["Location"] == "/mijn/"


def test_token_endpoint_over_http_refuses_an_unknown_client(tenant, client_for):
    answer = client_for(HOST).post(
        "/simulator/oidc/digid/token", {"grant_type": "authorization_code", "code": "x"}
    )
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_broker_of_the_municipality_is_used_with_its_own_secret(tenant, rf_at):
    from kapstok.platform.identity.brokers import find_broker, save_broker
    from kapstok.platform.identity.models import Broker
    from kapstok.platform.identity.oidc.config import BrokerConfig, ClaimNames
    from kapstok.platform.work import SYSTEM

    agreed = BrokerConfig(
        kind="digid",
        issuer="https://broker.example",
        client_id="gemeente",
        client_secret="zeer geheim",
        claims=ClaimNames(bsn=("sectoral", "bsn")),
        minimum="substantieel",
    )
    save_broker(agreed, actor=SYSTEM)
    assert "geheim" not in Broker.objects.get().client_secret
    assert find_broker(rf_at(HOST), "digid") == agreed


@pytest.fixture
def rf_at():
    from django.test import RequestFactory

    return lambda slug: RequestFactory(headers={"host": f"{slug}.localhost"}).get("/")
