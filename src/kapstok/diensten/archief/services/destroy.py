"""Carry out an approved list, a batch of zaken per transaction; it can stop and go on anywhere."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from kapstok.diensten.archief import rules
from kapstok.diensten.archief.models import Actie, Vernietigingsregel
from kapstok.diensten.archief.queries import NEXT_BATCH
from kapstok.diensten.archief.stand import as_record, lock_lijst, stand_of, write_stand
from kapstok.magazijnen.besluiten.destroy import destroy_besluiten_of
from kapstok.magazijnen.zaken.destroy import destroy_zaken
from kapstok.platform.audit.chain import forget
from kapstok.platform.db import fetch_all
from kapstok.platform.work import Actor, Work, unit_of_work

BATCH = 200
ORDER = "archief.vernietigingslijst.vernietigen"
HELD = "Iets anders verwijst nog naar deze zaak."


def order_destruction(lijst_id: UUID, *, actor: Actor, today: date) -> None:
    """Ask the worker to carry out an approved list of which the waiting time has passed."""
    with unit_of_work(actor, "archief.lijst.order") as work:
        lijst = lock_lijst(lijst_id)
        before = as_record(lijst)
        write_stand(lijst, rules.start_destroying(stand_of(lijst), today))
        work.record("vernietigingslijst", lijst.id, before=before, after=as_record(lijst))
        work.publish(ORDER, subject=lijst.id, data={})


def destroy_next_batch(
    lijst_id: UUID, *, actor: Actor, today: date, moment: datetime, size: int = BATCH
) -> int:
    """Destroy at most `size` zaken in one transaction and order the next batch; returns how many are left.

    Each zaak is judged again: what may no longer be destroyed stays, with the reason on the list.
    """
    with transaction.atomic():
        with unit_of_work(actor, "archief.lijst.destroy", moment=moment) as work:
            lijst = lock_lijst(lijst_id)
            write_stand(lijst, rules.start_destroying(stand_of(lijst), today))
            rows = fetch_all(NEXT_BATCH, {"lijst": lijst.id, "today": today, "size": size})
            _leave_out(rows)
            zaken = [row["zaak"] for row in rows if row["bezwaar"] is None]
            forgotten = _destroy(zaken, lijst.id, actor)
            done = Vernietigingsregel.objects.filter(lijst=lijst, open=True, zaak__in=zaken)
            count = done.update(vernietigd_op=moment, open=False)
            left = Vernietigingsregel.objects.filter(lijst=lijst, open=True).count()
            if not left:
                lijst.vernietigd_op = moment
                write_stand(lijst, rules.finish(stand_of(lijst)))
            _conclude(work, lijst, count=count, left=left)
        # Only now that the audit records are written: writing one would make a new key.
        forget([str(subject) for subject in forgotten])
    return left


def _destroy(zaken: list[UUID], lijst_id: UUID, actor: Actor) -> list[UUID]:
    """All at once; when that fails, halve until the zaken that are held are found and left out."""
    if not zaken:
        return []
    try:
        with unit_of_work(actor, "archief.lijst.destroy"):
            besluiten = destroy_besluiten_of(zaken, actor=actor, ground=lijst_id)
            gone = destroy_zaken(zaken, actor=actor, ground=lijst_id, documenten=besluiten.documenten)
            return [*gone, *besluiten.besluiten]
    except IntegrityError:
        if len(zaken) == 1:
            Vernietigingsregel.objects.filter(lijst_id=lijst_id, zaak=zaken[0]).update(
                actie=Actie.UITGESLOTEN, reden=HELD, open=False
            )
            return []
    middle = len(zaken) // 2
    return _destroy(zaken[:middle], lijst_id, actor) + _destroy(zaken[middle:], lijst_id, actor)


def _leave_out(rows: list[dict[str, Any]]) -> None:
    left_out = [row for row in rows if row["bezwaar"] is not None]
    regels = Vernietigingsregel.objects.in_bulk([row["regel"] for row in left_out])
    for row in left_out:
        regel = regels[row["regel"]]
        regel.actie, regel.reden, regel.open = Actie.UITGESLOTEN, row["bezwaar"], False
    Vernietigingsregel.objects.bulk_update(regels.values(), ["actie", "reden", "open"])


def _conclude(work: Work, lijst: Any, *, count: int, left: int) -> None:
    after = {**as_record(lijst), "vernietigd": count, "nog": left}
    work.record("vernietigingslijst", lijst.id, after=after)
    work.publish("archief.vernietigingslijst.destroy", subject=lijst.id, data={"nog": left})
    if left:
        work.publish(ORDER, subject=lijst.id, data={})
