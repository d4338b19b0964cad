"""The frame around an operation that is more than reading or writing a row.

Each API has a module here (`documenten`, `catalogi`, ...) with its operations and their `urlpatterns`.
"""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from kapstok.magazijnen.autorisaties.bearer import caller_of
from kapstok.platform.identity.access import api_client
from kapstok.platform.resource import Api, Call, compiled, query
from kapstok.platform.resource.views import Refused, answer

Handler = Callable[[HttpRequest, Call, UUID], HttpResponseBase]
Action = Callable[[HttpRequest, Call], HttpResponseBase]


def on_row(
    name: str, method: str, handler: Handler, *, compiled_only: bool = False
) -> Callable[..., HttpResponseBase]:
    """The view of an operation on one row of a resource; the handler checks the rights with `need`.

    `compiled_only`: see `answer`.
    """

    def view(request: HttpRequest, row_id: UUID) -> HttpResponseBase:
        def act(request: HttpRequest, call: Call) -> HttpResponseBase:
            _only(request, method)
            return handler(request, call, row_id)

        api = compiled()[name].resource.api
        return answer(request, api, caller_of, act, compiled_only=compiled_only)

    return csrf_exempt(api_client(view))


def on_api(api: Api, method: str, handler: Action) -> Callable[..., HttpResponseBase]:
    """The view of an operation on an API as a whole; the handler checks the rights with `need`."""

    def view(request: HttpRequest) -> HttpResponseBase:
        def act(request: HttpRequest, call: Call) -> HttpResponseBase:
            _only(request, method)
            return handler(request, call)

        return answer(request, api, caller_of, act)

    return csrf_exempt(api_client(view))


def _only(request: HttpRequest, method: str) -> None:
    """Refused 405 for another method; what may be read may be asked for with HEAD. A change says all in its body."""
    if request.method != method and (request.method, method) != ("HEAD", "GET"):
        raise Refused(405, "method_not_allowed", Allow="GET, HEAD" if method == "GET" else method)
    if method != "GET":
        query.no_others(request.GET)
