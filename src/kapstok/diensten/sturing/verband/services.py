"""Joining and leaving the partnership."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work


def toetreden(code: str, naam: str, kort: str, *, van: date, volgorde: int = 0, actor: Actor) -> Deelnemer:
    """A municipality joins."""
    if Deelnemer.objects.filter(code=code).exists():
        raise Refusal("unique", "code", _("Deze gemeente doet al mee."))
    with unit_of_work(actor, "verband.toetreden") as work:
        row = Deelnemer.objects.create(code=code, naam=naam, kort=kort, van=van, volgorde=volgorde)
        work.record("deelnemer", row.id, after=described(row))
    return row


def uittreden(code: str, *, tot: date, actor: Actor) -> Deelnemer:
    """A municipality leaves after this day; what it had, stays readable."""
    row = Deelnemer.objects.filter(code=code).first()
    if row is None:
        raise Refusal("not_found", "code", _("Deze gemeente doet niet mee."))
    if tot < row.van:
        raise Refusal("order", "tot", _("De laatste dag ligt voor de eerste dag."))
    with unit_of_work(actor, "verband.uittreden") as work:
        before = described(row)
        row.tot = tot
        row.save(update_fields=["tot"])
        work.record("deelnemer", row.id, before=before, after=described(row))
    return row


def described(row: Deelnemer) -> dict[str, Any]:
    """What the audit trail keeps."""
    return {
        "code": row.code,
        "naam": row.naam,
        "van": row.van.isoformat(),
        "tot": row.tot and row.tot.isoformat(),
    }
