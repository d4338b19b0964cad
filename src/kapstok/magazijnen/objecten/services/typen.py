"""Objecttypes and their versions."""

from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from kapstok.magazijnen.objecten import rules
from kapstok.magazijnen.objecten.models import Objecttype, Objecttypeversie
from kapstok.magazijnen.objecten.schema import fault_of_schema
from kapstok.magazijnen.objecten.services.base import require, snapshot, take, tell
from kapstok.platform.work import Actor, unit_of_work


def version_id(objecttype_id: UUID, versie: int) -> UUID:
    """The id of a version: what it is in an address is its number."""
    return uuid5(objecttype_id, str(versie))


def add_type(values: dict[str, Any], *, actor: Actor) -> UUID:
    """A new objecttype, still without versions."""
    with unit_of_work(actor, "objecttype.create") as work:
        today = timezone.localdate(work.moment)
        chosen = values.get("id")
        require(
            rules.uuid_is_free(taken=chosen is not None and Objecttype.objects.filter(id=chosen).exists())
        )
        given = {n: v for n, v in values.items() if v is not None}
        row = Objecttype.objects.create(**given, created_at=today, modified_at=today)
        work.record("objecttype", row.id, after=snapshot(row))
        tell(work, "objecttype.create", row.id)
    return row.id


def change_type(row_id: UUID, values: dict[str, Any], *, actor: Actor) -> None:
    """New values for an objecttype."""
    with unit_of_work(actor, "objecttype.update") as work:
        row = take(Objecttype, row_id)
        before = snapshot(row)
        require(rules.stays("uuid", row_id, values.get("id")))
        for name, value in values.items():
            if name != "id":
                setattr(row, name, value)
        row.modified_at = timezone.localdate(work.moment)
        row.save(force_update=True)
        work.record("objecttype", row_id, before=before, after=snapshot(row))
        tell(work, "objecttype.update", row_id)


def remove_type(row_id: UUID, *, actor: Actor) -> None:
    """An objecttype without versions away."""
    with unit_of_work(actor, "objecttype.delete") as work:
        row = take(Objecttype, row_id)
        require(
            rules.versions_go_first(versions=Objecttypeversie.objects.filter(objecttype_id=row_id).exists())
        )
        Objecttype.objects.filter(id=row_id).delete()
        work.record("objecttype", row_id, before=snapshot(row))
        tell(work, "objecttype.destroy", row_id)


def add_version(objecttype_id: UUID, values: dict[str, Any], *, actor: Actor) -> UUID:
    """The next version of an objecttype; a draft, unless it is published at once."""
    with unit_of_work(actor, "objecttypeversie.create") as work:
        take(Objecttype, objecttype_id)
        today = timezone.localdate(work.moment)
        last = Objecttypeversie.objects.filter(objecttype_id=objecttype_id).order_by("-versie").first()
        number = (last.versie if last else 0) + 1
        row = Objecttypeversie(
            id=version_id(objecttype_id, number),
            objecttype_id=objecttype_id,
            versie=number,
            status=values.get("status") or rules.DRAFT,
            json_schema=values.get("json_schema") or {},
            created_at=today,
            modified_at=today,
        )
        row.published_at = today if row.status == rules.PUBLISHED else None
        require(rules.schema_is_sound(fault_of_schema(row.json_schema)))
        row.save(force_insert=True)
        work.record("objecttypeversie", row.id, after=snapshot(row), subject=objecttype_id)
        tell(work, "objecttypeversie.create", row.id)
    return row.id


def change_version(row_id: UUID, values: dict[str, Any], *, actor: Actor) -> None:
    """Change a draft, or publish it."""
    with unit_of_work(actor, "objecttypeversie.update") as work:
        row = take(Objecttypeversie, row_id)
        before, today = snapshot(row), timezone.localdate(work.moment)
        require(rules.only_drafts_change(row.status))
        row.status = values.get("status") or row.status
        if values.get("json_schema") is not None:
            row.json_schema = values["json_schema"]
        require(rules.schema_is_sound(fault_of_schema(row.json_schema)))
        row.modified_at = today
        row.published_at = today if row.status == rules.PUBLISHED else None
        row.save(force_update=True)
        work.record("objecttypeversie", row_id, before=before, after=snapshot(row), subject=row.objecttype_id)
        tell(work, "objecttypeversie.update", row_id)


def remove_version(row_id: UUID, *, actor: Actor) -> None:
    """A draft away."""
    with unit_of_work(actor, "objecttypeversie.delete") as work:
        row = take(Objecttypeversie, row_id)
        require(rules.only_drafts_go(row.status))
        Objecttypeversie.objects.filter(id=row_id).delete()
        work.record("objecttypeversie", row_id, before=snapshot(row), subject=row.objecttype_id)
        tell(work, "objecttypeversie.destroy", row_id)
