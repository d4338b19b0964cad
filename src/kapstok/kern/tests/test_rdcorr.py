"""The correction grid: read as published, bilinear between its points, and with it coordinates to the millimetre."""

import os
import zipfile
from collections.abc import Iterator
from math import hypot
from pathlib import Path

import pytest

from kapstok.kern import rd
from kapstok.kern.rdcorr import Grid, GridFault, parse_grid, read_grid

HEAD = "RD_lat_(deg)\tRD_lon_(deg)\tlat_corr_(deg)\tlon_corr_(deg)\n"
LINES = [HEAD, "52.0 5.0 +0.001 0\n", "52.0 5.2 0.002 0.1\n", "52.1 5.0 0.003 0\n", "52.1 5.2 0.004 0.2\n"]
# Latitude, longitude (ETRS89) and RD by RDNAPTRANS2018 with its grid, worked out by another implementation.
EXACT = [
    (52.155172897, 5.387203657, 155000.0005, 463000.0011),
    (53.160753042, 4.824761912, 117380.1233, 575040.3400),
    (53.41948205, 6.776726674, 247380.5621, 604580.7789),
    (51.368607152, 3.397588595, 16460.9079, 377380.2321),
    (50.792584916, 5.773795548, 182260.4495, 311480.6735),
    (51.947393898, 4.072887101, 64640.8898, 440700.0124),
    (52.99, 6.29, 215621.6819, 556270.8279),
    (53.06, 6.07, 200775.5005, 563898.0069),
    (52.88, 6.0, 196252.8465, 543825.7293),
]
PUBLISHED = Path(os.environ.get("KAPSTOK_RD_ROOSTER") or "geen")


@pytest.fixture
def without_grid_after() -> Iterator[None]:
    yield
    rd.use_grid(lambda: None)


def test_between_four_points_the_correction_is_bilinear_and_outside_there_is_none() -> None:
    grid = parse_grid(LINES)
    assert (grid.rows, grid.columns) == (2, 2)
    assert grid.at(52.0, 5.0) == pytest.approx((0.001, 0))
    assert grid.at(52.05, 5.1) == pytest.approx((0.0025, 0.075))
    assert grid.at(51.9, 5.1) == (0, 0)
    assert grid.at(52.05, 5.3) == (0, 0)


def test_the_zip_as_published_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "rdcorr2018.txt.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("__MACOSX/._rdcorr2018.txt", b"\x00")
        archive.writestr("rdcorr2018.txt", "".join(LINES))
    assert read_grid(path).at(52.0, 5.1) == pytest.approx((0.0015, 0.05))


@pytest.mark.parametrize(
    "lines",
    [[], [HEAD], LINES[:4], [*LINES, "x\n"], [*LINES[:4], "52.1 5.3 0 0\n"], [HEAD, *["52.0 5.0 0 0\n"] * 4]],
)
def test_what_is_not_a_grid_is_told(lines: list[str]) -> None:
    with pytest.raises(GridFault):
        parse_grid(lines)


def test_a_file_that_is_not_there_or_is_something_else_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"geen zip")
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe")
    for name in ("a.zip", "b.txt", "c.txt"):
        with pytest.raises(GridFault):
            read_grid(tmp_path / name)


def test_there_and_back_with_a_grid_is_the_same_point(without_grid_after: None) -> None:
    lines = [HEAD]
    lines += [f"{50 + r / 2} {3 + c / 2} {1e-6 * r} {-1e-6 * c}\n" for r in range(9) for c in range(11)]
    grid: Grid = parse_grid(lines)
    plain = rd.to_lonlat(200_000, 550_000)
    rd.use_grid(lambda: grid)
    found = rd.to_lonlat(200_000, 550_000)
    assert hypot(found[0] - plain[0], found[1] - plain[1]) > 1e-6
    x, y = rd.from_lonlat(*found)
    assert hypot(x - 200_000, y - 550_000) < 0.0002


@pytest.mark.skipif(
    not PUBLISHED.exists(), reason="KAPSTOK_RD_ROOSTER wijst niet naar rdcorr2018.txt van NSGI"
)
@pytest.mark.parametrize(("lat", "lon", "x", "y"), EXACT)
def test_with_the_published_grid_it_is_to_the_millimetre(
    without_grid_after: None, lat: float, lon: float, x: float, y: float
) -> None:
    grid = read_grid(PUBLISHED)
    rd.use_grid(lambda: grid)
    found_x, found_y = rd.from_lonlat(lon, lat)
    assert hypot(found_x - x, found_y - y) < 0.001
    found_lon, found_lat = rd.to_lonlat(x, y)
    assert hypot(found_lon - lon, found_lat - lat) < 1e-8
