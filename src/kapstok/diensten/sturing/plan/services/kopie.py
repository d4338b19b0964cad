"""A version again: what a next version begins with."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kapstok.diensten.sturing.plan import models as m
from kapstok.platform.errors import Refusal

COPIED: tuple[type[Any], ...] = (m.Bron, m.Onderdeel, m.Indicator)


def kopie(plan_id: UUID, why: str, op: date) -> m.Planversie:
    """The newest version again, as a concept with the next number."""
    last = m.Planversie.objects.filter(plan_id=plan_id).order_by("-nummer").first()
    if last is None or last.status in ("concept", "in_besluitvorming"):
        raise Refusal("in_de_maak", "", _("Er is al een versie in de maak."))
    new = m.Planversie.objects.create(
        plan_id=plan_id,
        nummer=last.nummer + 1,
        datum=op,
        auteurs=last.auteurs,
        aanleiding=why[:200],
        missie=last.missie,
        visie=last.visie,
        van=last.van,
        tot=last.tot,
        gebaseerd_op=last,
    )
    for kind in COPIED:
        kind.objects.bulk_create(_again(row, planversie=new) for row in kind.objects.filter(planversie=last))
    old = list(m.Speerpunt.objects.filter(planversie=last))
    made = m.Speerpunt.objects.bulk_create(_again(row, planversie=new) for row in old)
    now = {was.id: row for was, row in zip(old, made, strict=True)}
    for kind in (m.Akkoord, m.Ambitie):
        kind.objects.bulk_create(
            _again(row, speerpunt=now[row.speerpunt_id])
            for row in kind.objects.filter(speerpunt_id__in=list(now))
        )
    return new


def _again(row: Any, **other: Any) -> Any:
    names = [f.attname for f in row._meta.concrete_fields if f.name not in ("id", "tenant", *other)]
    return type(row)(**{name: getattr(row, name) for name in names}, **other)
