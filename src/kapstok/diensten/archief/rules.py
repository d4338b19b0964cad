"""The life of a vernietigingslijst: who may do what when. Four eyes, and a stop button until the end.

Pure. The database holds the same rules as constraints (models), so that no other path gets round them.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from kapstok.platform.errors import Refusal

WAITING_TIME = timedelta(days=7)


class ArchiefRefused(Refusal):
    """An act on a vernietigingslijst that is not allowed."""


class Lijststatus(StrEnum):
    CONCEPT = "concept"
    EERSTE_BEOORDELING = "eerste_beoordeling"
    TWEEDE_BEOORDELING = "tweede_beoordeling"
    GOEDGEKEURD = "goedgekeurd"
    IN_UITVOERING = "in_uitvoering"
    VERNIETIGD = "vernietigd"
    AFGEWEZEN = "afgewezen"
    GESTOPT = "gestopt"


IN_REVIEW = (Lijststatus.EERSTE_BEOORDELING, Lijststatus.TWEEDE_BEOORDELING)
MAY_DESTROY = (Lijststatus.GOEDGEKEURD, Lijststatus.IN_UITVOERING)
FINAL = (Lijststatus.VERNIETIGD, Lijststatus.AFGEWEZEN, Lijststatus.GESTOPT)


@dataclass(frozen=True, slots=True)
class Lijststand:
    """Where a list is and which persons brought it there. `opsteller` is empty when Kapstok made it."""

    status: Lijststatus = Lijststatus.CONCEPT
    opsteller: str = ""
    indiener: str = ""
    eerste_beoordelaar: str = ""
    tweede_beoordelaar: str = ""
    uitvoerbaar_vanaf: date | None = None


def require_editable(stand: Lijststand) -> None:
    if stand.status != Lijststatus.CONCEPT:
        raise ArchiefRefused("lijst-vastgelegd", "status", "Deze lijst is ingediend. Wijzigen kan niet meer.")


def submit(stand: Lijststand, person: str, *, regels: int) -> Lijststand:
    require_editable(stand)
    if regels == 0:
        raise ArchiefRefused("lijst-leeg", "regels", "Op deze lijst staat geen zaak om te vernietigen.")
    return replace(stand, status=Lijststatus.EERSTE_BEOORDELING, indiener=person)


def approve(
    stand: Lijststand, person: str, today: date, *, waiting_time: timedelta = WAITING_TIME
) -> Lijststand:
    """First or second approval; after the second the waiting time starts."""
    _require_review_by(stand, person)
    if stand.status == Lijststatus.EERSTE_BEOORDELING:
        return replace(stand, status=Lijststatus.TWEEDE_BEOORDELING, eerste_beoordelaar=person)
    return replace(
        stand,
        status=Lijststatus.GOEDGEKEURD,
        tweede_beoordelaar=person,
        uitvoerbaar_vanaf=today + waiting_time,
    )


def reject(stand: Lijststand, person: str, reden: str) -> Lijststand:
    """Either reviewer can; the list ends and its zaken come back on a next one."""
    _require_review_by(stand, person)
    _require_reden(reden)
    return replace(stand, status=Lijststatus.AFGEWEZEN)


def stop(stand: Lijststand, reden: str) -> Lijststand:
    """Anybody who may see the list can stop it, at any moment before the last zaak is destroyed."""
    if stand.status in FINAL:
        raise ArchiefRefused("lijst-klaar", "status", "Deze lijst is al klaar. Stoppen kan niet meer.")
    _require_reden(reden)
    return replace(stand, status=Lijststatus.GESTOPT)


def start_destroying(stand: Lijststand, today: date) -> Lijststand:
    """Also to go on after an interruption."""
    if stand.status not in MAY_DESTROY or stand.uitvoerbaar_vanaf is None:
        raise ArchiefRefused(
            "niet-goedgekeurd", "status", "Deze lijst is niet goedgekeurd door twee personen."
        )
    if today < stand.uitvoerbaar_vanaf:
        raise ArchiefRefused(
            "wachttijd", "uitvoerbaar_vanaf", "De wachttijd van deze lijst is nog niet voorbij."
        )
    return replace(stand, status=Lijststatus.IN_UITVOERING)


def finish(stand: Lijststand) -> Lijststand:
    if stand.status != Lijststatus.IN_UITVOERING:
        raise ArchiefRefused("niet-in-uitvoering", "status", "Deze lijst wordt nu niet vernietigd.")
    return replace(stand, status=Lijststatus.VERNIETIGD)


def may_review(stand: Lijststand, person: str) -> bool:
    """Is this somebody whose approval counts now: in review, and with no part in the list so far?"""
    try:
        _require_review_by(stand, person)
    except ArchiefRefused:
        return False
    return True


def _require_review_by(stand: Lijststand, person: str) -> None:
    if stand.status not in IN_REVIEW:
        raise ArchiefRefused("niet-ter-beoordeling", "status", "Deze lijst wacht niet op een beoordeling.")
    if not person or person in {stand.opsteller, stand.indiener}:
        raise ArchiefRefused(
            "eigen-lijst",
            "beoordelaar",
            "U hebt deze lijst zelf gemaakt of ingediend. Iemand anders beoordeelt de lijst.",
        )
    if person == stand.eerste_beoordelaar:
        raise ArchiefRefused(
            "zelfde-beoordelaar",
            "beoordelaar",
            "U hebt deze lijst al beoordeeld. De tweede beoordelaar is iemand anders.",
        )


def _require_reden(reden: str) -> None:
    if not reden.strip():
        raise ArchiefRefused("required", "reden", "Vul een reden in.")
