"""Broker settings: the secret only goes in, and a test says in words what is wrong."""

import httpx
import pytest

from kapstok.platform.audit.chain import content
from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.identity.broker_settings import check_connection, is_public_host
from kapstok.platform.identity.models import Broker

PAGE = "/beheer/inlogdiensten/digid/"
ISSUER = "https://broker.voorbeeld.test/oidc"
SECRET = "heel-geheim-van-de-broker"


@pytest.fixture
def beheer(visit):
    return visit("medewerker", roles=("functioneel-beheerder",))


def save(client, **changes):
    fields = {
        "issuer": ISSUER,
        "client_id": "gemeente-1",
        "client_secret": SECRET,
        "scopes": "openid bsn",
        "minimum": "midden",
        "auth_method": "client_secret_basic",
        **changes,
    }
    return client.post(PAGE, fields)


def metadata(**changes):
    return {
        "issuer": ISSUER,
        "authorization_endpoint": f"{ISSUER}/auth",
        "token_endpoint": f"{ISSUER}/token",
        "jwks_uri": f"{ISSUER}/keys",
        "scopes_supported": ["openid", "bsn"],
        **changes,
    }


def answering(document, keys=None, status=200):
    """A broker over real HTTP messages, without a network."""

    def handle(request):
        if request.url.path.endswith("/keys"):
            return httpx.Response(200, json=keys if keys is not None else {"keys": [{"kty": "RSA"}]})
        if isinstance(document, Exception):
            raise document
        if isinstance(document, bytes):
            return httpx.Response(status, content=document)
        return httpx.Response(status, json=document)

    return httpx.MockTransport(handle)


def words(row, *args, **kwargs):
    return " ".join(
        f"{f.stand}: {f.tekst}" for f in check_connection(row, transport=answering(*args, **kwargs))
    )


def test_the_secret_goes_in_sealed_and_never_comes_out(beheer):
    assert save(beheer).status_code == 302
    row = Broker.objects.get()
    assert SECRET not in row.client_secret
    assert SECRET not in beheer.get(PAGE).content.decode()
    wrong = save(beheer, issuer="geen adres")
    assert SECRET not in wrong.content.decode(), "nor after a fault"
    for record in AuditRecord.objects.filter(object_soort="broker"):
        assert SECRET not in str(content(record))


def test_an_empty_secret_keeps_the_old_one(beheer):
    save(beheer)
    before = Broker.objects.get().client_secret
    save(beheer, client_secret="", client_id="gemeente-2")
    from kapstok.platform.config.crypto import decrypt

    row = Broker.objects.get()
    assert row.client_id == "gemeente-2"
    assert (
        decrypt(row.client_secret, purpose="broker:digid")
        == decrypt(before, purpose="broker:digid")
        == SECRET
    )


def test_the_old_secret_does_not_go_to_another_address(beheer):
    save(beheer)
    answer = save(beheer, client_secret="", issuer="https://elders.voorbeeld.test")
    assert answer.status_code == 422
    assert "geheim opnieuw" in answer.content.decode()
    assert Broker.objects.get().issuer == ISSUER


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"issuer": "http://broker.voorbeeld.test"}, "begint"),
        ({"issuer": "javascript:alert(1)"}, "begint"),
        ({"issuer": "https://u:p@broker.voorbeeld.test"}, "begint"),
        ({"client_id": ""}, "client-id"),
        ({"client_secret": ""}, "geheim in dat u van de broker kreeg"),
        ({"scopes": "bsn"}, "scope openid"),
        ({"minimum": "eh9"}, "eh9"),
        ({"auth_method": "private"}, "private"),
    ],
)
def test_wrong_settings_are_refused_next_to_the_field(beheer, changes, said):
    answer = save(beheer, **changes)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Broker.objects.exists()


def test_a_good_broker_is_told_to_be_good(beheer):
    save(beheer)
    text = words(Broker.objects.get(), metadata())
    assert "goed: De inlogdienst antwoordt" in text
    assert "sleutels van de inlogdienst zijn er: 1" in text
    assert "fout" not in text


@pytest.mark.parametrize(
    ("document", "more", "said"),
    [
        (metadata(issuer="https://anders.test"), {}, "noemt zich “https://anders.test”"),
        (metadata(token_endpoint="http://broker.voorbeeld.test/t"), {}, "niet beveiligd met https"),
        ({"issuer": ISSUER}, {}, "authorization_endpoint"),
        (b"<html>", {}, "geen JSON"),
        ([], {}, "ontbreekt of klopt niet"),
        ({}, {"status": 404}, "bestaat er niet"),
        ({}, {"status": 503}, "foutcode 503"),
        (httpx.ConnectTimeout("x"), {}, "niet binnen 10 seconden"),
        (httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED]"), {}, "certificaat"),
        (httpx.ConnectError("Name or service not known"), {}, "niet te bereiken"),
        (metadata(), {"keys": {"keys": []}}, "geen sleutels"),
        (metadata(token_endpoint_auth_methods_supported=["private_key_jwt"]), {}, "wel: private_key_jwt"),
    ],
)
def test_what_is_wrong_at_the_broker_is_said_in_words(beheer, document, more, said):
    save(beheer)
    text = words(Broker.objects.get(), document, **more)
    assert said in text
    assert "fout: " in text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254", "::1"])
def test_an_address_inside_our_own_network_is_not_called(beheer, host):
    assert not is_public_host(host)


def test_the_page_refuses_to_look_around_inside(beheer):
    save(beheer, issuer="https://127.0.0.1:9/oidc")
    page = beheer.post(f"{PAGE}test/").content.decode()
    assert "binnen ons eigen netwerk" in page


def test_a_removed_broker_is_gone(beheer):
    save(beheer)
    beheer.post(f"{PAGE}weg/")
    assert not Broker.objects.exists()
    assert "testomgeving" in beheer.get("/beheer/inlogdiensten/").content.decode()


def test_another_municipality_has_its_own(beheer, visit):
    save(beheer)
    other = visit("medewerker", roles=("functioneel-beheerder",), tenant="weststellingwerf")
    assert ISSUER not in other.get(PAGE).content.decode()
    other.post(f"{PAGE}weg/")
    assert Broker.objects.get().issuer == ISSUER


def test_who_may_look_does_not_change_and_an_unknown_kind_does_not_exist(visit, beheer):
    save(beheer)
    ciso = visit("medewerker", roles=("ciso",))
    assert ciso.get(PAGE).status_code == 200
    assert save(ciso, client_id="anders").status_code == 403
    assert ciso.post(f"{PAGE}test/").status_code == 403
    assert Broker.objects.get().client_id == "gemeente-1"
    assert beheer.get("/beheer/inlogdiensten/facebook/").status_code == 404
    assert visit("medewerker", roles=("behandelaar",)).get(PAGE).status_code == 403
