"""BRP update 1.0 at /haalcentraal/api/brpupdate: follow persons, and read whose list changed since a day."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kapstok.koppelvlakken.haal_centraal import deur, fouten
from kapstok.koppelvlakken.haal_centraal.fouten import Fout, Geweigerd
from kapstok.koppelvlakken.haal_centraal.vraag import Waardefout, dag, niet_verwacht
from kapstok.magazijnen.brp import volgen
from kapstok.magazijnen.brp.verandering import bsn_van
from kapstok.platform.audit.use import log_uses
from kapstok.platform.db import tenant_scope
from kapstok.platform.resource import Caller

VERSIE, VELD = "1.0.0", "volgindicaties"
_BSN = r"^[0-9]{9}$"
Doen = Callable[[HttpRequest, Caller], tuple[int, dict[str, Any]]]


def _beantwoord(request: HttpRequest, how: dict[str, Doen]) -> HttpResponse:
    try:
        if request.method not in how:
            raise fouten.methode()
        caller = deur.wie(request)
        deur.vormen(request)
        with tenant_scope(caller.tenant):
            caller, mag = deur.doel(caller)
            if VELD not in mag:
                raise fouten.geen_recht()
            status, document = how[request.method](request, caller)
        response = deur.als_json(document, status, "application/json")
    except Geweigerd as no:
        response = deur.geweigerd(no, request)
        if no.status == 405:
            response["Allow"] = ", ".join(how)
    return deur.afgemaakt(response, VERSIE)


def _dag(name: str, value: Any) -> date:
    try:
        return date.fromisoformat(dag(name, value))
    except Waardefout as fout:
        raise fouten.parameters([(name, *fout.args)]) from fout


def volgindicaties(request: HttpRequest) -> HttpResponse:
    """Whom the application follows."""

    def read(_request: HttpRequest, caller: Caller) -> tuple[int, dict[str, Any]]:
        rows = volgen.gevolgd(caller.id, timezone.localdate())
        return 200, {"volgindicaties": [volgen.als_waarden(row) for row in rows]}

    return _beantwoord(request, {"GET": read})


def volgindicatie(request: HttpRequest, burgerservicenummer: str) -> HttpResponse:
    """One person: read, or follow (PUT) until a day or for good."""

    def read(_request: HttpRequest, caller: Caller) -> tuple[int, dict[str, Any]]:
        row = volgen.volgindicatie(caller.id, _bsn(burgerservicenummer))
        if row is None:
            raise fouten.niet_gevonden()
        return 200, volgen.als_waarden(row)

    def put(asked: HttpRequest, caller: Caller) -> tuple[int, dict[str, Any]]:
        bsn, body = _bsn(burgerservicenummer), deur.lees(asked)
        if wrong := niet_verwacht(body, ("einddatum",)):
            raise fouten.parameters(wrong)
        einde = _dag("einddatum", body["einddatum"]) if body.get("einddatum") is not None else None
        try:
            row, new = volgen.volg(
                caller.id, bsn, einddatum=einde, today=timezone.localdate(), actor=caller.actor
            )
        except volgen.VolgenGeweigerd as no:
            raise fouten.parameters([("burgerservicenummer", "maximum", no.message)]) from no
        return 201 if new else 200, volgen.als_waarden(row)

    return _beantwoord(request, {"GET": read, "PUT": put})


def _bsn(value: str) -> str:
    if not re.fullmatch(_BSN, value, re.ASCII):
        wrong: Fout = ("burgerservicenummer", "pattern", f"Waarde voldoet niet aan patroon {_BSN}.")
        raise fouten.parameters([wrong])
    return value


def wijzigingen(request: HttpRequest) -> HttpResponse:
    """Whose list changed while the application followed them, from a day on."""

    def read(asked: HttpRequest, caller: Caller) -> tuple[int, dict[str, Any]]:
        if wrong := niet_verwacht(dict(asked.GET), ("vanaf",)):
            raise fouten.parameters(wrong)
        vanaf = _dag("vanaf", asked.GET["vanaf"]) if "vanaf" in asked.GET else date.min
        now = timezone.now()
        found = volgen.gewijzigd(caller.id, vanaf, timezone.localdate(now))
        log_uses(found, actor=caller.actor, moment=now, source=deur.BRON, fields=[VELD])
        links = {"self": {"href": asked.get_full_path()}}
        return 200, {"_links": links, "burgerservicenummers": found}

    return _beantwoord(request, {"GET": read})


def wijziging(request: HttpRequest, lijst_id: UUID) -> HttpResponse:
    """Whom a notification is about: only for who follows this person."""

    def read(_request: HttpRequest, caller: Caller) -> tuple[int, dict[str, Any]]:
        now, bsn = timezone.now(), bsn_van(lijst_id)
        row = volgen.volgindicatie(caller.id, bsn) if bsn else None
        if row is None or not volgen.loopt(row, timezone.localdate(now)):
            raise fouten.niet_gevonden()
        log_uses([bsn], actor=caller.actor, moment=now, source=deur.BRON, fields=[VELD])
        return 200, {"burgerservicenummer": bsn}

    return _beantwoord(request, {"GET": read})
