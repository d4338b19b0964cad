"""What came of reading a file: counts, or every fault with its row. Nothing is half read."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Fout:
    """One fault: the row of the file, the column or kind of element, and what is wrong."""

    rij: int
    kolom: str
    reden: str


@dataclass
class Verslag:
    """Counts of a file that was read, or the faults of one that was not."""

    soort: str = ""
    toegevoegd: int = 0
    gewijzigd: int = 0
    ongewijzigd: int = 0
    fouten: list[Fout] = field(default_factory=list)
    opmerkingen: list[Fout] = field(default_factory=list)  # left out, while the rest was read

    def fout(self, rij: int, kolom: str, reden: Any) -> None:
        """One more fault."""
        self.fouten.append(Fout(rij, kolom, str(reden)))

    def opmerking(self, rij: int, kolom: str, reden: Any) -> None:
        """Something that was left out, without being a fault."""
        self.opmerkingen.append(Fout(rij, kolom, str(reden)))

    def niets(self) -> "Verslag":
        """The same with its faults only: nothing was kept."""
        return Verslag(self.soort, fouten=sorted(self.fouten, key=lambda f: (f.rij, f.kolom)))


@dataclass
class Rij:
    """One row as values: those of the row itself, and names that have to be looked up."""

    nummer: int
    waarden: dict[str, Any]
    gebruik: dict[str, str] = field(default_factory=dict)  # code of a municipality -> BMR
    afdelingen: dict[str, list[str]] = field(default_factory=dict)
    erbij: bool = False  # use is added to what is known; units stay
    namen: dict[str, str] = field(default_factory=dict)  # field -> name of an application or municipality
