"""The whole login at a broker: in-process, and over real HTTP against the simulator."""

import json
import threading
import time
from urllib.parse import parse_qs, parse_qsl, urlsplit
from wsgiref.simple_server import WSGIRequestHandler, make_server

import httpx
import pytest

from kapstok.platform.identity.oidc import provider
from kapstok.platform.identity.oidc.config import BrokerConfig
from kapstok.platform.identity.oidc.errors import LoginRefused
from kapstok.platform.identity.oidc.flow import begin_login, finish_login, logout_address
from kapstok.platform.identity.simulator import provider as simulator
from kapstok.platform.identity.simulator.transport import SimulatorTransport

ISSUER = "http://ooststellingwerf.localhost:8000/simulator/oidc/digid"
BACK = "http://ooststellingwerf.localhost:8000/inloggen/digid/terug/"
BSN = "999993653"


@pytest.fixture(autouse=True)
def fresh_providers():
    provider.forget_providers()
    yield
    provider.forget_providers()


def config(issuer=ISSUER, **changes):
    values = {"client_id": simulator.CLIENT_ID, "client_secret": simulator.client_secret(), **changes}
    return BrokerConfig(kind="digid", issuer=issuer, **values)


def http(issuer=ISSUER):
    return httpx.Client(transport=SimulatorTransport(issuer))


def leave(client, settings=None, now=None):
    return begin_login(
        settings or config(), client, redirect_uri=BACK, next_url="/mijn/", level="", now=now or time.time()
    )


def choose(address, *, issuer=ISSUER, now=None, **changes):
    """What the authorize page does when somebody presses a name."""
    asked = dict(parse_qsl(urlsplit(address).query))
    code = simulator.issue_code(
        **{
            "redirect_uri": asked["redirect_uri"],
            "nonce": asked["nonce"],
            "challenge": asked["code_challenge"],
            "acr": asked["acr_values"],
            "subject": "digid:anna",
            "claims": {"bsn": BSN},
            "now": now or time.time(),
            **changes,
        }
    )
    return {"code": code, "state": asked["state"], "iss": issuer}


def finish(pending, client, params, settings=None, now=None):
    return finish_login(pending, settings or config(), client, params=params, now=now or time.time())


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
def test_login_gives_the_claims_of_userinfo_and_id_token(method):
    settings = config(auth_method=method)
    with http() as client:
        pending, address = leave(client, settings)
        login = finish(pending, client, choose(address), settings)
    assert login.claims["bsn"] == BSN
    assert login.claims["iss"] == ISSUER
    assert BSN not in login.id_token


def test_request_asks_code_with_pkce_state_and_nonce_and_hides_the_verifier():
    with http() as client:
        pending, address = leave(client)
    asked = parse_qs(urlsplit(address).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert pending.verifier not in address
    assert len({pending.state, pending.nonce, pending.verifier}) == 3


def test_code_counts_once():
    with http() as client:
        pending, address = leave(client)
        params = choose(address)
        finish(pending, client, params)
        with pytest.raises(LoginRefused):
            finish(pending, client, params)


def test_code_of_an_attacker_in_the_visitors_session_is_refused():
    with http() as client:
        _attacker, attackers_address = leave(client)
        victim, victims_address = leave(client)
        injected = choose(attackers_address) | {"state": choose(victims_address)["state"]}
        with pytest.raises(LoginRefused):
            finish(victim, client, injected)


def test_nonce_of_another_login_is_refused():
    with http() as client:
        pending, address = leave(client)
        with pytest.raises(LoginRefused) as refused:
            finish(pending, client, choose(address, nonce="een-andere"))
    assert refused.value.detail == "nonce"


@pytest.mark.parametrize(
    "changes",
    [{"state": "anders"}, {"state": ""}, {"iss": "https://andere-broker.example"}, {"iss": ""}, {"code": ""}],
    ids=str,
)
def test_answer_with_one_wrong_parameter_is_refused(changes):
    with http() as client:
        pending, address = leave(client)
        with pytest.raises(LoginRefused):
            finish(pending, client, choose(address) | changes)


def test_login_that_took_too_long_is_refused():
    with http() as client:
        pending, address = leave(client, now=time.time() - 901)
        with pytest.raises(LoginRefused) as refused:
            finish(pending, client, choose(address))
    assert refused.value.code == "login-expired"


def test_expired_code_is_refused():
    with http() as client:
        pending, address = leave(client)
        with pytest.raises(LoginRefused):
            finish(pending, client, choose(address, now=time.time() - 61))


def test_wrong_client_secret_is_refused():
    with http() as client:
        pending, address = leave(client)
        with pytest.raises(LoginRefused):
            finish(pending, client, choose(address), config(client_secret="fout"))


def test_visitor_who_cancels_hears_so():
    with http() as client:
        pending, _address = leave(client)
        with pytest.raises(LoginRefused) as refused:
            finish(pending, client, {"state": pending.state, "iss": ISSUER, "error": "access_denied"})
    assert refused.value.code == "login-cancelled"


class HostileBroker(httpx.BaseTransport):
    """A broker that speaks the protocol, with one thing changed."""

    def __init__(self, **changes):
        self.inner, self.changes, self.calls = SimulatorTransport(ISSUER), changes, []

    def handle_request(self, request):
        self.calls.append(request.url.path.rsplit("/", 1)[-1])
        answer = self.inner.handle_request(request)
        change = self.changes.get(self.calls[-1])
        if change is None:
            return answer
        return change(answer)


def altered(**changes):
    return lambda answer: httpx.Response(200, json={**json.loads(answer.read()), **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {"openid-configuration": altered(issuer="https://andere-broker.example")},
        {"openid-configuration": altered(token_endpoint="ftp://broker.example/token")},
        {"openid-configuration": lambda _a: httpx.Response(200, content=b"<html>")},
        {"openid-configuration": lambda _a: httpx.Response(302, headers={"Location": "http://10.0.0.1/"})},
        {"jwks": altered(keys=[])},
        {"jwks": altered(keys=[{"kty": "oct", "k": "c2VjcmV0"}])},
        {"jwks": altered(keys=[{"kty": "EC", "crv": "P-256"}])},
        {"token": altered(id_token="a.b.c")},
        {"token": altered(token_type="mac")},
        {"token": altered(access_token="verwisseld")},
        {"token": lambda _a: httpx.Response(500)},
        {"userinfo": altered(sub="iemand-anders")},
        {"userinfo": lambda _a: httpx.Response(200, json=[1])},
        {"userinfo": lambda _a: httpx.Response(200, content=b'"' + b"a" * 1_000_001 + b'"')},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_broker_that_answers_wrongly_logs_nobody_in(changes):
    with httpx.Client(transport=HostileBroker(**changes)) as client, pytest.raises(LoginRefused):
        pending, address = leave(client)
        finish(pending, client, choose(address))


def test_broker_that_does_not_answer_gives_a_plain_refusal():
    def away(request):
        raise httpx.ConnectTimeout("weg", request=request)

    with httpx.Client(transport=httpx.MockTransport(away)) as client, pytest.raises(LoginRefused) as refused:
        leave(client)
    assert refused.value.code == "broker-unreachable"


def test_rotated_key_is_fetched_once_and_then_known():
    from joserfc.jwk import ECKey

    old = ECKey.generate_key("P-256", {"kid": "oud", "use": "sig"}).as_dict(private=False)
    rotated = []

    def before_rotation(answer):
        return answer if rotated else httpx.Response(200, json={"keys": [old]})

    broker = HostileBroker(jwks=before_rotation)
    start = time.time() - 100
    with httpx.Client(transport=broker) as client:
        pending, address = leave(client, now=start)
        with pytest.raises(LoginRefused):
            finish(pending, client, choose(address, now=start), now=start)
        rotated.append(True)
        pending, address = leave(client)
        assert finish(pending, client, choose(address)).claims["bsn"] == BSN
        seen = broker.calls.count("jwks")
        pending, address = leave(client)
        finish(pending, client, choose(address))
    assert broker.calls.count("jwks") == seen


def test_unknown_key_does_not_make_us_hammer_the_broker():
    from joserfc.jwk import ECKey

    other = ECKey.generate_key("P-256", {"kid": "ander", "use": "sig"}).as_dict(private=False)
    broker = HostileBroker(jwks=altered(keys=[other]))
    with httpx.Client(transport=broker) as client:
        for _ in range(5):
            pending, address = leave(client)
            with pytest.raises(LoginRefused):
                finish(pending, client, choose(address))
    assert broker.calls.count("jwks") <= 2


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_args):
        """Nothing on the terminal of a test."""


@pytest.fixture
def live_simulator():
    """The simulator on a real port: its own back-channel code, reached over HTTP."""
    holder = {}

    def application(environ, start_response):
        length = int(environ.get("CONTENT_LENGTH") or 0)
        headers = {"authorization": environ.get("HTTP_AUTHORIZATION", "")}
        status, body = simulator.back_channel(
            holder["issuer"],
            environ["PATH_INFO"].removeprefix("/simulator/oidc/digid/"),
            method=environ["REQUEST_METHOD"],
            headers=headers,
            body=environ["wsgi.input"].read(length),
            now=time.time(),
        )
        start_response(f"{status} x", [("Content-Type", "application/json")])
        return [json.dumps(body).encode()]

    server = make_server("127.0.0.1", 0, application, handler_class=_Quiet)
    holder["issuer"] = f"http://127.0.0.1:{server.server_port}/simulator/oidc/digid"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield holder["issuer"]
    server.shutdown()
    server.server_close()
    thread.join()


def test_login_over_real_http(live_simulator):
    settings = config(live_simulator)
    with httpx.Client(timeout=5) as client:
        pending, address = leave(client, settings)
        assert address.startswith(f"{live_simulator}/authorize?")
        login = finish(pending, client, choose(address, issuer=live_simulator), settings)
        onward = logout_address(settings, client, id_token=login.id_token, back=BACK, now=time.time())
    assert login.claims["bsn"] == BSN
    assert onward.startswith(f"{live_simulator}/end_session?id_token_hint=")
