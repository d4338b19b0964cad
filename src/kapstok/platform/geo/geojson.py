"""GeoJSON (RFC 7946) in EPSG:4326 from outside: taken when it is one of the known shapes, as a value or as a place to
search in. A wrong one raises a ValueError that says what is wrong."""

from typing import Any

WRONG = "Dit is geen GeoJSON met lengte- en breedtegraden (EPSG:4326)."
NO_POLYGON = "Geef een GeoJSON-polygoon met lengte- en breedtegraden (EPSG:4326)."
NO_RING = "Een ring heeft minstens vier punten en eindigt waar hij begint."
MAX_POINTS = 10_000
# How deep the positions of each shape are.
SHAPES = {
    "Point": 1,
    "MultiPoint": 2,
    "LineString": 2,
    "MultiLineString": 3,
    "Polygon": 3,
    "MultiPolygon": 4,
}

# How a contract refers to them, and the schemas that it needs for that.
GEOMETRY: dict[str, Any] = {"type": "object", "allOf": [{"$ref": "#/components/schemas/GeoJSONGeometry"}]}
_NUMBER = {"type": "number"}


def schemas() -> dict[str, Any]:
    """GeoJSON as the published contracts describe it, but for features; of a shape the type says which."""
    made: dict[str, Any] = {}
    for name, depth in SHAPES.items():
        form: dict[str, Any] = {"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 3}
        for _ in range(depth - 1):
            form = {"type": "array", "items": form}
        made[name] = _schema(name, "coordinates", form)
    parts = {"type": "array", "items": {"$ref": "#/components/schemas/Geometry"}}
    made["GeometryCollection"] = _schema("GeometryCollection", "geometries", parts)
    kinds = {"type": "string", "enum": [*made, "Feature", "FeatureCollection"]}
    choice = [{"$ref": f"#/components/schemas/{name}"} for name in made]
    return {
        **made,
        "Geometry": {"type": "object", "required": ["type"], "properties": {"type": kinds}},
        "GeoJSONGeometry": {"oneOf": choice, "discriminator": {"propertyName": "type"}},
    }


def _schema(name: str, member: str, form: dict[str, Any]) -> dict[str, Any]:
    own = {"type": {"type": "string", "enum": [name]}, member: form}
    return {
        "type": "object",
        "allOf": [
            {"type": "object", "required": [member], "properties": own},
            {"$ref": "#/components/schemas/Geometry"},
        ],
    }


class WrongGeometry(ValueError):
    """`message` is what is wrong, in words."""

    def __init__(self, message: str = WRONG) -> None:
        super().__init__(message)
        self.message = message


def geometry(value: Any) -> dict[str, Any]:
    """GeoJSON of a known shape."""
    parts = value.get("geometries") if _is_a(value, "GeometryCollection") else None
    if parts is None:
        return _plain(value)
    if not isinstance(parts, list) or not parts:
        raise WrongGeometry
    return {"type": "GeometryCollection", "geometries": [_plain(part) for part in parts]}


def _is_a(value: Any, shape: str) -> bool:
    return isinstance(value, dict) and value.get("type") == shape


def _plain(value: Any) -> dict[str, Any]:
    depth = SHAPES.get(str(value.get("type"))) if isinstance(value, dict) else None
    if depth is None or not _positions(value.get("coordinates"), depth):
        raise WrongGeometry
    return {"type": value["type"], "coordinates": value["coordinates"]}


def _positions(value: Any, depth: int) -> bool:
    if not isinstance(value, list) or not value:
        return False
    if depth > 1:
        return all(_positions(v, depth - 1) for v in value)
    numbers = all(isinstance(v, int | float) and not isinstance(v, bool) for v in value)
    return numbers and 2 <= len(value) <= 3 and abs(value[0]) <= 180 and abs(value[1]) <= 90


def area(value: Any) -> list[str]:
    """Of a polygon the sides of its box, and its rings as PostgreSQL writes them, the outside first."""
    rings = value.get("coordinates") if _is_a(value, "Polygon") else None
    if not isinstance(rings, list) or not rings:
        raise WrongGeometry(NO_POLYGON)
    if sum(len(r) for r in rings if isinstance(r, list)) > MAX_POINTS:
        raise WrongGeometry(NO_POLYGON)
    written = [_ring(ring) for ring in rings]
    xs, ys = [point[0] for point in rings[0]], [point[1] for point in rings[0]]
    return [*(repr(float(side)) for side in (min(xs), min(ys), max(xs), max(ys))), *written]


def _ring(ring: Any) -> str:
    if not _positions(ring, 2) or len(ring) < 4 or ring[0] != ring[-1]:
        raise WrongGeometry(NO_RING)
    return "(" + ",".join(f"({point[0]!r},{point[1]!r})" for point in ring) + ")"
