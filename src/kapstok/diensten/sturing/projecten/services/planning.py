"""The blocks of the board: when a municipality takes part, what it costs her, and moving a block."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kapstok.diensten.sturing.geld.queries import lagen
from kapstok.diensten.sturing.projecten.models import Capaciteit, Deelname, Project
from kapstok.diensten.sturing.projecten.rules import DEELNAMEBESLUITEN, verschoven
from kapstok.diensten.sturing.projecten.services.base import refuse
from kapstok.platform.db.editing import described, locked
from kapstok.platform.work import Actor, unit_of_work


@dataclass(frozen=True, slots=True)
class Deelneming:
    """How a municipality takes part. `naam` is for the proposal on paper."""

    deelnemer_id: UUID
    van: date
    tot: date
    begroot: int = 0
    uren: int = 0
    besluit: str = "doet_mee"
    reden: str = ""
    naam: str = ""


def save_deelname(project: Project, each: Deelneming, row: Deelname | None = None) -> Deelname:
    """Write one; the caller has the unit of work."""
    faults = [("tot", "volgorde")] if each.tot < each.van else []
    if each.begroot < 0:
        faults.append(("begroot", "bedrag"))
    if each.besluit not in DEELNAMEBESLUITEN:
        faults.append(("besluit", "onbekend"))
    if each.besluit == "ziet_af" and not each.reden.strip():
        faults.append(("besluit_reden", "reden"))
    refuse(faults)
    made = row or Deelname(project=project, deelnemer_id=each.deelnemer_id)
    made.van, made.tot, made.begroot, made.uren = each.van, each.tot, each.begroot, each.uren
    made.besluit, made.besluit_reden = each.besluit, each.reden[:200]
    if row is not None:
        made.versie += 1
    made.save()
    return made


def set_deelname(project_id: UUID, each: Deelneming, *, actor: Actor, versie: int | None = None) -> Deelname:
    """A municipality joins, changes its part, or decides whether it follows."""
    with unit_of_work(actor, "project.deelname") as work:
        project = locked(Project, project_id)
        found = Deelname.objects.filter(project=project, deelnemer_id=each.deelnemer_id).first()
        row = locked(Deelname, found.id, versie) if found else None
        before = described(row) if row else None
        made = save_deelname(project, each, row)
        work.record("project", project.id, before={"deelname": before}, after={"deelname": described(made)})
        work.publish("projecten.deelname.opgeslagen", subject=project.id, data={"id": str(made.id)})
    return made


def verwijder_deelname(deelname_id: UUID, *, actor: Actor) -> None:
    """Take a municipality out of a project that has no money of hers."""
    with unit_of_work(actor, "project.deelname_weg") as work:
        row = locked(Deelname, deelname_id)
        if sum(lagen(row.deelnemer_id, "vastgelegd", row.project.boekcode).values()):
            refuse([("", "geld_vast")])
        work.record("project", row.project_id, before={"deelname": described(row)})
        row.delete()


def verschuif(deelname_id: UUID, *, begin: int, einde: int, versie: int, actor: Actor) -> Deelname:
    """Move a block by whole quarters at its begin and its end; refused when somebody else moved it meanwhile."""
    with unit_of_work(actor, "project.verschuiven") as work:
        row = locked(Deelname, deelname_id, versie)
        before = described(row)
        row.van, row.tot = verschoven(row.van, row.tot, begin=begin, einde=einde)
        row.versie += 1
        row.save(update_fields=["van", "tot", "versie"])
        work.record(
            "project", row.project_id, before={"deelname": before}, after={"deelname": described(row)}
        )
        work.publish("projecten.deelname.opgeslagen", subject=row.project_id, data={"id": str(row.id)})
    return row


def set_capaciteit(jaar: int, uren: int, *, actor: Actor, deelnemer_id: UUID | None = None) -> Capaciteit:
    """How many hours there are in a year, of a municipality or of the OWO unit."""
    with unit_of_work(actor, "capaciteit.opslaan") as work:
        row, _made = Capaciteit.objects.update_or_create(
            jaar=jaar, deelnemer_id=deelnemer_id, defaults={"uren": uren}
        )
        work.record("capaciteit", row.id, after={"jaar": jaar, "uren": uren})
    return row
