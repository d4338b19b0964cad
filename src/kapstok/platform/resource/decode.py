"""From a body to clean values, with the addresses in it. All faults at once."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import msgspec

from kapstok.platform.db import current_tenant
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.http import InvalidParam
from kapstok.platform.resource import parse, references
from kapstok.platform.resource.caller import Call
from kapstok.platform.resource.compile import Compiled
from kapstok.platform.resource.fields import Field
from kapstok.platform.resource.places import locate, path_here

There = tuple[UUID, Callable[[], bool]]


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
    parent: UUID | None = None,
) -> dict[str, Any]:
    """Clean values by column. `complete`: what is not given gets its default (PUT). `parent`: the row in whose
    address this one stands; the body names no other one."""
    faults: list[InvalidParam] = []
    clean = parse.collect(own.resource.fields, given, "", faults, partial=partial)
    if complete:
        clean = {f.name: f.default for f in own.resource.fields if f.parser and not f.required} | clean
    values: dict[str, Any] = {}
    there = _asked(call, own, clean)
    if own.resource.ahead is not None and row_id is None and not partial and not faults:  # of what is new
        columns = {own.named[name].column: row for name, (row, _) in there.items()}
        own.resource.ahead(columns, clean, call)
    for name, value in clean.items():
        field = own.named[name]
        if not field.column:
            continue
        values[field.column] = value
        if field.elsewhere:
            values[field.elsewhere] = ""
        if field.to and value:
            del values[field.column]  # the address; an id takes its place
            faults += _resolve(call, own, field, value, values, there.get(name))
        elif name in own.resource.refers and value:
            faults += references.check(call, value, name, own.resource.refers[name])
    if own.resource.settle is not None:
        faults += own.resource.settle(values, call)
    faults += _under(own, values, parent)
    if faults:
        said = _rules_say(call, own, row_id, values)
        raise parse.Faults(faults + [fault for no in said for fault in told(no, own.resource.names)])
    return values


def told(no: Refusal, names: Mapping[str, str]) -> list[InvalidParam]:
    """What was refused, by the members that the columns belong to."""
    return [InvalidParam(names.get(r.field, r.field or "nonFieldErrors"), r.code, r.message) for r in no.all]


def _under(own: Compiled, values: dict[str, Any], parent: UUID | None) -> list[InvalidParam]:
    """The address and the body speak of the same row above (zrc-018). Puts it in place."""
    if parent is None or own.resource.under is None:
        return []
    column = own.resource.under[1]
    given = values.setdefault(column, parent)
    if given == parent:
        return []
    name = own.resource.names[column]
    text = "Het adres en de inhoud van het verzoek noemen niet hetzelfde gegeven."
    return parse.fault(name, f"{name}-mismatch", text).faults


def _rules_say(call: Call, own: Compiled, row_id: UUID | None, values: dict[str, Any]) -> list[Refusal]:
    """What the rules have against the part that could be read; who may do what is no part of it."""
    if own.resource.rules is None:
        return []
    told = own.resource.rules(row_id, dict(values), call)
    return [r for no in told for r in no.all if not r.forbidden]


def with_the_rest(
    call: Call, own: Compiled, row_id: UUID | None, values: dict[str, Any], no: Refusal
) -> Refusal:
    """A write was refused: the same refusal, with everything else that the rules have against the body."""
    if any(r.forbidden or r.code in {"permission_denied", "not_found"} for r in no.all):
        return no
    known = {(r.code, r.field) for r in no.all}
    more = [r for r in _rules_say(call, own, row_id, values) if (r.code, r.field) not in known]
    return Refusals([*no.all, *more]) if more else no


def _asked(call: Call, own: Compiled, clean: dict[str, Any]) -> dict[str, There]:
    """Of every address of the right kind: its id, and whether that is there. All asked before one is answered."""
    asked: dict[str, There] = {}
    for field in own.links:
        url = clean.get(field.name)
        found = locate(call, url) if isinstance(url, str) and url else None
        if found is not None and found[0] is call.all[field.to]:
            asked[field.name] = found[1], _ask(call, field, *found)
    return asked


def _ask(call: Call, field: Field, own: Compiled, row_id: UUID) -> Callable[[], bool]:
    """Whether it is there; of who needs the row itself, it comes along."""
    if field.ask is None or current_tenant() != call.caller.tenant:
        return own.ask_exists(call, row_id)
    asked = field.ask(row_id)

    def is_there() -> bool:
        row = asked.first()
        if row is not None:
            call.rows[field.to, row_id] = row
        return row is not None

    return is_there


def _resolve(
    call: Call, own: Compiled, field: Field, url: Any, values: dict[str, Any], there: There | None
) -> list[InvalidParam]:
    """Put the id in place of the address; a fault when nothing of that kind stands there."""
    if not isinstance(url, str):
        values[field.column] = url
        return _ids(call, field, url)
    near = call.all[field.to].resource.api is own.resource.api
    if there is None and field.elsewhere and path_here(call, url) is None:
        wrong = references.check(call, url, field.name, own.resource.refers[field.name])
        if not wrong:
            values[field.column], values[field.elsewhere] = None, url
        return wrong
    if there is None:
        # Within one API an address is a key, of another API it is looked up.
        other = "bad-url" if locate(call, url) is None else "invalid-resource"
        return parse.fault(field.name, "no_match" if near else other).faults
    row_id, is_there = there
    if not is_there():
        return parse.fault(field.name, "does_not_exist" if near else "bad-url").faults
    values[field.column] = row_id
    call.there.add((field.to, row_id))
    return []


def _ids(call: Call, field: Field, given: UUID | list[UUID]) -> list[InvalidParam]:
    """Of a relation that is named by id, or a list of them: which are not there. All asked before one is answered."""
    many = isinstance(given, list)
    names = [f"{field.name}.{n}.uuid" for n in range(len(given))] if many else [f"{field.name}.uuid"]
    asked = [call.all[field.to].ask_exists(call, row) for row in (given if many else [given])]
    text = "Dit gegeven bestaat hier niet."
    return [
        InvalidParam(name, "invalid", text)
        for name, is_there in zip(names, asked, strict=True)
        if not is_there()
    ]
