"""From an event of a store to the notification of the standard: addresses in place of ids."""

# ruff: noqa: S608 - the table name comes from a declaration; values are parameters.

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from kapstok.magazijnen.notificaties.kanalen import EigenKanaal, kanaal_of, resource_and_action
from kapstok.platform.db import current_tenant, fetch_value
from kapstok.platform.events.outbox import Event
from kapstok.platform.resource import compiled
from kapstok.platform.tenancy.addresses import public_base
from kapstok.platform.tenancy.registry import tenant_by_id

PUBLISHED = "notificaties.notificatie.create"
KEEP_AT_MOST = 10_000
# The catalogus of a type never changes: read once.
_catalogus: dict[str, str] = {}


def stamp(moment: datetime) -> str:
    """2026-11-23T10:00:00.000000Z"""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def with_message(event: Event) -> Event:
    """The event with its topic and notification; as it was when it is told to nobody outside."""
    if event.type == PUBLISHED:
        bericht = event.data["bericht"]
        return msgspec.structs.replace(event, topic=bericht["kanaal"], message=bericht)
    resource, action = resource_and_action(event.type)
    kanaal = kanaal_of(resource) if resource in compiled() else None
    tenant = tenant_by_id(current_tenant() or 0)
    if kanaal is None or tenant is None:
        return event
    message = _message(kanaal, resource, action, event, public_base(tenant))
    return msgspec.structs.replace(event, topic=kanaal.naam, message=message)


def _message(kanaal: EigenKanaal, resource: str, action: str, event: Event, base: str) -> dict[str, Any]:
    data, noun = event.data, resource.rpartition(".")[2]
    names = ("resourceId", noun, "id", kanaal.onder)
    own = str(next((data[name] for name in names if data.get(name)), event.subject))
    head = own if resource == kanaal.hoofd else str(data.get(kanaal.onder) or event.subject)
    return {
        "kanaal": kanaal.naam,
        "hoofdObject": address(base, kanaal.hoofd, head, head),
        "resource": noun,
        "resourceUrl": address(base, resource, own, head),
        "actie": action,
        "aanmaakdatum": stamp(event.moment),
        "kenmerken": _kenmerken(kanaal, data, base),
    }


def address(base: str, name: str, row: str, parent: str) -> str:
    """Where a row of a resource stands."""
    resource = compiled()[name].resource
    under = f"{resource.under[0]}/{parent}/" if resource.under else ""
    return f"{base}{resource.api.prefix}/{under}{resource.path}/{row}"


def _kenmerken(kanaal: EigenKanaal, data: Mapping[str, Any], base: str) -> dict[str, str]:
    given = data.get("kenmerken") or data
    found: dict[str, str] = {}
    for name, resource in kanaal.kenmerken.items():
        kind, dot, _ = name.partition(".")
        value = str(given.get(kind) or "")
        if dot:
            value = _catalogus_of(kanaal.kenmerken[kind], value)
        found[name] = address(base, resource, value, "") if resource and _is_id(value) else value
    return found


def _is_id(value: str) -> bool:
    return len(value) == 36 and "/" not in value


def _catalogus_of(resource: str, row: str) -> str:
    if not _is_id(row):
        return ""
    if row not in _catalogus:
        table = compiled()[resource].resource.table
        found = fetch_value(f"SELECT catalogus_id::text FROM {table} WHERE id = %s", [UUID(row)])
        if found is None:
            return ""
        if len(_catalogus) >= KEEP_AT_MOST:
            _catalogus.clear()
        _catalogus[row] = found
    return _catalogus[row]
