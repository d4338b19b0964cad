"""Objects: a change is a new record, from its first day on."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from django.utils import timezone

from kapstok.magazijnen.objecten import rules
from kapstok.magazijnen.objecten.models import Object, Objecttype, Objecttypeversie, Record
from kapstok.magazijnen.objecten.schema import fault_of_data
from kapstok.magazijnen.objecten.services.base import require, snapshot, take, tell
from kapstok.platform.work import Actor, Work, unit_of_work


class Gegevens(msgspec.Struct, kw_only=True):
    """What is said of an object in a record."""

    type_version: int
    start_at: date
    data: dict[str, Any] = {}
    geometry: dict[str, Any] | None = None
    references: list[dict[str, str]] = []
    correction_for: int | None = None


def create_object(
    objecttype_id: UUID, given: Gegevens, *, actor: Actor, object_id: UUID | None = None
) -> UUID:
    """An object with its first record."""
    with unit_of_work(actor, "object.create") as work:
        taken = object_id is not None and Object.objects.filter(id=object_id).exists()
        require(rules.uuid_is_free(taken=taken), _fits(objecttype_id, given), _corrects(None, given))
        row = Object(objecttype_id=objecttype_id, **({"id": object_id} if object_id else {}))
        row.save(force_insert=True)
        _write(work, row, given, None)
        tell(work, "object.create", row.id, objectType=str(objecttype_id))
    return row.id


def change_object(
    object_id: UUID,
    change: dict[str, Any],
    *,
    actor: Actor,
    merge: bool,
    objecttype_id: UUID | None = None,
    own_id: UUID | None = None,
) -> None:
    """A new record after the last one, which ends where this one begins. `merge`: the data are put into those of the
    last record, and what is not given stays."""
    with unit_of_work(actor, "object.update") as work:
        row = take(Object, object_id)
        last = _last(object_id)
        base = {"type_version": last.type_version, "start_at": last.start_at, "references": last.references}
        if merge:
            base |= {"geometry": last.geometry}
            change = {**change, "data": rules.merged(last.data, change.get("data", {}))}
        given = Gegevens(**{**base, **change})
        require(
            rules.stays("type", row.objecttype_id, objecttype_id),
            rules.stays("uuid", object_id, own_id),
            _fits(row.objecttype_id, given),
            _corrects(object_id, given),
        )
        _write(work, row, given, last)
        tell(work, "object.update", object_id, objectType=str(row.objecttype_id))


def _last(object_id: UUID) -> Record:
    """The record that holds now; an object has at least one."""
    return Record.objects.filter(object_id=object_id).order_by("-index")[0]


def delete_object(object_id: UUID, *, actor: Actor) -> None:
    """An object with all that was known of it."""
    with unit_of_work(actor, "object.delete") as work:
        row = take(Object, object_id)
        records = [snapshot(r) for r in Record.objects.filter(object_id=object_id).order_by("index")]
        Object.objects.filter(id=object_id).delete()
        work.record("object", object_id, before={**snapshot(row), "records": records})
        tell(work, "object.destroy", object_id, objectType=str(row.objecttype_id))


def release_zaak(object_id: UUID, zaak: str, *, actor: Actor) -> bool:
    """A zaak is destroyed: an object of other zaken as well only loses the reference. True when it stays."""
    with unit_of_work(actor, "object.release") as work:
        row = take(Object, object_id)
        if not [r for r in _last(object_id).references if r["url"] != zaak]:
            delete_object(object_id, actor=actor)
            return False
        before, after = {}, {}
        for record in Record.objects.filter(object_id=object_id).order_by("index"):
            others = [r for r in record.references if r["url"] != zaak]
            if others != record.references:
                Record.objects.filter(id=record.id).update(references=others)
                before[str(record.index)], after[str(record.index)] = record.references, others
        work.record("object", object_id, before={"references": before}, after={"references": after})
        tell(work, "object.update", object_id, objectType=str(row.objecttype_id))
    return True


def _fits(objecttype_id: UUID, given: Gegevens) -> list[rules.ObjectRefused]:
    schema = (
        Objecttypeversie.objects.filter(objecttype_id=objecttype_id, versie=given.type_version)
        .values_list("json_schema", flat=True)
        .first()
    )
    allowed = Objecttype.objects.filter(id=objecttype_id, allow_geometry=True).exists()
    fault = None if schema is None else fault_of_data(schema, given.data)
    return [
        *rules.data_fit_their_version(given.type_version, fault),
        *rules.geometry_is_allowed(given=given.geometry is not None, allowed=allowed),
    ]


def _corrects(object_id: UUID | None, given: Gegevens) -> list[rules.ObjectRefused]:
    own = Record.objects.filter(object_id=object_id)
    number = given.correction_for
    return list(
        rules.corrects_a_record(
            number,
            known=number is not None and own.filter(index=number).exists(),
            corrected=number is not None and own.filter(correction_for=number).exists(),
        )
    )


def _write(work: Work, row: Object, given: Gegevens, last: Record | None) -> None:
    if last is not None:
        Record.objects.filter(id=last.id).update(end_at=given.start_at)
    record = Record(
        object_id=row.id,
        index=last.index + 1 if last else 1,
        registration_at=timezone.localdate(work.moment),
        **msgspec.structs.asdict(given),
    )
    record.save(force_insert=True)
    work.record("object", row.id, before=snapshot(last) if last else None, after=snapshot(record))
