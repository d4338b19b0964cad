"""Objects by a place on the map: those of which the shape has a point inside it."""

from itertools import pairwise

from kapstok.kern.rd import to_lonlat
from kapstok.magazijnen.bag.bevragen import Rij, Tijd, objecten
from kapstok.platform.db import fetch_all
from kapstok.platform.geo.wkb import Points, rings, to_geojson

# Degrees, some 300 m either way: of what is larger than 600 m only the part round its middle is found.
_HIGH, _WIDE = 0.0027, 0.0045
_NEAR = """
SELECT DISTINCT v.identificatie FROM bag_voorkomen v WHERE v.objecttype = %(soort)s AND v.kenmerk = ''
AND v.lat BETWEEN %(zuid)s AND %(noord)s AND v.lon BETWEEN %(west)s AND %(oost)s
"""
# Of these there are few, and they are kilometres wide.
_PLACES = "SELECT DISTINCT v.identificatie FROM bag_voorkomen v WHERE v.objecttype = 'WPL' AND v.kenmerk = ''"


def op_punt(soort: str, x: float, y: float, op: Tijd) -> list[Rij]:
    """The objects of a kind that lie over a point in RD, as they are then."""
    if soort == "WPL":
        near = fetch_all(_PLACES)
    else:
        lon, lat = to_lonlat(x, y)
        box = {"zuid": lat - _HIGH, "noord": lat + _HIGH, "west": lon - _WIDE, "oost": lon + _WIDE}
        near = fetch_all(_NEAR, {"soort": soort, **box})
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
