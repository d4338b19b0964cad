"""Changing what stands in a concept; and the ambition of a municipality, which has its own decision."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kapstok.diensten.sturing.plan import models as m
from kapstok.diensten.sturing.plan.services.base import take, take_concept
from kapstok.diensten.sturing.rollen.services import eis
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.db.editing import described
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work

VERSIE = ("missie", "visie", "aanleiding", "auteurs", "datum")
KINDS: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "onderdeel": (m.Onderdeel, ("naam", "tekst", "standpunt")),
    "speerpunt": (m.Speerpunt, ("naam", "kern", "raakt", "pijlers", "ks")),
    "indicator": (m.Indicator, ("naam", "norm", "norm_gemeenten", "bron", "eigenaar")),
}


def wijzig_versie(
    versie_id: UUID, values: Mapping[str, Any], *, actor: Actor, op: date, versie: int | None = None
) -> m.Planversie:
    """Change mission, vision or the occasion of a concept."""
    with unit_of_work(actor, "plan.wijzigen") as work:
        eis(actor, "beleidsplan.bewerken", op)
        row = take_concept(versie_id, versie)
        before = described(row)
        for name in VERSIE:
            if name in values:
                setattr(row, name, values[name])
        if not row.missie.strip():
            raise Refusal("verplicht", "missie", _("Vul dit in."))
        row.save()
        work.record("planversie", row.id, before=before, after=described(row))
    return row


def wijzig_onderdeel(
    versie_id: UUID,
    soort: str,
    code: str,
    values: Mapping[str, Any],
    *,
    actor: Actor,
    op: date,
    versie: int | None = None,
) -> Any:
    """Change one part, priority or indicator of a concept. For a priority `akkoorden` may be given: {code: source}."""
    kind, names = KINDS[soort]
    with unit_of_work(actor, "plan.wijzigen") as work:
        eis(actor, "beleidsplan.bewerken", op)
        row_version = take_concept(versie_id, versie)
        row = kind.objects.filter(planversie=row_version, code=code).first()
        if row is None:
            raise Refusal("not_found", "", _("Dit is er niet (meer)."))
        before = described(row)
        for name in names:
            if name in values:
                setattr(row, name, values[name])
        if not row.naam.strip():
            raise Refusal("verplicht", "naam", _("Vul dit in."))
        row.save()
        after = described(row)
        if soort == "speerpunt" and "akkoorden" in values:
            after["akkoorden"] = _marks(row, values["akkoorden"])
        work.record(soort, row.id, before=before, after=after, subject=row_version.id)
    return row


def _marks(row: m.Speerpunt, wanted: Mapping[str, str]) -> dict[str, str]:
    members = {d.code: d for d in Deelnemer.objects.filter(code__in=list(wanted))}
    if set(wanted) - set(members):
        raise Refusal("onbekend", "akkoorden", _("Deze gemeente doet niet mee."))
    m.Akkoord.objects.filter(speerpunt=row).delete()
    m.Akkoord.objects.bulk_create(
        m.Akkoord(speerpunt=row, deelnemer=members[code], bron=source) for code, source in wanted.items()
    )
    return dict(wanted)


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
        work.publish(
            "plan.ambitie.gewijzigd", subject=row.id, data={"speerpunt": speerpunt, "gemeente": gemeente}
        )
    return row
