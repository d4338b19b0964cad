"""Besluiten API: an experimental operation of the field, a besluit with its documents in one call."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from kapstok.koppelvlakken.zgw.action import on_api
from kapstok.koppelvlakken.zgw.bundel import Bundle
from kapstok.magazijnen.besluiten.resources import BESLUITEN
from kapstok.magazijnen.besluiten.services import delete_besluit
from kapstok.platform.resource import Call, compiled, parse
from kapstok.platform.resource.views import Refused, json_body, need
from kapstok.platform.work import unit_of_work

BESLUIT, LINK = "besluiten.besluit", "besluiten.besluitinformatieobject"
CREATE = ("besluiten.aanmaken",)


def _verwerken(request: HttpRequest, call: Call) -> HttpResponse:
    """POST /besluit_verwerken"""
    if not call.caller.has(BESLUITEN.component, CREATE):
        raise Refused(403, "permission_denied")
    bundle = Bundle(call, json_body(request))
    besluit = bundle.part("besluit", BESLUIT)
    links = bundle.parts("besluitinformatieobjecten", LINK, above="besluit", required=True)
    bundle.need_no_faults()
    with unit_of_work(call.actor, "besluit.verwerken"):
        besluit_id = bundle.create("besluit", BESLUIT, besluit)
        if besluit_id is None:
            raise parse.Faults(bundle.faults)
        need(call, compiled()[BESLUIT], CREATE, besluit_id)
        made = [
            bundle.create(f"besluitinformatieobjecten.{n}", LINK, {**values, "besluit_id": besluit_id})
            for n, values in enumerate(links)
        ]
        bundle.need_no_faults()
    bundle.undone_by(lambda: delete_besluit(besluit_id, actor=call.actor))
    rows = [row for row in made if row is not None]
    return bundle.answer(201, {"besluit": (BESLUIT, besluit_id), "besluitinformatieobjecten": (LINK, rows)})


urlpatterns = [
    path(f"{BESLUITEN.prefix.lstrip('/')}/besluit_verwerken", on_api(BESLUITEN, "POST", _verwerken))
]
