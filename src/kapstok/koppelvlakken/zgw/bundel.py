"""Several resources in one call and one transaction: what the experimental operations of the field share.

The body has a part per resource. Faults carry the name of their part (`status.statustype`, `rollen.0.roltype`).
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from kapstok.platform.errors import Refusal
from kapstok.platform.http import InvalidParam
from kapstok.platform.resource import Call, compiled, decode, parse
from kapstok.platform.resource.compile import Compiled
from kapstok.platform.resource.views import Refused, json_response

# By part of the answer: the resource, and its row or rows.
Rows = Mapping[str, tuple[str, UUID | Sequence[UUID]]]
# What one call may bring at once.
MOST = 500


@cache
def _below(name: str, given_by_place: str) -> Compiled:
    """The resource as a part of the body: what it hangs on is known from the call."""
    resource = compiled()[name].resource
    members = [f for f in resource.fields if f.name != given_by_place]
    return Compiled(replace(resource, fields=members), {n: c.resource for n, c in compiled().items()})


@dataclass
class Bundle:
    """One call with its body, and the faults found so far."""

    call: Call
    body: dict[str, Any]
    faults: list[InvalidParam] = field(default_factory=list)

    def part(
        self, name: str, resource: str, *, above: str = "", partial: bool = False, required: bool = True
    ) -> dict[str, Any]:
        """Clean values of one part; `above` is the field that the call itself fills in."""
        if name not in self.body:
            if required:
                self.faults += parse.fault(name, "required").faults
            return {}
        return self._clean(name, resource, self.body[name], above, partial=partial)

    def parts(self, name: str, resource: str, *, above: str, required: bool = False) -> list[dict[str, Any]]:
        """Clean values of a list of parts."""
        given = self.body.get(name)
        if given is None and not required:
            return []
        if not isinstance(given, list) or len(given) > MOST:
            self.faults += parse.fault(name, "required" if given is None else "invalid").faults
            return []
        return [
            self._clean(f"{name}.{n}", resource, one, above, partial=False) for n, one in enumerate(given)
        ]

    def _clean(self, name: str, resource: str, given: Any, above: str, *, partial: bool) -> dict[str, Any]:
        own = _below(resource, above)
        try:
            return decode.body(self.call, own, parse.obj(given, name), partial=partial)
        except parse.Faults as found:
            self.faults += [_named(name, f) for f in found.faults]
            return {}

    def need_no_faults(self) -> None:
        """Tell all faults at once."""
        if self.faults:
            raise parse.Faults(self.faults)

    def create(self, name: str, resource: str, values: dict[str, Any]) -> UUID | None:
        """Make a row as its own operation does; None when a rule said no."""
        make: Callable[..., UUID] | None = compiled()[resource].resource.create
        with self.step(name, resource, values):
            return make(dict(values), self.call) if make else None
        return None

    def change(self, name: str, resource: str, row_id: UUID, values: dict[str, Any]) -> None:
        """Change a row as its own operation does."""
        change = compiled()[resource].resource.update
        with self.step(name, resource, values, row_id):
            if change:
                change(row_id, dict(values), self.call)

    @contextmanager
    def step(self, name: str, resource: str, values: dict[str, Any], row_id: UUID | None = None) -> Any:
        """Gather what a rule refuses in this part, so that the other parts are tried too."""
        columns, before = compiled()[resource].resource.names, len(self.call.after)
        try:
            yield
            for following in self.call.after[before:]:
                following.act = _in_part(name, following.act)
        except parse.Faults as found:
            self.faults += [_named(name, f) for f in found.faults]
        except Refusal as no:
            if any(r.forbidden or r.code == "not_found" for r in no.all):
                raise
            no = decode.with_the_rest(self.call, compiled()[resource], row_id, values, no)
            self.faults += [_named(name, f) for f in decode.told(no, columns)]

    def undone_by(self, undo: Callable[[], object]) -> None:
        """All or nothing, also when another register does not follow in one of the parts."""
        for following in self.call.after:
            following.undo = undo

    def answer(self, status: int, rows: Rows) -> HttpResponse:
        """The rows as their own operations answer them, by part."""
        parts = [f'"{name}":{self._text(resource, ids)}' for name, (resource, ids) in rows.items()]
        return json_response("{" + ",".join(parts) + "}", status)

    def _text(self, resource: str, ids: UUID | Sequence[UUID]) -> str:
        if isinstance(ids, UUID):
            return self._one(resource, ids)
        return "[" + ",".join(self._one(resource, i) for i in ids) + "]"

    def _one(self, resource: str, row_id: UUID) -> str:
        """Who may make it here may see it here, as with the operations one by one."""
        own = compiled()[resource]
        scopes = {*own.resource.scopes.read, *own.resource.scopes.create, *own.resource.scopes.update}
        found = own.read(self.call, row_id, sorted(scopes))
        if found is None or found.body is None:
            raise Refused(403, "permission_denied")
        return found.body.decode()


def _in_part(part: str, act: Callable[[], list[InvalidParam]]) -> Callable[[], list[InvalidParam]]:
    return lambda: [_named(part, fault) for fault in act()]


def _named(part: str, fault: InvalidParam) -> InvalidParam:
    name = fault.name if fault.name not in {"", "nonFieldErrors"} else "nonFieldErrors"
    return InvalidParam(f"{part}.{name}", fault.code, fault.reason)
