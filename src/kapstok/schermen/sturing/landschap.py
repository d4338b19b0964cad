"""The landscape of today with the names that pages need: partners, components, applications, verdicts."""

from dataclasses import dataclass
from datetime import date

from kapstok.diensten.sturing.harmonisatie.rules import per_component
from kapstok.diensten.sturing.harmonisatie.rules_waarden import Gebruik
from kapstok.diensten.sturing.portfolio import gemma, queries
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.diensten.sturing.verband.queries import deelnemers


@dataclass(frozen=True, slots=True)
class Beeld:
    """Two statements, and everything that follows from them."""

    partners: list[Deelnemer]
    bron: queries.Landschap
    gebruik: dict[str, Gebruik]

    @property
    def namen(self) -> dict[str, str]:
        """Names of partners by code and of applications by id."""
        return self.bron.namen | {d.code: d.naam for d in self.partners}

    def kort(self, codes: set[str]) -> str:
        """Short names of these partners, in the order of the partnership."""
        return " ".join(d.kort for d in self.partners if d.code in codes)


def beeld(op: date) -> Beeld:
    """Who uses what, today."""
    partners, source = deelnemers(op), queries.landschap()
    return Beeld(partners, source, per_component(source.inzetten, [d.code for d in partners]))


def component_naam(component: str) -> str:
    """Name of a reference component; its id when this release of GEMMA no longer has it."""
    known = gemma.componenten().get(component)
    return known.naam if known else component
