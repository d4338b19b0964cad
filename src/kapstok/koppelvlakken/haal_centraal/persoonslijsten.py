"""Whole persoonslijsten in the form of pl-json/1 at /brp/api/v1/persoonslijsten: brought in, and taken out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kapstok.koppelvlakken.haal_centraal import deur, fouten
from kapstok.koppelvlakken.haal_centraal.fouten import Geweigerd
from kapstok.magazijnen.brp.models import Persoonslijst
from kapstok.magazijnen.brp.rules import PersoonslijstRefused
from kapstok.magazijnen.brp.services import Counts, export_pl_json, import_pl_json
from kapstok.platform.audit.use import log_uses
from kapstok.platform.db import tenant_scope
from kapstok.platform.resource import Caller

LEZEN, LADEN = "persoonslijsten.lezen", "persoonslijsten.laden"
MAX_BYTES = 200 * 1024 * 1024
MAX_BEVINDINGEN = 1000
LOG_BATCH = 5000


def persoonslijsten(request: HttpRequest) -> HttpResponse:
    """GET: all lists of the municipality, as they came. POST: load a file; `?vervang=true` removes who is not in it."""
    try:
        if request.method not in {"GET", "POST"}:
            raise fouten.methode()
        caller = deur.wie(request)
        with tenant_scope(caller.tenant):
            caller, mag = deur.doel(caller)
            if (LEZEN if request.method == "GET" else LADEN) not in mag:
                raise fouten.geen_recht()
            response = _export(caller) if request.method == "GET" else _import(request, caller)
    except Geweigerd as no:
        response = deur.geweigerd(no, request)
        if no.status == 405:
            response["Allow"] = "GET, POST"
    return deur.afgemaakt(response, "1.0.0")


def _export(caller: Caller) -> HttpResponse:
    content = export_pl_json()
    numbers = Persoonslijst.objects.order_by("id").values_list("bsn", "a_nummer")
    who = list(dict.fromkeys(bsn or a_nummer for bsn, a_nummer in numbers))
    now = timezone.now()
    for start in range(0, len(who), LOG_BATCH):
        some = who[start : start + LOG_BATCH]
        log_uses(some, actor=caller.actor, moment=now, source=deur.BRON, fields=[LEZEN])
    return HttpResponse(content, content_type="application/json; charset=utf-8")


def _import(request: HttpRequest, caller: Caller) -> HttpResponse:
    vervang = request.GET.get("vervang", "false").lower()
    if vervang not in {"true", "false"}:
        raise fouten.parameters([("vervang", "boolean", "Waarde is geen boolean.")])
    content = request.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        text = f"Het bestand is groter dan {MAX_BYTES // 1024 // 1024} MB."
        raise fouten.parameters([("body", "maxLength", text)])
    try:
        counts = import_pl_json(content, actor=caller.actor, replace=vervang == "true")
    except PersoonslijstRefused as no:
        raise fouten.parameters([(no.field, no.code, no.message)]) from no
    return deur.als_json(_verslag(counts), 200, "application/json; charset=utf-8")


def _verslag(counts: Counts) -> dict[str, Any]:
    return {
        "nieuw": counts.nieuw,
        "gewijzigd": counts.gewijzigd,
        "gelijk": counts.gelijk,
        "verwijderd": counts.verwijderd,
        "aantalBevindingen": len(counts.bevindingen),
        "bevindingen": counts.bevindingen[:MAX_BEVINDINGEN],
    }
