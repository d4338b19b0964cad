"""Catalogi API: operations that are more than reading or writing a row."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import path

from kapstok.koppelvlakken.zgw.action import on_row
from kapstok.magazijnen.catalogi.models import BesluitType, InformatieObjectType, ZaakType
from kapstok.magazijnen.catalogi.services import publish
from kapstok.platform.resource import Call, compiled
from kapstok.platform.resource.views import json_response, need

KINDS = {"zaaktypen": ZaakType, "informatieobjecttypen": InformatieObjectType, "besluittypen": BesluitType}


def _publish(kind: str) -> Callable[..., HttpResponseBase]:
    name = f"catalogi.{KINDS[kind].__name__.lower()}"

    def handler(_request: HttpRequest, call: Call, row_id: UUID) -> HttpResponse:
        own = compiled()[name]
        need(call, own, ("catalogi.schrijven",), row_id)
        publish(KINDS[kind], row_id, actor=call.actor)
        return json_response(own.one(call, row_id).body or b"")

    return on_row(name, "POST", handler)


urlpatterns = [path(f"catalogi/api/v1/{kind}/<uuid:row_id>/publish", _publish(kind)) for kind in KINDS]
