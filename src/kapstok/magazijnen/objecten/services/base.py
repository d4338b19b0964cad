"""What the use cases of objects and their types share."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from kapstok.magazijnen.objecten.rules import ObjectRefused
from kapstok.platform.db import TenantModel
from kapstok.platform.errors import Refusals
from kapstok.platform.work import Work


def snapshot(row: TenantModel) -> dict[str, Any]:
    """Columns of a row by name, for the audit trail."""
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname != "tenant"}


def require(*verdicts: Iterable[ObjectRefused]) -> None:
    """Raise when any rule said no; all refusals in one answer."""
    refusals = [r for verdict in verdicts for r in verdict]
    if refusals:
        raise refusals[0] if len(refusals) == 1 else Refusals(list(refusals))


def take(model: Any, row_id: UUID) -> Any:
    """The row, locked until the end of the transaction."""
    found = model.objects.select_for_update().filter(id=row_id).first()
    if found is None:
        raise ObjectRefused("not_found", "", "Dit gegeven is er niet (meer).")
    return found


def tell(work: Work, name: str, row_id: UUID, **kenmerken: str) -> None:
    """Publish what happened."""
    data = {"resourceId": str(row_id), "kenmerken": kenmerken}
    work.publish(f"objecten.{name}", subject=row_id, data=data)
