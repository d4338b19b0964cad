"""The view of a declared resource: list, one, create, change, delete, in the scope of the caller's tenant."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, DataError, IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from kapstok.platform.db import statement_scope, tenant_scope
from kapstok.platform.db.later import send_waiting
from kapstok.platform.errors import Refusal
from kapstok.platform.http import InvalidParam, problem
from kapstok.platform.http.asked import header
from kapstok.platform.resource import decode, negotiate, query
from kapstok.platform.resource.caller import Call, Caller
from kapstok.platform.resource.compile import Compiled, is_out_of_reach
from kapstok.platform.resource.declare import Api, Reader, compiled
from kapstok.platform.resource.lists import expanded, json_response, listing
from kapstok.platform.resource.parse import Faults
from kapstok.platform.resource.refused import Refused
from kapstok.platform.tenancy.addresses import base_of
from kapstok.platform.work import answered

Authenticate = Callable[[HttpRequest], Caller]
# An answer, or how to make it once the transaction is committed: what it tells was read on the way to the commit.
Told = HttpResponseBase | Callable[[], HttpResponseBase]
Action = Callable[[HttpRequest, Call], Told]
# What the database itself refuses: code and reason.
_CLASH = ("unique", "Dit botst met een gegeven dat er al is.")
_NO_FIT = ("invalid", "Een waarde past niet.")


def call_of(request: HttpRequest, caller: Caller, now: datetime) -> Call:
    """The request as the stores' adapters see it."""
    return Call(caller, base_of(request, caller.tenant), now, compiled())


def answer(
    request: HttpRequest, api: Api, authenticate: Authenticate, action: Action, *, compiled_only: bool = False
) -> HttpResponseBase:
    """Run an action as the caller, and tell every kind of no as problem+json.

    `compiled_only`: the action reads with compiled statements, which bring the tenant themselves, and with nothing
    else; then there is no transaction around it, and any other statement sees nothing.
    """
    try:
        caller = authenticate(request)
        with statement_scope() if compiled_only else tenant_scope(caller.tenant):
            call = call_of(request, caller, timezone.now())
            told = action(request, call)
        response = told if isinstance(told, HttpResponseBase) else told()
        for step in call.after:
            if faults := step.act():
                with tenant_scope(caller.tenant):
                    step.undo()
                raise Faults(faults)
        for name, value in call.headers.items():
            response[name] = value
    except Refused as no:
        response = _refused(no)
    except _Unreached as no:
        response = _refused(no.why())
    except Faults as found:
        response = problem(400, code="invalid", invalid_params=found.faults)
    except Refusal as no:
        response = _refusal(no)
    except (IntegrityError, DataError) as no:
        params = [InvalidParam("nonFieldErrors", *_CLASH if isinstance(no, IntegrityError) else _NO_FIT)]
        response = problem(400, code="invalid", invalid_params=params)
    except DatabaseError as no:
        if not is_out_of_reach(no):
            raise
        response = problem(403, code="permission_denied")  # it would have left the reach of who changed it
    response["API-version"] = api.version
    response["Cache-Control"] = "private, no-cache"
    return response


def _refused(no: Refused) -> HttpResponse:
    return problem(no.status, code=no.code, detail=no.detail, headers=no.headers)


def _refusal(no: Refusal) -> HttpResponse:
    if len(no.all) == 1 and no.code == "not_found":
        return problem(404, detail=no.message)
    forbidden = next((r for r in no.all if r.forbidden or r.code == "permission_denied"), None)
    if forbidden is not None:
        return problem(403, code="permission_denied", detail=forbidden.message)
    names = {column: name for c in compiled().values() for column, name in c.resource.names.items()}
    return problem(400, code="invalid", invalid_params=decode.told(no, names))


def need(
    call: Call, own: Compiled, scopes: Any, row_id: UUID | None = None, parent: UUID | None = None
) -> None:
    """The caller has one of these scopes, and reaches this row. 403 when not, 404 when there is no such row."""
    if not call.caller.has(own.resource.api.component, scopes):
        raise Refused(403, "permission_denied")
    if row_id is not None and not own.reaches(call, row_id, scopes, parent):
        raise _absent(call, own, row_id, parent)


class _Unreached(Exception):
    """A row was not there for who wanted to change it, and all is undone. `why` finds out, in its own transaction."""

    def __init__(self, why: Callable[[], Refused]) -> None:
        super().__init__("unreached")
        self.why = why


@contextmanager
def _reached(
    call: Call, own: Compiled, scopes: Any, row_id: UUID, parent: UUID | None = None
) -> Iterator[None]:
    """As `need`, asked with the first question of what happens in here; all of that is undone when the answer is no."""

    def why() -> Refused:
        with tenant_scope(call.caller.tenant):
            return _absent(call, own, row_id, parent)

    need(call, own, scopes)
    own.must_reach(call, row_id, scopes, parent)
    try:
        try:
            yield
        except (Refused, Faults, Refusal):
            send_waiting()  # who does not reach it is told that, and nothing else
            raise
    except DatabaseError as no:
        if not is_out_of_reach(no):
            raise
        raise _Unreached(why) from None


def _absent(call: Call, own: Compiled, row_id: UUID, parent: UUID | None) -> Refused:
    """Why a row does not show: out of reach, or not there at all."""
    if own.exists(call, row_id, parent):
        return Refused(403, "permission_denied")
    return Refused(404, "not_found")


class Endpoint:
    """Collection and item of one resource. `parent` and `row_id` come from the address."""

    def __init__(self, name: str, api: Api, authenticate: Authenticate) -> None:
        self.name, self.api, self.authenticate = name, api, authenticate

    def collection(self, request: HttpRequest, parent: UUID | None = None) -> HttpResponseBase:
        """GET, HEAD, POST."""
        actions = {"GET": self._list, "HEAD": self._list, "POST": self._create}
        return self._run(request, actions, parent)

    def item(self, request: HttpRequest, row_id: UUID, parent: UUID | None = None) -> HttpResponseBase:
        """GET, HEAD, PUT, PATCH, DELETE."""
        actions = {
            "GET": self._one,
            "HEAD": self._one,
            "PUT": self._update,
            "PATCH": self._update,
            "DELETE": self._delete,
        }
        return self._run(request, actions, parent, row_id)

    def search(self, request: HttpRequest) -> HttpResponseBase:
        """POST _zoek: reads, with what is asked for in the body."""
        return self._run(request, {"POST": self._search}, None, reading=True)

    def _run(
        self,
        request: HttpRequest,
        actions: Mapping[str, Callable[..., Told]],
        parent: UUID | None,
        row_id: UUID | None = None,
        *,
        reading: bool = False,
    ) -> HttpResponseBase:
        reading = reading or request.method in {"GET", "HEAD"}

        def act(request: HttpRequest, call: Call) -> Told:
            own = compiled()[self.name]
            action = actions.get(request.method or "")
            if action is None or not _offered(own, action.__name__):
                offered = ", ".join(m for m, a in actions.items() if _offered(own, a.__name__))
                raise Refused(405, "method_not_allowed", Allow=offered)
            negotiate.wants_json(request)
            if not reading and request.META.get("QUERY_STRING"):
                query.no_others(request.GET)
            if own.resource.geo:
                negotiate.reads_crs(request)
            return action(request, call, own, parent, row_id)

        return answer(request, self.api, self.authenticate, act, compiled_only=reading)

    def _list(
        self, request: HttpRequest, call: Call, own: Compiled, parent: UUID | None, _row: None
    ) -> HttpResponse:
        need(call, own, own.resource.scopes.read)
        _parent_exists(call, own, parent)
        return listing(request, call, own, query.of_list(call, own, _asked(request, own)), parent)

    def _search(
        self, request: HttpRequest, call: Call, own: Compiled, _parent: None, _row: None
    ) -> HttpResponse:
        need(call, own, own.resource.scopes.read)
        given = _body_of(request, own, json_body)
        return listing(request, call, own, query.of_search(call, own, _asked(request, own), given), None)

    def _one(
        self, request: HttpRequest, call: Call, own: Compiled, parent: UUID | None, row_id: UUID
    ) -> HttpResponse:
        scopes = own.resource.scopes.read
        need(call, own, scopes)
        detail, wish = query.of_detail(call, own, _asked(request, own))
        known = negotiate.tags(header(request, "If-None-Match"))
        current = () if wish else known
        found = own.read(call, row_id, scopes, parent=parent, detail=detail, known=current)
        if found is None and detail and own.reaches(call, row_id, scopes, parent):
            raise Refused(404, "not_found", "Deze versie is er niet.")
        if found is None:
            raise _absent(call, own, row_id, parent)
        etag, body = (found.etag, found.body) if wish is None else expanded(call, found.body or b"", wish)
        headers = {"ETag": etag, **own.resource.headers}
        if body is None or "*" in known or etag.strip('"') in known:
            return HttpResponse(status=304, headers=headers)
        return json_response(body, headers=headers)

    def _create(
        self, request: HttpRequest, call: Call, own: Compiled, parent: UUID | None, _row: None
    ) -> Told:
        scopes = own.resource.scopes.create
        need(call, own, scopes)
        _parent_exists(call, own, parent)
        given = _with_parent(call, own, parent, _body_of(request, own))
        values = decode.body(call, own, given, partial=False, parent=parent)
        create = own.resource.create
        with answered():
            try:
                row_id = create(dict(values), call) if create else UUID(int=0)
            except Refusal as no:
                raise decode.with_the_rest(call, own, None, values, no) from None
            made = own.written(call, row_id, scopes)
        headers = {
            "Location": f"{call.base}{request.path.rstrip('/')}/{row_id}",
            **own.resource.headers,
        }

        def told() -> HttpResponse:
            text = made().body or b""
            text = own.resource.made(text, row_id, call) if own.resource.made else text
            return json_response(text, own.resource.created, headers)

        return told

    def _update(
        self, request: HttpRequest, call: Call, own: Compiled, parent: UUID | None, row_id: UUID
    ) -> Told:
        scopes = own.resource.scopes.update
        whole = request.method == "PUT"
        with _reached(call, own, scopes, row_id, parent):
            _unchanged(request, call, own, row_id)
            call = call.doing("update" if whole else "partial_update")
            given = _body_of(request, own)
            changes = decode.body(call, own, given, partial=not whole, complete=whole, row_id=row_id)
            with answered():
                try:
                    if own.resource.update:
                        own.resource.update(row_id, dict(changes), call)
                except Refusal as no:
                    raise decode.with_the_rest(call, own, row_id, changes, no) from None
                changed = own.written(call, row_id, scopes)

        def told() -> HttpResponse:
            found = changed()
            return json_response(found.body or b"", headers={"ETag": found.etag, **own.resource.headers})

        return told

    def _delete(
        self, request: HttpRequest, call: Call, own: Compiled, parent: UUID | None, row_id: UUID
    ) -> HttpResponse:
        with _reached(call, own, own.resource.scopes.delete, row_id, parent):
            _unchanged(request, call, own, row_id)
            if own.resource.delete:
                with answered():
                    own.resource.delete(row_id, call)
        return HttpResponse(status=204)


_NEEDS = {"_create": "create", "_update": "update", "_delete": "delete"}


def _offered(own: Compiled, action: str) -> bool:
    """Reading is always there; writing where the declaration has a use case for it."""
    needed = _NEEDS.get(action)
    return needed is None or getattr(own.resource, needed) is not None


def _asked(request: HttpRequest, own: Compiled) -> dict[str, Any]:
    """The query of the address; there mostly is none. Of what may come more than once all values."""
    if not request.META.get("QUERY_STRING"):
        return {}
    given: dict[str, Any] = request.GET.dict()
    return {n: request.GET.getlist(n) if n in own.repeated else value for n, value in given.items()}


def json_body(request: HttpRequest, limit: int = 2_500_000) -> dict[str, Any]:
    """The body, never more of it than `limit` bytes."""
    if request.content_type not in {"application/json", ""}:
        raise Refused(415, "unsupported_media_type")
    raw = request.read(limit + 1)
    if len(raw) > limit:
        raise Refused(413)
    return decode.json_object(raw)


def _coordinates(given: Any, path: str) -> Any:
    for name in path.split("."):
        given = given.get(name) if isinstance(given, dict) else None
    return given


def _body_of(request: HttpRequest, own: Compiled, reader: Reader | None = None) -> dict[str, Any]:
    given = (reader or own.resource.reader or json_body)(request, own.resource.body_limit)
    if own.resource.geo:
        negotiate.writes_crs(request, _coordinates(given, own.resource.geo))
    return given


def _unchanged(request: HttpRequest, call: Call, own: Compiled, row_id: UUID) -> None:
    wanted = negotiate.tags(header(request, "If-Match"))
    if wanted and "*" not in wanted and own.one(call, row_id).etag.strip('"') not in wanted:
        raise Refused(412, "precondition_failed")


def _parent_exists(call: Call, own: Compiled, parent: UUID | None) -> None:
    if parent is not None and own.above is not None:
        above = call.all[own.above.name]
        need(call, above, above.resource.scopes.read, parent)


def _with_parent(call: Call, own: Compiled, parent: UUID | None, given: dict[str, Any]) -> dict[str, Any]:
    """The parent in the address counts as given in the body, when that does not name one."""
    name = own.resource.names.get(own.resource.under[1]) if own.resource.under else None
    if parent is None or own.above is None or name is None or given.get(name) is not None:
        return given
    return {**given, name: own.above.address(call.base, parent)}
