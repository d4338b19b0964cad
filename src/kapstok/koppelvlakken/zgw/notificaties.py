"""Notificaties API: operations that are more than reading or writing a row."""

import msgspec
from django.http import HttpRequest, HttpResponseBase
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from kapstok.magazijnen.autorisaties.bearer import caller_of
from kapstok.magazijnen.notificaties import api_writes, services
from kapstok.magazijnen.notificaties.resources import NOTIFICATIES, PUBLISH
from kapstok.platform.identity.access import api_client
from kapstok.platform.resource import Call, compiled
from kapstok.platform.resource.views import Refused, answer, json_body, json_response, need

BODY_LIMIT = 100_000


def _publish(request: HttpRequest, call: Call) -> HttpResponseBase:
    """Pass a notification on; one that came before is answered the same and passed on once."""
    if request.method != "POST":
        raise Refused(405, "method_not_allowed")
    need(call, compiled()["notificaties.kanaal"], PUBLISH)
    bericht = api_writes.notificatie(json_body(request, BODY_LIMIT))
    services.publish(bericht, actor=call.actor)
    return json_response(msgspec.json.encode(bericht).decode())


def publish(request: HttpRequest) -> HttpResponseBase:
    """POST /notificaties"""
    return answer(request, NOTIFICATIES, caller_of, _publish)


urlpatterns = [path("notificaties/api/v1/notificaties", csrf_exempt(api_client(publish)))]
