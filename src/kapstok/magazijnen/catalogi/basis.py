"""Couleur locale: what a municipality does differently from the shared base, as a recorded layer (ontwerp 3.12)."""

import datetime as dt
from typing import Any
from uuid import UUID

from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.catalogi import services
from kapstok.magazijnen.catalogi.errors import CatalogusRefused
from kapstok.magazijnen.catalogi.versies import plain
from kapstok.platform.work import Actor, unit_of_work

# What every municipality fills in itself, and what says which version it is.
_NEVER = frozenset(
    {
        "lokaal",
        "team_id",
        "basis_versie",
        "catalogus_id",
        "verantwoordelijke",
        "begin_geldigheid",
        "einde_geldigheid",
        "versiedatum",
        "broncatalogus",
        "bronzaaktype",
    }
)


def layer(
    now: list[dict[str, Any]], before: dict[str, Any], after: dict[str, Any], reason: str, day: dt.date
) -> list[dict[str, Any]]:
    """The layer after a change: a new difference is added, one that is back at the base goes. Pure."""
    kept = {d["veld"]: dict(d) for d in now}
    for field, value in after.items():
        if field in _NEVER or plain(value) == plain(before.get(field)):
            continue
        base = kept[field]["basis"] if field in kept else before.get(field)
        if plain(value) == plain(base):
            kept.pop(field, None)
        else:
            said = reason or kept.get(field, {}).get("reden", "")
            kept[field] = {
                "veld": field,
                "basis": base,
                "lokaal": value,
                "reden": said,
                "vanaf": day.isoformat(),
            }
    return list(kept.values())


def change_local(
    zaaktype_id: UUID, changes: dict[str, Any], *, reason: str, day: dt.date, actor: Actor
) -> m.ZaakType:
    """Change a concept; where it comes from a base, the difference is recorded with its reason."""
    with unit_of_work(actor, "zaaktype.change"):
        row = m.ZaakType.objects.filter(id=zaaktype_id).first()
        if row is None:
            raise CatalogusRefused("not_found", "zaaktype", "Dit type is er niet (meer).")
        if row.basis_versie:
            before = services.snapshot(row)
            changes = {**changes, "lokaal": layer(row.lokaal, before, changes, reason, day)}
        return services.change(m.ZaakType, zaaktype_id, changes, actor=actor)


def back_to_base(zaaktype_id: UUID, field: str, *, day: dt.date, actor: Actor) -> m.ZaakType:
    """Undo one local difference."""
    row = m.ZaakType.objects.filter(id=zaaktype_id).first()
    found = next((d for d in row.lokaal if d["veld"] == field), None) if row else None
    if found is None:
        raise CatalogusRefused("not_found", "lokaal", "Dit verschil is er niet (meer).")
    return change_local(zaaktype_id, {field: found["basis"]}, reason="", day=day, actor=actor)
