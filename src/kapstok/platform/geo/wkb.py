"""Geometry as well-known binary (little endian, two dimensions): made, and turned into GeoJSON."""

import struct
from collections.abc import Callable
from typing import Any

Points = list[tuple[float, float]]
Flat = list[float]  # x and y by turns: without a tuple for each point
Change = Callable[[float, float], tuple[float, float]]
POINT, LINESTRING, POLYGON, MULTIPOINT, MULTILINESTRING, MULTIPOLYGON = 1, 2, 3, 4, 5, 6
_NAMES = {
    POINT: "Point",
    LINESTRING: "LineString",
    POLYGON: "Polygon",
    MULTIPOINT: "MultiPoint",
    MULTILINESTRING: "MultiLineString",
    MULTIPOLYGON: "MultiPolygon",
}


def point(place: Flat) -> bytes:
    """A point."""
    return struct.pack("<BIdd", 1, POINT, *place)


def line(points: Flat) -> bytes:
    """A line through these points."""
    return struct.pack("<BI", 1, LINESTRING) + _row(points)


def polygon(rings: list[Flat]) -> bytes:
    """A polygon: the outer ring first."""
    return struct.pack("<BII", 1, POLYGON, len(rings)) + b"".join(_row(ring) for ring in rings)


def several(kind: int, parts: list[bytes]) -> bytes:
    """One geometry of many of a kind (MULTIPOINT, MULTILINESTRING, MULTIPOLYGON)."""
    return struct.pack("<BII", 1, kind, len(parts)) + b"".join(parts)


def _row(points: Flat) -> bytes:
    return struct.pack(f"<I{len(points)}d", len(points) // 2, *points)


def to_geojson(wkb: bytes, change: Change | None = None) -> dict[str, Any]:
    """As a geometry of GeoJSON; `change` puts every point in another system."""
    kind, found, _end = _read(wkb, 0, change)
    return {"type": kind, "coordinates": found}


def _read(wkb: bytes, at: int, change: Change | None) -> tuple[str, Any, int]:
    _order, kind = struct.unpack_from("<BI", wkb, at)
    at += 5
    if kind == POINT:
        x, y = struct.unpack_from("<dd", wkb, at)
        return "Point", list(change(x, y) if change else (x, y)), at + 16
    if kind == LINESTRING:
        return ("LineString", *_points(wkb, at, change))
    (many,) = struct.unpack_from("<I", wkb, at)
    at += 4
    parts: list[Any] = []
    for _ in range(many):
        if kind == POLYGON:
            part, at = _points(wkb, at, change)
        else:
            _kind, part, at = _read(wkb, at, change)
        parts.append(part)
    return _NAMES[kind], parts, at


def _points(wkb: bytes, at: int, change: Change | None) -> tuple[list[list[float]], int]:
    (count,) = struct.unpack_from("<I", wkb, at)
    flat = struct.unpack_from(f"<{2 * count}d", wkb, at + 4)
    pairs = zip(flat[::2], flat[1::2], strict=True)
    return [list(change(x, y) if change else (x, y)) for x, y in pairs], at + 4 + 16 * count


def rings(shape: dict[str, Any]) -> list[Points]:
    """Of a polygon of GeoJSON, or of all parts of one; of anything else none."""
    parts = {"Polygon": [shape["coordinates"]], "MultiPolygon": shape["coordinates"]}.get(shape["type"], [])
    return [[(p[0], p[1]) for p in ring] for part in parts for ring in part]


def points_of(wkb: bytes) -> Points:
    """All its points, of holes and parts too."""
    found: Points = []

    def gather(x: float, y: float) -> tuple[float, float]:
        found.append((x, y))
        return x, y

    to_geojson(wkb, gather)
    return found
