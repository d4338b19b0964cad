"""Plain rows below a zaak, without rules of their own kind: klantcontact, substatus, notitie and the like."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.services.base import change_below, own_row, require, snapshot, written
from kapstok.platform.db import TenantModel
from kapstok.platform.db.rows import insert_later
from kapstok.platform.work import Actor, Work

# Looks at the row as it will be: columns that only the service knows are filled in, refusals come back.
Finish = Callable[[Any, Work], list[ZaakRefused]]


def _as_it_is(_row: Any, _work: Work) -> list[ZaakRefused]:
    return []


def add_below(
    model: type[TenantModel],
    values: dict[str, Any],
    *,
    actor: Actor,
    forced: bool = False,
    finish: Finish = _as_it_is,
) -> UUID:
    """Add a row to the zaak `values["zaak_id"]`."""
    kind = model._meta.model_name or ""
    with change_below(values["zaak_id"], f"{kind}.create", actor=actor, forced=forced) as (work, zaak):
        row = model(**values)
        require(finish(row, work))
        insert_later(row)
        written(work, zaak, kind, "create", row.id, after=snapshot(row))
    return row.id


def change_row_below(
    model: type[TenantModel],
    row_id: UUID,
    changes: dict[str, Any],
    *,
    actor: Actor,
    forced: bool = False,
    finish: Finish = _as_it_is,
) -> None:
    """Change columns of a row."""
    kind, row = model._meta.model_name or "", own_row(model, row_id)
    with change_below(row.zaak_id, f"{kind}.update", actor=actor, forced=forced) as (work, zaak):
        before = snapshot(row)
        for name, value in changes.items():
            setattr(row, name, value)
        require(finish(row, work))
        row.save()
        written(work, zaak, kind, "update", row_id, before=before, after=snapshot(row))


def remove_below(model: type[TenantModel], row_id: UUID, *, actor: Actor, forced: bool = False) -> None:
    """Remove a row."""
    kind, row = model._meta.model_name or "", own_row(model, row_id)
    with change_below(row.zaak_id, f"{kind}.delete", actor=actor, forced=forced) as (work, zaak):
        model.objects.filter(id=row_id).delete()
        written(work, zaak, kind, "destroy", row_id, before=snapshot(row))
