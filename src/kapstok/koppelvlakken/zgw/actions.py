"""Actions of the standard that are more than reading and writing a row."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from kapstok.koppelvlakken.zgw.bearer import caller_of
from kapstok.magazijnen.catalogi.models import BesluitType, InformatieObjectType, ZaakType
from kapstok.magazijnen.catalogi.services import publish
from kapstok.magazijnen.documenten import api_writes, queries
from kapstok.platform.identity.access import api_client
from kapstok.platform.resource import Call, compiled
from kapstok.platform.resource.decode import detail_query
from kapstok.platform.resource.parse import text
from kapstok.platform.resource.views import Refused, answer, json_body, json_response, need
from kapstok.platform.storage.serve import serve

DOCUMENT = "documenten.enkelvoudiginformatieobject"
KINDS = {"zaaktypen": ZaakType, "informatieobjecttypen": InformatieObjectType, "besluittypen": BesluitType}
Handler = Callable[[HttpRequest, Call, UUID], HttpResponseBase]


def _view(name: str, method: str, handler: Handler) -> Callable[..., HttpResponseBase]:
    def view(request: HttpRequest, row_id: UUID) -> HttpResponseBase:
        def act(request: HttpRequest, call: Call) -> HttpResponseBase:
            if request.method != method:
                raise Refused(405, "method_not_allowed")
            return handler(request, call, row_id)

        return answer(request, compiled()[name].resource.api, caller_of, act)

    return csrf_exempt(api_client(view))


def _publish(path: str) -> Callable[..., HttpResponseBase]:
    name = f"catalogi.{KINDS[path].__name__.lower()}"

    def handler(_request: HttpRequest, call: Call, row_id: UUID) -> HttpResponse:
        own = compiled()[name]
        need(call, own, ("catalogi.schrijven",), row_id)
        publish(KINDS[path], row_id, actor=call.actor)
        return json_response(own.one(call, row_id) or "")

    return _view(name, "POST", handler)


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


download = _view(DOCUMENT, "GET", _download)
lock = _view(DOCUMENT, "POST", _lock)
unlock = _view(DOCUMENT, "POST", _unlock)
publishers = {path: _publish(path) for path in KINDS}
