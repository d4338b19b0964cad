"""Security headers on every answer, and the rate limits."""

import json

import pytest
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from kapstok.platform.http import allow_same_origin_frame, client_address, widen_csp
from kapstok.platform.http.headers import SecurityHeadersMiddleware
from kapstok.platform.http.ratelimit import Limit, RateLimitMiddleware, allow, forget_all

rf = RequestFactory()
ONE = (Limit("api", r"^/zaken/api/", "1/minute"), Limit("pagina", r"^/", "2/minute"))


def answer(response: HttpResponse, **extra):
    return SecurityHeadersMiddleware(lambda _request: response)(rf.get("/", **extra))


def directives(response) -> dict[str, str]:
    parts = response["Content-Security-Policy"].split("; ")
    return {name: value for name, _, value in (part.partition(" ") for part in parts)}


def test_policy_forbids_inline_and_foreign_code():
    csp = directives(answer(HttpResponse()))
    assert csp["default-src"] == "'none'"
    assert csp["script-src"] == csp["style-src"] == "'self'"
    assert csp["frame-ancestors"] == csp["base-uri"] == "'none'"
    assert "unsafe" not in repr(csp)


def test_only_the_framed_document_may_be_framed_and_only_by_us():
    response = answer(allow_same_origin_frame(HttpResponse()))
    assert directives(response)["frame-ancestors"] == "'self'"
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_form_action_can_be_widened_and_script_cannot():
    response = answer(widen_csp(HttpResponse(), "form-action", "https://broker.example"))
    assert directives(response)["form-action"] == "'self' https://broker.example"
    with pytest.raises(ValueError):
        widen_csp(HttpResponse(), "script-src", "https://broker.example")
    with pytest.raises(ValueError):
        widen_csp(HttpResponse(), "form-action", "x; script-src *")


def test_hsts_only_over_https_and_errors_have_headers_too():
    assert "Strict-Transport-Security" not in answer(HttpResponse())
    response = answer(HttpResponse(status=500), secure=True)
    assert response["Strict-Transport-Security"].startswith("max-age=")
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.fixture
def fresh_limits():
    forget_all()
    yield
    forget_all()


@override_settings(RATE_LIMITS=ONE)
def test_one_request_too_many_waits_and_says_how_long(fresh_limits):
    limited = RateLimitMiddleware(lambda _request: HttpResponse("ok"))
    assert [limited(rf.get("/")).status_code for _ in range(3)] == [200, 200, 429]
    page = limited(rf.get("/"))
    assert 1 <= int(page["Retry-After"]) <= 60
    assert "seconden opnieuw" in page.content.decode()
    assert limited(rf.get("/", REMOTE_ADDR="10.1.1.1")).status_code == 200


@override_settings(RATE_LIMITS=ONE)
def test_machine_gets_problem_json(fresh_limits):
    limited = RateLimitMiddleware(lambda _request: HttpResponse("ok"))
    limited(rf.get("/zaken/api/v1/zaken"))
    refused = limited(rf.get("/zaken/api/v1/zaken"))
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    assert json.loads(refused.content)["code"] == "throttled"


def test_accounts_are_counted_apart(fresh_limits):
    assert [allow("login", "anna", "2/minute") for _ in range(3)] == [True, True, False]
    assert allow("login", "bert", "2/minute")


def test_forwarded_address_counts_only_behind_a_trusted_proxy():
    request = rf.get("/", REMOTE_ADDR="10.0.0.5", headers={"X-Forwarded-For": "6.6.6.6, 192.0.2.7, 10.0.0.9"})
    assert client_address(request) == "10.0.0.5"
    with override_settings(TRUSTED_PROXIES=("10.0.0.0/8",)):
        assert client_address(request) == "192.0.2.7"
