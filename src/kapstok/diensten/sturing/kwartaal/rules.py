"""What can be decided about a project in a quarter, and when a quarter may close. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kapstok.kern.werkdagen import add_werkdagen

BESLUITEN = (
    "honoreren", "niet_honoreren", "starten", "aanhouden", "doorgaan", "bijsturen", "afronden", "afvoeren",
)  # fmt: skip
KEUZES = {
    "aangemeld": ("aanhouden", "afvoeren"),
    "beoordeeld": ("honoreren", "niet_honoreren", "aanhouden", "afvoeren"),
    "gehonoreerd": ("starten", "aanhouden", "afvoeren"),
    "niet_gehonoreerd": ("honoreren", "aanhouden", "afvoeren"),
    "in_uitvoering": ("doorgaan", "bijsturen", "afronden", "afvoeren"),
    "in_afronding": ("doorgaan", "bijsturen"),
    "in_uitrol": ("doorgaan", "bijsturen"),
}
NAAR = {
    "honoreren": "gehonoreerd", "niet_honoreren": "niet_gehonoreerd", "starten": "in_uitvoering",
    "afronden": "in_afronding", "afvoeren": "afgevoerd",
}  # fmt: skip
MET_REDEN = ("niet_honoreren", "bijsturen", "afvoeren")
MET_TOETS = ("in_uitvoering", "in_afronding", "in_uitrol")


@dataclass(frozen=True, slots=True)
class Punt:
    """A card as the rules look at it."""

    id: str
    toestand: str
    besluit: str = ""
    toelichting: str = ""
    getoetst: bool = False


def fout(punt: Punt) -> str:
    """What is wrong with a decision; empty when it can be."""
    if punt.besluit and punt.besluit not in KEUZES.get(punt.toestand, ()):
        return "kan_niet"
    return "reden" if punt.besluit in MET_REDEN and not punt.toelichting.strip() else ""


def open_punten(punten: Iterable[Punt]) -> list[tuple[str, str]]:
    """Why the quarter cannot close yet: every card without a decision, a reason or its review."""
    found: list[tuple[str, str]] = []
    for punt in punten:
        if not punt.besluit:
            found.append((punt.id, "geen_besluit"))
        elif wrong := fout(punt):
            found.append((punt.id, wrong))
        if punt.toestand in MET_TOETS and not punt.getoetst:
            found.append((punt.id, "geen_toets"))
    return found


HERINNEREN = (5, 10, 15)  # working days after the end of the quarter


def herinnermoment(einde: date, op: date) -> date | None:
    """The last day on which leaders are reminded by themselves that has come; None before the first."""
    come = [day for n in HERINNEREN if (day := add_werkdagen(einde, n)) <= op]
    return come[-1] if come else None
