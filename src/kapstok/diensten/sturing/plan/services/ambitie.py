"""The ambition of a municipality with a priority: it has days, and a decision of its own."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from kapstok.diensten.sturing.plan import models as m
from kapstok.diensten.sturing.plan.services.base import take
from kapstok.diensten.sturing.rollen.services import eis
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.db.editing import described
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, Work, unit_of_work


def wijzig_ambitie(
    versie_id: UUID,
    speerpunt: str,
    gemeente: str,
    niveau: str,
    *,
    van: date,
    besluit: str,
    actor: Actor,
) -> m.Ambitie:
    """The ambition of a municipality from this day on. It is its own decision, so also an adopted plan takes it."""
    if not niveau.strip():
        raise Refusal("verplicht", "niveau", _("Vul dit in."))
    if not besluit.strip():
        raise Refusal("verplicht", "besluit", _("Noem het besluit waarmee de ambitie wijzigt."))
    with unit_of_work(actor, "plan.ambitie") as work:
        version = take(versie_id)
        eis(actor, "beleidsplan.vaststellen", van, gemeente=gemeente)
        goal = m.Speerpunt.objects.filter(planversie=version, code=speerpunt).first()
        member = Deelnemer.objects.filter(code=gemeente).first()
        if goal is None or member is None:
            raise Refusal("not_found", "", _("Dit is er niet (meer)."))
        last = m.Ambitie.objects.filter(speerpunt=goal, deelnemer=member).order_by("-van").first()
        if last is not None and last.van >= van:
            raise Refusal(
                "volgorde", "van", _("Deze ambitie gaat in voor die van nu. Kies een latere datum.")
            )
        if last is not None and last.tot is None:
            last.tot = van - timedelta(days=1)
            last.save(update_fields=["tot"])
        row = m.Ambitie.objects.create(
            speerpunt=goal, deelnemer=member, niveau=niveau.strip(), van=van, besluit=besluit.strip()
        )
        work.record(
            "ambitie", row.id, before=last and described(last), after=described(row), subject=version.id
        )
        _also_in_the_making(version, goal.code, row, work)
        work.publish(
            "plan.ambitie.gewijzigd", subject=row.id, data={"speerpunt": speerpunt, "gemeente": gemeente}
        )
    return row


def _also_in_the_making(version: m.Planversie, speerpunt: str, row: m.Ambitie, work: Work) -> None:
    """What a municipality decides on the plan that counts, also holds in the version that is being made."""
    if version.status != "vastgesteld":
        return
    for goal in m.Speerpunt.objects.filter(
        planversie__plan_id=version.plan_id,
        planversie__status__in=("concept", "in_besluitvorming"),
        code=speerpunt,
    ):
        there = m.Ambitie.objects.filter(speerpunt=goal, deelnemer_id=row.deelnemer_id)
        if there.filter(van__gte=row.van).exists():
            continue  # the version in the making already says something of those days
        there.filter(tot=None).update(tot=row.van - timedelta(days=1))
        made = m.Ambitie.objects.create(
            speerpunt=goal, deelnemer_id=row.deelnemer_id, niveau=row.niveau, van=row.van, besluit=row.besluit
        )
        m.Planversie.objects.filter(id=goal.planversie_id).update(versie=F("versie") + 1)
        work.record("ambitie", made.id, after=described(made), subject=goal.planversie_id)
