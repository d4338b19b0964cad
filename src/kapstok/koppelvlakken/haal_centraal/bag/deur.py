"""The door of the BAG API: who asks, in which form, and every refusal in its form.

The BAG is open to everybody by law, so an application needs a key and no purpose. Its key decides the municipality.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kapstok.koppelvlakken.haal_centraal.bag import fouten, vorm
from kapstok.koppelvlakken.haal_centraal.bag.fouten import Geweigerd
from kapstok.koppelvlakken.haal_centraal.bag.samen import Samensteller
from kapstok.koppelvlakken.haal_centraal.bag.vraag import gelezen
from kapstok.magazijnen.autorisaties.bearer import caller_by
from kapstok.magazijnen.bag.bevragen import Tijd
from kapstok.platform.db import tenant_scope
from kapstok.platform.http.asked import header
from kapstok.platform.identity.access import api_client
from kapstok.platform.resource.views import Refused

ROOT = "lvbag/individuelebevragingen/v2"
VERSION = "2.0.0"
RD, ETRS89 = "epsg:28992", "epsg:4258"  # the second is ours: the published document knows the first only


@dataclass(frozen=True, slots=True)
class Gevraagd:
    """A request that was let in."""

    request: HttpRequest
    basis: str
    now: datetime
    crs: str

    def waarden(self, *allowed: str, required: tuple[str, ...] = ()) -> dict[str, Any]:
        """The parameters; others than these are refused."""
        return gelezen(self.request.GET.dict(), allowed, required)  # pyright: ignore[reportArgumentType]

    def samensteller(self, values: dict[str, Any]) -> Samensteller:
        """As of what was asked; without that as of now."""
        known = values.get("beschikbaarOp", self.now)
        day = values.get("geldigOp", timezone.localdate(self.now))
        op = Tijd(day, known, values.get("huidig", False))
        return Samensteller(self.basis, op, vorm.naar_lonlat if self.crs == ETRS89 else None)


View = Callable[..., dict[str, Any]]


def vraag(view: View | None, post: View | None = None) -> Callable[..., HttpResponse]:
    """Let applications in, and give what the view makes as HAL. `post`: for what is asked with something sent along."""
    views = {**({"GET": view, "HEAD": view} if view else {}), **({"POST": post} if post else {})}

    @api_client
    @wraps(next(iter(views.values())))
    def answered(request: HttpRequest, **kwargs: str) -> HttpResponse:
        try:
            found, crs = _answer(views, request, kwargs)
            response = HttpResponse(msgspec.json.encode(found), content_type="application/hal+json")
            response["Content-Crs"] = crs
        except Geweigerd as no:
            document = {**no.document, "instance": request.build_absolute_uri()}
            response = HttpResponse(
                msgspec.json.encode(document), status=no.status, content_type="application/problem+json"
            )
            if no.status == 405:
                response["Allow"] = ", ".join(views)
        response["api-version"] = VERSION
        response["Cache-Control"] = "no-store"
        return response

    return answered


def _answer(
    views: dict[str, View], request: HttpRequest, kwargs: dict[str, str]
) -> tuple[dict[str, Any], str]:
    view = views.get(request.method or "")
    if view is None:
        raise fouten.methode()
    key = header(request, "X-Api-Key")
    try:
        caller = caller_by(f"Token {key}" if key else header(request, "Authorization"), request)
    except Refused as no:
        raise fouten.geen_toegang() from no
    forms = {part.partition(";")[0].strip().lower() for part in header(request, "Accept").split(",")}
    if not forms & {"", "*/*", "application/*", "application/hal+json", "application/json"}:
        raise fouten.accept()
    crs = header(request, "Accept-Crs").strip().lower() or RD
    if crs not in {RD, ETRS89}:
        raise fouten.crs()
    basis = request.build_absolute_uri(f"/{ROOT}")
    with tenant_scope(caller.tenant):
        return view(Gevraagd(request, basis, timezone.now(), crs), **kwargs), crs
