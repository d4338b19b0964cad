"""The quarter of the demo that was closed on its agenda, so that there is a memo to read and to send. All invented."""

from datetime import date
from typing import Any

from kapstok.demo.projecten import DELAYS, Act, Mensen
from kapstok.diensten.sturing.kwartaal import queries, services
from kapstok.diensten.sturing.kwartaal.models import Kwartaal
from kapstok.diensten.sturing.kwartaal.rules import KEUZES
from kapstok.diensten.sturing.kwartaal.services import Besluit

QUARTER = (2020, 3)
OPENED, CLOSED = date(2020, 10, 5), date(2020, 10, 19)
INTRODUCTION = (
    "De meeste projecten liggen op schema. Waar het later wordt, staat de reden erbij. "
    "Voor de Omgevingswet vragen wij extra aandacht van de drie gemeenten."
)
REMARKS = {
    "Omgevingswet voorbereiden": "De gemeenten testen in november samen. Daarna is duidelijk of de datum haalbaar is.",
    "Digitale handtekening": "De handtekening werkt. De afdelingen krijgen deze winter uitleg.",
}


def acts(people: Mensen) -> list[Act]:
    """Opening, deciding and closing, each on its day."""
    return [(OPENED, 5, lambda: _open(people)), (CLOSED, 5, lambda: _close(people))]


def _open(people: Mensen) -> None:
    row = services.openen(*QUARTER, op=OPENED, actor=people.igor)
    chosen = [_choose(card) for card in queries.kaarten(row.id, *QUARTER)]
    services.besluiten(row.id, chosen, op=OPENED, actor=people.igor, inleiding=INTRODUCTION)


def _choose(card: dict[str, Any]) -> Besluit:
    """What runs goes on, or is steered where it is late; what was only proposed waits."""
    project = card["project"]
    late = DELAYS.get(project["naam"])
    possible = KEUZES[project["toestand"]]
    if late and "bijsturen" in possible:
        choice, why = "bijsturen", late[2]
    else:
        choice, why = ("doorgaan" if "doorgaan" in possible else "aanhouden"), ""
    return Besluit(card["id"], choice, why, card["versie"], REMARKS.get(project["naam"], ""))


def _close(people: Mensen) -> None:
    row = Kwartaal.objects.get(jaar=QUARTER[0], nummer=QUARTER[1])
    services.sluiten(row.id, op=CLOSED, actor=people.igor)
