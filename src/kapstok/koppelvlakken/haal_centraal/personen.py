"""POST /haalcentraal/api/brp/personen: who asks, what they may, who is found, and the log of it in one transaction."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kapstok.koppelvlakken.haal_centraal import fouten
from kapstok.koppelvlakken.haal_centraal.fouten import Geweigerd
from kapstok.koppelvlakken.haal_centraal.vraag import VELD_VAN, Aanvraag, gelezen
from kapstok.magazijnen.autorisaties.bearer import caller_by
from kapstok.magazijnen.autorisaties.doelbinding import BRP, doel_van
from kapstok.magazijnen.brp.bevragen import velden
from kapstok.magazijnen.brp.bevragen.persoon import persoon
from kapstok.magazijnen.brp.bevragen.velden import toegestaan
from kapstok.magazijnen.brp.gezag.antwoord import genoemd
from kapstok.magazijnen.brp.gezag.lijsten import verwanten
from kapstok.magazijnen.brp.zoeken import Gevonden, zoek
from kapstok.platform.audit.use import log_uses
from kapstok.platform.db import tenant_scope
from kapstok.platform.http.asked import header
from kapstok.platform.resource import Caller
from kapstok.platform.resource.views import Refused

BRON = "Basisregistratie Personen"
MAX_BODY = 100_000
_UTF8 = {"", "utf-8"}


def personen(request: HttpRequest) -> HttpResponse:
    """One question. Whatever the outcome, the answer is one that the API knows."""
    try:
        answer = _answer(request)
        response = _json(answer, 200, "application/json; charset=utf-8")
    except Geweigerd as no:
        response = _json(no.document, no.status, "application/problem+json")
        if no.status == 401:
            response["WWW-Authenticate"] = "Bearer"
        if no.status == 405:
            response["Allow"] = "POST"
    response["Cache-Control"] = "no-store"
    response["API-version"] = "2.7.0"
    return response


def _json(document: dict[str, Any], status: int, content_type: str) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(document), status=status, content_type=content_type)


def _answer(request: HttpRequest) -> dict[str, Any]:
    if request.method != "POST":
        raise fouten.methode()
    caller = _caller(request)
    _forms(request)
    body = _body(request)
    with tenant_scope(caller.tenant):
        doel = doel_van(caller.id, BRP)
        if doel is None:
            raise fouten.geen_recht()
        aanvraag = gelezen(body)
        if not aanvraag.vraag.velden <= toegestaan(doel.velden):
            raise fouten.geen_veld()
        if beyond := [
            n for n in aanvraag.waarden if n in VELD_VAN and not gevraagd(n) <= toegestaan(doel.velden)
        ]:
            raise fouten.geen_parameter(beyond)
        found = zoek(aanvraag.waarden, limit=aanvraag.maximum + 1)
        if len(found) > aanvraag.maximum and "burgerservicenummer" not in aanvraag.waarden:
            raise fouten.te_veel(aanvraag.maximum)
        return _given(aanvraag, found, replace(caller, actor=replace(caller.actor, purpose=doel.doel)))


def _given(aanvraag: Aanvraag, found: list[Gevonden], caller: Caller) -> dict[str, Any]:
    """The persons, with the use of each of them logged."""
    now = timezone.now()
    today = timezone.localdate(now)
    family = verwanten([p.categorieen for p in found], today) if "gezag" in aanvraag.vraag.keuze else {}
    persons = [persoon(p.categorieen, aanvraag.vraag, today, family) for p in found]
    who = list(dict.fromkeys(p.bsn or p.a_nummer for p in found))
    used = aanvraag.vraag.velden.union(*(gevraagd(n) for n in aanvraag.waarden if n in VELD_VAN))
    log_uses(who, actor=caller.actor, moment=now, source=BRON, fields=sorted(used))
    if also := sorted(genoemd(g for p in persons for g in p.get("gezag", ())) - set(who)):
        # Who is named in somebody else's authority is told of as well.
        log_uses(also, actor=caller.actor, moment=now, source=BRON, fields=["gezag"])
    return {"type": aanvraag.soort, "personen": persons}


@lru_cache(maxsize=50)
def gevraagd(parameter: str) -> frozenset[str]:
    """The fields that this search parameter asks after."""
    return frozenset(velden.uitgeschreven(velden.PERSOON, VELD_VAN[parameter]))


def _caller(request: HttpRequest) -> Caller:
    key = header(request, "X-API-KEY")
    try:
        return caller_by(f"Token {key}" if key else header(request, "Authorization"), request)
    except Refused as no:
        raise fouten.niet_ingelogd(no.detail) from no


def _media(text: str) -> tuple[str, str]:
    kind, _, parameters = text.partition(";")
    _name, _, charset = parameters.partition("charset=")
    return kind.strip().lower(), charset.strip().strip('"').lower()


def _forms(request: HttpRequest) -> None:
    accepted = [_media(part) for part in header(request, "Accept").split(",")]
    if not any(k in {"", "*/*", "application/*", "application/json"} and c in _UTF8 for k, c in accepted):
        raise fouten.accept()
    kind, charset = _media(request.META.get("CONTENT_TYPE", ""))
    if kind not in {"", "*/*", "application/json"} or charset not in _UTF8:
        raise fouten.media_type()


def _body(request: HttpRequest) -> dict[str, Any]:
    raw = request.read(MAX_BODY + 1)
    try:
        body = msgspec.json.decode(raw) if len(raw) <= MAX_BODY else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise fouten.geen_json()
    return body
