"""Addresses of things that may stand in another register: they exist, and look like what they should be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kapstok.platform.http import InvalidParam
from kapstok.platform.http.fetch import Unusable, fetch_json
from kapstok.platform.resource import parse
from kapstok.platform.resource.caller import Call
from kapstok.platform.resource.places import locate, path_here, row_of


@dataclass(frozen=True, slots=True)
class Shape:
    """`kinds`: resources of ours that it may be; ANY of them. `members`: what the object elsewhere has.
    `known`: only where we know the register; the standard asks nothing of an address anywhere else."""

    kinds: Sequence[str] = ()
    members: Sequence[str] = ()
    known: bool = False


ANY = ("*",)
# Something exists there; the standard does not say of what shape.
SOMETHING = Shape(ANY)
SOMETHING_IF_KNOWN = Shape(ANY, known=True)


def check(call: Call, url: str, name: str, shape: Shape) -> list[InvalidParam]:
    """A fault with the published code when nothing of that shape stands there."""
    code = _wrong_here(call, url, shape) if path_here(call, url) is not None else _wrong_elsewhere(url, shape)
    return parse.fault(name, code).faults if code else []


def told(url: str) -> dict[str, Any]:
    """What stands at this address elsewhere; nothing when it cannot be read now."""
    try:
        return fetch_json(url)
    except Unusable:
        return {}


def points_to(call: Call, there: dict[str, Any], member: str, kind: str) -> UUID | None:
    """The row of ours, of resource `kind`, that a member of what stands elsewhere names."""
    named = there.get(member)
    found = row_of(call, call.all[kind].resource, named) if isinstance(named, str) else None
    return found if found and call.all[kind].exists(call, found) else None


def _wrong_here(call: Call, url: str, shape: Shape) -> str:
    found = locate(call, url)
    if found is None or not found[0].exists(call, found[1]):
        return "bad-url"
    return "" if shape.kinds is ANY or found[0].resource.name in shape.kinds else "invalid-resource"


def _wrong_elsewhere(url: str, shape: Shape) -> str:
    try:
        there = fetch_json(url)
    except Unusable as no:
        return "" if shape.known and no.code == "unknown-service" else no.code
    return "" if there.keys() >= set(shape.members) else "invalid-resource"
