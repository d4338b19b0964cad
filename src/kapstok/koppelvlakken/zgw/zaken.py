"""Zaken API: operations that are more than reading or writing a row. All but the first are experimental
operations of the field: several resources in one call and one transaction."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import path

from kapstok.kern.nummers import parse_rsin
from kapstok.koppelvlakken.zgw.action import on_api, on_row
from kapstok.koppelvlakken.zgw.bundel import Bundle
from kapstok.magazijnen.zaken import services as s
from kapstok.magazijnen.zaken.models import Rol, Zaak
from kapstok.magazijnen.zaken.resources import ZAKEN
from kapstok.magazijnen.zaken.resources.base import CHANGE
from kapstok.magazijnen.zaken.resources.status import SCOPES as STATUS
from kapstok.platform.resource import Call, compiled, fields, parse
from kapstok.platform.resource.views import Refused, json_body, json_response, need
from kapstok.platform.work import unit_of_work

ZAAK, RESULTAAT, ROL = "zaken.zaak", "zaken.resultaat", "zaken.rol"
CREATE = ("zaken.aanmaken",)
MOST_NUMBERS = 1000
_RESERVATION = (
    fields.text("bronorganisatie", 9, required=True, check=parse_rsin),
    fields.integer("aantal"),
)


def _reserve(request: HttpRequest, call: Call) -> tuple[list[dict[str, str]], dict[str, str]]:
    """The numbers, and as Location where the zaak with the first of them will be found."""
    if not call.caller.has(ZAKEN.component, CREATE):
        raise Refused(403, "permission_denied")
    given, faults = json_body(request), []
    asked = parse.collect(_RESERVATION, given, "", faults, partial=False)
    count = asked.get("aantal", 1)
    if not 1 <= count <= MOST_NUMBERS:
        code = "min_value" if count < 1 else "max_value"
        faults += parse.fault("aantal", code, f"Reserveer 1 tot {MOST_NUMBERS} nummers.").faults
    if faults:
        raise parse.Faults(faults)
    numbers = s.reserve_numbers(asked["bronorganisatie"], count, actor=call.actor, today=call.today)
    query = urlencode({"bronorganisatie": asked["bronorganisatie"], "identificatie": numbers[0]})
    place = f"{call.base}{ZAKEN.prefix}/zaken?{query}"
    return [{"zaaknummer": number} for number in numbers], {"Location": place}


def _zaaknummer_reserveren(request: HttpRequest, call: Call) -> HttpResponse:
    """POST /zaaknummer_reserveren: a list, also of one."""
    made, headers = _reserve(request, call)
    return json_response(msgspec.json.encode(made), 201, headers)


def _reserveer_zaaknummer(request: HttpRequest, call: Call) -> HttpResponse:
    """POST /reserveer_zaaknummer, its older name: one number as an object, more as a list."""
    made, headers = _reserve(request, call)
    return json_response(msgspec.json.encode(made[0] if len(made) == 1 else made), 201, headers)


def _registreren(request: HttpRequest, call: Call) -> HttpResponse:
    """POST /zaak_registreren: zaak, status, rollen, documents and objects."""
    if not (call.caller.has(ZAKEN.component, CREATE) and call.caller.has(ZAKEN.component, CHANGE)):
        raise Refused(403, "permission_denied")
    bundle = Bundle(call, json_body(request))
    zaak = bundle.part("zaak", ZAAK)
    status = bundle.part("status", "zaken.status", above="zaak")
    rollen = bundle.parts("rollen", ROL, above="zaak", required=True)
    documents = bundle.parts("zaakinformatieobjecten", "zaken.zaakinformatieobject", above="zaak")
    objects = bundle.parts("zaakobjecten", "zaken.zaakobject", above="zaak")
    bundle.need_no_faults()
    with unit_of_work(call.actor, "zaak.registreren"):
        zaak_id = bundle.create("zaak", ZAAK, zaak)
        if zaak_id is None:
            raise parse.Faults(bundle.faults)
        for scopes in (CREATE, CHANGE):
            need(call, compiled()[ZAAK], scopes, zaak_id)

        def put(name: str, resource: str, values: dict[str, Any]) -> UUID | None:
            return bundle.create(name, resource, {**values, "zaak_id": zaak_id})

        made = {
            "rollen": (ROL, [put(f"rollen.{n}", ROL, v) for n, v in enumerate(rollen)]),
            "zaakinformatieobjecten": (
                "zaken.zaakinformatieobject",
                [
                    put(f"zaakinformatieobjecten.{n}", "zaken.zaakinformatieobject", v)
                    for n, v in enumerate(documents)
                ],
            ),
            "zaakobjecten": (
                "zaken.zaakobject",
                [put(f"zaakobjecten.{n}", "zaken.zaakobject", v) for n, v in enumerate(objects)],
            ),
            "status": ("zaken.status", put("status", "zaken.status", status)),
        }
        bundle.need_no_faults()
    bundle.undone_by(lambda: s.delete_zaak(zaak_id, actor=call.actor, forced=True))
    return bundle.answer(201, {"zaak": (ZAAK, zaak_id), **made})


Step = Callable[[Bundle, UUID], dict[str, Any]]


def _on_zaak(action: str, *steps: Step) -> Callable[[HttpRequest, Call, UUID], HttpResponse]:
    """POST on a zaak: the steps in their order, all or nothing."""

    def handler(request: HttpRequest, call: Call, zaak_id: UUID) -> HttpResponse:
        own = compiled()[ZAAK]
        for scopes in (CHANGE, STATUS.create):
            need(call, own, scopes, zaak_id)
        bundle = Bundle(call, json_body(request))
        with unit_of_work(call.actor, action):
            made: dict[str, Any] = {"zaak": (ZAAK, zaak_id)}
            for step in steps:
                made.update(step(bundle, zaak_id))
            bundle.need_no_faults()
            if not own.reaches(call, zaak_id, CHANGE):
                raise Refused(403, "permission_denied")
        return bundle.answer(200, made)

    return handler


def _zaak(*members: str, required: bool = True) -> Step:
    """Change the zaak; with `members` only these, and all of them."""

    def step(bundle: Bundle, zaak_id: UUID) -> dict[str, Any]:
        values = bundle.part("zaak", ZAAK, partial=True, required=required)
        given = bundle.body.get("zaak") or {}
        missing = [m for m in members if isinstance(given, dict) and m not in given]
        bundle.faults += [f for m in missing for f in parse.fault(f"zaak.{m}", "required").faults]
        values = {k: v for k, v in values.items() if not members or k in members}
        if values:
            bundle.change("zaak", ZAAK, zaak_id, values)
        return {}

    return step


def _status(bundle: Bundle, zaak_id: UUID) -> dict[str, Any]:
    values = bundle.part("status", "zaken.status", above="zaak")
    row = bundle.create("status", "zaken.status", {**values, "zaak_id": zaak_id}) if values else None
    return {"status": ("zaken.status", row)}


def _resultaat(bundle: Bundle, zaak_id: UUID) -> dict[str, Any]:
    values = bundle.part("resultaat", RESULTAAT, above="zaak")
    row = bundle.create("resultaat", RESULTAAT, {**values, "zaak_id": zaak_id}) if values else None
    return {"resultaat": (RESULTAAT, row)}


def _rollen(bundle: Bundle, zaak_id: UUID) -> dict[str, Any]:
    """The rollen become exactly these: with a uuid one that is there, without it a new one."""
    if "rollen" not in bundle.body:
        return {"rollen": (ROL, list(Rol.objects.filter(zaak_id=zaak_id).values_list("id", flat=True)))}
    rollen = bundle.parts("rollen", ROL, above="zaak", required=True)
    given = bundle.body["rollen"] if isinstance(bundle.body["rollen"], list) else []
    own = {str(r) for r in Rol.objects.filter(zaak_id=zaak_id).values_list("id", flat=True)}
    kept = [str(g.get("uuid") or "") if isinstance(g, dict) else "" for g in given]
    unknown = [n for n, one in enumerate(kept) if one and one not in own]
    bundle.faults += [f for n in unknown for f in parse.fault(f"rollen.{n}.uuid", "does_not_exist").faults]
    if bundle.faults:
        return {}
    made: list[UUID | None] = []
    for row in sorted(own - set(kept)):
        s.remove_rol(UUID(row), actor=bundle.call.actor, forced=True)
    for number, (values, row) in enumerate(zip(rollen, kept, strict=True)):
        if row:
            bundle.change(f"rollen.{number}", ROL, UUID(row), values)
        made.append(
            UUID(row) if row else bundle.create(f"rollen.{number}", ROL, {**values, "zaak_id": zaak_id})
        )
    return {"rollen": (ROL, made)}


def _is_closed(bundle: Bundle, zaak_id: UUID) -> dict[str, Any]:
    """The status of afsluiten is the end status."""
    if not bundle.faults and Zaak.objects.filter(id=zaak_id, einddatum=None).exists():
        text = "Dit is niet de eindstatus van het zaaktype."
        bundle.faults += parse.fault("status.statustype", "invalid", text).faults
    return {}


PLACE = ZAKEN.prefix.lstrip("/")
_ACTIONS = {
    "zaak_bijwerken": _on_zaak("zaak.bijwerken", _zaak(required=False), _rollen, _status),
    "zaak_opschorten": _on_zaak("zaak.opschorten", _zaak("opschorting"), _status),
    "zaak_verlengen": _on_zaak("zaak.verlengen", _zaak("verlenging"), _status),
    "zaak_afsluiten": _on_zaak("zaak.afsluiten", _zaak(), _resultaat, _status, _is_closed),
}
urlpatterns = [
    path(f"{PLACE}/zaaknummer_reserveren", on_api(ZAKEN, "POST", _zaaknummer_reserveren)),
    path(f"{PLACE}/reserveer_zaaknummer", on_api(ZAKEN, "POST", _reserveer_zaaknummer)),
    path(f"{PLACE}/zaak_registreren", on_api(ZAKEN, "POST", _registreren)),
    *(
        path(f"{PLACE}/{name}/<uuid:row_id>", on_row(ZAAK, "POST", handler))
        for name, handler in _ACTIONS.items()
    ),
]
