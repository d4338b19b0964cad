"""The parameters of OGC API Features: where, when, how many, and in which system of coordinates. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kapstok.kern.rd import from_lonlat, to_lonlat
from kapstok.koppelvlakken.ogc.fouten import parameter
from kapstok.magazijnen.bgt.rules import Kader

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
RD = "http://www.opengis.net/def/crs/EPSG/0/28992"
CRS = (CRS84, RD)
MEEST, GEWOON, VERST = 1000, 100, 1_000_000
_NEDERLAND = (2.0, 50.0, 8.5, 54.5)  # what RD is for; beyond it nothing lies
_OPEN = {"", ".."}


@dataclass(frozen=True, slots=True)
class Gevraagd:
    """What was asked, understood."""

    limit: int = GEWOON
    offset: int = 0
    kader: Kader | None = None
    nergens: bool = False  # a box outside of the Netherlands
    van: date | None = None
    tot: date | None = None
    crs: str = CRS84

    @property
    def punt(self) -> Callable[[float, float], tuple[float, float]] | None:
        """From RD to the system that was asked."""
        return _lonlat if self.crs == CRS84 else None


def _lonlat(x: float, y: float) -> tuple[float, float]:
    lon, lat = to_lonlat(x, y)
    return round(lon, 8), round(lat, 8)


def gelezen(asked: dict[str, str], allowed: tuple[str, ...], vandaag: date) -> Gevraagd:
    """The values of the query. Raises Geweigerd."""
    for name in asked:
        if name not in allowed:
            raise parameter(name, "deze parameter is er niet.")
    crs = _system("crs", asked)
    kader, nergens = _box(asked)
    van, tot = _period(asked.get("datetime", vandaag.isoformat()))
    return Gevraagd(
        min(_whole("limit", asked, GEWOON, 1, 10_000), MEEST),
        _whole("offset", asked, 0, 0, VERST),
        kader,
        nergens,
        van,
        tot,
        crs,
    )


def _system(name: str, asked: dict[str, str]) -> str:
    crs = asked.get(name, CRS84)
    if crs not in CRS:
        raise parameter(name, f"mogelijk is {' of '.join(CRS)}.")
    return crs


def _whole(name: str, asked: dict[str, str], default: int, low: int, high: int) -> int:
    if name not in asked:
        return default
    text = asked[name]
    if not re.fullmatch(r"\d{1,8}", text, re.ASCII) or not low <= int(text) <= high:
        raise parameter(name, f"geen getal van {low} tot en met {high}.")
    return int(text)


def _box(asked: dict[str, str]) -> tuple[Kader | None, bool]:
    crs = _system("bbox-crs", asked)
    if "bbox" not in asked:
        return None, False
    parts = asked["bbox"].split(",")
    if len(parts) not in {4, 6} or not all(
        re.fullmatch(r"\s*[-+]?\d{1,10}(\.\d{1,20})?\s*", p, re.ASCII) for p in parts
    ):
        raise parameter("bbox", "geef vier getallen: west, zuid, oost, noord.")
    numbers = [float(p) for p in parts]
    west, south, east, north = numbers if len(numbers) == 4 else (*numbers[:2], *numbers[3:5])
    if west > east or south > north:
        raise parameter("bbox", "west ligt niet voor oost, of zuid niet voor noord.")
    if crs == RD:
        return Kader(west, south, east, north), False
    west, south = max(west, _NEDERLAND[0]), max(south, _NEDERLAND[1])
    east, north = min(east, _NEDERLAND[2]), min(north, _NEDERLAND[3])
    if west > east or south > north:
        return None, True
    corners = [from_lonlat(lon, lat) for lon in (west, east) for lat in (south, north)]
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
    return Kader(min(xs), min(ys), max(xs), max(ys)), False


def _period(text: str) -> tuple[date | None, date | None]:
    """An instant, or an interval that may be open at one side; of a moment only the day counts."""
    parts = text.split("/")
    if len(parts) > 2 or all(p in _OPEN for p in parts):
        raise parameter("datetime", "geef een dag, een tijdstip of een interval.")
    days = [None if p in _OPEN and len(parts) == 2 else _day(p) for p in parts]
    van, tot = days[0], days[-1]
    if van and tot and van > tot:
        raise parameter("datetime", "het begin ligt na het einde.")
    return van, tot


def _day(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d(T[\d:.]{1,16}(Z|[+-]\d\d:\d\d)?)?", text, re.ASCII):
        raise parameter("datetime", "geen dag of tijdstip.")
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise parameter("datetime", "deze dag is er niet.") from error
