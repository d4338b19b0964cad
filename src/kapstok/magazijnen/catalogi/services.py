"""Use cases of the catalogus: adding, changing, publishing and deleting types."""

from typing import Any, TypeVar
from uuid import UUID

from kapstok.magazijnen.catalogi import rules
from kapstok.magazijnen.catalogi.errors import CatalogusRefused
from kapstok.magazijnen.catalogi.models import (
    BesluitType,
    Catalogus,
    Eigenschap,
    InformatieObjectType,
    ResultaatType,
    RolType,
    StatusType,
    ZaakType,
    ZaakTypeBesluitType,
    ZaakTypeInformatieObjectType,
)
from kapstok.platform.db import TenantModel
from kapstok.platform.errors import Refusals
from kapstok.platform.work import Actor, unit_of_work

Type = TypeVar("Type", bound=TenantModel)

# The name of each kind in audit records and events, as the standard writes it.
KINDS: dict[type[TenantModel], str] = {
    Catalogus: "catalogus",
    ZaakType: "zaaktype",
    StatusType: "statustype",
    ResultaatType: "resultaattype",
    RolType: "roltype",
    Eigenschap: "eigenschap",
    InformatieObjectType: "informatieobjecttype",
    ZaakTypeInformatieObjectType: "zaaktypeinformatieobjecttype",
    BesluitType: "besluittype",
    ZaakTypeBesluitType: "zaaktypebesluittype",
}


def _snapshot(row: TenantModel) -> dict[str, Any]:
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname != "tenant"}


def _refuse(refusals: list[CatalogusRefused]) -> None:
    if refusals:
        raise refusals[0] if len(refusals) == 1 else Refusals(list(refusals))


def _concept(row: TenantModel) -> bool:
    """Is the row, or the zaaktype it hangs on, still a concept?"""
    if isinstance(row, Catalogus):
        return True
    if hasattr(row, "concept"):
        return bool(row.concept)
    return ZaakType.objects.filter(id=row.zaaktype_id, concept=True).exists()  # type: ignore[attr-defined]


def add(kind: type[Type], values: dict[str, Any], *, actor: Actor, forced: bool = False) -> Type:
    """Add a row of this kind by its columns. Below a published zaaktype only when forced."""
    with unit_of_work(actor, f"{KINDS[kind]}.create") as work:
        row = kind(**values)
        if not isinstance(row, Catalogus | ZaakType | InformatieObjectType | BesluitType):
            _refuse(rules.ztc_published_stays(concept=_concept(row), forced=forced))
        row.save(force_insert=True)
        work.record(KINDS[kind], row.id, after=_snapshot(row))
        work.publish(f"catalogi.{KINDS[kind]}.create", subject=row.id, data={"id": str(row.id)})
    return row


def change(
    kind: type[Type], row_id: UUID, changes: dict[str, Any], *, actor: Actor, forced: bool = False
) -> Type:
    """Change columns of a concept (or a published one, when forced)."""
    with unit_of_work(actor, f"{KINDS[kind]}.change") as work:
        row = _take(kind, row_id)
        _refuse(rules.ztc_published_stays(concept=_concept(row), forced=forced))
        before = _snapshot(row)
        for name, value in changes.items():
            setattr(row, name, value)
        if hasattr(row, "versie"):
            row.versie += 1
        row.save(force_update=True)
        work.record(KINDS[kind], row.id, before=before, after=_snapshot(row))
        work.publish(f"catalogi.{KINDS[kind]}.update", subject=row.id, data={"id": str(row.id)})
    return row


def delete(kind: type[Type], row_id: UUID, *, actor: Actor, forced: bool = False) -> None:
    """Delete a concept with what hangs on it."""
    with unit_of_work(actor, f"{KINDS[kind]}.delete") as work:
        row = _take(kind, row_id)
        _refuse(rules.ztc_published_stays(concept=_concept(row), forced=forced))
        before = _snapshot(row)
        kind.objects.filter(id=row_id).delete()  # type: ignore[attr-defined]
        work.record(KINDS[kind], row_id, before=before)
        work.publish(f"catalogi.{KINDS[kind]}.destroy", subject=row_id, data={"id": str(row_id)})


def publish(kind: type[Type], row_id: UUID, *, actor: Actor) -> Type:
    """From concept to in use. A zaaktype is checked first; all that is missing is said at once."""
    with unit_of_work(actor, f"{KINDS[kind]}.publish") as work:
        row = _take(kind, row_id)
        if isinstance(row, ZaakType):
            _refuse(
                rules.publishable(
                    statustypen=StatusType.objects.filter(zaaktype_id=row_id).count(),
                    resultaattypen=ResultaatType.objects.filter(zaaktype_id=row_id).count(),
                    roltypen=RolType.objects.filter(zaaktype_id=row_id).count(),
                )
            )
        row.concept = False  # type: ignore[attr-defined]
        row.versie += 1  # type: ignore[attr-defined]
        row.save(force_update=True)
        work.record(KINDS[kind], row.id, before={"concept": True}, after={"concept": False})
        work.publish(f"catalogi.{KINDS[kind]}.update", subject=row.id, data={"id": str(row.id)})
    return row


def _take(kind: type[Type], row_id: UUID) -> Type:
    row = kind.objects.select_for_update().filter(id=row_id).first()  # type: ignore[attr-defined]
    if row is None:
        raise CatalogusRefused("not_found", KINDS[kind], "Dit type is er niet (meer).")
    return row
