"""Coordinates in a body: what GeoJSON is taken in (RFC 7946, EPSG:4326)."""

from typing import Any

from kapstok.platform.resource.parse import fault, obj

WRONG = "Dit is geen GeoJSON met lengte- en breedtegraden (EPSG:4326)."
SHAPES = {
    "Point": 1,
    "MultiPoint": 2,
    "LineString": 2,
    "MultiLineString": 3,
    "Polygon": 3,
    "MultiPolygon": 4,
}


def geometry(value: Any, name: str) -> dict[str, Any]:
    """GeoJSON of a known shape, longitude and latitude in degrees."""
    given = obj(value, name)
    if given.get("type") == "GeometryCollection":
        parts = given.get("geometries")
        if not isinstance(parts, list) or not parts:
            raise fault(name, "invalid", WRONG)
        return {"type": "GeometryCollection", "geometries": [_plain(part, name) for part in parts]}
    return _plain(given, name)


def _plain(value: Any, name: str) -> dict[str, Any]:
    given = obj(value, name)
    depth = SHAPES.get(str(given.get("type")))
    if depth is None or not _positions(given.get("coordinates"), depth):
        raise fault(name, "invalid", WRONG)
    return {"type": given["type"], "coordinates": given["coordinates"]}


def _positions(value: Any, depth: int) -> bool:
    if not isinstance(value, list) or not value:
        return False
    if depth > 1:
        return all(_positions(v, depth - 1) for v in value)
    numbers = all(isinstance(v, int | float) and not isinstance(v, bool) for v in value)
    return numbers and 2 <= len(value) <= 3 and abs(value[0]) <= 180 and abs(value[1]) <= 90
