"""Klantinteracties: operations that are more than reading or writing a row."""

from collections.abc import Callable
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import path

from kapstok.koppelvlakken.zgw.action import on_api
from kapstok.koppelvlakken.zgw.bundel import Bundle
from kapstok.magazijnen.autorisaties.bearer import caller_of
from kapstok.magazijnen.klanten.models import Onderwerpobject
from kapstok.magazijnen.klanten.resources import KLANTEN
from kapstok.magazijnen.klanten.resources.base import WRITE
from kapstok.magazijnen.klanten.services import remove, remove_with_contact
from kapstok.platform.resource import Call, compiled, filters, parse
from kapstok.platform.resource.views import Endpoint, Refused, answer, json_body, json_response, need
from kapstok.platform.work import unit_of_work

CONTACT, OBJECT = "klanten.klantcontact", "klanten.onderwerpobject"
# Part of the body: its resource, and the member and column that the call fills in.
PARTS = {
    "betrokkene": ("klanten.betrokkene", "hadKlantcontact", "had_klantcontact_id"),
    "onderwerpobject": ("klanten.onderwerpobject", "klantcontact", "klantcontact_id"),
}


def _maak(request: HttpRequest, call: Call) -> HttpResponse:
    """POST /maak-klantcontact: a klantcontact with who took part and what it was about, all or nothing."""
    if not call.caller.has(KLANTEN.component, WRITE):
        raise Refused(403, "permission_denied")
    bundle = Bundle(call, json_body(request))
    contact = bundle.part("klantcontact", CONTACT)
    parts = {
        name: bundle.part(name, resource, above=above, required=False)
        for name, (resource, above, _) in PARTS.items()
        if bundle.body.get(name) is not None
    }
    bundle.need_no_faults()
    with unit_of_work(call.actor, "klantcontact.maak"):
        made = bundle.create("klantcontact", CONTACT, contact)
        if made is None:
            raise parse.Faults(bundle.faults)
        rows = {"klantcontact": (CONTACT, made)}
        for name, values in parts.items():
            resource, _, column = PARTS[name]
            row = bundle.create(name, resource, {**values, column: made})
            rows |= {name: (resource, row)} if row else {}
        bundle.need_no_faults()
    return bundle.answer(201, rows)


def onderwerpobject(endpoint: Endpoint) -> Callable[..., HttpResponseBase]:
    """An item of which DELETE knows `cascade`."""

    def view(request: HttpRequest, row_id: UUID) -> HttpResponseBase:
        def act(request: HttpRequest, call: Call) -> HttpResponse:
            need(call, compiled()[OBJECT], WRITE, row_id)
            if filters.flag("").reader(request.GET["cascade"], "cascade"):
                kept = remove_with_contact(row_id, actor=call.actor)
                place = f"{call.base}{KLANTEN.prefix}/klantcontacten/"
                return json_response(msgspec.json.encode({"behouden": [f"{place}{one}" for one in kept]}))
            remove(Onderwerpobject, row_id, actor=call.actor)
            return HttpResponse(status=204)

        if request.method == "DELETE" and "cascade" in request.GET:
            return answer(request, KLANTEN, caller_of, act)
        return endpoint.item(request, row_id)

    return view


urlpatterns = [path(f"{KLANTEN.prefix.lstrip('/')}/maak-klantcontact", on_api(KLANTEN, "POST", _maak))]
