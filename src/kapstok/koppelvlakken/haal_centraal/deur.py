"""The door of the APIs on the BRP: who asks, for which purpose, in which form; and answers as they all give them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import msgspec
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from kapstok.koppelvlakken.haal_centraal import fouten
from kapstok.koppelvlakken.haal_centraal.fouten import Geweigerd
from kapstok.magazijnen.autorisaties.bearer import caller_by
from kapstok.magazijnen.autorisaties.doelbinding import BRP, doel_bekend
from kapstok.magazijnen.brp.bevragen.velden import toegestaan
from kapstok.platform.db import tenant_scope
from kapstok.platform.http.asked import header
from kapstok.platform.resource import Caller
from kapstok.platform.resource.views import Refused

BRON = "Basisregistratie Personen"
MAX_BODY = 100_000
_UTF8 = {"", "utf-8"}
R = TypeVar("R", bound=HttpResponseBase)
# What makes an answer: of the question, who asks (with the purpose), and every field that the purpose holds.
Antwoord = Callable[[dict[str, Any], Caller, frozenset[str]], dict[str, Any]]


def beantwoord(request: HttpRequest, antwoord: Antwoord, *, versie: str) -> HttpResponse:
    """A question by POST. Whatever the outcome, the answer is one that the API knows."""
    try:
        answer = _answer(request, antwoord)
        response = als_json(answer, 200, "application/json; charset=utf-8")
    except Geweigerd as no:
        response = geweigerd(no, request)
    return afgemaakt(response, versie)


def afgemaakt(response: R, versie: str) -> R:
    """With the headers of every answer."""
    response["Cache-Control"] = "no-store"
    response["API-version"] = versie
    return response


def geweigerd(no: Geweigerd, request: HttpRequest) -> HttpResponse:
    """The problem document, of the address that was asked."""
    response = als_json({**no.document, "instance": request.path}, no.status, "application/problem+json")
    if no.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if no.status == 405:
        response["Allow"] = "POST"
    return response


def als_json(document: dict[str, Any], status: int, content_type: str) -> HttpResponse:
    """A document as an answer."""
    return HttpResponse(msgspec.json.encode(document), status=status, content_type=content_type)


def _answer(request: HttpRequest, antwoord: Antwoord) -> dict[str, Any]:
    if request.method != "POST":
        raise fouten.methode()
    caller = wie(request)
    vormen(request)
    body = lees(request)
    with tenant_scope(caller.tenant):
        caller, mag = doel(caller)
        return antwoord(body, caller, mag)


def doel(caller: Caller) -> tuple[Caller, frozenset[str]]:
    """Who asks, with their purpose, and every field that goes with it. Within the scope of their municipality."""
    found = doel_bekend(caller.id, BRP)
    if found is None:
        raise fouten.geen_recht()
    return replace(caller, actor=replace(caller.actor, purpose=found.doel)), toegestaan(found.velden)


def wie(request: HttpRequest) -> Caller:
    """The application that asks."""
    key = header(request, "X-API-KEY")
    try:
        return caller_by(f"Token {key}" if key else header(request, "Authorization"), request)
    except Refused as no:
        raise fouten.niet_ingelogd(no.detail) from no


def _media(text: str) -> tuple[str, str]:
    kind, _, parameters = text.partition(";")
    _name, _, charset = parameters.partition("charset=")
    return kind.strip().lower(), charset.strip().strip('"').lower()


def vormen(request: HttpRequest) -> None:
    """Refuse forms of question and answer that there are not."""
    accepted = [_media(part) for part in header(request, "Accept").split(",")]
    if not any(k in {"", "*/*", "application/*", "application/json"} and c in _UTF8 for k, c in accepted):
        raise fouten.accept()
    kind, charset = _media(request.META.get("CONTENT_TYPE", ""))
    if kind not in {"", "application/json"} or charset not in _UTF8:
        raise fouten.media_type()


def lees(request: HttpRequest) -> dict[str, Any]:
    """The question itself."""
    raw = request.read(MAX_BODY + 1)
    try:
        body = msgspec.json.decode(raw) if len(raw) <= MAX_BODY else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise fouten.geen_json()
    return body
