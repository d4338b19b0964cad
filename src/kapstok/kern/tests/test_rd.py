"""Between RD and degrees: the published test points, and there and back."""

from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.kern.rd import from_lonlat, to_lonlat

# Test points as published with RDNAPTRANS: place, x, y (RD), latitude, longitude (ETRS89).
PUBLISHED = [
    ("Texel", 117380.12, 575040.34, 53.160753042, 4.824761912),
    ("Noord-Groningen", 247380.56, 604580.78, 53.419482050, 6.776726674),
    ("Amersfoort", 155000.0, 463000.0, 52.155172897, 5.387203657),
    ("Zeeuws-Vlaanderen", 16460.91, 377380.12, 51.368607152, 3.397588595),
    ("Zuid-Limburg", 182260.45, 311480.67, 50.792584916, 5.773795548),
]
NEAR = 0.3  # metres


@pytest.mark.parametrize(("place", "x", "y", "lat", "lon"), PUBLISHED, ids=[p[0] for p in PUBLISHED])
def test_a_published_point_is_found_within_the_bound(
    place: str, x: float, y: float, lat: float, lon: float
) -> None:
    found_lon, found_lat = to_lonlat(x, y)
    east = (found_lon - lon) * 111_320 * cos(radians(lat))
    assert hypot(east, (found_lat - lat) * 111_200) < NEAR, place
    found_x, found_y = from_lonlat(lon, lat)
    assert hypot(found_x - x, found_y - y) < NEAR, place


@given(st.floats(10_000, 280_000), st.floats(306_000, 620_000))
def test_there_and_back_is_the_same_point(x: float, y: float) -> None:
    back_x, back_y = from_lonlat(*to_lonlat(x, y))
    assert hypot(back_x - x, back_y - y) < 0.002
