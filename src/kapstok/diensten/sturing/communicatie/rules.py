"""When a message of the communication plan is due, and what it lacks. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from kapstok.kern.tijdvak import Duration

KANALEN = ("mail", "intranet")
MOMENTEN = ("datum", "plan", "kwartaal", "project")  # a day, or so many days after something happened
NA_IETS = MOMENTEN[1:]
STANDEN = ("wacht", "gepland", "nu", "gepubliceerd", "ingetrokken")
RECTIFICATIES = ("correctie", "intrekking")


def dag(moment: str, datum: date | None, gebeurd_op: date | None, dagen_na: int) -> date | None:
    """The day on which it has to go out; None as long as what it waits for did not happen."""
    if moment == "datum":
        return datum
    return gebeurd_op + timedelta(days=dagen_na) if gebeurd_op else None


def stand(
    when: date | None, laatst: date | None, herhaling: int, today: date, *, ingetrokken: bool = False
) -> str:
    """Where a message stands; one that repeats is never done."""
    if laatst and not herhaling:
        return "ingetrokken" if ingetrokken else "gepubliceerd"
    if when is None:
        return "wacht"
    return "nu" if when <= today else "gepland"


def volgende(datum: date, herhaling: int, after: date) -> date:
    """The first day of a repeated message after this day; its rhythm counts from its own day."""
    step, found = 1, datum
    while found <= after:
        found = datum + Duration(months=step * herhaling)
        step += 1
    return found


def fouten(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Field and code of all that is wrong."""
    found = [
        (name, "verplicht") for name in ("titel", "tekst", "verantwoordelijke") if not values[name].strip()
    ]
    if not values["doelgroepen"]:
        found.append(("doelgroepen", "doelgroep"))
    if not values["kanalen"]:
        found.append(("kanalen", "kanaal"))
    elif set(values["kanalen"]) - set(KANALEN):
        found.append(("kanalen", "onbekend"))
    if values["moment"] not in MOMENTEN:
        found.append(("moment", "onbekend"))
    elif values["moment"] == "datum" and not values["datum"]:
        found.append(("datum", "datum"))
    if values["moment"] in NA_IETS and not values["aanleiding_id"]:
        found.append((values["moment"], "aanleiding"))
    if values["herhaling"] and values["moment"] != "datum":
        found.append(("herhaling", "herhaling"))
    return found


def rectificatie_fouten(
    soort: str, reden: str, nu: tuple[str, str], eerst: tuple[str, str]
) -> list[tuple[str, str]]:
    """Field and code of all that is wrong; `nu` and `eerst` are title and text, as they become and as they stood."""
    found = [] if reden.strip() else [("reden", "reden")]
    if soort not in RECTIFICATIES:
        found.append(("soort", "onbekend"))
    if soort == "correctie":
        found += [
            (name, "verplicht") for name, text in zip(("titel", "tekst"), nu, strict=True) if not text.strip()
        ]
        if nu == eerst:
            found.append(("tekst", "gelijk"))
    return found
