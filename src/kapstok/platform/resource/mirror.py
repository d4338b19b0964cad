"""The other side of a relation, in the register of somebody else, with our credentials for it.

Such a register asks us whether the relation is here (drc-003), so our side is committed first. When the other side does
not follow, ours is undone and the caller hears why. Registers that are not in the list are read and never written to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import msgspec

from kapstok.platform.db import tenant_scope
from kapstok.platform.http.fetch import Access, Unreachable, access_to, send
from kapstok.platform.resource import parse
from kapstok.platform.resource.caller import Call

NO_ANSWER = "het antwoordt niet"


@dataclass(frozen=True, slots=True)
class Mirror:
    """`place`: the list in which the relation stands there. `ours`: its member that holds an address of ours, by which
    it is found again among what `asked` gives. `more`: what else makes it."""

    place: str
    ours: str
    address: str
    asked: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, str] = field(default_factory=dict)


def address_of(call: Call, name: str, row_id: object) -> str:
    """The address of a row of ours, under the name by which we were called."""
    resource = call.all[name].resource
    return f"{call.base}{resource.api.prefix}/{resource.path}/{row_id}"


def make(call: Call, mirror: Mirror, member: str, undo: Callable[[], object]) -> None:
    """Make it there after the commit. `member`: what in the body it is about."""
    _later(call, mirror, member, undo, _made)


def remove(call: Call, mirror: Mirror, member: str, undo: Callable[[], object] | None) -> None:
    """Take it away there after the commit. Without `undo` (a whole zaak went) the answer only warns when that fails."""
    _later(call, mirror, member, undo, _removed)


def _later(
    call: Call,
    mirror: Mirror,
    member: str,
    undo: Callable[[], object] | None,
    act: Callable[[Access, Mirror], str],
) -> None:
    access = access_to(mirror.place)
    if access is None:
        return

    def step() -> None:
        try:
            why = act(access, mirror)
        except Unreachable:
            why = NO_ANSWER
        if why and undo is None:
            call.headers["X-Warning"] = f"{mirror.place}: de relatie staat daar nog ({why})"
        elif why and undo:
            with tenant_scope(call.caller.tenant):
                undo()
            text = f"Het andere register nam dit niet over ({why}). Er is hier niets veranderd."
            raise parse.fault(member, "pending-relations", text)

    call.after.append(step)


def _made(access: Access, mirror: Mirror) -> str:
    """Why it is not there; empty when it is, also when somebody had put it there already."""
    body = {mirror.ours: mirror.address, **mirror.asked, **mirror.more}
    status, answer = send("POST", mirror.place, access, body)
    return "" if status in {200, 201} or _found(access, mirror) else _why(status, answer)


def _removed(access: Access, mirror: Mirror) -> str:
    """Why it is still there; empty when it is gone."""
    for row in _found(access, mirror):
        status, answer = send("DELETE", f"{mirror.place}/{quote(row, safe='')}", access)
        if status not in {200, 204, 404}:
            return _why(status, answer)
    return ""


def _found(access: Access, mirror: Mirror) -> list[str]:
    """Numbers of the rows there. By the path of our address: we may have been called by another name then."""
    asked = f"?{urlencode(mirror.asked)}" if mirror.asked else ""
    status, answer = send("GET", f"{mirror.place}{asked}", access)
    rows = _json(answer) if status == 200 else []
    path = urlsplit(mirror.address).path
    return [
        str(row.get("url", "")).rstrip("/").rpartition("/")[2]
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict) and urlsplit(str(row.get(mirror.ours, ""))).path == path
    ]


def _why(status: int, answer: bytes) -> str:
    told = _json(answer)
    params = told.get("invalidParams") if isinstance(told, dict) else None
    first = params[0] if isinstance(params, list) and params and isinstance(params[0], dict) else {}
    code = str(first.get("code", ""))[:60]
    return f"status {status}{', ' if code else ''}{code}"


def _json(answer: bytes) -> Any:
    try:
        return msgspec.json.decode(answer)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
