"""The ground plan: places, streets, houses. Places bear real names and lie where those lie; the rest is invented."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from kapstok.demo.bag.namen import street_names
from kapstok.kern.rd import from_lonlat

STREETS = (
    "Lindelaan",
    "Molenweg",
    "Schoolstraat",
    "Vaartkade",
    "Heideweg",
    "Kerkplein",
    "Turfdijk",
)
FIXED = 15  # houses in each of these, with odd numbers
_HOUSES = 26  # in a street, on average


@dataclass(frozen=True, slots=True)
class Kern:
    """A place with its number (no place has those above 9000), its postcode area and its middle."""

    naam: str
    nummer: str
    cijfers: int
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Streek:
    """A municipality and about how many addresses it has."""

    code: str
    adressen: int
    kernen: tuple[Kern, ...]


def _kernen(first: int, digits: str, lon: float, lat: float, names: tuple[str, ...]) -> tuple[Kern, ...]:
    return tuple(
        Kern(name, str(first + n), int(f"{digits}{31 + 10 * n}"), lon + 0.05 * n, lat + 0.03 * n)
        for n, name in enumerate(names)
    )


STREKEN = {
    "ooststellingwerf": Streek(
        "0085", 13_000, _kernen(9101, "84", 6.29, 52.99, ("Oosterwolde", "Appelscha", "Haulerwijk"))
    ),
    "weststellingwerf": Streek(
        "0098", 14_000, _kernen(9201, "84", 6.00, 52.88, ("Wolvega", "Noordwolde", "Boijl"))
    ),
    "opsterland": Streek(
        "0086", 18_000, _kernen(9301, "92", 6.07, 53.06, ("Gorredijk", "Beetsterzwaag", "Ureterp"))
    ),
}


@dataclass(frozen=True, slots=True)
class Straat:
    """A street with the corner where its first house stands (RD)."""

    nummer: int
    naam: str
    kern: Kern
    x: float
    y: float
    huisnummers: tuple[int, ...]
    postcode: str


def streets(streek: Streek, adressen: int, seed: int) -> Iterator[Straat]:
    """The fixed streets of every place first; then as many as it takes."""
    rng = random.Random(f"{seed}/{streek.code}")  # noqa: S311 - a demo, not a secret
    names = {kern: street_names(random.Random(f"{seed}/{kern.nummer}")) for kern in streek.kernen}  # noqa: S311
    number, left = 0, adressen
    for p, kern in enumerate(streek.kernen):
        for s, name in enumerate(STREETS):
            if left <= 0:
                return
            numbers = tuple(range(1, 2 * min(FIXED, left), 2))
            number, left = number + 1, left - len(numbers)
            yield _street(number, name, kern, numbers, f"{kern.cijfers}{'ABCDEFGH'[s]}{'ABC'[p]}", s)
    rows = dict.fromkeys(streek.kernen, len(STREETS))
    while left > 0:
        kern = rng.choices(streek.kernen, weights=range(len(streek.kernen), 0, -1))[0]
        count = min(left, rng.randint(_HOUSES // 2, _HOUSES * 3 // 2))
        row = rows[kern]
        rows[kern] += 1
        number, left = number + 1, left - count
        name = next(n for n in names[kern] if n not in STREETS)
        yield _street(number, name, kern, tuple(range(1, count + 1)), _postcode(kern, row), row)


def _postcode(kern: Kern, row: int) -> str:
    """Digits of the place and the nine after it; letters that the fixed streets do not have, and never SA, SD or SS."""
    letters = "GHJKLMNPRTVWXZ"
    first, second = letters[row % len(letters)], letters[row // len(letters) % len(letters)]
    return f"{kern.cijfers + row // len(letters) ** 2 % 10}{first}{second}"


def _street(number: int, name: str, kern: Kern, numbers: tuple[int, ...], postcode: str, row: int) -> Straat:
    """Streets lie in columns round the middle, 60 m apart."""
    x, y = from_lonlat(kern.lon, kern.lat)
    column, line = row % 6, row // 6
    side = ceil(line / 2) * (1 if line % 2 else -1)
    return Straat(number, name, kern, round(x + (column - 3) * 320), round(y + side * 60), numbers, postcode)
