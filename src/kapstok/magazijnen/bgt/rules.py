"""Squares of the map, and what a later voorkomen of an object may be. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

ZIJDE = 256  # metres; a house lies on one square, a long road on some
_RIJ = 4096  # squares in a row: RD ends far before that
_MIDDEN = 2048  # so that places west and south of the origin of RD have a square too
BREED = 500_000.0  # nothing of the Netherlands lies further from the origin


@dataclass(frozen=True, slots=True)
class Kader:
    """A bounding box in RD metres."""

    west: float
    zuid: float
    oost: float
    noord: float

    def binnen(self) -> "Kader":
        """What of it can be in the Netherlands."""
        west, oost = (max(-BREED, min(BREED, n)) for n in (self.west, self.oost))
        zuid, noord = (max(-2 * BREED, min(2 * BREED, n)) for n in (self.zuid, self.noord))
        return Kader(west, zuid, oost, noord)


def vak_van(x: float, y: float) -> int:
    """The square that a place lies on."""
    return (int(y // ZIJDE) + _MIDDEN) * _RIJ + int(x // ZIJDE) + _MIDDEN


def aantal_vakken(kader: Kader) -> int:
    """On how many squares a box lies."""
    wide = int(kader.oost // ZIJDE) - int(kader.west // ZIJDE) + 1
    high = int(kader.noord // ZIJDE) - int(kader.zuid // ZIJDE) + 1
    return wide * high


def vakken(kader: Kader) -> Iterator[int]:
    """The squares that a box lies on."""
    for row in range(int(kader.zuid // ZIJDE), int(kader.noord // ZIJDE) + 1):
        for column in range(int(kader.west // ZIJDE), int(kader.oost // ZIJDE) + 1):
            yield (row + _MIDDEN) * _RIJ + column + _MIDDEN


@dataclass(frozen=True, slots=True)
class Stand:
    """Of a voorkomen that is known: when it was registered, when that ended, and the hash of its content."""

    geregistreerd: datetime
    eind: datetime | None
    merk: str


def bezwaar(known: list[Stand], begin: datetime, end: datetime | None, merk: str) -> str:
    """Why a voorkomen does not fit on what is known of its object; empty when it does.

    What ended does not come back, and what is open is the last: then a delivery was skipped, or is an old one.
    """
    same = next((s for s in known if s.geregistreerd == begin), None)
    if same is not None and same.merk != merk and same.eind is not None and end is None:
        return "dit voorkomen is al beëindigd"
    later = min((s.geregistreerd for s in known if s.geregistreerd > begin), default=None)
    if later is not None and end is None and same is None:
        return f"er is al een later voorkomen, van {later:%d-%m-%Y %H:%M}"
    return ""
