"""The engine over a whole landscape: who uses what for which component, judged by rule B, and how far it is one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from kapstok.diensten.sturing.harmonisatie.rules_b import meerderheid, oordeel_b
from kapstok.diensten.sturing.harmonisatie.rules_waarden import Aanleiding, Gebruik, Oordeel


class Inzet(NamedTuple):
    """A municipality uses an application for a component. A tuple: a landscape has thousands."""

    gemeente: str
    component: str
    applicatie: str


def per_component(inzetten: Iterable[Inzet], partners: Collection[str]) -> dict[str, Gebruik]:
    """Per component what each partner uses; who left the partnership does not count."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: {partner: set() for partner in partners})
    for each in inzetten:
        if each.gemeente in partners:
            found[each.component][each.gemeente].add(each.applicatie)
    return {
        component: {partner: frozenset(apps) for partner, apps in uses.items()}
        for component, uses in found.items()
    }


def kleur(gebruik: Gebruik) -> str:
    """How far one component is one: gelijk, meerderheid, geen_meerderheid, een (only one user) or niemand."""
    users = [apps for apps in gebruik.values() if apps]
    if not users:
        return "niemand"
    used = frozenset().union(*users)
    if len(used) == 1 and len(users) == len(gebruik):
        return "gelijk"
    if len(users) == 1:
        return "een"
    return "meerderheid" if meerderheid(gebruik) else "geen_meerderheid"


def harmonisatie_index(landschap: Mapping[str, Gebruik]) -> tuple[int, int]:
    """Components with one application for all partners, and components in use."""
    colours = [kleur(uses) for uses in landschap.values()]
    return colours.count("gelijk"), len(colours) - colours.count("niemand")


def beoordeel(landschap: Mapping[str, Gebruik], *, op: date) -> dict[tuple[str, str], Oordeel]:
    """For every component and every partner that uses something: what rule B would say if its contract ended now."""
    return {
        (component, partner): oordeel_b(uses, Aanleiding(partner, "afloop_contract"), op=op)
        for component, uses in landschap.items()
        for partner, apps in uses.items()
        if apps
    }
