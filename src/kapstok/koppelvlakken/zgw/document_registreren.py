"""A document and its place in a zaak in one request, as Open Zaak 1.30 offers it (experimental there)."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from kapstok.magazijnen.documenten.resources.base import DOCUMENT
from kapstok.magazijnen.documenten.resources.content import read_body
from kapstok.platform.errors import Refusal
from kapstok.platform.http import InvalidParam
from kapstok.platform.resource import Call, compiled, decode, parse
from kapstok.platform.resource.compile import Compiled
from kapstok.platform.resource.views import Refused, json_response, need

LINK = "zaken.zaakinformatieobject"
# Both halves by the name they have in body and answer.
HALVES = {"enkelvoudiginformatieobject": DOCUMENT, "zaakinformatieobject": LINK}


def register(request: HttpRequest, call: Call) -> HttpResponse:
    """POST /document_registreren: both, or nothing."""
    document, link = (compiled()[name] for name in HALVES.values())
    for own in (document, link):
        need(call, own, own.resource.scopes.create)
    given = read_body(request, document.resource.body_limit, ("enkelvoudiginformatieobject", "inhoud"))
    first, second = (_half(given, name) for name in HALVES)
    try:
        url = _make(call, document, first, "enkelvoudiginformatieobject")
    except parse.Faults as found:
        also = _faults_of(call, link, {**second, "informatieobject": call.base}, "zaakinformatieobject")
        here = [f for f in also if f.name != "zaakinformatieobject.informatieobject"]
        raise parse.Faults([*found.faults, *here]) from None
    made = _make(call, link, {**second, "informatieobject": url[0]}, "zaakinformatieobject")
    text = b'{"enkelvoudiginformatieobject":%b,"zaakinformatieobject":%b}' % (url[1], made[1])
    return json_response(text, 201, {"Location": url[0]})


def _half(given: dict[str, Any], name: str) -> dict[str, Any]:
    if name not in given:
        raise parse.fault(name, "required")
    return parse.obj(given[name], name)


def _make(call: Call, own: Compiled, given: dict[str, Any], name: str) -> tuple[str, bytes]:
    """The address and the text of what was made; its faults under the name of its half."""
    create, scopes = own.resource.create, own.resource.scopes.create
    if create is None:
        raise Refused(405, "method_not_allowed")
    values: dict[str, Any] = {}
    try:
        values = decode.body(call, own, given, partial=False)
        row_id = create(dict(values), call)
    except parse.Faults as found:
        raise parse.Faults(_under(name, found.faults)) from None
    except Refusal as no:
        no = decode.with_the_rest(call, own, None, values, no)
        faults = decode.told(no, own.resource.names)
        raise parse.Faults(_under(name, faults)) from None
    made = own.read(call, row_id, scopes)
    if made is None:
        raise Refused(403, "permission_denied")
    text = made.body or b""
    text = own.resource.made(text, row_id, call) if own.resource.made else text
    return f"{call.base}{own.resource.api.prefix}/{own.resource.path}/{row_id}", text


def _faults_of(call: Call, own: Compiled, given: dict[str, Any], name: str) -> list[InvalidParam]:
    try:
        decode.body(call, own, given, partial=False)
    except parse.Faults as found:
        return _under(name, found.faults)
    return []


def _under(name: str, faults: list[InvalidParam]) -> list[InvalidParam]:
    return [InvalidParam(f"{name}.{fault.name}", fault.code, fault.reason) for fault in faults]
