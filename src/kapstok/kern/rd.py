"""Rijksdriehoeksmeting: from RD (EPSG:28992) to longitude and latitude (ETRS89), and back.

The map projection is exact (double stereographic on the ellipsoid of Bessel, point of origin Amersfoort). The change of
datum is one similarity transformation for the whole country (RDNAPTRANS2018, section 2.4.1), and then the correction
grid where it was given (`use_grid`): with it to the millimetre, without it at most 0.25 m off. That is good for a map
and for what is near; not for surveying.
"""

from collections.abc import Callable
from functools import lru_cache
from math import asin, atan, atan2, atanh, cos, exp, hypot, log, pi, radians, sin, sqrt, tan, tanh

from kapstok.kern.rdcorr import Grid

# Bessel 1841 and the RD projection (RDNAPTRANS2018, table 2).
_A, _INV_F = 6377397.155, 299.1528128
_E2 = (2 - 1 / _INV_F) / _INV_F
_E = sqrt(_E2)
_PHI0, _LAM0 = radians(52 + 9 / 60 + 22.178 / 3600), radians(5 + 23 / 60 + 15.5 / 3600)
_K, _X0, _Y0 = 0.9999079, 155_000.0, 463_000.0
# GRS80, the ellipsoid of ETRS89.
_A_GRS, _INV_F_GRS = 6378137.0, 298.257222101
_E2_GRS = (2 - 1 / _INV_F_GRS) / _INV_F_GRS
# Similarity transformation ETRS89 -> Bessel: shifts in metres, rotations in radians, scale.
_SHIFT = (-565.7346, -50.4058, -465.2895)
_TURN = (-1.91514e-6, 1.60365e-6, -9.09546e-6)
_SCALE = -4.07242e-6

# Constants of the sphere that the ellipsoid is first put on.
_N0 = _A / sqrt(1 - _E2 * sin(_PHI0) ** 2)
_M0 = _A * (1 - _E2) / (1 - _E2 * sin(_PHI0) ** 2) ** 1.5
_R = sqrt(_M0 * _N0)
_N = sqrt(1 + _E2 * cos(_PHI0) ** 4 / (1 - _E2))
_CHI0 = asin(sin(_PHI0) / _N)


_HEIGHT = 43.0  # of ETRS89, where only the place is asked (RDNAPTRANS2018, section 2.5)
_give: Callable[[], Grid | None] = lambda: None  # noqa: E731 - a place to put a function


def use_grid(give: Callable[[], Grid | None]) -> None:
    """Where the correction grid comes from; asked once, at the first point."""
    global _give  # noqa: PLW0603 - one for the process, given at its start
    _give = give
    _grid.cache_clear()
    to_lonlat.cache_clear()


@lru_cache(maxsize=1)
def _grid() -> Grid | None:
    return _give()


def _isometric(phi: float) -> float:
    return log(tan(phi / 2 + pi / 4)) - _E / 2 * log((1 + _E * sin(phi)) / (1 - _E * sin(phi)))


_M = log(tan(_CHI0 / 2 + pi / 4)) - _N * _isometric(_PHI0)


def _cartesian(phi: float, lam: float, a: float, e2: float, h: float = 0.0) -> tuple[float, float, float]:
    s, c = sin(phi), cos(phi)
    n = a / sqrt(1 - e2 * s * s)
    return (n + h) * c * cos(lam), (n + h) * c * sin(lam), (n * (1 - e2) + h) * s


def _geographic(x: float, y: float, z: float, a: float, e2: float) -> tuple[float, float]:
    """Latitude and longitude; height is left out."""
    p, phi = hypot(x, y), atan2(z, hypot(x, y) * (1 - e2))
    for _ in range(3):
        s = sin(phi)
        phi = atan2(z + e2 * a * s / sqrt(1 - e2 * s * s), p)
    return phi, atan2(y, x)


@lru_cache(maxsize=64)  # the voorkomens of an object come after each other, and mostly lie on the same place
def to_lonlat(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude in degrees (ETRS89) of a point in RD metres."""
    dx, dy = x - _X0, y - _Y0
    r = hypot(dx, dy)
    if r == 0:
        phi, lam = _PHI0, _LAM0
    else:
        psi = 2 * atan(r / (2 * _K * _R))
        sin_alpha, cos_alpha = dx / r, dy / r
        chi = asin(cos_alpha * cos(_CHI0) * sin(psi) + sin(_CHI0) * cos(psi))
        lam = _LAM0 + asin(sin_alpha * sin(psi) / cos(chi)) / _N
        phi = _from_isometric((log(tan(chi / 2 + pi / 4)) - _M) / _N)
    if (grid := _grid()) is not None:
        more_lat, more_lon = grid.at(phi * 180 / pi, lam * 180 / pi)
        phi, lam = phi + radians(more_lat), lam + radians(more_lon)
    bx, by, bz = _cartesian(phi, lam, _A, _E2)
    phi, lam = _geographic(*_to_etrs(bx, by, bz), _A_GRS, _E2_GRS)
    return lam * 180 / pi, phi * 180 / pi


def from_lonlat(lon: float, lat: float) -> tuple[float, float]:
    """RD metres of a point in degrees (ETRS89)."""
    x, y, z = _cartesian(radians(lat), radians(lon), _A_GRS, _E2_GRS, _HEIGHT)
    phi, lam = _geographic(*_to_bessel(x, y, z), _A, _E2)
    if (grid := _grid()) is not None:
        phi, lam = _without_correction(grid, phi, lam)
    chi = 2 * atan(exp(_N * _isometric(phi) + _M)) - pi / 2
    dlam = _N * (lam - _LAM0)
    psi_half = sqrt(sin((chi - _CHI0) / 2) ** 2 + sin(dlam / 2) ** 2 * cos(chi) * cos(_CHI0))
    if psi_half == 0:
        return _X0, _Y0
    psi = 2 * asin(psi_half)
    r = 2 * _K * _R * tan(psi / 2)
    sin_alpha = sin(dlam) * cos(chi) / sin(psi)
    cos_alpha = (sin(chi) - sin(_CHI0) * cos(psi)) / (cos(_CHI0) * sin(psi))
    return _X0 + r * sin_alpha, _Y0 + r * cos_alpha


def _without_correction(grid: Grid, phi: float, lam: float) -> tuple[float, float]:
    """The point of which the correction leads to this one; four steps are more than it takes."""
    real_phi, real_lam = phi, lam
    for _ in range(4):
        more_lat, more_lon = grid.at(real_phi * 180 / pi, real_lam * 180 / pi)
        real_phi, real_lam = phi - radians(more_lat), lam - radians(more_lon)
    return real_phi, real_lam


def _from_isometric(q: float) -> float:
    """The inverse of `_isometric`, on the sine of the latitude: half the functions of doing it on the angle."""
    s = tanh(q)
    for _ in range(5):
        s = tanh(q + _E * atanh(_E * s))
    return asin(s)


def _to_bessel(x: float, y: float, z: float) -> tuple[float, float, float]:
    (tx, ty, tz), (a, b, c), k = _SHIFT, _TURN, 1 + _SCALE
    return (
        k * (x + c * y - b * z) + tx,
        k * (-c * x + y + a * z) + ty,
        k * (b * x - a * y + z) + tz,
    )


def _to_etrs(x: float, y: float, z: float) -> tuple[float, float, float]:
    """The inverse: nearly, and then what is left of it once more."""
    (tx, ty, tz), (a, b, c), k = _SHIFT, _TURN, 1 + _SCALE
    u, v, w = (x - tx) / k, (y - ty) / k, (z - tz) / k
    u, v, w = u - c * v + b * w, c * u + v - a * w, -b * u + a * v + w
    back_x, back_y, back_z = _to_bessel(u, v, w)
    return u + x - back_x, v + y - back_y, w + z - back_z
