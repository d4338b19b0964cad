"""Which projects owe the review of the quarter, and reminding who leads them: by a button, or by itself at night."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from kapstok.diensten.sturing.geld.queries import laatst_gesloten
from kapstok.diensten.sturing.kwartaal.models import Herinnering, Kwartaal
from kapstok.diensten.sturing.kwartaal.rules import herinnermoment
from kapstok.diensten.sturing.kwartaal.services import OPSTELLEN
from kapstok.diensten.sturing.projecten.queries import zonder_toets
from kapstok.diensten.sturing.projecten.rules import kwartaal_einde, kwartalen_verder
from kapstok.diensten.sturing.rollen.services import eis
from kapstok.platform.mail.queue import Uitgaand, queue_mails
from kapstok.platform.work import SYSTEM, Actor, unit_of_work


@dataclass(frozen=True, slots=True)
class Schuld:
    """The quarter that is to be reviewed, since when, and which projects still owe it."""

    jaar: int
    nummer: int
    sinds: date
    rijen: list[dict[str, Any]] = field(default_factory=list)


def te_toetsen(op: date) -> tuple[int, int]:
    """The quarter that stands open, else the one after the last that closed, else the one that ended last."""
    row = Kwartaal.objects.filter(gesloten_op=None).values_list("jaar", "nummer").first()
    if row is not None:
        return row
    closed = laatst_gesloten()
    return kwartalen_verder(kwartaal_einde(*closed), 1) if closed else kwartalen_verder(op, -1)


def schuldig(op: date, *, leider: UUID | None = None) -> Schuld:
    """What is owed on this day, of everybody or of one leader; nothing as long as the quarter lasts."""
    year, number = te_toetsen(op)
    end = kwartaal_einde(year, number)
    found = Schuld(year, number, end + timedelta(days=1))
    if op <= end:
        return found
    found.rijen.extend(zonder_toets(year, number, end, leider))
    rows = Herinnering.objects.filter(jaar=year, nummer=number, project_id__in=[r["id"] for r in found.rijen])
    last: dict[UUID, date] = dict(rows.order_by("op").values_list("project_id", "op"))
    for row in found.rijen:
        row["herinnerd_op"] = last.get(row["id"])
    return found


def herinner(
    *, op: date, actor: Actor, basis: str, alleen: Collection[UUID] | None = None
) -> tuple[int, list[str]]:
    """Mail each leader that owes a review, once a day; gives how many, and projects nobody can be asked for."""
    with unit_of_work(actor, "kwartaal.herinneren") as work:
        eis(actor, OPSTELLEN, op)
        owed = schuldig(op)
        rows = [row for row in owed.rijen if alleen is None or row["id"] in alleen]
        asked = [row for row in rows if row["email"] and row["herinnerd_op"] != op]
        made = [
            Herinnering(
                project_id=row["id"], jaar=owed.jaar, nummer=owed.nummer, op=op, aan=row["email"],
                door=actor.stored_name[:120],
            )
            for row in asked
        ]  # fmt: skip
        Herinnering.objects.bulk_create(made, ignore_conflicts=True)
        queue_mails((_mail(row, owed, op, basis) for row in asked), work.moment)
        sent = [str(row["id"]) for row in asked]
        work.record("kwartaal", f"{owed.jaar}-{owed.nummer}", after={"herinnerd": sent})
    return len(sent), [row["naam"] for row in rows if not row["email"]]


def _mail(row: dict[str, Any], owed: Schuld, op: date, basis: str) -> Uitgaand:
    key = f"toets:{row['id']}:{owed.jaar}-{owed.nummer}:{op}"
    text = (
        f"Beste {row['projectleider']},\n\nHet project {row['naam']} heeft nog geen toets over kwartaal {owed.nummer} "
        f"van {owed.jaar}. Wilt u die invullen? Dat duurt een paar minuten:\n\n"
        f"{basis}/sturing/projecten/{row['id']}/toets/{owed.jaar}/{owed.nummer}/\n"
    )
    return Uitgaand(key, row["email"], f"Kwartaaltoets van {row['naam']}", text)


def herinner_vanzelf(op: date, *, basis: str) -> int:
    """Five, ten and fifteen working days after the quarter: those who were not reminded since."""
    owed = schuldig(op)
    moment = herinnermoment(owed.sinds - timedelta(days=1), op)
    due = {
        row["id"]
        for row in owed.rijen
        if moment is not None
        and row["email"]
        and (row["herinnerd_op"] is None or row["herinnerd_op"] < moment)
    }
    return herinner(op=op, actor=SYSTEM, basis=basis, alleen=due)[0] if due else 0
