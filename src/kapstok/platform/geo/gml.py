"""GML (3.1 and 3.2) to WKB, without height. Arcs become short straight pieces, near enough to draw and to measure."""

from itertools import chain
from math import atan2, ceil, cos, hypot, isfinite, pi, sin
from typing import Any

from kapstok.platform.geo import wkb
from kapstok.platform.geo.wkb import Points

_SPACES = ("http://www.opengis.net/gml/3.2", "http://www.opengis.net/gml")
_SHAPES = ("Point", "Polygon", "LineString", "Curve")
# By its whole tag, as lxml has it: taking tags apart would take most of the time of a load.
_TAGS = {
    f"{{{space}}}{name}": name
    for space in _SPACES
    for name in (*_SHAPES, "pos", "coordinates", "exterior", "interior", "posList", "Arc")
}
_FAR = 1e9
_PIECE = pi / 18  # of an arc: at most ten degrees a piece
_MULTI = {"Point": wkb.MULTIPOINT, "Polygon": wkb.MULTIPOLYGON}


def with_box(element: Any) -> tuple[bytes, tuple[float, float, float, float]]:
    """Points, lines, curves, polygons or multi-surface below `element`: well-known binary, and the bounding box: west,
    south, east, north. Raises ValueError for anything else."""
    shapes = _outermost(element)
    if not shapes:
        raise ValueError("geen punt, lijn of vlak")
    first, kind = shapes[0]
    if any((k in _MULTI or kind in _MULTI) and k != kind for _shape, k in shapes[1:]):
        raise ValueError("punten, lijnen en vlakken door elkaar")
    if len(shapes) == 1:
        whole, outer = _made(first, kind)
    else:
        made = [_made(shape, k) for shape, k in shapes]
        whole = wkb.several(_MULTI.get(kind, wkb.MULTILINESTRING), [each for each, _outer in made])
        outer = list(chain.from_iterable(points for _bytes, points in made))
    xs, ys = zip(*outer, strict=True)
    return whole, (min(xs), min(ys), max(xs), max(ys))


def _outermost(element: Any) -> list[tuple[Any, str]]:
    """The shapes below with their kind, not those that shapes are made of."""
    found: list[tuple[Any, str]] = []
    for child in element:
        kind = _TAGS.get(child.tag)
        if kind in _SHAPES:
            found.append((child, kind))
        else:
            found += _outermost(child)
    return found


def _made(element: Any, kind: str) -> tuple[bytes, Points]:
    """As bytes, and the points of its outside."""
    dimension = _dimension(element)
    if kind == "Point":
        place = next((e for e in element if _TAGS.get(e.tag) in {"pos", "coordinates"}), None)
        points = _points(place, dimension)
        return wkb.point(points[0]), points[:1]
    if kind == "Polygon":
        rings = [_line(e, dimension) for e in element if _TAGS.get(e.tag) in {"exterior", "interior"}]
        if not rings or any(len(ring) < 4 for ring in rings):
            raise ValueError("een vlak zonder rand")
        return wkb.polygon(rings), rings[0]
    points = _line(element, dimension)
    if len(points) < 2:
        raise ValueError("een lijn met één punt")
    return wkb.line(points), points


def _line(element: Any, dimension: int) -> Points:
    """All points below, in order; where one piece ends the next begins."""
    found: Points = []
    for each in element.iter("*"):
        if _TAGS.get(each.tag) != "posList":
            continue
        points = _points(each, dimension)
        if _TAGS.get(each.getparent().tag) == "Arc":
            points = _arc(points)
        found += points[1:] if found and found[-1] == points[0] else points
    return found


def _dimension(element: Any) -> int:
    return int(element.get("srsDimension") or 0)


def _points(element: Any, dimension: int) -> Points:
    if element is None or not element.text:
        raise ValueError("een meetkundig deel zonder coördinaten")
    numbers = list(map(float, element.text.split()))
    step = _dimension(element) or dimension or (3 if len(numbers) % 2 else 2)
    if not numbers or len(numbers) % step:
        raise ValueError("een coördinaat te weinig")
    # What is no number makes the sum none either, and is not within any bound.
    if not (isfinite(sum(numbers)) and max(numbers) < _FAR and min(numbers) > -_FAR):
        raise ValueError("een coördinaat die geen plek is")
    return list(zip(numbers[::step], numbers[1::step], strict=True))


def _arc(points: Points) -> Points:
    """Three points on a circle: from the first, through the second, to the third."""
    if len(points) != 3:
        raise ValueError("een boog zonder drie punten")
    (ax, ay), (bx, by), (cx, cy) = points
    bx, by, cx, cy = bx - ax, by - ay, cx - ax, cy - ay  # near the origin the numbers stay precise
    twice = 2 * (bx * cy - by * cx)
    if abs(twice) < 1e-9:
        return points
    b2, c2 = bx * bx + by * by, cx * cx + cy * cy
    mx, my = (cy * b2 - by * c2) / twice, (bx * c2 - cx * b2) / twice
    radius = hypot(mx, my)
    first, last = atan2(-my, -mx), atan2(cy - my, cx - mx)
    turn = (last - first) % (2 * pi)
    if twice < 0:
        turn -= 2 * pi
    pieces = max(2, ceil(abs(turn) / _PIECE))
    steps = (first + turn * n / pieces for n in range(1, pieces))
    return [points[0], *((ax + mx + radius * cos(s), ay + my + radius * sin(s)) for s in steps), points[2]]
