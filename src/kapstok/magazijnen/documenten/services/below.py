"""What hangs on a document: gebruiksrechten, verzendingen, and the objects that use it."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.documenten import rules
from kapstok.magazijnen.documenten.errors import DocumentRefused
from kapstok.magazijnen.documenten.models import Gebruiksrechten, ObjectInformatieObject, Verzending
from kapstok.magazijnen.documenten.services.base import require, row_of, take, tell, touch
from kapstok.platform.work import Actor, unit_of_work

Below = Gebruiksrechten | Verzending
FIXED = "Dit veld kan niet worden gewijzigd."


def _absent(resource: str) -> DocumentRefused:
    return DocumentRefused("not_found", resource, "Dit gegeven is er niet (meer).")


def below_faults(
    model: type[Below], values: dict[str, Any], row: Below | None = None
) -> list[DocumentRefused]:
    """All that the rules say about a row below a document, with what it has already."""
    has = {**(row_of(row) if row else {}), **values}
    faults: list[DocumentRefused] = []
    if row and has["informatieobject_id"] != row.informatieobject_id:
        faults.append(DocumentRefused("wijzigen-niet-toegelaten", "informatieobject_id", FIXED))
    if model is Gebruiksrechten:
        return faults + rules.period_is_in_order(has.get("startdatum"), has.get("einddatum"))
    senders = Verzending.objects.filter(informatieobject_id=has.get("informatieobject_id"))
    others = senders.filter(aard_relatie="afzender").exclude(id=row.id if row else None)
    faults += rules.one_sender(has.get("aard_relatie", ""), has_sender=others.exists())
    return faults + rules.verzending_has_one_address(has)


def add_below(model: type[Below], values: dict[str, Any], *, actor: Actor) -> Below:
    """Add gebruiksrechten or a verzending; with gebruiksrechten the document says that it has them (drc-006)."""
    name = model.__name__.lower()
    with unit_of_work(actor, f"{name}.create") as work:
        document, version = take(values["informatieobject_id"])
        require(below_faults(model, values))
        row = model.objects.create(**values)
        if model is Gebruiksrechten:
            document.indicatie_gebruiksrecht = True
            touch(document)
        work.record(name, row.id, after=row_of(row), subject=document.id)
        tell(work, "create", document, version, name, row.id)
    return row


def change_below(model: type[Below], row_id: UUID, changes: dict[str, Any], *, actor: Actor) -> None:
    """Change gebruiksrechten or a verzending; the document stays the same."""
    name = model.__name__.lower()
    with unit_of_work(actor, f"{name}.change") as work:
        row = model.objects.select_for_update().filter(id=row_id).first()
        if row is None:
            raise _absent(name)
        document, version = take(row.informatieobject_id)
        require(below_faults(model, changes, row))
        before = row_of(row)
        for column, value in changes.items():
            setattr(row, column, value)
        row.versie += 1
        row.save(force_update=True)
        work.record(name, row.id, before=before, after=row_of(row), subject=document.id)
        tell(work, "update", document, version, name, row.id)


def remove_below(model: type[Below], row_id: UUID, *, actor: Actor) -> None:
    """Take it away; without its last gebruiksrechten a document says nothing about them (drc-006)."""
    name = model.__name__.lower()
    with unit_of_work(actor, f"{name}.delete") as work:
        row = model.objects.filter(id=row_id).first()
        if row is None:
            raise _absent(name)
        document, version = take(row.informatieobject_id)
        before = row_of(row)
        model.objects.filter(id=row_id).delete()
        if model is Gebruiksrechten and not model.objects.filter(informatieobject_id=document.id).exists():
            document.indicatie_gebruiksrecht = None
            touch(document)
        work.record(name, row_id, before=before, subject=document.id)
        tell(work, "destroy", document, version, name, row_id)


def link_object(values: dict[str, Any], *, at_source: bool, actor: Actor) -> ObjectInformatieObject:
    """Follow a relation that the store of the object made (drc-003, drc-004)."""
    with unit_of_work(actor, "objectinformatieobject.create") as work:
        document, _version = take(values["informatieobject_id"])
        linked = ObjectInformatieObject.objects.filter(**values).exists()
        require(
            rules.drc_003_once_per_object(linked=linked),
            rules.drc_004_follows_its_source(at_source=at_source),
        )
        row = ObjectInformatieObject.objects.create(**values)
        work.record("objectinformatieobject", row.id, after=row_of(row), subject=document.id)
    return row


def unlink_object(row_id: UUID, *, at_source: bool, actor: Actor) -> None:
    """Take away a relation of which the source is gone."""
    with unit_of_work(actor, "objectinformatieobject.delete") as work:
        row = ObjectInformatieObject.objects.filter(id=row_id).first()
        if row is None:
            raise _absent("objectinformatieobject")
        require(rules.drc_004_source_is_gone(at_source=at_source))
        before = row_of(row)
        ObjectInformatieObject.objects.filter(id=row_id).delete()
        work.record("objectinformatieobject", row_id, before=before, subject=row.informatieobject_id)
