"""Ending a following, by the municipality itself: what still waited for it is not sent any more."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from kapstok.magazijnen.brp import volgen
from kapstok.magazijnen.brp.models import Volgindicatie
from kapstok.magazijnen.brp.opzoeken import ids_van
from kapstok.magazijnen.notificaties.kanalen import ALS_STUF, PERSONEN, VOLGER
from kapstok.magazijnen.notificaties.models import Abonnement
from kapstok.magazijnen.notificaties.rules import keys_of
from kapstok.magazijnen.notificaties.services import change_abonnement, delete_abonnement
from kapstok.platform.errors import Refusal
from kapstok.platform.events.models import Delivery, State, Subscription
from kapstok.platform.work import Actor, unit_of_work


def _gone() -> Refusal:
    return Refusal("not_found", "volgt", _("Dit wordt al niet meer gevolgd."))


def stop_persoon(volgindicatie_id: UUID | None, *, today: date, actor: Actor) -> None:
    """An application follows a person no longer."""
    row = Volgindicatie.objects.filter(id=volgindicatie_id).first()
    if row is None or not volgen.loopt(row, today):
        raise _gone()
    with unit_of_work(actor, "brp.volgindicatie"):
        volgen.stop(row.applicatie_id, row.bsn, today=today, actor=actor)
        topics = (PERSONEN, PERSONEN + ALS_STUF)
        own = Subscription.objects.filter(topic__in=topics, keys__contains={VOLGER: str(row.applicatie_id)})
        lists = [str(lijst) for lijst in ids_van([row.bsn]).values()]
        _drop(list(own.values_list("consumer", flat=True)), lists)


def stop_overig(inschrijving_id: UUID | None, subject: str, *, actor: Actor) -> None:
    """An abonnement no longer names this address or business; the last one it named ends it."""
    found = Subscription.objects.filter(id=inschrijving_id).first()
    row = Abonnement.objects.filter(id=found.subscriber_id).first() if found else None
    if found is None or row is None:
        raise _gone()
    naam = found.topic.removesuffix(ALS_STUF)
    rest = [k for k in row.kanalen if k["naam"] != naam or keys_of(k.get("filters") or {}) != found.keys]
    with unit_of_work(actor, "abonnement.update"):
        if rest:
            change_abonnement(row.id, {"kanalen": rest}, actor=actor)
            _drop([found.consumer], [subject] if subject else [])
        else:
            delete_abonnement(row.id, actor=actor)


def _drop(consumers: list[str], subjects: list[str]) -> None:
    Delivery.objects.filter(consumer__in=consumers, subject__in=subjects, state=State.WAITING).delete()
