"""The contract as it is offered, made from the declarations."""

from collections.abc import Callable

import msgspec
from django.http import HttpRequest, HttpResponse

from kapstok.koppelvlakken.zgw.operaties import SPECIAL
from kapstok.platform.resource import Api
from kapstok.platform.resource.openapi import document


def schema_view(api: Api) -> Callable[[HttpRequest], HttpResponse]:
    """GET /<api>/api/v1/openapi.json"""

    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(msgspec.json.encode(document(api, SPECIAL)), content_type="application/json")

    return view
