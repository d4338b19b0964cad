"""How large the box of an object is, in doublings of a metre: what lies over a point is then looked for per size.

A box holds a point only when its middle is no further than half its side: of every size a window round the point,
small for the many that are small. Comparing numbers is leakproof, so an index does this under the policy
(docs/besluiten/0007).
"""

from math import ceil, cos, log2, radians, sqrt

SIZES = range(21)  # the largest: half of it a thousand kilometres
# RD lies turned a little: what is a box there, is in degrees no more than one round its diagonal.
_TURNED = sqrt(2)
_LAT, _LON = 110_500.0, 111_320.0  # metres in a degree; of longitude at the equator
Box = tuple[float, float, float, float]


def maat(box: Box) -> int:
    """The size of a box in metres: west, south, east, north."""
    west, south, east, north = box
    half = max(east - west, north - south) / 2
    return min(max(0, ceil(log2(half))), SIZES[-1]) if half > 0 else 0


def vensters(lat: float) -> tuple[list[int], list[float], list[float]]:
    """Of each size: how far the middle may lie from a point there, in degrees of latitude and of longitude."""
    reach = [_TURNED * 2.0**size + 1 for size in SIZES]
    high = [metres / _LAT for metres in reach]
    wide = [m / (_LON * cos(radians(min(lat + h, 80.0)))) for m, h in zip(reach, high, strict=True)]
    return list(SIZES), high, wide
