"""problem+json answers in the form of the ZGW standards (RFC 7807 with code and invalidParams).

Lives here: building one answer. Which code belongs to which fault is for the package that refuses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

import msgspec
from django.http import HttpResponse

from kapstok.platform.http.trace import current_request_id

CONTENT_TYPE = "application/problem+json"

_DEFAULT_CODE = {
    400: "bad-request",
    401: "not_authenticated",
    403: "permission_denied",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    409: "conflict",
    410: "gone",
    412: "precondition_failed",
    413: "request_entity_too_large",
    415: "unsupported_media_type",
    429: "throttled",
    500: "error",
    503: "service_unavailable",
}

_DEFAULT_TITLE = {
    400: "De aanvraag klopt niet.",
    401: "Inloggegevens ontbreken of kloppen niet.",
    403: "U hebt geen rechten voor deze actie.",
    404: "Niet gevonden.",
    405: "Deze methode is hier niet toegestaan.",
    406: "Het gevraagde antwoordformaat is niet beschikbaar.",
    409: "De actie botst met de huidige toestand.",
    410: "Dit is er niet meer.",
    412: "Het gegeven is intussen veranderd.",
    413: "De aanvraag is te groot.",
    415: "Dit soort inhoud wordt hier niet aangenomen.",
    429: "Te veel aanvragen achter elkaar.",
    500: "Er ging iets mis bij ons.",
    503: "De dienst is tijdelijk niet bereikbaar.",
}


@dataclass(frozen=True, slots=True)
class InvalidParam:
    """One wrong field: its path in the body or query, the published code, and the reason in Dutch."""

    name: str
    code: str
    reason: str


def problem(
    status: int,
    *,
    code: str = "",
    title: str = "",
    detail: str = "",
    type_: str = "",
    instance: str = "",
    invalid_params: Sequence[InvalidParam] = (),
    headers: dict[str, str] | None = None,
) -> HttpResponse:
    """One problem+json answer; `instance` defaults to the request id, so that a report can be traced."""
    code = code or _DEFAULT_CODE.get(status, "error")
    body: dict[str, object] = {
        "type": type_ or f"about:blank#{code}",
        "code": code,
        "title": title or _DEFAULT_TITLE.get(status, "Er ging iets mis."),
        "status": status,
        "detail": detail or title or _DEFAULT_TITLE.get(status, ""),
        "instance": instance or f"urn:uuid:{current_request_id() or uuid4()}",
    }
    if invalid_params:
        body["invalidParams"] = [{"name": p.name, "code": p.code, "reason": p.reason} for p in invalid_params]
    return HttpResponse(
        msgspec.json.encode(body), status=status, content_type=CONTENT_TYPE, headers=headers or {}
    )
