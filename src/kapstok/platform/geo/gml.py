"""GML (3.1 and 3.2) to WKB, without height. Arcs become short straight pieces, near enough to draw and to measure."""

from itertools import chain
from math import atan2, ceil, cos, hypot, isfinite, pi, sin
from typing import Any

from kapstok.platform.geo import wkb
from kapstok.platform.geo.wkb import Flat, Points

_SPACES = ("http://www.opengis.net/gml/3.2", "http://www.opengis.net/gml")
_SHAPES = ("Point", "Polygon", "LineString", "Curve")
# By its whole tag, as lxml has it: taking tags apart would take most of the time of a load.
_TAGS = {
    f"{{{space}}}{name}": name
    for space in _SPACES
    for name in (*_SHAPES, "pos", "coordinates", "exterior", "interior", "posList", "Arc")
}
_LINES = [tag for tag, name in _TAGS.items() if name in {"posList", "Arc"}]
_ARCS = {tag for tag in _LINES if _TAGS[tag] == "Arc"}
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
    xs, ys = outer[::2], outer[1::2]
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


def _made(element: Any, kind: str) -> tuple[bytes, Flat]:
    """As bytes, and the points of its outside."""
    dimension = _dimension(element)
    if kind == "Point":
        place = next((e for e in element if _TAGS.get(e.tag) in {"pos", "coordinates"}), None)
        first = _points(place, dimension)[:2]
        return wkb.point(first), first
    if kind == "Polygon":
        rings = [_line(e, dimension) for e in element if _TAGS.get(e.tag) in {"exterior", "interior"}]
        if not rings or any(len(ring) < 8 for ring in rings):
            raise ValueError("een vlak zonder rand")
        return wkb.polygon(rings), rings[0]
    points = _line(element, dimension)
    if len(points) < 4:
        raise ValueError("een lijn met één punt")
    return wkb.line(points), points


def _line(element: Any, dimension: int) -> Flat:
    """All points below, in order; where one piece ends the next begins."""
    found: Flat = []
    arc = None  # the last one that began
    for each in element.iter(*_LINES):
        if each.tag in _ARCS:
            arc = each
            continue
        points = _points(each, dimension)
        if arc is not None and each.getparent() is arc:
            points = _arc(list(zip(points[::2], points[1::2], strict=True)))
        if not found:
            found = points
        else:
            found += points[2:] if found[-2:] == points[:2] else points
    return found


def _dimension(element: Any) -> int:
    return int(element.get("srsDimension") or 0)


def _points(element: Any, dimension: int) -> Flat:
    if element is None or not (text := element.text):
        raise ValueError("een meetkundig deel zonder coördinaten")
    numbers = list(map(float, text.split()))
    step = _dimension(element) or dimension or (3 if len(numbers) % 2 else 2)
    if not numbers or step < 2 or len(numbers) % step:
        raise ValueError("een coördinaat te weinig")
    # What is no number makes the sum none either, and is not within any bound.
    if not (isfinite(sum(numbers)) and max(numbers) < _FAR and min(numbers) > -_FAR):
        raise ValueError("een coördinaat die geen plek is")
    for beyond in range(step - 1, 1, -1):  # the height goes: what is left is x and y by turns
        del numbers[beyond :: beyond + 1]
    return numbers


def _arc(points: Points) -> Flat:
    """Three points on a circle: from the first, through the second, to the third."""
    if len(points) != 3:
        raise ValueError("een boog zonder drie punten")
    (ax, ay), (bx, by), (cx, cy) = points
    bx, by, cx, cy = bx - ax, by - ay, cx - ax, cy - ay  # near the origin the numbers stay precise
    twice = 2 * (bx * cy - by * cx)
    if abs(twice) < 1e-9:
        return list(chain.from_iterable(points))
    b2, c2 = bx * bx + by * by, cx * cx + cy * cy
    mx, my = (cy * b2 - by * c2) / twice, (bx * c2 - cx * b2) / twice
    radius = hypot(mx, my)
    first, last = atan2(-my, -mx), atan2(cy - my, cx - mx)
    turn = (last - first) % (2 * pi)
    if twice < 0:
        turn -= 2 * pi
    pieces = max(2, ceil(abs(turn) / _PIECE))
    steps = (first + turn * n / pieces for n in range(1, pieces))
    between = ((ax + mx + radius * cos(s), ay + my + radius * sin(s)) for s in steps)
    return list(chain(points[0], *between, points[2]))
