"""Security headers on every answer, also on errors. A view may widen single CSP directives, never script.

`widen_csp(response, "form-action", origin)` adds a source; `allow_same_origin_frame(response)` lets our own
document viewer show the answer in a frame.
"""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

R = TypeVar("R", bound=HttpResponseBase)

_BASE_CSP: dict[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:", "blob:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "worker-src": ("'self'", "blob:"),
    "frame-src": ("'self'",),
    "manifest-src": ("'self'",),
    "form-action": ("'self'",),
    "base-uri": ("'none'",),
    "frame-ancestors": ("'none'",),
}
_WIDENABLE = frozenset({"form-action", "img-src", "connect-src", "frame-ancestors"})
_PERMISSIONS = (
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=(), geolocation=(self), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self)"
)
_HSTS = "max-age=63072000; includeSubDomains"

_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": _PERMISSIONS,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def widen_csp(response: R, directive: str, *sources: str) -> R:
    """Add sources to one directive of this answer."""
    if directive not in _WIDENABLE:
        raise ValueError(f"{directive} may not be widened")
    if any(not source or set(source) & set(" ;,\r\n\t") for source in sources):
        raise ValueError("a CSP source is one word")
    extra: dict[str, tuple[str, ...]] = getattr(response, "csp_extra", {})
    response.csp_extra = {**extra, directive: (*extra.get(directive, ()), *sources)}
    return response


def allow_same_origin_frame(response: R) -> R:
    """For the answers that the document viewer frames (a PDF), and for no others."""
    return widen_csp(response, "frame-ancestors", "'self'")


def build_csp(extra: dict[str, tuple[str, ...]]) -> str:
    parts = []
    for directive, base in _BASE_CSP.items():
        added = extra.get(directive, ())
        sources = added if base == ("'none'",) and added else (*base, *added)
        parts.append(f"{directive} {' '.join(dict.fromkeys(sources))}")
    return "; ".join(parts)


_DEFAULT_CSP = build_csp({})


# An answer for an application is never a page: nothing in it may load, run or be framed.
_FOR_DATA = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# As an answer keeps them: what is always the same is not looked at again for every answer.
_KEPT_FOR_DATA = {name.lower(): (name, value) for name, value in _FOR_DATA.items()}


def _is_page(response: HttpResponseBase) -> bool:
    """The reference of an API is a page that stands below its address."""
    return response.headers.get("Content-Type", "").startswith("text/html")


def for_data(request: HttpRequest, response: R) -> R:
    """The headers of an answer that is no page."""
    response.headers._store.update(_KEPT_FOR_DATA)  # noqa: SLF001 - a setter checks each of them anew
    if request.is_secure():
        response.headers["Strict-Transport-Security"] = _HSTS
    return response


class SecurityHeadersMiddleware:
    """Place above everything that can answer with a page, directly under TraceMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if getattr(request, "for_application", False) and not _is_page(response):
            return for_data(request, response)
        extra: dict[str, tuple[str, ...]] = getattr(response, "csp_extra", {})
        headers = response.headers
        headers["Content-Security-Policy"] = build_csp(extra) if extra else _DEFAULT_CSP
        headers["X-Frame-Options"] = "SAMEORIGIN" if "frame-ancestors" in extra else "DENY"
        for name, value in _FIXED.items():
            headers.setdefault(name, value)
        if request.is_secure():
            headers["Strict-Transport-Security"] = _HSTS
        if getattr(request, "identity", None) is not None:
            headers.setdefault("Cache-Control", "no-store")
        return response
