"""The audit trail of a zaak, document or besluit: every write on it and on what hangs on it.

Made from the records of the platform. A record keeps the columns of a row before and after; here they get the form of
the resource. Who may read the trail has audittrails.lezen on exactly that row.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from kapstok.koppelvlakken.zgw import apis  # noqa: F401 - declares what has a trail
from kapstok.koppelvlakken.zgw.spoor import Form, Line, Shown, by_kind, read, shown
from kapstok.magazijnen.autorisaties.bearer import caller_of
from kapstok.platform.identity.access import api_client
from kapstok.platform.resource import Call, compiled, negotiate
from kapstok.platform.resource.compile import Compiled
from kapstok.platform.resource.query import no_others
from kapstok.platform.resource.refused import Refused
from kapstok.platform.resource.views import answer, json_response, need

SCOPES = ("audittrails.lezen",)
WORDS = {
    "create": "Object aangemaakt",
    "update": "Object bijgewerkt",
    "partial_update": "Object deels bijgewerkt",
    "destroy": "Object verwijderd",
}
STATUS = {"create": 201, "update": 200, "partial_update": 200, "destroy": 204}


class _Named(msgspec.Struct):
    uuid: Any = None


class _Places:
    """Addresses of what the lines of one trail are about."""

    def __init__(self, call: Call, main: Compiled, row_id: UUID) -> None:
        self.api, self.start = main.resource.api.component, f"{call.base}{main.resource.api.prefix}"
        self.main = f"{self.start}/{main.resource.path}/{row_id}"
        self.name, self.kinds = main.resource.name.rsplit(".", 1)[-1], by_kind(main)

    def of(self, line: Line, form: Form) -> str:
        """As the form says; else where it stands by its kind."""
        kind = line.kind
        return form.url or (
            self.main
            if kind == self.name
            else f"{self.start}/{self.kinds[kind].resource.path}/{line.record.object}"
        )


def _entries(call: Call, main: Compiled, row_id: UUID, lines: Sequence[Line]) -> list[dict[str, Any]]:
    places = _Places(call, main, row_id)
    return [
        _entry(places, line, before, after)
        for line, (before, after) in zip(lines, shown(call, main, lines), strict=True)
    ]


def entries_of(call: Call, main: Compiled, row_id: UUID) -> list[dict[str, Any]]:
    """What earlier installations said of it, word for word, and then what we did ourselves."""
    found = read(call, main, row_id, SCOPES)
    if found is None:
        return []
    earlier, lines = found
    return [
        *map(msgspec.json.decode, earlier),
        *msgspec.json.decode(msgspec.json.encode(_entries(call, main, row_id, lines))),
    ]


def _entry(places: _Places, line: Line, before: Shown, after: Shown) -> dict[str, Any]:
    context, record, kind = line.context, line.record, line.kind
    old, new = before[1] is not None, after[1] is not None
    action = "create" if not old else "destroy" if not new else context.get("actie", "partial_update")
    if not old and not new:
        action = record.actie.rsplit(".", 1)[-1]
    form = after[1] or before[1] or Form()
    by_application = record.actor == "applicatie"
    return {
        "uuid": record.id,
        "bron": places.api,
        "applicatieId": record.actor_id if by_application else "kapstok",
        "applicatieWeergave": record.naam if by_application else "Kapstok",
        "gebruikersId": context.get("gebruikersId", "" if by_application else record.actor_id),
        "gebruikersWeergave": context.get("gebruikersWeergave", "" if by_application else record.naam),
        "actie": action,
        "actieWeergave": WORDS.get(action, ""),
        "resultaat": STATUS.get(action, 200),
        "hoofdObject": places.main,
        "resource": kind,
        "resourceUrl": places.of(line, form),
        "toelichting": context.get("toelichting", ""),
        "resourceWeergave": f"{kind} {form.title or record.object}"[:200],
        "aanmaakdatum": record.moment,
        "wijzigingen": {"oud": before[0], "nieuw": after[0]},
    }


def _view(name: str) -> Callable[..., HttpResponseBase]:
    def view(request: HttpRequest, parent: UUID, row_id: UUID | None = None) -> HttpResponseBase:
        def act(request: HttpRequest, call: Call) -> HttpResponse:
            if request.method not in {"GET", "HEAD"}:
                raise Refused(405, "method_not_allowed", Allow="GET, HEAD")
            negotiate.wants_json(request)
            main = compiled()[name]
            found = read(call, main, parent, SCOPES)
            if found is None:
                need(call, main, SCOPES, parent)  # tells why
                raise Refused(404, "not_found")
            if request.META.get("QUERY_STRING"):  # parameters of nothing would be a thirtieth of the answer
                no_others(request.GET)
            earlier, lines = found
            if row_id is None:
                return json_response(msgspec.json.encode([*earlier, *_entries(call, main, parent, lines)]))
            wanted = str(row_id)
            lines = [line for line in lines if line.record.id == wanted]
            one = [
                *_entries(call, main, parent, lines),
                *(e for e in earlier if msgspec.json.decode(e, type=_Named).uuid == wanted),
            ]
            if not one:
                raise Refused(404, "not_found")
            return json_response(msgspec.json.encode(one[0]))

        return answer(request, compiled()[name].resource.api, caller_of, act, compiled_only=True)

    return csrf_exempt(api_client(view))


def _patterns() -> Iterable[URLPattern]:
    for own in compiled().values():
        if own.resource.trail is not None:
            place = f"{own.resource.api.prefix.lstrip('/')}/{own.resource.path}/<uuid:parent>/audittrail"
            view = _view(own.resource.name)
            yield path(place, view)
            yield path(f"{place}/<uuid:row_id>", view)


urlpatterns = [*_patterns()]
