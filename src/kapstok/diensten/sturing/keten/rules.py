"""The links of the chain and its gaps. Pure: what there is goes in, links come out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

GATEN = (
    "speerpunt_zonder_project",
    "project_zonder_speerpunt",
    "component_zonder_applicatie",
    "applicatie_zonder_component",
    "applicatie_zonder_functie",
    "applicatie_zonder_eigenaar",
)


@dataclass(frozen=True, slots=True)
class Project:
    """A project that was not struck: what it is for, and what it is about."""

    id: UUID
    naam: str
    speerpunten: Sequence[str] = ()
    component: str = ""
    applicatie: UUID | None = None


@dataclass(frozen=True, slots=True)
class Applicatie:
    """An application in use: what it does in GEMMA, who uses it and which data it exchanges."""

    id: UUID
    naam: str
    eigenaar: str = ""
    componenten: Sequence[str] = ()
    functies: Sequence[str] = ()
    gemeenten: Sequence[str] = ()
    gegevens: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Schakel:
    """A line of the report: a priority alone, a project with what it reaches, or an application by itself."""

    speerpunten: Sequence[str] = ()
    project: Project | None = None
    component: str = ""
    applicaties: Sequence[Applicatie] = ()
    gaten: tuple[str, ...] = ()
    functies: Sequence[str] = field(default=())


def keten(
    speerpunten: Sequence[str], projecten: Iterable[Project], applicaties: Mapping[UUID, Applicatie]
) -> list[Schakel]:
    """Priorities in the order of the plan with their projects, then projects without one, then the applications.

    A project stands in it once, at the first of its priorities. It reaches the application it names, and those in use
    for the component it names.
    """
    by_component: dict[str, list[Applicatie]] = {}
    for app in applicaties.values():
        for component in app.componenten:
            by_component.setdefault(component, []).append(app)
    order = {code: n for n, code in enumerate(speerpunten)}
    links = [_of_project(each, order, by_component, applicaties) for each in projecten]
    served = {code for link in links for code in link.speerpunten}
    links += [
        Schakel([code], gaten=("speerpunt_zonder_project",)) for code in speerpunten if code not in served
    ]
    links.sort(key=lambda link: (_place(link, order), link.project.naam if link.project else ""))
    return links + [_alone(app) for app in applicaties.values()]


def _place(link: Schakel, order: Mapping[str, int]) -> int:
    return order[link.speerpunten[0]] if link.speerpunten else len(order)


def _of_project(
    project: Project,
    order: Mapping[str, int],
    by_component: Mapping[str, list[Applicatie]],
    applicaties: Mapping[UUID, Applicatie],
) -> Schakel:
    found = {app.id: app for app in by_component.get(project.component, ())}
    if project.applicatie in applicaties:
        found[project.applicatie] = applicaties[project.applicatie]
    codes = sorted((code for code in project.speerpunten if code in order), key=order.__getitem__)
    gaps = () if codes else ("project_zonder_speerpunt",)
    if project.component and project.component not in by_component:
        gaps += ("component_zonder_applicatie",)
    functions = list(dict.fromkeys(each for app in found.values() for each in app.functies))
    return Schakel(codes, project, project.component, list(found.values()), gaps, functions)


def _alone(app: Applicatie) -> Schakel:
    missing = (
        ("applicatie_zonder_component", app.componenten),
        ("applicatie_zonder_functie", app.functies),
        ("applicatie_zonder_eigenaar", app.eigenaar.strip()),
    )
    gaps = tuple(gap for gap, value in missing if not value)
    return Schakel(
        applicaties=[app],
        component=app.componenten[0] if len(app.componenten) == 1 else "",
        gaten=gaps,
        functies=app.functies,
    )


def aantallen(links: Iterable[Schakel]) -> dict[str, int]:
    """How many links have each gap."""
    counts: dict[str, int] = dict.fromkeys(GATEN, 0)
    for link in links:
        for gap in link.gaten:
            counts[gap] += 1
    return counts
