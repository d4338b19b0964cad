"""The correction grid of RDNAPTRANS2018 (variant 1): what the similarity transformation leaves, to the millimetre.

The grid itself is published by NSGI (`rdcorr2018.txt`, CC BY 4.0) and is not in the product: who has the file gives it.
"""

import zipfile
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from io import TextIOWrapper
from math import floor
from pathlib import Path

_SHORT = 4  # columns of a line: latitude, longitude and their corrections, in degrees


class GridFault(ValueError):
    """This is not the published grid; the message says where."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Corrections in degrees on a regular net, from south to north and from west to east."""

    south: float
    west: float
    rows: int
    columns: int
    step_lat: float
    step_lon: float
    lat: "array[float]"
    lon: "array[float]"

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """What pseudo RD has more than real RD at a point (degrees on Bessel), bilinear; nothing outside the net."""
        y, x = (lat - self.south) / self.step_lat, (lon - self.west) / self.step_lon
        row, column = floor(y), floor(x)
        if not (0 <= row < self.rows - 1 and 0 <= column < self.columns - 1):
            return 0.0, 0.0
        up, right = y - row, x - column
        first = row * self.columns + column
        above = first + self.columns
        a, b, c, d = (1 - up) * (1 - right), (1 - up) * right, up * (1 - right), up * right
        lats, lons = self.lat, self.lon
        return (
            lats[first] * a + lats[first + 1] * b + lats[above] * c + lats[above + 1] * d,
            lons[first] * a + lons[first + 1] * b + lons[above] * c + lons[above + 1] * d,
        )


def read_grid(path: Path) -> Grid:
    """The published text file, or the zip that holds it."""
    try:
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive:
                name = next(
                    (n for n in archive.namelist() if n.endswith(".txt") and not n.startswith("__")), ""
                )
                if not name:
                    raise GridFault(f"{path.name}: hierin zit geen tekstbestand")
                with archive.open(name) as file:
                    return parse_grid(TextIOWrapper(file, "ascii"))
        with path.open(encoding="ascii") as file:
            return parse_grid(file)
    except (zipfile.BadZipFile, UnicodeDecodeError, OSError) as error:
        raise GridFault(f"{path.name}: dit bestand is niet te lezen ({type(error).__name__})") from error


def parse_grid(lines: Iterable[str]) -> Grid:
    """A line of names, then a line per point, the longitude running fastest."""
    rows: list[tuple[float, float]] = []
    lats, lons = array("d"), array("d")
    for number, line in enumerate(lines, start=1):
        parts = line.split()
        if number == 1 or not parts:
            continue
        try:
            lat, lon, lat_corr, lon_corr = map(float, parts)
        except ValueError as error:
            raise GridFault(f"regel {number}: hier horen {_SHORT} getallen") from error
        rows.append((lat, lon))
        lats.append(lat_corr)
        lons.append(lon_corr)
    south, west = rows[0] if rows else (0.0, 0.0)
    columns = next((n for n, (lat, _) in enumerate(rows) if lat != south), len(rows))
    if columns < 2 or len(rows) < 2 * columns or len(rows) % columns:
        raise GridFault("dit is geen rechthoekig rooster")
    (north, east), many = rows[-1], len(rows) // columns
    step_lat, step_lon = (north - south) / (many - 1), (east - west) / (columns - 1)
    for n, (lat, lon) in enumerate(rows):
        row, column = divmod(n, columns)
        if abs(lat - south - row * step_lat) > 1e-6 or abs(lon - west - column * step_lon) > 1e-6:
            raise GridFault(f"regel {n + 2}: dit punt ligt niet in het rooster")
    return Grid(south, west, many, columns, step_lat, step_lon, lats, lons)
