"""What this API is: its conformance classes and its OpenAPI document, made from the object types."""

from typing import Any

from kapstok.koppelvlakken.ogc.vraag import CRS, GEWOON, MEEST
from kapstok.magazijnen.bgt.soorten import VAN_NAAM

_FEATURES = "http://www.opengis.net/spec/ogcapi-features"
CONFORMS = (
    f"{_FEATURES}-1/1.0/conf/core",
    f"{_FEATURES}-1/1.0/conf/geojson",
    f"{_FEATURES}-2/1.0/conf/crs",
)


def _query(name: str, schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, **more}


def _get(summary: str, parameters: list[dict[str, Any]], kind: str = "application/json") -> dict[str, Any]:
    refused = {"description": "Geweigerd: een code en een omschrijving."}
    found = {"description": summary, "content": {kind: {"schema": {"type": "object"}}}}
    return {
        "get": {
            "summary": summary,
            "parameters": parameters,
            "responses": {"200": found, "4XX": refused},
            "security": [{"sleutel": []}],
        }
    }


def openapi(root: str) -> dict[str, Any]:
    """The document, with `root` as the address of the API."""
    system = {"type": "string", "enum": list(CRS)}
    kind = {
        "name": "collectionId",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "enum": sorted(VAN_NAAM)},
    }
    one = {"name": "featureId", "in": "path", "required": True, "schema": {"type": "string"}}
    numbers = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6}
    items = [
        _query("limit", {"type": "integer", "minimum": 1, "maximum": MEEST, "default": GEWOON}),
        _query("offset", {"type": "integer", "minimum": 0, "default": 0}),
        _query("bbox", numbers, style="form", explode=False),
        _query("bbox-crs", system),
        _query("datetime", {"type": "string"}),
        _query("crs", system),
    ]
    geojson = "application/geo+json"
    return {
        "openapi": "3.0.3",
        "info": {"title": "Basisregistratie Grootschalige Topografie", "version": "1.0.0"},
        "servers": [{"url": root}],
        "paths": {
            "/": _get("Begin", []),
            "/api": _get("Beschrijving", []),
            "/conformance": _get("Waaraan deze API voldoet", []),
            "/collections": _get("De verzamelingen", []),
            "/collections/{collectionId}": _get("Een verzameling", [kind]),
            "/collections/{collectionId}/items": _get("De objecten", [kind, *items], geojson),
            "/collections/{collectionId}/items/{featureId}": _get(
                "Een object", [kind, one, _query("crs", system)], geojson
            ),
        },
        "components": {
            "securitySchemes": {"sleutel": {"type": "apiKey", "in": "header", "name": "X-Api-Key"}}
        },
    }
