"""GML (3.1 and 3.2) to WKB, without height. Arcs become short straight pieces, near enough to draw and to measure."""

from math import atan2, ceil, cos, hypot, pi, sin
from typing import Any

from lxml import etree

from kapstok.platform.geo import wkb
from kapstok.platform.geo.wkb import Points

_SPACES = ("http://www.opengis.net/gml/3.2", "http://www.opengis.net/gml")
_SHAPES = ("Point", "Polygon", "LineString", "Curve")
_PIECE = pi / 18  # of an arc: at most ten degrees a piece
_MULTI = {"Point": wkb.MULTIPOINT, "Polygon": wkb.MULTIPOLYGON}


def to_wkb(element: Any) -> tuple[bytes, tuple[float, float]]:
    """Points, lines, curves, polygons or multi-surface below `element`: well-known binary, and a point in its own
    metres: the point itself, or the middle of the bounding box. Raises ValueError for anything else."""
    made, (west, south, east, north) = with_box(element)
    return made, ((west + east) / 2, (south + north) / 2)


def with_box(element: Any) -> tuple[bytes, tuple[float, float, float, float]]:
    """As `to_wkb`, with the bounding box: west, south, east, north."""
    shapes = list(_outermost(element))
    if not shapes:
        raise ValueError("geen punt, lijn of vlak")
    kind = _local(shapes[0])
    if any((_local(s) in _MULTI or kind in _MULTI) and _local(s) != kind for s in shapes):
        raise ValueError("punten, lijnen en vlakken door elkaar")
    made = [_shape(shape) for shape in shapes]
    points = [place for _bytes, outer in made for place in outer]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    parts = [each for each, _outer in made]
    whole = parts[0] if len(parts) == 1 else wkb.several(_MULTI.get(kind, wkb.MULTILINESTRING), parts)
    return whole, (min(xs), min(ys), max(xs), max(ys))


def _local(element: Any) -> str:
    return str(etree.QName(element).localname)


def _is(element: Any, *names: str) -> bool:
    if not isinstance(element.tag, str):
        return False
    own = etree.QName(element)
    return own.namespace in _SPACES and own.localname in names


def _outermost(element: Any) -> Any:
    """The shapes below, not those that shapes are made of."""
    for child in element:
        if _is(child, *_SHAPES):
            yield child
        else:
            yield from _outermost(child)


def _shape(element: Any) -> tuple[bytes, Points]:
    """As bytes, and the points of its outside."""
    kind, dimension = _local(element), _dimension(element)
    if kind == "Point":
        place = next((e for e in element if _is(e, "pos", "coordinates")), None)
        points = _points(place, dimension)
        return wkb.point(points[0]), points[:1]
    if kind == "Polygon":
        rings = [_line(e, dimension) for e in element.iter() if _is(e, "exterior", "interior")]
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
    for each in element.iter():
        if not _is(each, "posList"):
            continue
        points = _points(each, _dimension(each) or dimension)
        if _is(each.getparent(), "Arc"):
            points = _arc(points)
        found += points[1:] if found and found[-1] == points[0] else points
    return found


def _dimension(element: Any) -> int:
    return int(element.get("srsDimension") or 0)


def _points(element: Any, dimension: int) -> Points:
    if element is None or not element.text:
        raise ValueError("een meetkundig deel zonder coördinaten")
    numbers = [float(n) for n in element.text.split()]
    step = _dimension(element) or dimension or (3 if len(numbers) % 2 else 2)
    if not numbers or len(numbers) % step:
        raise ValueError("een coördinaat te weinig")
    if not all(abs(n) < 1e9 for n in numbers):
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
