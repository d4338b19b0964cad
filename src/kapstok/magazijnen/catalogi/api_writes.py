"""From the Catalogi API to the use cases: values by column in, the id of the row out."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.catalogi import services
from kapstok.magazijnen.catalogi.errors import CatalogusRefused
from kapstok.magazijnen.catalogi.models import BesluitType, ZaakType, ZaakTypeBesluitType
from kapstok.platform.db import TenantModel
from kapstok.platform.resource import Call
from kapstok.platform.resource.declare import Create, Delete, Update

FORCED = "catalogi.geforceerd-schrijven"


def creator(kind: type[TenantModel]) -> Create:
    """POST"""

    def create(values: dict[str, Any], call: Call) -> UUID:
        besluittypen = values.pop("besluittypen", [])
        forced = call.caller.has("ztc", [FORCED])
        row = services.add(kind, values, actor=call.actor, forced=forced)
        _connect(row, besluittypen, call)
        return row.id

    return create


def changer(kind: type[TenantModel]) -> Update:
    """PUT and PATCH"""

    def update(row_id: UUID, changes: dict[str, Any], call: Call) -> None:
        besluittypen = changes.pop("besluittypen", [])
        forced = call.caller.has("ztc", [FORCED])
        row = services.change(kind, row_id, changes, actor=call.actor, forced=forced)
        _connect(row, besluittypen, call)

    return update


def deleter(kind: type[TenantModel]) -> Delete:
    """DELETE"""

    def delete(row_id: UUID, call: Call) -> None:
        forced = call.caller.has("ztc", ["catalogi.geforceerd-verwijderen"])
        services.delete(kind, row_id, actor=call.actor, forced=forced)

    return delete


def _connect(row: TenantModel, besluittypen: list[str], call: Call) -> None:
    """Besluittypen of a zaaktype, by omschrijving within its catalogus."""
    if not isinstance(row, ZaakType):
        return
    for omschrijving in besluittypen:
        same = BesluitType.objects.filter(catalogus_id=row.catalogus_id, omschrijving=omschrijving)
        found = same.order_by("-begin_geldigheid").first()
        if found is None:
            text = "Dit besluittype is er niet in deze catalogus."
            raise CatalogusRefused("object-does-not-exist", "besluittypen", text)
        if not ZaakTypeBesluitType.objects.filter(zaaktype_id=row.id, besluittype_id=found.id).exists():
            values = {"zaaktype_id": row.id, "besluittype_id": found.id}
            services.add(ZaakTypeBesluitType, values, actor=call.actor)
