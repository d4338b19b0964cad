"""The simulator over HTTP: the page on which a tester chooses a person, and the machine endpoints."""

import time
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from kapstok.platform.config import settings
from kapstok.platform.http.headers import widen_csp
from kapstok.platform.identity.access import no_login_needed
from kapstok.platform.identity.oidc.claims import LEVEL_NAMES
from kapstok.platform.identity.oidc.config import LEVELS
from kapstok.platform.identity.simulator.personas import claims_of, find_persona, personas
from kapstok.platform.identity.simulator.provider import CLIENT_ID, back_channel, issue_code

_ASKED = ("redirect_uri", "state", "nonce", "code_challenge", "acr_values")


def _require_demo() -> None:
    if not settings.demo:
        raise Http404


def _issuer(request: HttpRequest, kind: str) -> str:
    return f"{settings.publiek_schema}://{request.get_host()}/simulator/oidc/{kind}"


def _is_ours(request: HttpRequest, address: str, path_end: str) -> bool:
    """Only back to this installation: the simulator must not become an open redirect."""
    host = urlsplit(address).hostname or ""
    inside = host in {settings.domein, "127.0.0.1"} or host.endswith(f".{settings.domein}")
    hosts = {request.get_host(), urlsplit(address).netloc if inside else ""}
    return url_has_allowed_host_and_scheme(address, allowed_hosts=hosts) and urlsplit(address).path.endswith(
        path_end
    )


def _wrong(request: HttpRequest, kind: str, asked: dict[str, str]) -> str:
    """What is wrong with an authorization request; these faults are never sent to the redirect_uri."""
    if asked.get("client_id") != CLIENT_ID:
        return "client_id"
    if not _is_ours(request, asked.get("redirect_uri", ""), f"/{kind}/terug/"):
        return "redirect_uri"
    if asked.get("response_type") != "code" or "openid" not in asked.get("scope", "").split():
        return "response_type of scope"
    if asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
        return "code_challenge"
    if not asked.get("nonce") or not asked.get("state"):
        return "nonce of state"
    return ""


@no_login_needed
@never_cache
@require_http_methods(["GET", "POST"])
def authorize(request: HttpRequest, kind: str) -> HttpResponse:
    """Choose who you are. GET shows the list, POST carries out the choice."""
    _require_demo()
    asked = {name: value for name, value in request.GET.items() if isinstance(value, str)}
    wrong = _wrong(request, kind, asked)
    if wrong:
        return render(request, "identity/simulator.html", {"soort": kind, "fout": wrong}, status=400)
    if request.method == "POST":
        return _answer(request, kind, asked)
    levels = [(acr, LEVEL_NAMES[name]) for acr, name in LEVELS[kind].items()]
    context: dict[str, Any] = {
        "soort": kind,
        "naam": "DigiD" if kind == "digid" else "eHerkenning",
        "personen": personas(kind),
        "niveaus": levels,
        "gevraagd": asked.get("acr_values", ""),
    }
    back = urlsplit(asked["redirect_uri"])
    return widen_csp(
        render(request, "identity/simulator.html", context), "form-action", f"{back.scheme}://{back.netloc}"
    )


def _answer(request: HttpRequest, kind: str, asked: dict[str, str]) -> HttpResponse:
    issuer = _issuer(request, kind)
    answer = {"state": asked["state"], "iss": issuer}
    persona = find_persona(kind, request.POST.get("persoon", ""))
    acr = request.POST.get("niveau", "")
    if persona is None or acr not in LEVELS[kind]:
        answer["error"] = "access_denied"
    else:
        branch = request.POST.get("vestiging", "")
        known = branch if branch in {each.nummer for each in persona.vestigingen} else ""
        answer["code"] = issue_code(
            redirect_uri=asked["redirect_uri"],
            nonce=asked["nonce"],
            challenge=asked["code_challenge"],
            acr=acr,
            subject=f"{kind}:{persona.sleutel}",
            claims=claims_of(kind, persona, known),
            now=time.time(),
        )
    return HttpResponseRedirect(f"{asked['redirect_uri']}?{urlencode(answer)}")


@no_login_needed
@csrf_exempt
def machine(request: HttpRequest, kind: str, endpoint: str) -> HttpResponse:
    """What the relying party asks behind the visitor's back."""
    _require_demo()
    status, body = back_channel(
        _issuer(request, kind),
        endpoint,
        method=request.method or "GET",
        headers={name.lower(): value for name, value in request.headers.items()},
        body=request.body,
        now=time.time(),
    )
    response = JsonResponse(body, status=status)
    response["Cache-Control"] = "no-store"
    return response


@no_login_needed
@never_cache
@require_GET
def end_session(request: HttpRequest, kind: str) -> HttpResponse:
    """RP-initiated logout: the simulator has no session of its own, so it only sends back."""
    _require_demo()
    address = request.GET.get("post_logout_redirect_uri", "")
    if not _is_ours(request, address, "/inloggen/uitgelogd/"):
        return render(
            request,
            "identity/simulator.html",
            {"soort": kind, "fout": "post_logout_redirect_uri"},
            status=400,
        )
    return HttpResponseRedirect(address)
