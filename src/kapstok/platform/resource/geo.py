"""Searching in GeoJSON (longitude and latitude, EPSG:4326) with PostgreSQL's own geometry."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from typing import Any

from kapstok.platform.resource import parse

_POINTS = 'strict $.** ? (@.type() == "array" && @[0].type() == "number")'
_LINES = 'strict $.** ? (@.type() == "array" && @[0].type() == "array" && @[0][0].type() == "number")'
_POINT = "point((p->>0)::float8, (p->>1)::float8)"
_SHAPE = (
    "(SELECT '(' || string_agg('(' || (p->>0) || ',' || (p->>1) || ')', ',') || ')' "
    "FROM jsonb_array_elements(l) p)::polygon"
)
# Every point is in the first ring and in no other; lines and areas also between their points. The value is a list of
# rings. A MultiPoint is points without lines.
WITHIN = f"""({{g}} IS NOT NULL AND {{g}} <> 'null'::jsonb AND NOT EXISTS (
SELECT 1 FROM jsonb_path_query({{g}}, '{_POINTS}') p WHERE NOT ({_POINT} <@ ({{v}}::text[])[1]::polygon)
OR EXISTS (SELECT 1 FROM unnest(({{v}}::text[])[2:]) h WHERE {_POINT} <@ h::polygon))
AND ({{g}}->>'type' IN ('Point', 'MultiPoint') OR NOT EXISTS (
SELECT 1 FROM jsonb_path_query({{g}}, '{_LINES}') l WHERE NOT ({_SHAPE} <@ ({{v}}::text[])[1]::polygon)
OR EXISTS (SELECT 1 FROM unnest(({{v}}::text[])[2:]) h WHERE {_SHAPE} && h::polygon))))"""
MAX_POINTS = 10_000


def polygon(value: Any, name: str) -> list[str]:
    """The rings of a GeoJSON polygon as PostgreSQL writes them: the outside first, then the holes."""
    rings = value.get("coordinates") if isinstance(value, dict) and value.get("type") == "Polygon" else None
    if (
        not isinstance(rings, list)
        or not rings
        or sum(len(r) for r in rings if isinstance(r, list)) > MAX_POINTS
    ):
        raise parse.fault(
            name, "invalid", "Geef een GeoJSON-polygoon met lengte- en breedtegraden (EPSG:4326)."
        )
    return [_ring(ring, name) for ring in rings]


def _ring(ring: Any, name: str) -> str:
    if not isinstance(ring, list) or len(ring) < 4 or not all(map(_position, ring)) or ring[0] != ring[-1]:
        raise parse.fault(name, "invalid", "Een ring heeft minstens vier punten en eindigt waar hij begint.")
    return "(" + ",".join(f"({point[0]!r},{point[1]!r})" for point in ring) + ")"


def _position(point: Any) -> bool:
    numbers = isinstance(point, list) and len(point) in {2, 3}
    numbers = numbers and all(isinstance(n, int | float) and not isinstance(n, bool) for n in point)
    return numbers and abs(point[0]) <= 180 and abs(point[1]) <= 90
