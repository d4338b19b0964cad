"""The short way in for applications: no session, language, cookies or page tenant, which they have no use for.

What every answer needs (metrics, trace, security headers, rate limits) it does itself, by the same functions as the
layers of the pages. The view itself opens the scope of the caller's tenant.
"""

import re
import time
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponseBase
from django.urls import ResolverMatch, URLPattern
from django.urls.converters import UUIDConverter

from kapstok.platform.http.headers import for_data
from kapstok.platform.http.ratelimit import too_many
from kapstok.platform.http.trace import begin, bound
from kapstok.platform.identity.access import access_of
from kapstok.platform.observe.views import count

_UUID = re.compile(UUIDConverter.regex)
_ROOT = 3  # zaken/api/v1: below such an address no page for people stands
Shape = tuple[str | None, ...]
View = Callable[..., HttpResponseBase]


class Routes:
    """Addresses of views for applications by their shape: a uuid counts as a gap. One look-up, no list of patterns."""

    def __init__(self, patterns: Iterable[Any]) -> None:
        self.places: dict[Shape, tuple[View, tuple[str, ...], str]] = {}
        self.others: list[URLPattern] = []  # addresses with something else than a uuid in them; few
        self.roots: set[Shape] = set()
        for pattern in patterns:
            access = access_of(pattern.callback) if isinstance(pattern, URLPattern) else None
            if access is not None and access.kind == "applicatie":
                self._add(pattern)

    def _add(self, pattern: Any) -> None:
        route, converters = str(pattern.pattern), pattern.pattern.converters
        names = tuple(converters)
        gaps = {f"<uuid:{n}>" for n in names}
        shape = tuple(None if part in gaps else part for part in route.split("/"))
        self.roots.add(shape[:_ROOT])
        if all(isinstance(c, UUIDConverter) for c in converters.values()):
            self.places[shape] = (pattern.callback, names, route)
        else:
            self.others.append(pattern)

    def is_below_root(self, path: str) -> bool:
        """Is it an address of an API, though of nothing that is there?"""
        return tuple(path[1:].split("/", _ROOT)[:_ROOT]) in self.roots

    def find(self, path: str) -> ResolverMatch | None:
        """The view of this path with its arguments; None when it is not the address of an application's view."""
        values: list[UUID] = []
        shape: list[str | None] = []
        for part in path[1:].split("/"):
            if len(part) == 36 and _UUID.fullmatch(part):
                values.append(UUID(part))
                shape.append(None)
            else:
                shape.append(part)
        place = self.places.get(tuple(shape))
        if place is None:
            return self._other(path)
        view, names, route = place
        return ResolverMatch(view, (), dict(zip(names, values, strict=True)), route=route)

    def _other(self, path: str) -> ResolverMatch | None:
        if not self.is_below_root(path):
            return None
        found = (pattern.resolve(path[1:]) for pattern in self.others)
        return next((match for match in found if match is not None), None)


@cache
def routes() -> Routes:
    """Those of the modules in API_URLS. Made at the first request, as the views need all packages."""
    modules = [import_module(name) for name in settings.API_URLS]
    return Routes(p for module in modules for p in module.urlpatterns)


class ApplicationDoor:
    """Outermost: what it does not serve goes to the layers of the pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        match = routes().find(request.path_info)
        if match is None:
            request.for_application = routes().is_below_root(request.path_info)  # type: ignore[attr-defined]
            return self.get_response(request)
        return serve(request, match)


# A length would tell that of an answer with content (RFC 9110, 8.6).
NO_CONTENT = frozenset({204, 304})


def serve(request: HttpRequest, match: ResolverMatch) -> HttpResponseBase:
    """The answer of this view, with all that an answer needs; an accident is an answer too."""
    began = time.perf_counter()
    request.resolver_match = match
    request.for_application = True  # type: ignore[attr-defined]
    trace, request_id = begin(request)
    with bound(trace, request_id):
        response = too_many(request) or _answer(request)
    for_data(request, response)
    headers = response.headers
    headers["X-Request-ID"], headers["traceparent"] = request_id, trace.traceparent
    if not response.streaming and "Content-Length" not in headers:
        size = len(response.content)  # type: ignore[attr-defined]
        if size or not (request.method == "HEAD" or response.status_code in NO_CONTENT):
            headers["Content-Length"] = str(size)
    count(request.method or "", str(match.route), response.status_code, began)
    return response


def _view(request: HttpRequest) -> HttpResponseBase:
    match: Any = request.resolver_match
    return match.func(request, **match.kwargs)


_answer = convert_exception_to_response(_view)
