"""GML of the BAG to WKB, without height, and a point that stands for the whole."""

import struct
from collections.abc import Callable
from typing import Any

GML = "{http://www.opengis.net/gml/3.2}"
_POINT, _POLYGON, _MULTIPOLYGON = 1, 3, 6
Points = list[tuple[float, float]]


def to_wkb(element: Any) -> tuple[bytes, tuple[float, float]]:
    """Point, polygon or multi-surface below `element`: well-known binary (little endian), and a point in RD metres:
    the point itself, or the middle of the bounding box. Raises ValueError for anything else."""
    shapes = [
        e for e in element.iter() if isinstance(e.tag, str) and e.tag in {GML + "Point", GML + "Polygon"}
    ]
    if not shapes:
        raise ValueError("geen punt of vlak")
    if shapes[0].tag == GML + "Point":
        points = _points(shapes[0].find(GML + "pos"), _dimension(shapes[0]))
        return _point(points[0]), points[0]
    polygons = [_rings(polygon) for polygon in shapes]
    outer = [p for rings in polygons for p in rings[0]]
    xs, ys = [p[0] for p in outer], [p[1] for p in outer]
    middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    if len(polygons) == 1:
        return _polygon(polygons[0]), middle
    parts = b"".join(_polygon(rings) for rings in polygons)
    return struct.pack("<BII", 1, _MULTIPOLYGON, len(polygons)) + parts, middle


def _dimension(element: Any) -> int:
    return int(element.get("srsDimension") or 0)


def _rings(polygon: Any) -> list[Points]:
    dimension = _dimension(polygon)
    rings = [_points(e, _dimension(e) or dimension) for e in polygon.iter(GML + "posList")]
    if not rings or any(len(ring) < 4 for ring in rings):
        raise ValueError("een vlak zonder rand")
    return rings


def _points(element: Any, dimension: int) -> Points:
    if element is None or not element.text:
        raise ValueError("een meetkundig deel zonder coördinaten")
    numbers = [float(n) for n in element.text.split()]
    step = dimension or (3 if len(numbers) % 2 else 2)
    if not numbers or len(numbers) % step:
        raise ValueError("een coördinaat te weinig")
    return list(zip(numbers[::step], numbers[1::step], strict=True))


def _point(point: tuple[float, float]) -> bytes:
    return struct.pack("<BIdd", 1, _POINT, *point)


def _polygon(rings: list[Points]) -> bytes:
    parts = [struct.pack("<BII", 1, _POLYGON, len(rings))]
    for ring in rings:
        flat = [n for point in ring for n in point]
        parts.append(struct.pack(f"<I{len(flat)}d", len(ring), *flat))
    return b"".join(parts)


def to_geojson(
    wkb: bytes, change: Callable[[float, float], tuple[float, float]] | None = None
) -> dict[str, Any]:
    """What `to_wkb` made, as a geometry of GeoJSON; `change` puts every point in another system."""
    kind, found, _end = _read(wkb, 0, change)
    return {"type": kind, "coordinates": found}


def _read(
    wkb: bytes, at: int, change: Callable[[float, float], tuple[float, float]] | None
) -> tuple[str, Any, int]:
    _order, kind = struct.unpack_from("<BI", wkb, at)
    at += 5
    if kind == _POINT:
        x, y = struct.unpack_from("<dd", wkb, at)
        return "Point", list(change(x, y) if change else (x, y)), at + 16
    (many,) = struct.unpack_from("<I", wkb, at)
    at += 4
    parts: list[Any] = []
    for _ in range(many):
        if kind == _MULTIPOLYGON:
            _kind, part, at = _read(wkb, at, change)
        else:
            (count,) = struct.unpack_from("<I", wkb, at)
            flat = struct.unpack_from(f"<{2 * count}d", wkb, at + 4)
            at += 4 + 16 * count
            pairs = zip(flat[::2], flat[1::2], strict=True)
            part = [list(change(x, y) if change else (x, y)) for x, y in pairs]
        parts.append(part)
    return ("MultiPolygon" if kind == _MULTIPOLYGON else "Polygon"), parts, at
