"""Addresses of the standard APIs, made from the declarations."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from kapstok.koppelvlakken.zgw import (
    apis,
    audittrail,
    autorisaties,
    besluiten,
    catalogi,
    documenten,
    klanten,
    notificaties,
    objecten,
    selectielijst,
    zaken,
)
from kapstok.koppelvlakken.zgw.openapi import schema_view
from kapstok.koppelvlakken.zgw.schema import schema_page
from kapstok.koppelvlakken.zgw.selectielijst_contract import API as SELECTIELIJST
from kapstok.magazijnen.autorisaties.bearer import caller_of
from kapstok.platform.http import problem
from kapstok.platform.identity.access import api_client, no_login_needed
from kapstok.platform.resource import compiled
from kapstok.platform.resource.declare import Resource
from kapstok.platform.resource.views import Endpoint


def _open(view: Callable[..., Any]) -> Callable[..., Any]:
    return csrf_exempt(api_client(view))


def _nothing(_request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001 - the name in the address
    """An application that asks for what is not there gets an answer that it can read, never a page."""
    return problem(404)


Made = Callable[[Endpoint], Callable[..., Any]]
# Resources of which the collection or an item does more than the engine does, or is found in another way.
COLLECTIONS: dict[str, Made] = {"objecten.object": objecten.collection}
ITEMS: dict[str, Made] = {
    "klanten.onderwerpobject": klanten.onderwerpobject,
    "objecten.object": objecten.item,
    "objecten.objecttypeversion": objecten.version,
    "objecttypes.objecttypeversion": objecten.version,
}


def _of(resource: Resource) -> list[URLPattern]:
    endpoint = Endpoint(resource.name, resource.api, caller_of)
    under = f"{resource.under[0]}/<uuid:parent>/" if resource.under else ""
    place = f"{resource.api.prefix.lstrip('/')}/{under}{resource.path}"
    collection = _open(COLLECTIONS.get(resource.name, lambda e: e.collection)(endpoint))
    item = _open(ITEMS.get(resource.name, lambda e: e.item)(endpoint))
    key = "<uuid:row_id>" if resource.key == "uuid" else f"<int:{resource.key}>"
    place_of_search = f"{place}/{resource.api.search}"
    search = [path(place_of_search, _open(endpoint.search))] if resource.search is not None else []
    return [
        *search,
        path(place, collection, name=f"zgw-{resource.name}"),
        path(f"{place}/{key}", item, name=f"zgw-{resource.name}-een"),
    ]


ALL = (*apis.APIS, SELECTIELIJST)
urlpatterns = [
    *(p for c in compiled().values() for p in _of(c.resource)),
    *audittrail.urlpatterns,
    *autorisaties.urlpatterns,
    *besluiten.urlpatterns,
    *catalogi.urlpatterns,
    *documenten.urlpatterns,
    *klanten.urlpatterns,
    *notificaties.urlpatterns,
    *objecten.urlpatterns,
    *selectielijst.urlpatterns,
    *zaken.urlpatterns,
    *(path(f"{a.prefix[1:]}/openapi.json", no_login_needed(schema_view(a))) for a in ALL),
    *(path(f"{a.prefix[1:]}/schema/", no_login_needed(schema_page(a))) for a in ALL),
    *(path(f"{a.name}/api/<path:rest>", csrf_exempt(no_login_needed(_nothing))) for a in ALL),
]
