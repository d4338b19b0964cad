"""The audit trail of a zaak, document or besluit: every write on it and on what hangs on it.

Made from the records of the platform. A record keeps the columns of a row before and after; here they get the form of
the resource. Who may read the trail has audittrails.lezen on exactly that row.
"""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from kapstok.koppelvlakken.zgw.overgenomen import taken_over
from kapstok.magazijnen.autorisaties.bearer import caller_of
from kapstok.platform.audit.chain import contents
from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.db import fetch_one
from kapstok.platform.identity.access import api_client
from kapstok.platform.resource import Call, compiled, negotiate
from kapstok.platform.resource.compile import Compiled
from kapstok.platform.resource.names import camel
from kapstok.platform.resource.parse import Faults
from kapstok.platform.resource.query import unknown_names
from kapstok.platform.resource.refused import Refused
from kapstok.platform.resource.views import answer, json_response, need

SCOPES = ("audittrails.lezen",)
MOST = 5000
# Audit records name a document by the word of the law.
KIND_OF = {"informatieobject": "enkelvoudiginformatieobject"}
# By which name lines of an earlier installation are kept.
TAKEN_OVER = {
    "zaken.zaak": "zaak",
    "documenten.enkelvoudiginformatieobject": "document",
    "besluiten.besluit": "besluit",
}
WORDS = {
    "create": "Object aangemaakt",
    "update": "Object bijgewerkt",
    "partial_update": "Object deels bijgewerkt",
    "destroy": "Object verwijderd",
}
STATUS = {"create": 201, "update": 200, "partial_update": 200, "destroy": 204}
TITLES = ("identificatie", "titel", "omschrijving", "naam", "onderwerp", "waarde")
Line = tuple[AuditRecord, dict[str, Any]]


def _lines(main: Compiled, row_id: UUID) -> list[Line]:
    """Records of the row and of what hangs on it, oldest first, with their content."""
    kinds = {
        c.resource.name.rsplit(".", 1)[-1] for c in compiled().values() if c.resource.api is main.resource.api
    }
    kinds |= {old for old, new in KIND_OF.items() if new in kinds}
    columns = main.resource.trail or ()
    row = fetch_one(
        f"SELECT {', '.join(['id', *columns])} FROM {main.resource.table} WHERE id = %s", [row_id]
    )
    subjects = [str(value) for value in (row or {}).values() if value]
    wanted = Q(object_id=str(row_id)) | Q(subject__in=subjects)
    found = list(AuditRecord.objects.filter(wanted, object_soort__in=kinds).order_by("volgnummer")[:MOST])
    lines = zip(found, contents(found), strict=True)
    return [
        (record, inside or {}) for record, inside in lines if _belongs(main, row_id, record, inside or {})
    ]


def _belongs(main: Compiled, row_id: UUID, record: AuditRecord, inside: dict[str, Any]) -> bool:
    """Is this about the row itself, or about something that hangs on it and not on another one?"""
    if record.object_id == str(row_id):
        return True
    if _kind(record) == main.resource.name.rsplit(".", 1)[-1]:
        return False
    values = inside.get("na") or inside.get("voor") or {}
    return str(values.get(f"{main.resource.name.rsplit('.', 1)[-1]}_id", row_id)) == str(row_id)


def _kind(record: AuditRecord) -> str:
    return KIND_OF.get(record.object_soort, record.object_soort)


def _shown(call: Call, lines: Sequence[Line]) -> dict[tuple[UUID, str], dict[str, Any]]:
    """Before and after of every record in the form of its resource; one statement per kind."""
    by_kind: dict[str, list[tuple[tuple[UUID, str], dict[str, Any]]]] = {}
    made: dict[tuple[UUID, str], dict[str, Any]] = {}
    for record, inside in lines:
        for side in ("voor", "na"):
            values = inside.get(side)
            if isinstance(values, dict) and "id" in values:
                by_kind.setdefault(_kind(record), []).append(((record.id, side), values))
            elif isinstance(values, dict):
                made[record.id, side] = {camel(name): value for name, value in values.items()}
    for kind, rows in by_kind.items():
        own = next(c for n, c in compiled().items() if n.rsplit(".", 1)[-1] == kind)
        forms = own.shown(call, [_as_row(values) for _, values in rows])
        made.update(zip((key for key, _ in rows), forms, strict=False))
    return made


def _as_row(values: dict[str, Any]) -> dict[str, Any]:
    """A document is recorded with the version that the change made."""
    return {**values, "huidige_versie": values["versie"]} if "huidige_versie" in values else values


def _entries(call: Call, main: Compiled, row_id: UUID, lines: Sequence[Line]) -> list[dict[str, Any]]:
    shown = _shown(call, lines)
    place = f"{call.base}{main.resource.api.prefix}"
    return [
        _entry(place, f"{place}/{main.resource.path}/{row_id}", main, record, inside, shown)
        for record, inside in lines
    ]


def entries_of(call: Call, main: Compiled, row_id: UUID) -> list[dict[str, Any]]:
    """What earlier installations said of it, word for word, and then what we did ourselves."""
    told = taken_over(TAKEN_OVER[main.resource.name], row_id)
    return [*told, *_entries(call, main, row_id, _lines(main, row_id))]


def _entry(
    place: str,
    main_url: str,
    main: Compiled,
    record: AuditRecord,
    inside: dict[str, Any],
    shown: dict[tuple[UUID, str], dict[str, Any]],
) -> dict[str, Any]:
    context = inside.get("context") or {}
    before, after = shown.get((record.id, "voor"), {}), shown.get((record.id, "na"), {})
    action = "create" if not before else "destroy" if not after else context.get("actie", "partial_update")
    if not before and not after:
        action = record.actie.rsplit(".", 1)[-1]
    kind, form = _kind(record), after or before
    by_application = record.actor_soort == "applicatie"
    own = next(c.resource for n, c in compiled().items() if n.rsplit(".", 1)[-1] == kind)
    moment = record.moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return {
        "uuid": str(record.id),
        "bron": main.resource.api.component,
        "applicatieId": record.actor_id if by_application else "kapstok",
        "applicatieWeergave": record.actor_naam if by_application else "Kapstok",
        "gebruikersId": context.get("gebruikersId", "" if by_application else record.actor_id),
        "gebruikersWeergave": context.get("gebruikersWeergave", "" if by_application else record.actor_naam),
        "actie": action,
        "actieWeergave": WORDS.get(action, ""),
        "resultaat": STATUS.get(action, 200),
        "hoofdObject": main_url,
        "resource": kind,
        "resourceUrl": form.get("url")
        or (main_url if own is main.resource else f"{place}/{own.path}/{record.object_id}"),
        "toelichting": context.get("toelichting", ""),
        "resourceWeergave": _title(kind, form, record),
        "aanmaakdatum": moment,
        "wijzigingen": {"oud": before, "nieuw": after},
    }


def _title(kind: str, form: dict[str, Any], record: AuditRecord) -> str:
    name = next((str(form[n]) for n in TITLES if form.get(n)), record.object_id)
    return f"{kind} {name}"[:200]


def _view(name: str) -> Callable[..., HttpResponseBase]:
    def view(request: HttpRequest, parent: UUID, row_id: UUID | None = None) -> HttpResponseBase:
        def act(request: HttpRequest, call: Call) -> HttpResponse:
            if request.method not in {"GET", "HEAD"}:
                raise Refused(405, "method_not_allowed", Allow="GET, HEAD")
            negotiate.wants_json(request)
            main = compiled()[name]
            need(call, main, SCOPES, parent)
            if strange := unknown_names(list(request.GET)):
                raise Faults(strange)
            if row_id is None:
                return json_response(msgspec.json.encode(entries_of(call, main, parent)))
            lines = [line for line in _lines(main, parent) if line[0].id == row_id]
            earlier = taken_over(TAKEN_OVER[name], parent)
            one = _entries(call, main, parent, lines) or [e for e in earlier if e.get("uuid") == str(row_id)]
            if not one:
                raise Refused(404, "not_found")
            return json_response(msgspec.json.encode(one[0]))

        return answer(request, compiled()[name].resource.api, caller_of, act)

    return csrf_exempt(api_client(view))


def _patterns() -> Iterable[URLPattern]:
    for own in compiled().values():
        if own.resource.trail is not None:
            place = f"{own.resource.api.prefix.lstrip('/')}/{own.resource.path}/<uuid:parent>/audittrail"
            view = _view(own.resource.name)
            yield path(place, view)
            yield path(f"{place}/<uuid:row_id>", view)


urlpatterns = [*_patterns()]
