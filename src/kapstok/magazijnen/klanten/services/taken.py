"""Interne taken: when they were given and done, and to whom."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from kapstok.magazijnen.klanten import rules_contact as rules
from kapstok.magazijnen.klanten.models import InterneTaak, InterneTaakActor
from kapstok.magazijnen.klanten.rules import KlantRefused
from kapstok.platform.work import Work


def check_taak(row: InterneTaak, work: Work) -> Iterable[KlantRefused]:
    """The moments follow the status: what is done has one, what is not has none."""
    before = InterneTaak.objects.filter(id=row.id).first()
    row.toegewezen_op = row.toegewezen_op or work.moment
    if before is not None and row.status != rules.DONE and row.afgehandeld_op == before.afgehandeld_op:
        row.afgehandeld_op = None
    yield from rules.handled_means_done(row.status, row.afgehandeld_op)
    yield from rules.number_is_digits(row, ("nummer", "referentienummer"))
    if row.status == rules.DONE:
        row.afgehandeld_op = row.afgehandeld_op or work.moment


def give_to(row: InterneTaak, actoren: Sequence[UUID] | None) -> None:
    """The task is of exactly these, in this order; None: of whom it was."""
    if actoren is None:
        return
    InterneTaakActor.objects.filter(internetaak_id=row.id).delete()
    InterneTaakActor.objects.bulk_create(
        InterneTaakActor(internetaak_id=row.id, actor_id=one, volgorde=place)
        for place, one in enumerate(actoren)
    )
