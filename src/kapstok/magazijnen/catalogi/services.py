"""Use cases of the catalogus: adding, changing, publishing and deleting types."""

from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError

from kapstok.magazijnen.catalogi import checks, relations, rules
from kapstok.magazijnen.catalogi.errors import CatalogusRefused
from kapstok.magazijnen.catalogi.models import (
    BesluitType,
    Catalogus,
    Eigenschap,
    Geldig,
    InformatieObjectType,
    ResultaatType,
    RolType,
    StatusType,
    ZaakObjectType,
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
    ZaakObjectType: "zaakobjecttype",
    InformatieObjectType: "informatieobjecttype",
    ZaakTypeInformatieObjectType: "zaaktypeinformatieobjecttype",
    BesluitType: "besluittype",
    ZaakTypeBesluitType: "zaaktypebesluittype",
}
# What hangs on a zaaktype, in the order in which a reader meets it.
PARTS: tuple[type[TenantModel], ...] = (
    StatusType,
    ResultaatType,
    RolType,
    Eigenschap,
    ZaakTypeInformatieObjectType,
    ZaakObjectType,
)


def snapshot(row: TenantModel) -> dict[str, Any]:
    """A row by its columns, with the names it relates to."""
    own = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname != "tenant"}
    return {**own, **relations.names_of(row)}


def refuse(refusals: list[CatalogusRefused]) -> None:
    """Say all of it at once."""
    if refusals:
        raise refusals[0] if len(refusals) == 1 else Refusals(list(refusals))


def _part(row: TenantModel) -> bool:
    """Does it hang on a zaaktype?"""
    return not isinstance(row, Catalogus | Geldig)


def _no_concept(values: dict[str, Any]) -> dict[str, Any]:
    """Publishing is an act of its own (`publish`), never a value."""
    if "concept" in values:
        raise ValueError("concept is changed by publishing only")
    return dict(values)


def add(kind: type[Type], values: dict[str, Any], *, actor: Actor, forced: bool = False) -> Type:
    """Add a row of this kind by its columns. Below a published zaaktype only when forced."""
    values = _no_concept(values)
    with unit_of_work(actor, f"{KINDS[kind]}.create") as work:
        links = relations.take(kind, values)
        row = kind(**values)
        checks.fill(row)
        life = checks.life(row, forced=forced) if _part(row) else []
        refuse([*life, *checks.faults(row, links)])
        row.save(force_insert=True)
        relations.write(row, links)
        work.record(KINDS[kind], row.id, after=snapshot(row))
        work.publish(f"catalogi.{KINDS[kind]}.create", subject=row.id, data=_told(row))
    return row


def change(
    kind: type[Type], row_id: UUID, changes: dict[str, Any], *, actor: Actor, forced: bool = False
) -> Type:
    """Change columns of a concept (or a published one, when forced; or only its end date)."""
    changes = _no_concept(changes)
    with unit_of_work(actor, f"{KINDS[kind]}.change") as work:
        row = _take(kind, row_id)
        before = snapshot(row)
        life = _may_change(row, changes, forced=forced)
        links = relations.take(kind, changes)
        for name, value in changes.items():
            setattr(row, name, value)
        if _part(row):
            life = life or checks.life(row, forced=forced)
        elif isinstance(row, Geldig) and not row.concept:
            life = life or rules.ztc_009_key(before, vars(row), ("catalogus_id", relations.KEY[kind]))
        checks.fill(row)
        refuse([*life, *checks.faults(row, links)])
        if hasattr(row, "versie"):
            row.versie += 1
        row.save(force_update=True)
        relations.write(row, links)
        work.record(KINDS[kind], row.id, before=before, after=snapshot(row))
        work.publish(f"catalogi.{KINDS[kind]}.update", subject=row.id, data=_told(row))
    return row


def _may_change(row: TenantModel, changes: dict[str, Any], *, forced: bool) -> list[CatalogusRefused]:
    if _part(row):
        return checks.life(row, forced=forced)
    if isinstance(row, Geldig):
        return rules.ztc_009(concept=row.concept, forced=forced, changed=changes)
    return []


def delete(kind: type[Type], row_id: UUID, *, actor: Actor, forced: bool = False) -> None:
    """Delete a concept with what hangs on it; what is in use stays."""
    try:
        with unit_of_work(actor, f"{KINDS[kind]}.delete") as work:
            row = _take(kind, row_id)
            if _part(row):
                refuse(checks.life(row, forced=forced))
            elif isinstance(row, Geldig):
                refuse(rules.ztc_009(concept=row.concept, forced=forced))
            before, told = snapshot(row), _told(row)
            relations.repoint(row)
            kind.objects.filter(id=row_id).delete()  # type: ignore[attr-defined]
            work.record(KINDS[kind], row_id, before=before)
            work.publish(f"catalogi.{KINDS[kind]}.destroy", subject=row_id, data=told)
    except IntegrityError as error:
        text = "Dit is in gebruik bij zaken, documenten of besluiten en kan niet weg."
        raise CatalogusRefused("pending-relations", rules.NFE, text) from error


def publish(kind: type[Type], row_id: UUID, *, actor: Actor) -> Type:
    """From concept to in use, after the checks; all that is missing is said at once. Twice is once."""
    with unit_of_work(actor, f"{KINDS[kind]}.publish") as work:
        row = _take(kind, row_id)
        before = snapshot(row)
        if before["concept"]:
            refuse(checks.publishable(row))
            row.concept = False  # type: ignore[attr-defined]
            row.versie += 1  # type: ignore[attr-defined]
            row.save(force_update=True)
        work.record(KINDS[kind], row.id, before={"concept": before["concept"]}, after={"concept": False})
        if before["concept"]:
            work.publish(f"catalogi.{KINDS[kind]}.update", subject=row.id, data=_told(row))
    return row


def _told(row: TenantModel) -> dict[str, Any]:
    """What an event says: no content, only what subscribers filter on."""
    told = {"id": str(row.id), "catalogus": str(checks.catalogus_of(row))}
    zaaktype = getattr(row, "zaaktype_id", None)
    return told if zaaktype is None else {**told, "zaaktype": str(zaaktype)}


def _take(kind: type[Type], row_id: UUID) -> Type:
    row = kind.objects.select_for_update().filter(id=row_id).first()  # type: ignore[attr-defined]
    if row is None:
        raise CatalogusRefused("not_found", KINDS[kind], "Dit type is er niet (meer).")
    return row
