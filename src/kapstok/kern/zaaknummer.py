"""The number of a zaak as people say it over the phone: W-2026-004-217-N.

Prefix of the municipality, year, series in groups of three, one check letter. Only letters that cannot be
taken for a digit are used. Which number comes next is not decided here.
"""

import re
from dataclasses import dataclass
from itertools import count
from operator import mul
from typing import NewType

from kapstok.kern.fouten import InvalidValue

Zaaknummer = NewType("Zaaknummer", str)

# 17 letters, without B D G I L O Q S Z. 17 is prime and no weight is a multiple of it or equal to another,
# so every wrong character and every swap of two characters, next to each other or not, changes the letter.
ALPHABET = "ACEFHJKMNPRTUVWXY"
_MAX_SERIES = 999_999_999
_VALUE = {**{c: n for n, c in enumerate(ALPHABET)}, **{str(n): n for n in range(10)}}
_PREFIX = re.compile(f"[{ALPHABET}]{{1,3}}")
_WHOLE = re.compile(f"([{ALPHABET}]{{1,3}})(2[0-9]{{3}})([0-9]{{6}}|[0-9]{{9}})([{ALPHABET}])", re.ASCII)
_AS_DIGIT = str.maketrans("OIL", "011")


@dataclass(frozen=True, slots=True)
class ZaaknummerParts:
    prefix: str
    year: int
    series: int


def is_zaaknummer_prefix(text: str) -> bool:
    return _PREFIX.fullmatch(text) is not None


def format_zaaknummer(prefix: str, year: int, series: int) -> Zaaknummer:
    if not is_zaaknummer_prefix(prefix):
        raise InvalidValue("invalid", "Gebruik voor het zaaknummer 1 tot 3 letters uit " + ALPHABET + ".")
    if not 2000 <= year <= 2999:
        raise InvalidValue("invalid", "Het jaar in een zaaknummer ligt tussen 2000 en 2999.")
    if not 1 <= series <= _MAX_SERIES:
        raise InvalidValue("invalid", "Het volgnummer in een zaaknummer ligt tussen 1 en 999.999.999.")
    digits = f"{series:06d}" if series < 1_000_000 else f"{series:09d}"
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    return Zaaknummer("-".join([prefix, str(year), *groups, _check_letter(f"{prefix}{year}{digits}")]))


def parse_zaaknummer(text: str) -> Zaaknummer:
    """The number in its standard spelling, from text with any case, spaces or dashes, O for 0 and I for 1."""
    parts = split_zaaknummer(text)
    return format_zaaknummer(parts.prefix, parts.year, parts.series)


def split_zaaknummer(text: str) -> ZaaknummerParts:
    # O, I and L are not in the alphabet, so they can only be meant as digits.
    compact = re.sub(r"[^0-9A-Z]", "", text.upper()).translate(_AS_DIGIT)
    found = _WHOLE.fullmatch(compact)
    if found is None:
        raise InvalidValue("invalid", "Dit is geen zaaknummer. Een zaaknummer lijkt op W-2026-004-217-N.")
    prefix, year, digits, check = found.groups()
    if check != _check_letter(compact[:-1]) or not _is_shortest(digits):
        raise InvalidValue(
            "invalid", "Dit zaaknummer klopt niet. Controleer de cijfers en de laatste letter."
        )
    return ZaaknummerParts(prefix, int(year), int(digits))


def is_zaaknummer(text: str) -> bool:
    try:
        split_zaaknummer(text)
    except InvalidValue:
        return False
    return True


def _is_shortest(digits: str) -> bool:
    """One spelling per number: no superfluous group of zeros, and the series starts at 1."""
    return int(digits) > (999_999 if len(digits) == 9 else 0)


def _check_letter(characters: str) -> str:
    values = map(_VALUE.__getitem__, reversed(characters))
    return ALPHABET[sum(map(mul, values, count(1))) % len(ALPHABET)]
