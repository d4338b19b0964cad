"""Documenten API: operations that are more than reading or writing a row."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import path

from kapstok.koppelvlakken.zgw.action import on_row
from kapstok.magazijnen.documenten import api_writes, queries
from kapstok.platform.resource import Call, compiled
from kapstok.platform.resource.decode import detail_query
from kapstok.platform.resource.parse import text
from kapstok.platform.resource.views import Refused, json_body, json_response, need
from kapstok.platform.storage.serve import serve

DOCUMENT = "documenten.enkelvoudiginformatieobject"


def _download(request: HttpRequest, call: Call, row_id: UUID) -> HttpResponseBase:
    own = compiled()[DOCUMENT]
    need(call, own, own.resource.scopes.read, row_id)
    asked = detail_query(own.resource, request.GET)
    found = queries.document(row_id, versie=asked.get("versie"), moment=asked.get("registratieOp"))
    if found is None or not found["sha256"]:
        raise Refused(404, "not_found", "Dit document heeft geen inhoud.")
    name, size = found["bestandsnaam"] or found["titel"], found["bestandsomvang"] or 0
    return serve(request, found["sha256"], name=name, mimetype=found["formaat"], size=size)


def _lock(_request: HttpRequest, call: Call, row_id: UUID) -> HttpResponse:
    need(call, compiled()[DOCUMENT], ("documenten.lock",), row_id)
    return json_response(f'{{"lock":"{api_writes.lock(row_id, call)}"}}')


def _unlock(request: HttpRequest, call: Call, row_id: UUID) -> HttpResponse:
    need(call, compiled()[DOCUMENT], ("documenten.lock", "documenten.geforceerd-unlock"), row_id)
    key = text(64, (), "", blank=True)(json_body(request).get("lock", ""), "lock")
    api_writes.unlock(row_id, key, call)
    return HttpResponse(status=204)


PLACE = "documenten/api/v1/enkelvoudiginformatieobjecten/<uuid:row_id>"
urlpatterns = [
    path(f"{PLACE}/download", on_row(DOCUMENT, "GET", _download)),
    path(f"{PLACE}/lock", on_row(DOCUMENT, "POST", _lock)),
    path(f"{PLACE}/unlock", on_row(DOCUMENT, "POST", _unlock)),
]
