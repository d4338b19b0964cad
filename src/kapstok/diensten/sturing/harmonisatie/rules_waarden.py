"""What the rules look at, and what they say. Plain values; a municipality or application is any text that names it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from kapstok.diensten.sturing.harmonisatie.rules_zinnen import BRONNEN, EN, ZINNEN

Gebruik = Mapping[str, frozenset[str]]  # per partner the applications it uses for one component
Feit = str | int | tuple[str, ...]
NIETS: Mapping[str, Feit] = MappingProxyType({})
GEEN: Mapping[str, str] = MappingProxyType({})

AANLEIDINGEN = ("vervanging", "afloop_contract", "nieuwe_investering")


def same(text: str) -> str:
    """The Dutch text as it is."""
    return text


@dataclass(frozen=True, slots=True)
class Aanleiding:
    """Why a municipality comes to choose."""

    gemeente: str
    soort: str

    def __post_init__(self) -> None:
        if self.soort not in AANLEIDINGEN:
            raise ValueError(f"onbekende aanleiding {self.soort}")


@dataclass(frozen=True, slots=True)
class Signalen:
    """Grounds to depart from a rule: who is not satisfied, and what I&A advises on integration."""

    ontevreden: frozenset[str] = frozenset()
    advies: str = ""  # positief, negatief, or nothing yet

    @property
    def grond(self) -> bool:
        return bool(self.ontevreden) or self.advies == "negatief"


@dataclass(frozen=True, slots=True)
class Besluit:
    """What the OWO-directie decided on a departure; an approval may end."""

    akkoord: bool
    datum: date
    tot: date | None = None

    def geldt(self, op: date) -> bool:
        """In force on this day; the last day counts."""
        return self.datum <= op and (self.tot is None or op <= self.tot)


@dataclass(frozen=True, slots=True)
class Oordeel:
    """What one rule says: an outcome, whether one may go on, and why."""

    regel: str
    uitkomst: str
    redenen: tuple[str, ...]
    feiten: Mapping[str, Feit] = field(default_factory=lambda: NIETS)
    naar: str = ""
    blokkeert: bool = False

    @property
    def bron(self) -> str:
        """The paragraph of the plan that says so."""
        return BRONNEN[self.regel]

    def uitleg(self, vertaal: Callable[[str], str] = same, namen: Mapping[str, str] = GEEN) -> str:
        """The reasons as sentences; `namen` gives codes their names."""
        words = {key: _in_words(value, vertaal, namen) for key, value in self.feiten.items()}
        return " ".join(vertaal(ZINNEN[reason]) % words for reason in self.redenen)


def _in_words(value: Feit, vertaal: Callable[[str], str], namen: Mapping[str, str]) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return namen.get(value, value)
    names = [namen.get(one, one) for one in value]
    if len(names) < 2:
        return "".join(names)
    return vertaal(EN) % {"eerste": ", ".join(names[:-1]), "laatste": names[-1]}
