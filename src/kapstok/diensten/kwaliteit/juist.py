"""A finding that turns out to be right: somebody says why, and it counts no more as long as it says the same."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kapstok.diensten.kwaliteit.models import Bevinding
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work

LANGST = 300


class JuistGeweigerd(Refusal):
    """This finding cannot be called right, or not so."""


def noem_juist(bevinding_id: UUID, reden: str, *, actor: Actor, moment: datetime) -> None:
    """It is right as it is, for this reason."""
    told = " ".join(reden.split())
    if not 5 <= len(told) <= LANGST:
        text = (
            _("Schrijf in een paar woorden op waarom het klopt.")
            if len(told) < 5
            else _("Houd het korter: hoogstens 300 tekens.")
        )
        raise JuistGeweigerd("invalid", "reden", text)
    with unit_of_work(actor, "kwaliteit.juist", moment=moment) as work:
        row = _take(bevinding_id)
        if row.zaak is not None and row.zaak.einddatum is None:
            text = _("Er loopt nog een terugmelding: %s. Rond die eerst af.") % row.zaak.identificatie
            raise JuistGeweigerd("zaak", "", text)
        row.juist_reden, row.juist_door, row.juist_op = told, actor.stored_name[:200], moment
        row.save(update_fields=["juist_reden", "juist_door", "juist_op"])
        work.record("bevinding", row.id, after={"juist": told})


def toch_niet_juist(bevinding_id: UUID, *, actor: Actor, moment: datetime) -> None:
    """It counts again."""
    with unit_of_work(actor, "kwaliteit.juist.terug", moment=moment) as work:
        row = _take(bevinding_id)
        before = row.juist_reden
        row.juist_reden, row.juist_door, row.juist_op = "", "", None
        row.save(update_fields=["juist_reden", "juist_door", "juist_op"])
        work.record("bevinding", row.id, before={"juist": before}, after={"juist": ""})


def _take(bevinding_id: UUID) -> Bevinding:
    row = Bevinding.objects.select_for_update().filter(id=bevinding_id, opgelost=None).first()
    if row is None:
        raise JuistGeweigerd("opgelost", "", _("Deze bevinding is er niet meer."))
    return row
