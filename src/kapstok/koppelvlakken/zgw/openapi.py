"""The contract as it is offered, made from the declarations, with the audit trail of what has one."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from kapstok.koppelvlakken.zgw.operaties import SPECIAL
from kapstok.koppelvlakken.zgw.selectielijst_contract import API as SELECTIELIJST
from kapstok.koppelvlakken.zgw.selectielijst_contract import contract as selectielijst
from kapstok.platform.geo.geojson import schemas
from kapstok.platform.resource import Api, compiled
from kapstok.platform.resource.openapi import TEXT, UUID_, Operation, document, name_of, place_of, ref, verb

_URI: dict[str, Any] = {**TEXT, "format": "uri"}
_CHANGE: dict[str, Any] = {"type": "object"}
AUDIT_TRAIL: dict[str, Any] = {
    "type": "object",
    "properties": {
        "uuid": UUID_,
        "bron": {**TEXT, "enum": ["ac", "nrc", "zrc", "ztc", "drc", "brc", "cmc", "kc", "vrc"]},
        **dict.fromkeys(("applicatieId", "applicatieWeergave", "gebruikersId", "gebruikersWeergave"), TEXT),
        **dict.fromkeys(("actie", "actieWeergave"), TEXT),
        "resultaat": {"type": "integer"},
        "hoofdObject": _URI,
        "resource": TEXT,
        "resourceUrl": _URI,
        **dict.fromkeys(("toelichting", "resourceWeergave"), TEXT),
        "aanmaakdatum": {**TEXT, "format": "date-time", "readOnly": True},
        "wijzigingen": {"type": "object", "properties": {"oud": _CHANGE, "nieuw": _CHANGE}},
    },
}


def contract_of(api: Api) -> dict[str, Any]:
    """The contract of one API."""
    return (
        selectielijst()
        if api is SELECTIELIJST
        else document(api, (*SPECIAL, *_trails(api)), {**schemas(), "AuditTrail": AUDIT_TRAIL})
    )


def _trails(api: Api) -> Iterator[Operation]:
    for one in compiled().values():
        resource = one.resource
        if resource.api is not api or resource.trail is None:
            continue
        place = f"{place_of(resource)}/{{{name_of(resource)}_uuid}}/audittrail"
        line = ref("AuditTrail")
        for path, name, answer in (
            (place, "list", {"type": "array", "items": line}),
            (f"{place}/{{uuid}}", verb(resource, "get"), line),
        ):
            yield Operation(
                api=api.name,
                name=f"audittrail_{name}",
                method="GET",
                path=path,
                scopes=("audittrails.lezen",),
                summary="Wie wat wanneer heeft gewijzigd.",
                answer=answer,
            )


def schema_view(api: Api) -> Callable[[HttpRequest], HttpResponse]:
    """GET /<api>/api/v1/openapi.json"""

    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(msgspec.json.encode(contract_of(api)), content_type="application/json")

    return view
