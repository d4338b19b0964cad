"""From a request to clean values: the body, the query and the addresses in both. All faults at once."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec
from django.http import QueryDict

from kapstok.platform.http import InvalidParam
from kapstok.platform.resource import parse
from kapstok.platform.resource.caller import Call
from kapstok.platform.resource.compile import Compiled
from kapstok.platform.resource.declare import Resource
from kapstok.platform.resource.fields import Field

_UUID = r"([0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12})"
NOBODY = UUID(int=0)


def row_of(call: Call, resource: Resource, url: str) -> UUID | None:
    """The id in an address of this resource, on this host. None when it is something else."""
    under = f"{re.escape(resource.under[0])}/{_UUID}/" if resource.under else ""
    start = re.escape(f"{call.base}{resource.api.prefix}/")
    found = re.fullmatch(f"{start}{under}{re.escape(resource.path)}/{_UUID}/?", url)
    return UUID(found[found.lastindex or 1]) if found else None


def json_object(raw: bytes) -> dict[str, Any]:
    """The body as an object. Raises Faults when it is no json object."""
    try:
        value = msgspec.json.decode(raw or b"{}")
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise parse.fault("nonFieldErrors", "invalid", "De inhoud is geen geldige JSON.") from None
    return parse.obj(value, "nonFieldErrors")


def body(
    call: Call, own: Compiled, given: dict[str, Any], *, partial: bool, complete: bool = False
) -> dict[str, Any]:
    """Clean values by column. `complete`: what is not given gets its default (PUT)."""
    faults: list[InvalidParam] = []
    clean = parse.collect(own.resource.fields, given, "", faults, partial=partial)
    values: dict[str, Any] = {}
    for field in own.resource.fields:
        if field.name in clean:
            values[field.column] = clean[field.name]
            if field.to and clean[field.name]:
                faults += _resolve(call, field, clean[field.name], values)
        elif complete and field.parser is not None and not field.required:
            values[field.column] = field.default
    if faults:
        raise parse.Faults(faults)
    return values


def _resolve(call: Call, field: Field, url: str, values: dict[str, Any]) -> list[InvalidParam]:
    """Put the id in place of the address; a fault when nothing stands there."""
    other = call.all[field.to]
    values[field.column] = row = row_of(call, other.resource, url)
    if row is not None and other.exists(call, row):
        return []
    return parse.fault(field.name, "object-does-not-exist").faults


def query(call: Call, own: Compiled, given: QueryDict) -> tuple[list[str], dict[str, Any], int, str]:
    """Conditions, their parameters, the page number and the order. An unknown name is a fault."""
    conditions: list[str] = []
    params: dict[str, Any] = {}
    faults: list[InvalidParam] = []
    number, order, filters = 1, "", own.resource.filters
    for position, (name, value) in enumerate({**own.resource.defaults, **given.dict()}.items()):
        try:
            if name == "page" and own.resource.paged:
                number = _page_number(str(value))
            elif name == "ordering" and own.resource.orderings:
                order = _order(own, str(value))
            elif name not in filters:
                raise parse.fault(name, "unknown-parameters", f"Onbekende parameter: {name[:100]}")
            else:
                params[f"p{position}"] = _filter_value(call, own, name, value)
                conditions.append(own.sql(filters[name].sql).replace("{v}", f"%(p{position})s"))
        except parse.Faults as found:
            faults += found.faults
    if faults:
        raise parse.Faults(faults)
    return conditions, params, number, order


def _filter_value(call: Call, own: Compiled, name: str, value: Any) -> Any:
    asked = own.resource.filters[name]
    clean = asked.reader(value, name)
    return (row_of(call, call.all[asked.to].resource, clean) or NOBODY) if asked.to else clean


def _order(own: Compiled, value: str) -> str:
    """`-startdatum,identificatie` as SQL; the id last, so that pages never overlap."""
    parts = []
    for name in value.split(","):
        column = own.resource.orderings.get(name.removeprefix("-"))
        if column is None:
            raise parse.fault("ordering", "invalid_choice")
        parts.append(own.sql(column) + (" DESC" if name.startswith("-") else ""))
    return ", ".join([*parts, "t.id"])


def _page_number(value: str) -> int:
    if not value.isdecimal() or len(value) > 7 or int(value) < 1:
        raise parse.fault("page", "invalid")
    return int(value)


def detail_query(resource: Resource, given: QueryDict) -> Mapping[str, Any]:
    """Parameters of a detail address."""
    faults: list[InvalidParam] = []
    values: dict[str, Any] = {}
    for name in given:
        try:
            if name not in resource.detail:
                raise parse.fault(name, "unknown-parameters", f"Onbekende parameter: {name[:100]}")
            values[name] = resource.detail[name](given[name], name)
        except parse.Faults as found:
            faults += found.faults
    if faults:
        raise parse.Faults(faults)
    return values
