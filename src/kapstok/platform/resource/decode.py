"""From a request to clean values: the body, the query and the addresses in both. All faults at once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from django.http import QueryDict

from kapstok.platform.http import InvalidParam
from kapstok.platform.resource import parse
from kapstok.platform.resource.caller import Call
from kapstok.platform.resource.compile import Compiled
from kapstok.platform.resource.declare import MAX_PAGE, PAGE, Resource
from kapstok.platform.resource.fields import Field

_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
NOBODY = UUID(int=0)


def locate(call: Call, url: str) -> tuple[Compiled, UUID] | None:
    """The resource and id that an address of ours names; None when it is something else."""
    if not url.startswith(call.base):
        return None
    parts = url[len(call.base) :].rstrip("/").split("/")
    if len(parts) not in {6, 8} or not _UUID.fullmatch(parts[-1]):
        return None
    under = parts[4] if len(parts) == 8 else ""
    own = call.all.places.get(("/".join(parts[:4]), under, parts[-2]))
    return (own, UUID(parts[-1])) if own else None


def row_of(call: Call, resource: Resource, url: str) -> UUID | None:
    """The id in an address of this resource. None when it is something else."""
    found = locate(call, url)
    return found[1] if found and found[0].resource is resource else None


def json_object(raw: bytes) -> dict[str, Any]:
    """The body as an object. Raises Faults when it is no json object."""
    try:
        value = msgspec.json.decode(raw or b"{}")
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise parse.fault("nonFieldErrors", "invalid", "De inhoud is geen geldige JSON.") from None
    return parse.obj(value, "nonFieldErrors")


def body(
    call: Call,
    own: Compiled,
    given: dict[str, Any],
    *,
    partial: bool,
    complete: bool = False,
    row_id: UUID | None = None,
) -> dict[str, Any]:
    """Clean values by column. `complete`: what is not given gets its default (PUT)."""
    faults: list[InvalidParam] = []
    clean = parse.collect(own.resource.fields, given, "", faults, partial=partial)
    values: dict[str, Any] = {}
    for field in own.resource.fields:
        if field.name in clean:
            values[field.column] = clean[field.name]
            if field.to and clean[field.name]:
                faults += _resolve(call, own, field, clean[field.name], values)
        elif complete and field.parser is not None and not field.required:
            values[field.column] = field.default
    if faults:
        raise parse.Faults(faults + _also(call, own, row_id, values))
    return values


def _also(call: Call, own: Compiled, row_id: UUID | None, values: dict[str, Any]) -> list[InvalidParam]:
    """What the rules say of the part that could be read."""
    if own.resource.rules is None:
        return []
    names = {field.column: field.name for field in own.resource.fields}
    refusals = [r for no in own.resource.rules(row_id, dict(values), call) for r in no.all]
    return [
        InvalidParam(names.get(r.field, r.field or "nonFieldErrors"), r.code, r.message) for r in refusals
    ]


def _resolve(call: Call, own: Compiled, field: Field, url: str, values: dict[str, Any]) -> list[InvalidParam]:
    """Put the id in place of the address; a fault when nothing of that kind stands there."""
    found = locate(call, url)
    code = _wrong_link(call, own, field.to, found)
    if code:
        return parse.fault(field.name, code).faults
    values[field.column] = found[1] if found else None
    return []


def _wrong_link(call: Call, own: Compiled, to: str, found: tuple[Compiled, UUID] | None) -> str:
    """The published code: within one API an address is a key, of another API it is looked up."""
    other = call.all[to]
    near = other.resource.api is own.resource.api
    if found is None:
        return "no_match" if near else "bad-url"
    if found[0] is not other:
        return "no_match" if near else "invalid-resource"
    if other.exists(call, found[1]):
        return ""
    return "does_not_exist" if near else "bad-url"


@dataclass(frozen=True, slots=True)
class Query:
    """What a list is asked for."""

    conditions: list[str]
    params: dict[str, Any]
    number: int = 1
    size: int = PAGE
    order: str = ""


def query(call: Call, own: Compiled, given: Mapping[str, Any]) -> Query:
    """Conditions, their parameters, the page and the order. All unknown names are one fault."""
    conditions: list[str] = []
    params: dict[str, Any] = {}
    faults: list[InvalidParam] = []
    paging = {"page": 1, "pageSize": PAGE}
    order, filters, unknown = "", own.resource.filters, []
    for position, (name, value) in enumerate({**own.resource.defaults, **given}.items()):
        try:
            if name in paging and own.resource.paged:
                paging[name] = _whole(value, name)
            elif name == "ordering" and own.resource.orderings:
                order = _order(own, str(value))
            elif name not in filters:
                unknown.append(name)
            else:
                params[f"p{position}"] = clean = _filter_value(call, own, name, value)
                if name in own.resource.detail:  # the answer, too, is as of what was asked
                    params[name] = clean
                conditions.append(own.sql(filters[name].sql).replace("{v}", f"%(p{position})s"))
        except parse.Faults as found:
            faults += found.faults
    faults += unknown_names(unknown)
    if faults:
        raise parse.Faults(faults)
    return Query(conditions, params, paging["page"], min(paging["pageSize"], MAX_PAGE), order)


def unknown_names(names: Sequence[str]) -> list[InvalidParam]:
    """One fault that names every unknown parameter."""
    if not names:
        return []
    told = ", ".join(n[:100] for n in names)
    return parse.fault("nonFieldErrors", "unknown-parameters", f"Onbekende parameters: {told}").faults


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


def _whole(value: Any, name: str) -> int:
    text = str(value)
    if not text.isascii() or not text.isdecimal() or len(text) > 7 or int(text) < 1:
        raise parse.fault(name, "invalid")
    return int(text)


def detail_query(resource: Resource, given: QueryDict) -> Mapping[str, Any]:
    """Parameters of a detail address."""
    values: dict[str, Any] = {}
    faults = unknown_names([n for n in given if n not in resource.detail])
    for name in given.keys() & resource.detail.keys():
        try:
            values[name] = resource.detail[name](given[name], name)
        except parse.Faults as found:
            faults += found.faults
    if faults:
        raise parse.Faults(faults)
    return values
