"""The quarterly review of a running project."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from kapstok.diensten.sturing.geld.queries import laatst_gesloten
from kapstok.diensten.sturing.projecten.models import Project, Toets
from kapstok.diensten.sturing.projecten.rules import LOPEND, VERTRAGING_DOOR
from kapstok.diensten.sturing.projecten.services.base import assign, eis_project, refuse
from kapstok.platform.db.editing import described, locked
from kapstok.platform.work import Actor, unit_of_work

VELDEN = (
    "voortgang", "vertraging_dagen", "vertraging_door", "vertraging_uitleg", "prognose", "uren_gemeente", "uren_owo",
    "tevredenheid_klant", "tevredenheid_team", "opmerking",
)  # fmt: skip


def toets(
    project_id: UUID,
    jaar: int,
    kwartaal: int,
    values: Mapping[str, Any],
    *,
    op: date,
    actor: Actor,
    versie: int | None = None,
) -> Toets:
    """Write the review of a quarter that is still open, or change it."""
    with unit_of_work(actor, "project.toets") as work:
        project = locked(Project, project_id)
        eis_project(actor, ("kwartaalrapport.opstellen", "project.voortgang_melden"), op, project)
        found = Toets.objects.filter(project=project, jaar=jaar, kwartaal=kwartaal).first()
        if found is None and project.toestand not in LOPEND:
            refuse([("", "loopt_niet")])
        closed = laatst_gesloten()
        if closed is not None and (jaar, kwartaal) <= closed:
            refuse([("", "toets_gesloten")])
        row = (
            locked(Toets, found.id, versie) if found else Toets(project=project, jaar=jaar, kwartaal=kwartaal)
        )
        before = described(row) if found else None
        assign(row, values, VELDEN)
        refuse(_faults(row))
        row.door = actor.stored_name[:120]
        if found is not None:
            row.versie += 1
        row.save()
        work.record("toets", row.id, before=before, after=described(row))
        work.publish(
            "projecten.toets.opgeslagen", subject=project.id, data={"jaar": jaar, "kwartaal": kwartaal}
        )
    return row


def _faults(row: Toets) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if row.voortgang is None or not 0 <= row.voortgang <= 100:
        found.append(("voortgang", "procent"))
    if row.vertraging_dagen and row.vertraging_door not in VERTRAGING_DOOR:
        found.append(("vertraging_door", "oorzaak"))
    if row.prognose < 0:
        found.append(("prognose", "bedrag"))
    return found + [
        (name, "score")
        for name in ("tevredenheid_klant", "tevredenheid_team")
        if getattr(row, name) is not None and not 1 <= getattr(row, name) <= 5
    ]
