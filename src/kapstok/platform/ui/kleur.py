"""Colour arithmetic: sRGB, OKLCH (Ottosson 2020) and the contrast ratio of WCAG 2.2. Pure."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

HEX = re.compile(r"#?([0-9a-fA-F]{6})")


@dataclass(frozen=True)
class Oklch:
    """Lightness 0-1, chroma 0-0.4, hue in degrees."""

    lightness: float
    chroma: float
    hue: float


def parse_hex(text: str) -> tuple[int, int, int]:
    """`#1a2b3c` as three bytes; anything else raises ValueError."""
    match = HEX.fullmatch(text.strip())
    if not match:
        raise ValueError(text)
    code = match.group(1)
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


def to_oklch(text: str) -> Oklch:
    """Hex colour as OKLCH."""
    red, green, blue = (_linear(part / 255) for part in parse_hex(text))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def to_hex(colour: Oklch) -> str:
    """OKLCH as hex; chroma is lowered until the colour exists in sRGB."""
    low, high = 0.0, colour.chroma
    if _in_gamut(_rgb(colour)):
        return _hex(_rgb(colour))
    for _ in range(18):
        middle = (low + high) / 2
        if _in_gamut(_rgb(Oklch(colour.lightness, middle, colour.hue))):
            low = middle
        else:
            high = middle
    return _hex(_rgb(Oklch(colour.lightness, low, colour.hue)))


def contrast(one: str, other: str) -> float:
    """Contrast ratio 1-21 (WCAG 2.2, relative luminance)."""
    first, second = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def darkest_needed(colour: Oklch, background: str, ratio: float) -> str:
    """The lightest shade of this hue, not lighter than asked, with at least this contrast on a light background."""
    lightness = colour.lightness
    while lightness > 0:
        shade = to_hex(Oklch(lightness, colour.chroma, colour.hue))
        if contrast(shade, background) >= ratio:
            return shade
        lightness -= 0.005
    return "#000000"


def _luminance(text: str) -> float:
    red, green, blue = (_linear(part / 255) for part in parse_hex(text))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _gamma(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _rgb(colour: Oklch) -> tuple[float, float, float]:
    a = colour.chroma * math.cos(math.radians(colour.hue))
    b = colour.chroma * math.sin(math.radians(colour.hue))
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _in_gamut(rgb: tuple[float, float, float]) -> bool:
    return all(-0.0001 <= part <= 1.0001 for part in rgb)


def _hex(rgb: tuple[float, float, float]) -> str:
    parts = (round(_gamma(min(max(part, 0.0), 1.0)) * 255) for part in rgb)
    return "#" + "".join(f"{part:02x}" for part in parts)
