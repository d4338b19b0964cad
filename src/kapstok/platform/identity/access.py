"""Who may open a page, said on the view itself. Every view says it: `urls_without_access` finds the others."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver

from kapstok.platform.identity.identities import LEVEL_RANK, STAFF_ROLES, Identity, reaches

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "kapstok_access"


@dataclass(frozen=True, slots=True)
class Access:
    """kind: "medewerker", "inwoner" (burger or bedrijf), "iedereen" or "applicatie"."""

    kind: str
    roles: frozenset[str] = frozenset()
    level: str = ""


def identity_of(request: HttpRequest) -> Identity | None:
    return getattr(request, "identity", None)


def _to_login(request: HttpRequest, where: str, **extra: str) -> HttpResponse:
    """Send to the login page, and from there back to a page that was being read."""
    query = dict(extra)
    if request.method in {"GET", "HEAD"}:
        query["volgende"] = request.get_full_path()
    if getattr(request, "session_ended", None) is not None:
        query["verlopen"] = "1"
    response = HttpResponseRedirect(f"{where}?{urlencode(query)}" if query else where)
    response["Cache-Control"] = "no-store"
    return response


def staff(*roles: str) -> Callable[[View], View]:
    """Only medewerkers, and only with one of these roles when any are named."""
    unknown = set(roles) - set(STAFF_ROLES)
    if unknown:
        raise ValueError(f"unknown roles {sorted(unknown)}")
    access = Access("medewerker", roles=frozenset(roles))

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            identity = identity_of(request)
            if identity is None:
                return _to_login(request, "/inloggen/medewerker/")
            if identity.kind != "medewerker" or (roles and not identity.has_role(*roles)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return _marked(guarded, access)

    return decorate


def resident(*, level: str = "", kinds: Iterable[str] = ("burger", "bedrijf")) -> Callable[[View], View]:
    """Only residents and businesses, at least at this level; a lower login is asked to step up."""
    if level not in LEVEL_RANK:
        raise ValueError(f"unknown level {level}")
    allowed = frozenset(kinds)
    access = Access("inwoner", level=level)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            identity = identity_of(request)
            if identity is None:
                return _to_login(request, "/inloggen/", **({"niveau": level} if level else {}))
            if identity.kind not in allowed:
                raise PermissionDenied
            if not reaches(identity.level, level):
                return step_up(request, level)
            return view(request, *args, **kwargs)

        return _marked(guarded, access)

    return decorate


def step_up(request: HttpRequest, level: str) -> HttpResponse:
    """Log in again at a higher level, and come back here. For levels that depend on the product.

    By way of the page with the choice: a redirect from a form straight to the broker would break form-action.
    """
    return _to_login(request, "/inloggen/", niveau=level)


def no_login_needed(view: View) -> View:
    """For everybody."""
    return _marked(view, Access("iedereen"))


def api_client(view: View) -> View:
    """For applications with their own credentials; the view checks those itself."""
    return _marked(view, Access("applicatie"))


def _marked(view: Any, access: Access) -> Any:
    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return view(request, *args, **kwargs)

    setattr(marked, _MARK, access)
    return marked


def access_of(view: Callable[..., Any]) -> Access | None:
    """What a view says about who may open it; None when it says nothing."""
    return getattr(view, _MARK, None)


def _walk(patterns: Iterable[Any], prefix: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    for pattern in patterns:
        where = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, where)
        elif isinstance(pattern, URLPattern):
            yield where, pattern.callback


def urls_without_access(patterns: Iterable[Any]) -> list[str]:
    """Addresses whose view does not say who may open it: must be empty (see the architecture test)."""
    return [where for where, view in _walk(patterns, "") if access_of(view) is None]
