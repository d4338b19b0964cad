"""Order of adoption, what an indicator asks, and what changed between two versions. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ORGANEN = ("owo_directie", "college", "raad")
RICHTINGEN = ("omhoog", "omlaag")
METINGEN = (
    "hand", "zaken_op_tijd", "zaken_digitaal", "eerste_contact", "gelijk", "zonder_biv", "maatwerk",
)  # fmt: skip
"""Where the figure of an indicator comes from: somebody writes it down, or Kapstok works it out."""
JAREN = range(2000, 2101)
GROOTST = 10**12  # of a target, as its column holds it


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


def doel_in(norm: float | None, doelen: Mapping[str, float], jaar: int) -> float | None:
    """The target of a year: its own, else that of every year; None when there is none."""
    return doelen.get(str(jaar), norm)


def indicator_fouten(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Field and code of all that is wrong with an indicator; a target per year is named by its year."""
    found = [(name, "verplicht") for name in ("naam", "eenheid", "bij") if not str(values[name]).strip()]
    if values["richting"] not in RICHTINGEN:
        found.append(("richting", "verplicht"))
    if values["meting"] not in METINGEN:
        found.append(("meting", "onbekend"))
    targets = [("norm", values["norm"])] if values["norm"] is not None else []
    for jaar, target in values["doelen"].items():
        if not str(jaar).isdecimal() or int(jaar) not in JAREN:
            found.append((f"doel_{jaar}", "jaar"))
        targets.append((f"doel_{jaar}", target))
    most = 100 if values["eenheid"] == "%" else GROOTST
    return found + [(name, "doel") for name, target in targets if not 0 <= target <= most]


def verplaatst(codes: Sequence[str], code: str, stap: int) -> list[str]:
    """The same codes with one of them moved; at the end of the list it stays there."""
    rest = [each for each in codes if each != code]
    place = min(max(codes.index(code) + stap, 0), len(rest))
    return [*rest[:place], code, *rest[place:]]
