"""Submit, approve by two others, reject, stop."""

from datetime import date
from uuid import UUID

from kapstok.diensten.archief import rules
from kapstok.diensten.archief.models import Actie, Vernietigingslijst, Vernietigingsregel
from kapstok.diensten.archief.rules import Lijststatus
from kapstok.diensten.archief.stand import as_record, lock_lijst, person, stand_of, write_stand
from kapstok.platform.work import Actor, Work, unit_of_work


def submit(lijst_id: UUID, *, actor: Actor, today: date) -> Vernietigingslijst:
    """Fix the list and offer it for review. Who submits answers for it and cannot review it."""
    with unit_of_work(actor, "archief.lijst.submit") as work:
        lijst = lock_lijst(lijst_id)
        before = as_record(lijst)
        count = Vernietigingsregel.objects.filter(lijst=lijst, open=True, actie=Actie.VERNIETIGEN).count()
        lijst.indiener_naam, lijst.ingediend_op = actor.name, today
        write_stand(lijst, rules.submit(stand_of(lijst), person(actor), regels=count))
        return _conclude(work, lijst, before)


def approve(lijst_id: UUID, *, actor: Actor, today: date) -> Vernietigingslijst:
    """First or second approval, depending on where the list is."""
    with unit_of_work(actor, "archief.lijst.approve") as work:
        lijst = lock_lijst(lijst_id)
        before = as_record(lijst)
        stand = rules.approve(stand_of(lijst), person(actor), today)
        if stand.status == Lijststatus.TWEEDE_BEOORDELING:
            lijst.eerste_beoordelaar_naam, lijst.eerste_akkoord_op = actor.name, today
        else:
            lijst.tweede_beoordelaar_naam, lijst.tweede_akkoord_op = actor.name, today
        write_stand(lijst, stand)
        return _conclude(work, lijst, before)


def reject(lijst_id: UUID, reden: str, *, actor: Actor) -> Vernietigingslijst:
    with unit_of_work(actor, "archief.lijst.reject") as work:
        lijst = lock_lijst(lijst_id)
        before = as_record(lijst)
        stand = rules.reject(stand_of(lijst), person(actor), reden)
        lijst.reden, lijst.beeindigd_door_naam = reden.strip(), actor.name
        write_stand(lijst, stand)
        return _conclude(work, lijst, before)


def stop(lijst_id: UUID, reden: str, *, actor: Actor) -> Vernietigingslijst:
    """The red button; what has been destroyed already stays on the list as destroyed."""
    with unit_of_work(actor, "archief.lijst.stop") as work:
        lijst = lock_lijst(lijst_id)
        before = as_record(lijst)
        stand = rules.stop(stand_of(lijst), reden)
        lijst.reden, lijst.beeindigd_door_naam = reden.strip(), actor.name
        write_stand(lijst, stand)
        return _conclude(work, lijst, before)


def _conclude(work: Work, lijst: Vernietigingslijst, before: dict[str, str]) -> Vernietigingslijst:
    work.record("vernietigingslijst", lijst.id, before=before, after=as_record(lijst))
    work.publish("archief.vernietigingslijst.update", subject=lijst.id, data={"status": lijst.status})
    return lijst
