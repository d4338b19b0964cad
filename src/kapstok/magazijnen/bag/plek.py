"""Objects by a place on the map: those of which the shape has a point inside it."""

from itertools import pairwise

from kapstok.kern.rd import to_lonlat
from kapstok.magazijnen.bag.bevragen import Rij, Tijd, objecten
from kapstok.magazijnen.bag.maat import vensters
from kapstok.platform.db import fetch_all
from kapstok.platform.geo.wkb import Points, rings, to_geojson

_OF_SIZE = """
SELECT identificatie FROM bag_voorkomen WHERE objecttype = %(soort)s AND maat = m.maat
AND lat BETWEEN %(lat)s - m.hoog AND %(lat)s + m.hoog AND lon BETWEEN %(lon)s - m.breed AND %(lon)s + m.breed
"""
# OFFSET 0 keeps each size its own search of the index.
_OVER = f"""
SELECT DISTINCT v.identificatie
FROM unnest(%(maten)s::smallint[], %(hoog)s::float8[], %(breed)s::float8[]) AS m(maat, hoog, breed)
CROSS JOIN LATERAL ({_OF_SIZE} OFFSET 0) AS v
"""  # noqa: S608 - constants


def op_punt(soort: str, x: float, y: float, op: Tijd) -> list[Rij]:
    """The objects of a kind that lie over a point in RD, as they are then."""
    lon, lat = to_lonlat(x, y)
    sizes, high, wide = vensters(lat)
    asked = {"soort": soort, "lon": lon, "lat": lat, "maten": sizes, "hoog": high, "breed": wide}
    near = fetch_all(_OVER, asked)
    found = objecten(soort, [r["identificatie"] for r in near], op).values()
    return [r for r in found if r["geometrie"] is not None and _over(bytes(r["geometrie"]), x, y)]


def _over(wkb: bytes, x: float, y: float) -> bool:
    """Of all borders together an odd number lies to one side: holes and parts count by themselves."""
    return sum(_crossed(ring, x, y) for ring in rings(to_geojson(wkb))) % 2 == 1


def _crossed(ring: Points, x: float, y: float) -> int:
    return sum(
        (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1)
        for (x1, y1), (x2, y2) in pairwise(ring)
    )
