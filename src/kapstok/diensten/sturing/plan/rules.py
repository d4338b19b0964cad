"""Order of adoption, and what changed between two versions. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ORGANEN = ("owo_directie", "college", "raad")


def volgorde(gemeenten: Sequence[str]) -> list[tuple[str, str]]:
    """Who adopts a plan, in order: the directie, then each college, then each council."""
    return [("owo_directie", "")] + [(orgaan, g) for orgaan in ORGANEN[1:] for g in gemeenten]


@dataclass(frozen=True, slots=True)
class Stap:
    """A body in the order, and whether it decided."""

    orgaan: str
    gemeente: str
    klaar: bool


def aan_de_beurt(stappen: Iterable[Stap]) -> set[tuple[str, str]]:
    """Who may decide now: the directie first, a college after the directie, a council after its own college."""
    steps = list(stappen)
    done = {(s.orgaan, s.gemeente) for s in steps if s.klaar}
    before = {
        "owo_directie": lambda _g: True,
        "college": lambda _g: ("owo_directie", "") in done,
        "raad": lambda g: ("college", g) in done,
    }
    return {(s.orgaan, s.gemeente) for s in steps if not s.klaar and before[s.orgaan](s.gemeente)}


@dataclass(frozen=True, slots=True)
class Verschil:
    """One thing that differs: `gemeente` when it is about one, `oud` or `nieuw` None when it was not there."""

    soort: str
    code: str
    naam: str
    veld: str
    oud: Any
    nieuw: Any
    gemeente: str = ""


Inhoud = Mapping[tuple[str, str, str], Mapping[str, Any]]  # (kind, code, municipality) -> name and fields


def verschillen(oud: Inhoud, nieuw: Inhoud) -> list[Verschil]:
    """What was added, taken out and changed, in the order of the new version."""
    found: list[Verschil] = []
    for key in [*nieuw, *(k for k in oud if k not in nieuw)]:
        kind, code, gemeente = key
        before, after = oud.get(key), nieuw.get(key)
        name = str((after or before or {}).get("naam", code))
        if before is None or after is None:
            was = None if before is None else name
            found.append(Verschil(kind, code, name, "", was, None if after is None else name, gemeente))
            continue
        found += [
            Verschil(kind, code, name, field, before.get(field), after.get(field), gemeente)
            for field in dict.fromkeys([*after, *before])
            if before.get(field) != after.get(field)
        ]
    return found
