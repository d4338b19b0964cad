"""Objecten: operations that are more than reading or writing a row, and parts of an object instead of the whole."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from kapstok.koppelvlakken.zgw.action import on_api, on_row
from kapstok.magazijnen.autorisaties.bearer import caller_of
from kapstok.magazijnen.objecten import services as s
from kapstok.magazijnen.objecten.queries import permissions, records
from kapstok.magazijnen.objecten.resources import OBJECTEN
from kapstok.magazijnen.objecten.resources.base import READ, SCOPES, WRITE
from kapstok.magazijnen.objecten.resources.vragen import cut
from kapstok.platform.identity.access import api_client
from kapstok.platform.resource import Call, compiled, parse
from kapstok.platform.resource.query import PAGING, no_others, paging
from kapstok.platform.resource.views import Endpoint, Refused, answer, json_response, need

OBJECT, KIND = "objecten.object", "objecttypes.objecttype"
View = Callable[..., HttpResponseBase]
CRS = {"Content-Crs": "EPSG:4326"}


def _one_day(_request: HttpRequest, _call: Call) -> HttpResponseBase:
    text = "Vraag naar date of naar registrationDate, niet naar allebei."
    raise parse.fault("nonFieldErrors", "invalid-date-query-params", text)


def _in_part(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Of every object in the answer what `fields` names."""
    asked = request.GET.get("fields")
    if asked is None or request.method != "GET" or response.status_code != 200:
        return response
    told = msgspec.json.decode(response.content)  # type: ignore[attr-defined]
    rows = "results" in told
    told = {**told, "results": [cut(r, asked) for r in told["results"]]} if rows else cut(told, asked)
    response.content = msgspec.json.encode(told)  # type: ignore[attr-defined]
    return response


def collection(endpoint: Endpoint) -> View:
    """GET and POST of objects; a list may be asked for in part."""

    def view(request: HttpRequest) -> HttpResponseBase:
        if request.GET.get("date") and request.GET.get("registrationDate"):
            return answer(request, OBJECTEN, caller_of, _one_day)
        return _in_part(request, endpoint.collection(request))

    return view


def item(endpoint: Endpoint) -> View:
    """One object, in part; DELETE knows the `zaak` that is being destroyed."""

    def view(request: HttpRequest, row_id: UUID) -> HttpResponseBase:
        def release(request: HttpRequest, call: Call) -> HttpResponse:
            need(call, compiled()[OBJECT], SCOPES.delete, row_id)
            zaak = parse.uri(request.GET["zaak"], "zaak")
            if s.release_zaak(row_id, zaak, actor=call.actor):
                return _json({"behouden": [f"{call.base}{OBJECTEN.prefix}/objects/{row_id}"]})
            return HttpResponse(status=204)

        if request.method == "DELETE" and "zaak" in request.GET:
            return answer(request, OBJECTEN, caller_of, release)
        return _in_part(request, endpoint.item(request, row_id))

    return view


def version(endpoint: Endpoint) -> View:
    """A version of an objecttype, by its number."""

    def view(request: HttpRequest, parent: UUID, version: int) -> HttpResponseBase:
        return endpoint.item(request, s.version_id(parent, version), parent)

    return view


def _history(request: HttpRequest, call: Call, row_id: UUID) -> HttpResponseBase:
    """GET /objects/{uuid}/history: every record, oldest first."""
    need(call, compiled()[OBJECT], SCOPES.read, row_id)
    return _page(request, call, records(row_id))


def _record(request: HttpRequest, row_id: UUID, index: int) -> HttpResponseBase:
    """GET /objects/{uuid}/{index}: one record."""

    def act(request: HttpRequest, call: Call) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            raise Refused(405, "method_not_allowed", Allow="GET, HEAD")
        need(call, compiled()[OBJECT], SCOPES.read, row_id)
        found = next((r for r in records(row_id) if r["index"] == index), None)
        if found is None:
            raise Refused(404, "not_found")
        return _json(found)

    return answer(request, OBJECTEN, caller_of, act)


def _permissions(request: HttpRequest, call: Call) -> HttpResponseBase:
    """GET /permissions: what the caller may do with which objecttype."""
    if not call.caller.has(OBJECTEN.component, (READ, WRITE)):
        raise Refused(403, "permission_denied")
    place = f"{call.base}{compiled()[KIND].resource.api.prefix}/objecttypes/"
    rows = permissions(call.caller.id, everything=call.caller.everything)
    told = [
        {
            "type": f"{place}{row['objecttype']}",
            "mode": "read_and_write" if row["schrijven"] else "read_only",
            "use_fields": False,
            "fields": None,
        }
        for row in rows
    ]
    return _page(request, call, told)


def _page(request: HttpRequest, call: Call, rows: list[dict[str, Any]]) -> HttpResponse:
    number, size = paging(request.GET.dict())
    no_others(request.GET, *PAGING)
    start = (number - 1) * size
    if number > 1 and start >= len(rows):
        raise Refused(404, "not_found", "Deze pagina is er niet.")

    def link(page: int) -> str:
        return f"{call.base}{request.path}?page={page}&pageSize={size}"

    return _json(
        {
            "count": len(rows),
            "next": link(number + 1) if start + size < len(rows) else None,
            "previous": link(number - 1) if number > 1 else None,
            "results": rows[start : start + size],
        }
    )


def _json(told: Any) -> HttpResponse:
    return json_response(msgspec.json.encode(told), headers=CRS)


PLACE = OBJECTEN.prefix.lstrip("/")
urlpatterns = [
    path(f"{PLACE}/permissions", on_api(OBJECTEN, "GET", _permissions)),
    path(f"{PLACE}/objects/<uuid:row_id>/history", on_row(OBJECT, "GET", _history)),
    path(f"{PLACE}/objects/<uuid:row_id>/<int:index>", csrf_exempt(api_client(_record))),
]
