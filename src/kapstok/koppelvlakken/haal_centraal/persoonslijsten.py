"""Whole persoonslijsten at /brp/api/v1/persoonslijsten: brought in, and taken out, in pl-json/1, GBA-V CSV or LO3."""

from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from kapstok.koppelvlakken.haal_centraal import deur, fouten
from kapstok.koppelvlakken.haal_centraal.fouten import Geweigerd
from kapstok.magazijnen.brp.rules import PersoonslijstRefused
from kapstok.magazijnen.brp.services import Counts, export_to, import_persons
from kapstok.platform.db import tenant_scope
from kapstok.platform.resource import Caller

LEZEN, LADEN = "persoonslijsten.lezen", "persoonslijsten.laden"
MAX_BYTES = 200 * 1024 * 1024
MAX_BEVINDINGEN = 1000
VORMEN = {
    "pl-json": "application/json; charset=utf-8",
    "gbav": "text/csv; charset=utf-8",
    "lo3": "application/octet-stream",
}


def persoonslijsten(request: HttpRequest) -> HttpResponseBase:
    """GET: all lists of the municipality, `?vorm=` pl-json (as they came), gbav or lo3.

    POST: load a file in one of these forms; `?vervang=true` removes who is not in it.
    """
    try:
        if request.method not in {"GET", "POST"}:
            raise fouten.methode()
        caller = deur.wie(request)
        with tenant_scope(caller.tenant):
            caller, mag = deur.doel(caller)
            if (LEZEN if request.method == "GET" else LADEN) not in mag:
                raise fouten.geen_recht()
            response = _export(request, caller) if request.method == "GET" else _import(request, caller)
    except Geweigerd as no:
        response = deur.geweigerd(no, request)
        if no.status == 405:
            response["Allow"] = "GET, POST"
    return deur.afgemaakt(response, "1.0.0")


def _export(request: HttpRequest, caller: Caller) -> FileResponse:
    vorm = request.GET.get("vorm", "pl-json")
    if vorm not in VORMEN:
        raise fouten.parameters([("vorm", "enum", f"Waarde is geen van {', '.join(VORMEN)}.")])
    # Written out while nothing can change; sent after that, from the disk.
    file = TemporaryFile()  # noqa: SIM115
    try:
        export_to(file, vorm=vorm, actor=caller.actor, now=timezone.now(), fields=[LEZEN])
    except PersoonslijstRefused as no:
        file.close()
        raise fouten.parameters([("vorm", no.code, no.message)]) from no
    file.seek(0)
    return FileResponse(file, content_type=VORMEN[vorm])


def _import(request: HttpRequest, caller: Caller) -> HttpResponse:
    vervang = request.GET.get("vervang", "false").lower()
    if vervang not in {"true", "false"}:
        raise fouten.parameters([("vervang", "boolean", "Waarde is geen boolean.")])
    content = request.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        text = f"Het bestand is groter dan {MAX_BYTES // 1024 // 1024} MB."
        raise fouten.parameters([("body", "maxLength", text)])
    try:
        counts = import_persons(content, actor=caller.actor, replace=vervang == "true")
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
