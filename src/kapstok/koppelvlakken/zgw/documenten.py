"""Documenten API: operations that are more than reading or writing a row."""

from typing import Any
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import path

from kapstok.kern.nummers import parse_rsin
from kapstok.koppelvlakken.zgw.action import on_api, on_row
from kapstok.koppelvlakken.zgw.document_registreren import register
from kapstok.magazijnen.documenten import queries
from kapstok.magazijnen.documenten import services as s
from kapstok.magazijnen.documenten.models import Bestandsdeel
from kapstok.magazijnen.documenten.resources import DOCUMENTEN
from kapstok.magazijnen.documenten.resources.base import DOCUMENT, whole
from kapstok.magazijnen.documenten.resources.document import PARTS
from kapstok.magazijnen.documenten.services.numbers import MOST
from kapstok.platform.db import tenant_scope
from kapstok.platform.resource import Call, compiled, fields, parse
from kapstok.platform.resource.query import detail_query
from kapstok.platform.resource.views import Refused, json_body, json_response, need
from kapstok.platform.storage.multipart import BadForm, receive_file
from kapstok.platform.storage.serve import NotInStore, serve

UNLOCK = ("documenten.lock", "documenten.geforceerd-unlock")
LOCK = parse.text(100, (), "", blank=True)
RESERVE = (
    fields.text("bronorganisatie", 9, required=True, check=parse_rsin),
    whole("aantal", 1, MOST, default=1),
)


_CONTENT = (
    "SELECT v.sha256",
    "SELECT COALESCE(NULLIF(v.bestandsnaam, ''), v.titel)",
    "SELECT v.bestandsomvang",
)


def _download(request: HttpRequest, call: Call, row_id: UUID) -> HttpResponseBase:
    own = compiled()[DOCUMENT]
    scopes = own.resource.scopes.read
    need(call, own, scopes, row_id)
    asked = detail_query(own.resource, request.GET)
    # The version itself is in reach too: it may be more confidential than the newest.
    found = own.beside(call, row_id, scopes, _CONTENT, **asked)
    if found is None:
        raise _no_version(call, row_id, asked)
    sha256, name, size = ((value or b"").decode() for value in found)
    if not sha256:
        raise Refused(404, "not_found", "Dit document heeft geen inhoud.")
    try:
        return serve(request, sha256, name=name, mimetype="application/octet-stream", size=int(size or 0))
    except NotInStore:
        text = "De inhoud van dit document is niet in de opslag. Meld dit aan de beheerder."
        raise Refused(404, "not_found", text) from None


def _no_version(call: Call, row_id: UUID, asked: dict[str, Any]) -> Refused:
    """Why a version does not show: out of reach, or not there at all."""
    with tenant_scope(call.caller.tenant):
        there = queries.document(row_id, versie=asked.get("versie"), moment=asked.get("registratieOp"))
    return Refused(404, "not_found") if there is None else Refused(403, "permission_denied")


def _lock(_request: HttpRequest, call: Call, row_id: UUID) -> HttpResponse:
    need(call, compiled()[DOCUMENT], ("documenten.lock",), row_id)
    return json_response(msgspec.json.encode({"lock": s.lock_document(row_id, actor=call.actor)}))


def _unlock(request: HttpRequest, call: Call, row_id: UUID) -> HttpResponse:
    need(call, compiled()[DOCUMENT], UNLOCK, row_id)
    key = LOCK(json_body(request).get("lock") or "", "lock")
    forced = not key and call.may(DOCUMENT, row_id, "documenten.geforceerd-unlock")
    s.unlock_document(row_id, actor=call.actor, lock=key, forced=forced)
    return HttpResponse(status=204)


def _part(request: HttpRequest, call: Call, row_id: UUID) -> HttpResponse:
    """PUT /bestandsdelen/{uuid}: a part of the content as a form, of which the file goes straight to the storage."""
    part = Bestandsdeel.objects.filter(id=row_id).first()
    if part is None:
        raise Refused(404, "not_found")
    own = compiled()[DOCUMENT]
    need(call, own, own.resource.scopes.update, part.informatieobject_id)
    try:
        form = receive_file(request, "inhoud", limit=part.omvang)
    except BadForm:
        raise Refused(415, detail="Stuur een bestandsdeel als multipart/form-data.") from None
    key = LOCK(form.fields.get("lock", ""), "lock")
    part = s.receive_part(row_id, form.file, key, size=form.size, actor=call.actor)
    answer = {
        "url": f"{call.base}{PARTS}/{part.id}",
        "volgnummer": part.volgnummer,
        "omvang": part.omvang,
        "voltooid": bool(part.sha256),
        "lock": key,
    }
    return json_response(msgspec.json.encode(answer))


def _reserve(request: HttpRequest, call: Call) -> HttpResponse:
    """POST /documentnummer_reserveren: one number as an object, several as a list."""
    need(call, compiled()[DOCUMENT], ("documenten.aanmaken",))
    faults: list[parse.InvalidParam] = []
    given = parse.collect(RESERVE, json_body(request), "", faults, partial=False)
    if faults:
        raise parse.Faults(faults)
    count = given.get("aantal") or 1
    numbers = s.reserve_numbers(given["bronorganisatie"], count, actor=call.actor)
    rows = [{"identificatie": number} for number in numbers]
    return json_response(msgspec.json.encode(rows if count > 1 else rows[0]), 201)


ROOT = DOCUMENTEN.prefix.lstrip("/")
PLACE = f"{ROOT}/enkelvoudiginformatieobjecten/<uuid:row_id>"
urlpatterns = [
    path(f"{PLACE}/download", on_row(DOCUMENT, "GET", _download, compiled_only=True)),
    path(f"{PLACE}/lock", on_row(DOCUMENT, "POST", _lock)),
    path(f"{PLACE}/unlock", on_row(DOCUMENT, "POST", _unlock)),
    path(f"{ROOT}/bestandsdelen/<uuid:row_id>", on_row(DOCUMENT, "PUT", _part)),
    path(f"{ROOT}/documentnummer_reserveren", on_api(DOCUMENTEN, "POST", _reserve)),
    path(f"{ROOT}/document_registreren", on_api(DOCUMENTEN, "POST", register)),
]
