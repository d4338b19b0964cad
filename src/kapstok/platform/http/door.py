"""The short way in for applications: no session, language, cookies or page tenant, which they have no use for.

What every answer needs (metrics, trace, security headers, rate limits) stands above this door and is shared with the
pages. The view itself opens the scope of the caller's tenant.
"""

import re
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import ResolverMatch, URLPattern
from django.urls.converters import UUIDConverter

from kapstok.platform.identity.access import access_of

_UUID = re.compile(UUIDConverter.regex)
_ROOT = 3  # zaken/api/v1: below such an address no page for people stands
Shape = tuple[str | None, ...]
View = Callable[..., HttpResponseBase]


class Routes:
    """Addresses of views for applications by their shape: a uuid counts as a gap. One look-up, no list of patterns."""

    def __init__(self, patterns: Iterable[Any]) -> None:
        self.places: dict[Shape, tuple[View, tuple[str, ...], str]] = {}
        self.roots: set[Shape] = set()
        for pattern in patterns:
            access = access_of(pattern.callback) if isinstance(pattern, URLPattern) else None
            if access is not None and access.kind == "applicatie":
                self._add(pattern)

    def _add(self, pattern: Any) -> None:
        route, converters = str(pattern.pattern), pattern.pattern.converters
        names = tuple(converters)
        gaps = {f"<uuid:{n}>" for n in names}
        if all(isinstance(c, UUIDConverter) for c in converters.values()):
            shape = tuple(None if part in gaps else part for part in route.split("/"))
            self.places[shape] = (pattern.callback, names, route)
            self.roots.add(shape[:_ROOT])

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
            return None
        view, names, route = place
        return ResolverMatch(view, (), dict(zip(names, values, strict=True)), route=route)


class ApplicationDoor:
    """Place under RateLimitMiddleware and above TenantMiddleware. API_URLS names the modules with addresses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._routes: Routes | None = None

    @property
    def routes(self) -> Routes:
        """Made at the first request, as the views need all packages."""
        if self._routes is None:
            modules = [import_module(name) for name in settings.API_URLS]
            self._routes = Routes(p for module in modules for p in module.urlpatterns)
        return self._routes

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        match = self.routes.find(request.path_info)
        if match is None:
            request.for_application = self.routes.is_below_root(request.path_info)  # type: ignore[attr-defined]
            return self.get_response(request)
        request.resolver_match = match
        request.for_application = True  # type: ignore[attr-defined]
        response = match.func(request, **match.kwargs)
        if not response.streaming and not response.has_header("Content-Length"):
            response.headers["Content-Length"] = str(len(response.content))  # type: ignore[attr-defined]
        return response
