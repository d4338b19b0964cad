"""Autorisaties API: operations that are more than reading or writing a row."""

from django.http import HttpRequest, HttpResponseBase
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from kapstok.magazijnen.autorisaties.bearer import caller_of
from kapstok.platform.db import fetch_value
from kapstok.platform.identity.access import api_client
from kapstok.platform.resource import Call, compiled, parse, query
from kapstok.platform.resource.views import Refused, answer, json_response, need

NAME = "autorisaties.applicatie"
_OF_CLIENT = "SELECT applicatie_id FROM autorisaties_client WHERE client_id = %s"


def _consumer(request: HttpRequest, call: Call) -> HttpResponseBase:
    """The one application of a client id."""
    own = compiled()[NAME]
    if request.method not in {"GET", "HEAD"}:
        raise Refused(405, "method_not_allowed")
    need(call, own, own.resource.scopes.read)
    query.no_others(request.GET, "clientId")
    client_id = request.GET.get("clientId", "")
    if not client_id:
        raise parse.fault("clientId", "required")
    found = fetch_value(_OF_CLIENT, [client_id]) if "\0" not in client_id else None
    if found is None:
        raise Refused(404, "not_found")
    row = own.one(call, found)
    return json_response(row.body or b"", headers={"ETag": row.etag})


def consumer(request: HttpRequest) -> HttpResponseBase:
    """GET /applicaties/consumer?clientId="""
    return answer(request, compiled()[NAME].resource.api, caller_of, _consumer)


urlpatterns = [path("autorisaties/api/v1/applicaties/consumer", csrf_exempt(api_client(consumer)))]
