"""Which language a page speaks: what the visitor chose, otherwise the language of the municipality.

The browser's list of languages is not used: many browsers in Dutch homes were installed in English.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

SPOKEN = ("nl", "fy", "en")


class LanguageMiddleware:
    """Activates the language for one request and names it in the answer. Stands after the tenant's middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response


def language_of(request: HttpRequest) -> str:
    """Cookie, then the municipality's setting `taal`, then Dutch."""
    tenant = getattr(request, "tenant", None)
    for wish in (
        request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME),
        (getattr(tenant, "instellingen", None) or {}).get("taal"),
    ):
        if wish in SPOKEN:
            return str(wish)
    return "nl"
