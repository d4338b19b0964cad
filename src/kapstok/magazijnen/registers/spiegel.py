"""The other side of a relation, in the register of somebody else, with our credentials for it.

Such a register asks us whether the relation is here (drc-003), so our side is committed first. When the other side does
not follow, ours is undone and the caller hears why. What goes for good here (a zaak, a besluit) goes there by the
outbox, which tries until it worked. Registers that are not in the list are read and never written to.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import msgspec

from kapstok.platform.http import InvalidParam
from kapstok.platform.http.fetch import Access, Unreachable, access_to, send
from kapstok.platform.resource import Call, Follow, parse
from kapstok.platform.work import Work

GONE = "registers.relatie.destroy"
NO_ANSWER = "het antwoordt niet"


class NotTaken(Exception):
    """The other register did not follow; the message says why."""


@dataclass(frozen=True, slots=True)
class Mirror:
    """`place`: the list in which the relation stands there. `ours`: its member that holds an address of ours, by which
    it is found again among what `asked` gives; to find it the path in `address` is enough. `more`: what else makes
    it."""

    place: str
    ours: str
    address: str
    asked: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, str] = field(default_factory=dict)


def make(call: Call, mirror: Mirror, member: str, undo: Callable[[], object]) -> None:
    """Make it there after the commit. `member`: what in the body it is about."""
    _follow(call, mirror, member, undo, _make)


def remove(call: Call, mirror: Mirror, member: str, undo: Callable[[], object]) -> None:
    """Take it away there after the commit."""
    _follow(call, mirror, member, undo, _remove)


def remove_later(work: Work, mirror: Mirror, subject: object) -> None:
    """Take it away there, however long that takes: our side goes for good, whatever the other register says."""
    work.publish(GONE, subject=str(subject), data=asdict(mirror))


def remove_now(mirror: Mirror) -> None:
    """Raises NotTaken when it is still there."""
    access = access_to(mirror.place)
    if access is not None:
        _told(_remove, access, mirror)


def _follow(
    call: Call,
    mirror: Mirror,
    member: str,
    undo: Callable[[], object],
    act: Callable[[Access, Mirror], None],
) -> None:
    access = access_to(mirror.place)
    if access is None:
        return

    def step() -> list[InvalidParam]:
        try:
            _told(act, access, mirror)
        except NotTaken as no:
            text = f"Het andere register nam dit niet over ({no}). Er is hier niets veranderd."
            return parse.fault(member, "pending-relations", text).faults
        return []

    call.after.append(Follow(step, undo))


def _told(act: Callable[[Access, Mirror], None], access: Access, mirror: Mirror) -> None:
    try:
        act(access, mirror)
    except Unreachable:
        raise NotTaken(NO_ANSWER) from None


def _make(access: Access, mirror: Mirror) -> None:
    """It is there afterwards, also when somebody had put it there already."""
    body = {mirror.ours: mirror.address, **mirror.asked, **mirror.more}
    status, answer = send("POST", mirror.place, access, body)
    if status not in {200, 201} and not _found(access, mirror)[1]:
        raise NotTaken(_why(status, answer))


def _remove(access: Access, mirror: Mirror) -> None:
    why, rows = _found(access, mirror)
    if why:  # nobody knows whether it is still there
        raise NotTaken(why)
    for row in rows:
        status, answer = send("DELETE", f"{mirror.place}/{quote(row, safe='')}", access)
        if status not in {200, 204, 404}:
            raise NotTaken(_why(status, answer))


def _found(access: Access, mirror: Mirror) -> tuple[str, list[str]]:
    """Why they are not told, and the numbers of the rows there. By the path of our address: we may have been called by
    another name then."""
    asked = f"?{urlencode(mirror.asked)}" if mirror.asked else ""
    status, answer = send("GET", f"{mirror.place}{asked}", access)
    if status not in {200, 404}:  # where the thing itself is gone, nothing points to us
        return _why(status, answer), []
    rows = _json(answer) if status == 200 else []
    path = urlsplit(mirror.address).path
    return "", [
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
