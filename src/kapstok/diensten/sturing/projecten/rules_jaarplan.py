"""What a yearly programme adds up to, and how it differs from the one before. Pure: it reads what was kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Inhoud = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Som:
    """Money in cents and hours of one municipality, or of all."""

    begroot: int = 0
    uren: int = 0
    projecten: int = 0


def doet_mee(project: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The municipalities that take part."""
    return [part for part in project["deelnames"] if part["besluit"] == "doet_mee"]


def eigen(inhoud: Inhoud) -> list[Mapping[str, Any]]:
    """The projects of the year itself; what still runs from before has its money there."""
    return [p for p in inhoud["projecten"] if p["jaar"] == inhoud["jaar"]]


def doorlopend(inhoud: Inhoud) -> list[Mapping[str, Any]]:
    """The projects of earlier years that still run."""
    return [p for p in inhoud["projecten"] if p["jaar"] != inhoud["jaar"]]


def som(projecten: Iterable[Mapping[str, Any]], gemeente: str = "") -> Som:
    """What these projects ask, of one municipality or of all."""
    rows = list(projecten)
    parts = [[part for part in doet_mee(p) if not gemeente or part["code"] == gemeente] for p in rows]
    return Som(
        sum(part["begroot"] for each in parts for part in each),
        sum(part["uren"] for each in parts for part in each)
        + (0 if gemeente else sum(p["uren_owo"] for p in rows)),
        sum(1 for p, each in zip(rows, parts, strict=True) if each or not gemeente),
    )


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """Two years side by side: a row per municipality and one for all; and where each project stands."""

    rijen: tuple[tuple[str, Som, Som], ...]
    nieuw: tuple[str, ...]
    loopt_door: tuple[str, ...]
    niet_meer: tuple[str, ...]


def vergelijk(eerder: Inhoud, nu: Inhoud) -> Vergelijking:
    """Totals of both years, and which projects are new, go on, or are no longer there."""
    places = {g["code"]: g["naam"] for g in [*eerder["gemeenten"], *nu["gemeenten"]]}
    before, after = eigen(eerder), eigen(nu)
    rows = [(naam, som(before, code), som(after, code)) for code, naam in places.items()]
    rows.append(("", som(before), som(after)))
    was = {p["id"]: p["naam"] for p in eerder["projecten"]}
    now = {p["id"]: p["naam"] for p in nu["projecten"]}
    return Vergelijking(
        tuple(rows),
        tuple(naam for key, naam in now.items() if key not in was),
        tuple(naam for key, naam in now.items() if key in was),
        tuple(naam for key, naam in was.items() if key not in now),
    )
