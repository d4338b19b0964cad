"""The BGT as OGC API Features (part 1 core and GeoJSON, part 2 coordinate systems): collections and their items.

The BGT is open data; the key of an application says of which municipality it is asked.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kapstok.koppelvlakken.ogc import vraag
from kapstok.koppelvlakken.ogc.beschrijving import CONFORMS, openapi
from kapstok.koppelvlakken.ogc.fouten import Geweigerd, niet_gevonden, parameter
from kapstok.koppelvlakken.ogc.vraag import CRS, CRS84, RD
from kapstok.magazijnen.autorisaties.bearer import caller_by
from kapstok.magazijnen.bgt import queries
from kapstok.magazijnen.bgt.queries import Rij, Vraag
from kapstok.magazijnen.bgt.rules import Kader
from kapstok.magazijnen.bgt.soorten import VAN_NAAM, Objecttype
from kapstok.magazijnen.brp.bevragen.tabellen import tabel
from kapstok.platform.db import tenant_scope
from kapstok.platform.geo.wkb import to_geojson
from kapstok.platform.http.asked import header
from kapstok.platform.identity.access import api_client
from kapstok.platform.resource.views import Refused

ROOT = "ogc/bgt/v1"
JSON, GEOJSON = "application/json", "application/geo+json"
ITEMS = ("limit", "offset", "bbox", "bbox-crs", "datetime", "crs", "f")
Antwoord = tuple[dict[str, Any], str, str]  # the document, its media type, and the system of its coordinates
View = Callable[..., Antwoord]


def open_voor(view: View) -> Callable[..., HttpResponse]:
    """Let applications in; every refusal in the form of the standard."""

    @api_client
    @wraps(view)
    def answered(request: HttpRequest, **kwargs: str) -> HttpResponse:
        status, crs = 200, ""
        try:
            document, kind, crs = _answer(view, request, kwargs)
        except Geweigerd as no:
            document, kind, status = no.document, JSON, no.status
        response = HttpResponse(msgspec.json.encode(document), status=status, content_type=kind)
        response["Cache-Control"] = "no-store"
        if crs:
            response["Content-Crs"] = f"<{crs}>"
        if status == 405:
            response["Allow"] = "GET, HEAD"
        return response

    return answered


def _answer(view: View, request: HttpRequest, kwargs: dict[str, str]) -> Antwoord:
    if request.method not in {"GET", "HEAD"}:
        raise Geweigerd(405, "MethodNotAllowed", "Hier kan alleen gelezen worden.")
    key = header(request, "X-Api-Key")
    try:
        caller = caller_by(f"Token {key}" if key else header(request, "Authorization"), request)
    except Refused as no:
        raise Geweigerd(401, "Unauthorized", "Stuur de sleutel van uw applicatie mee in X-Api-Key.") from no
    if request.GET.get("f", "json") != "json":
        raise parameter("f", "er is alleen json.")
    with tenant_scope(caller.tenant):
        return view(request, **kwargs)


def _at(request: HttpRequest, path: str = "", **query: Any) -> str:
    asked = f"?{urlencode(query)}" if query else ""
    return request.build_absolute_uri(f"/{ROOT}{path}{asked}")


def _link(request: HttpRequest, rel: str, path: str, title: str, kind: str = JSON) -> dict[str, str]:
    return {"rel": rel, "type": kind, "title": title, "href": _at(request, path)}


def _only(request: HttpRequest, *allowed: str) -> None:
    vraag.gelezen(_asked(request), (*allowed, "f"), timezone.localdate())


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: str(request.GET[name]) for name in request.GET}


def begin(request: HttpRequest) -> Antwoord:
    """The landing page."""
    _only(request)
    links = [
        _link(request, "self", "/", "Dit document"),
        _link(
            request,
            "service-desc",
            "/api",
            "De beschrijving van deze API",
            "application/vnd.oai.openapi+json;version=3.0",
        ),
        _link(request, "conformance", "/conformance", "Waaraan deze API voldoet"),
        _link(request, "data", "/collections", "De verzamelingen"),
    ]
    title = "Basisregistratie Grootschalige Topografie"
    return {"title": title, "description": "De objecten van nu.", "links": links}, JSON, ""


def beschrijving(request: HttpRequest) -> Antwoord:
    """The OpenAPI document."""
    _only(request)
    return openapi(_at(request)), "application/vnd.oai.openapi+json;version=3.0", ""


def voldoet(request: HttpRequest) -> Antwoord:
    """What of the standard is here."""
    _only(request)
    return {"conformsTo": list(CONFORMS)}, JSON, ""


def verzamelingen(request: HttpRequest) -> Antwoord:
    """All object types of which there is something."""
    _only(request)
    there = queries.omvangen()
    found = [_collection(request, k, there[k.naam]) for k in VAN_NAAM.values() if k.naam in there]
    links = [_link(request, "self", "/collections", "Dit document")]
    return {"links": links, "crs": list(CRS), "collections": found}, JSON, ""


def verzameling(request: HttpRequest, *, soort: str) -> Antwoord:
    """One object type."""
    _only(request)
    kind = _kind(soort)
    return _collection(request, kind, queries.omvang(kind.naam)), JSON, ""


def _kind(soort: str) -> Objecttype:
    if soort not in VAN_NAAM:
        raise niet_gevonden()
    return VAN_NAAM[soort]


def _collection(request: HttpRequest, kind: Objecttype, box: Kader | None) -> dict[str, Any]:
    path = f"/collections/{kind.naam}"
    made: dict[str, Any] = {
        "id": kind.naam,
        "title": kind.titel,
        "itemType": "feature",
        "crs": list(CRS),
        "storageCrs": RD,
        "links": [
            _link(request, "self", path, "Dit document"),
            _link(request, "items", f"{path}/items", kind.titel, GEOJSON),
        ],
    }
    if box is not None:
        made["extent"] = {"spatial": {"bbox": [_lonlat_box(box)], "crs": CRS84}}
    return made


def _lonlat_box(box: Kader) -> list[float]:
    from kapstok.kern.rd import to_lonlat

    corners = [to_lonlat(x, y) for x in (box.west, box.oost) for y in (box.zuid, box.noord)]
    lons, lats = [c[0] for c in corners], [c[1] for c in corners]
    return [round(n, 8) for n in (min(lons), min(lats), max(lons), max(lats))]


def objecten(request: HttpRequest, *, soort: str) -> Antwoord:
    """A page of objects, within a box when that was asked."""
    kind, asked = _kind(soort), _asked(request)
    want = vraag.gelezen(asked, ITEMS, timezone.localdate())
    which = Vraag((kind.naam,), want.van, want.tot, want.kader)
    rows = [] if want.nergens else queries.objecten(which, limit=want.limit, offset=want.offset)
    total = 0 if want.nergens else queries.aantal(which)
    path = f"/collections/{kind.naam}/items"
    links = [{"rel": "self", "type": GEOJSON, "title": "Dit document", "href": _at(request, path, **asked)}]
    for rel, at in (("prev", want.offset - want.limit), ("next", want.offset + want.limit)):
        if (rel == "prev" and want.offset > 0) or (rel == "next" and at < total):
            query = {**asked, "offset": max(0, at), "limit": want.limit}
            links.append({"rel": rel, "type": GEOJSON, "href": _at(request, path, **query)})
    made = {
        "type": "FeatureCollection",
        "timeStamp": timezone.now().isoformat(timespec="seconds").replace("+00:00", "Z"),
        "numberMatched": total,
        "numberReturned": len(rows),
        "features": [_feature(row, want) for row in rows],
        "links": links,
    }
    return made, GEOJSON, want.crs


def object_(request: HttpRequest, *, soort: str, lokaal_id: str) -> Antwoord:
    """One object."""
    kind = _kind(soort)
    want = vraag.gelezen(_asked(request), ("crs", "f"), timezone.localdate())
    row = queries.object_van(kind.naam, lokaal_id, want.van) if "\x00" not in lokaal_id else None
    if row is None:
        raise niet_gevonden()
    path = f"/collections/{kind.naam}"
    links = [
        _link(request, "self", f"{path}/items/{lokaal_id}", "Dit document", GEOJSON),
        _link(request, "collection", path, kind.titel),
    ]
    return {**_feature(row, want), "links": links}, GEOJSON, want.crs


def _gemeente(bronhouder: str) -> str:
    """The name of a municipality that keeps objects (G with its code); of others only the code is known."""
    return tabel("gemeenten").get(bronhouder[1:], "") if bronhouder.startswith("G") else ""


def _feature(row: Rij, want: vraag.Gevraagd) -> dict[str, Any]:
    ended = {"terminationDate": row["einde"].isoformat()} if row["einde"] else {}
    named = {"bronhouderNaam": name} if (name := _gemeente(row["bronhouder"])) else {}
    return {
        "type": "Feature",
        "id": row["lokaal_id"],
        "geometry": to_geojson(bytes(row["geometrie"]), want.punt),
        "properties": {
            "identificatie": row["lokaal_id"],
            "bronhouder": row["bronhouder"],
            **named,
            "bgt-status": row["status"],
            "creationDate": row["begin"].isoformat(),
            **ended,
            "tijdstipRegistratie": timezone.localtime(row["geregistreerd"]).isoformat(),
            "LV-publicatiedatum": timezone.localtime(row["gepubliceerd"]).isoformat(),
            "relatieveHoogteligging": row["hoogte"],
            **row["gegevens"],
        },
    }
