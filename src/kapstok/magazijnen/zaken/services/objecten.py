"""What in the world a zaak is about."""

from typing import Any
from uuid import UUID

from kapstok.kern.archiveren import Zaakobject
from kapstok.magazijnen.catalogi.models import ZaakObjectType
from kapstok.magazijnen.zaken import rules_object
from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.identificaties import OBJECTEN, complete
from kapstok.magazijnen.zaken.models import Zaak, ZaakObject
from kapstok.magazijnen.zaken.services.archive import source_changed
from kapstok.magazijnen.zaken.services.base import change_below, own_row, require, snapshot, written
from kapstok.platform.work import Actor


def add_zaakobject(
    zaak_id: UUID, values: dict[str, Any], *, actor: Actor, forced: bool = False
) -> ZaakObject:
    """Say what in the world the zaak is about; `values` are columns of ZaakObject."""
    with change_below(zaak_id, "zaakobject.create", actor=actor, forced=forced) as (work, zaak):
        row = ZaakObject(zaak_id=zaak_id, **values)
        require(zaakobject_faults(row, zaak))
        _complete(row)
        row.save(force_insert=True)
        written(work, zaak, "zaakobject", "create", row.id, after=snapshot(row))
        source_changed(work, zaak, Zaakobject)
    return row


def change_zaakobject(row_id: UUID, changes: dict[str, Any], *, actor: Actor, forced: bool = False) -> None:
    """Change columns of a zaakobject."""
    row = own_row(ZaakObject, row_id)
    with change_below(row.zaak_id, "zaakobject.update", actor=actor, forced=forced) as (work, zaak):
        before = snapshot(row)
        for name, value in changes.items():
            setattr(row, name, value)
        require(zaakobject_faults(row, zaak))
        _complete(row)
        row.versie += 1
        row.save()
        written(work, zaak, "zaakobject", "update", row_id, before=before, after=snapshot(row))
        source_changed(work, zaak, Zaakobject)


def remove_zaakobject(row_id: UUID, *, actor: Actor, forced: bool = False) -> None:
    """The zaak is not about this any more."""
    row = own_row(ZaakObject, row_id)
    with change_below(row.zaak_id, "zaakobject.delete", actor=actor, forced=forced) as (work, zaak):
        ZaakObject.objects.filter(id=row_id).delete()
        written(work, zaak, "zaakobject", "destroy", row_id, before=snapshot(row))
        source_changed(work, zaak, Zaakobject)


def zaakobject_faults(row: ZaakObject, zaak: Zaak | None) -> list[ZaakRefused]:
    """All that the rules have against a zaakobject, as far as it is known."""
    found: list[ZaakRefused] = []
    if zaak is not None and row.zaakobjecttype_id:
        kinds = ZaakObjectType.objects.filter(id=row.zaakobjecttype_id).values_list("zaaktype_id", flat=True)
        found += rules_object.zaakobject_type(kinds.first(), zaak.zaaktype_id)
    if not row.object_type:
        return found
    given = rules_object.GivenObject(
        row.object_type,
        row.object,
        row.object_type_overige,
        row.object_type_overige_definitie,
        row.object_identificatie or None,
    )
    return [*found, *rules_object.zaakobject_is_identified(given), *rules_object.zaakobject_overige(given)]


def _complete(row: ZaakObject) -> None:
    if row.object_identificatie is not None:
        row.object_identificatie = complete(OBJECTEN[row.object_type], row.object_identificatie)
