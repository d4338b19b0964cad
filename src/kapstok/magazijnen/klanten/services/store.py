"""Adding, changing and removing a row of this store, with its audit record and its event."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q

from kapstok.magazijnen.klanten.rules import KlantRefused
from kapstok.platform.db import TenantModel
from kapstok.platform.db.rows import ask_one, insert_later, update_changed, update_later
from kapstok.platform.errors import Refusals
from kapstok.platform.resource.names import camel
from kapstok.platform.work import Actor, Work, unit_of_work

# What is said of a row before it is written; it may also fill the row in.
Check = Callable[[Any, Work], Iterable[KlantRefused]]
# What is written besides the row itself, after it.
After = Callable[[Any, Work], None]
# Texts of an event by which a subscriber may choose, per table.
KENMERKEN = {
    "partij": ("nummer", "soort_partij"),
    "internetaak": ("nummer", "gevraagde_handeling", "status"),
    "klantcontact": ("hoofd_onderwerp_type", "indicatie_contact_gelukt", "verdere_actie_ondernomen"),
}
# Numbers that are there once in a municipality.
NUMBERS = ("nummer", "referentienummer")


def snapshot(row: TenantModel) -> dict[str, Any]:
    """Columns of a row by name, for the audit trail."""
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname != "tenant"}


def require(verdict: Iterable[KlantRefused]) -> None:
    """Raise when a rule said no; all refusals in one answer."""
    refusals = list(verdict)
    if refusals:
        raise refusals[0] if len(refusals) == 1 else Refusals(list(refusals))


def tell(work: Work, row: TenantModel, verb: str) -> None:
    """Publish what happened to a row."""
    kind = row._meta.model_name or ""
    kenmerken = {camel(name): _word(getattr(row, name)) for name in KENMERKEN.get(kind, ())}
    data = {kind: str(row.id), "resourceId": str(row.id), "kenmerken": kenmerken}
    work.publish(f"klanten.{kind}.{verb}", subject=row.id, data=data)


def add(
    model: type[TenantModel],
    values: dict[str, Any],
    *,
    actor: Actor,
    check: Check | None = None,
    after: After | None = None,
) -> UUID:
    """A new row."""
    with unit_of_work(actor, f"{model._meta.model_name}.create") as work:
        row = model(**values)
        require([*_taken(row), *(check(row, work) if check else ())])
        insert_later(row)
        if after:
            after(row, work)
        work.record(model._meta.model_name or "", row.id, after=snapshot(row))
        tell(work, row, "create")
    return row.id


def change(
    model: type[TenantModel],
    row_id: UUID,
    values: dict[str, Any],
    *,
    actor: Actor,
    check: Check | None = None,
    after: After | None = None,
) -> None:
    """New values for columns of a row, by name."""
    with unit_of_work(actor, f"{model._meta.model_name}.update") as work:
        row, before = _take(model, row_id)
        for name, value in values.items():
            setattr(row, name, value)
        require([*_taken(row), *(check(row, work) if check else ())])
        update_changed(row, before)
        if after:
            after(row, work)
        _changed(work, row, before)


def remove(model: type[TenantModel], row_id: UUID, *, actor: Actor, check: Check | None = None) -> None:
    """A row away, with what the database takes along with it."""
    with unit_of_work(actor, f"{model._meta.model_name}.delete") as work:
        row, before = _take(model, row_id)
        require(check(row, work) if check else ())
        model.objects.filter(id=row_id).delete()
        work.record(model._meta.model_name or "", row_id, before=before)
        tell(work, row, "destroy")


def replace_links(
    model: type[TenantModel], column: str, row: TenantModel, given: Sequence[UUID] | None, work: Work
) -> list[UUID]:
    """The rows that point to this one become exactly these; None: they stay as they are. Those that moved, each with
    its audit record and event."""
    if given is None:
        return []
    here = Q(**{column: row.id})
    moving = model.objects.select_for_update().filter((here & ~Q(id__in=given)) | (Q(id__in=given) & ~here))
    rows = list(moving.order_by("id"))
    for one in rows:
        before = snapshot(one)
        setattr(one, column, row.id if one.id in given else None)
        update_later(one, [column])
        _changed(work, one, before)
    return [one.id for one in rows]


def clear_pointers(
    model: type[TenantModel], column: str, gone: Collection[UUID], work: Work, *, but: UUID | None = None
) -> None:
    """Rows (but one) that point to one of these point to nothing any more, on record."""
    rows = model.objects.select_for_update().filter(**{f"{column}__in": gone}).exclude(id=but)
    for one in rows.order_by("id"):
        before = snapshot(one)
        setattr(one, column, None)
        update_later(one, [column])
        _changed(work, one, before)


def _changed(work: Work, row: TenantModel, before: dict[str, Any]) -> None:
    work.record(row._meta.model_name or "", row.id, before=before, after=snapshot(row))
    tell(work, row, "update")


def _take(model: type[TenantModel], row_id: UUID) -> tuple[Any, dict[str, Any]]:
    row = ask_one(model, row_id, lock=True).first()
    if row is None:
        raise KlantRefused("not_found", "", "Dit gegeven is er niet (meer).")
    return row, snapshot(row)


def _taken(row: Any) -> Iterable[KlantRefused]:
    names = [n for n in NUMBERS if getattr(row, n, "")]
    for name in names:
        same = type(row).objects.filter(**{name: getattr(row, name)}).exclude(id=row.id)
        if same.exists():
            yield KlantRefused("unique", name, "Dit nummer is al gegeven.")


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value or "")
