"""The contract as it is offered, made from the declarations."""

from collections.abc import Callable
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from kapstok.koppelvlakken.zgw.operaties import SPECIAL
from kapstok.koppelvlakken.zgw.selectielijst_contract import API as SELECTIELIJST
from kapstok.koppelvlakken.zgw.selectielijst_contract import contract as selectielijst
from kapstok.platform.resource import Api
from kapstok.platform.resource.openapi import document


def contract_of(api: Api) -> dict[str, Any]:
    """The contract of one API."""
    return selectielijst() if api is SELECTIELIJST else document(api, SPECIAL)


def schema_view(api: Api) -> Callable[[HttpRequest], HttpResponse]:
    """GET /<api>/api/v1/openapi.json"""

    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(msgspec.json.encode(contract_of(api)), content_type="application/json")

    return view
