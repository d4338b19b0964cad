"""Weighing an initiative (paragraph 2.2 of the plan): with whom, now or later, and by which criteria. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

KEUZES = ("samen", "zelf", "uitbesteden")
TEMPO = ("innoveren", "wachten")
UITKOMSTEN = ("doen", "later", "niet_doen")
CRITERIA = ("nut", "kosten", "draagbaar", "haalbaar", "past")  # each from 1 (bad) to 5 (good)
LAAGSTE, HOOGSTE = 1, 5


def score(criteria: Mapping[str, int]) -> float | None:
    """The mean of what was scored, to one decimal; None as long as a criterion is open."""
    if any(name not in criteria for name in CRITERIA):
        return None
    return round(sum(criteria[name] for name in CRITERIA) / len(CRITERIA), 1)


def fouten(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Field and code of all that is wrong. A decision asks the whole weighing; waiting asks a day to look again."""
    found = [] if values["naam"].strip() else [("naam", "verplicht")]
    found += [
        (name, "onbekend")
        for name, known in (("keuze", KEUZES), ("tempo", TEMPO), ("uitkomst", UITKOMSTEN))
        if values[name] and values[name] not in known
    ]
    found += [
        (name, "reden")
        for name, chosen in (("keuze_reden", "keuze"), ("tempo_reden", "tempo"))
        if values[chosen] and not values[name].strip()
    ]
    criteria = values["criteria"]
    found += [
        (name, "score")
        for name, given in criteria.items()
        if name not in CRITERIA or not LAAGSTE <= given <= HOOGSTE
    ]
    if values["uitkomst"]:
        found += [(name, "weging") for name in CRITERIA if name not in criteria]
        found += [(name, "weging") for name in ("keuze", "tempo") if not values[name]]
        found += [(name, "verplicht") for name in ("besluit_door", "besloten_op") if not values[name]]
        if values["uitkomst"] == "later" and not values["herzien_op"]:
            found.append(("herzien_op", "herzien"))
    if _before(values["herzien_op"], values["besloten_op"]):
        found.append(("herzien_op", "volgorde"))
    return found


def _before(one: date | None, other: date | None) -> bool:
    return bool(one and other and one < other)
