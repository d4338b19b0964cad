"""Small views of the shared interface."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_POST, require_safe

from kapstok.platform.config import settings as product
from kapstok.platform.ui.stijlgids import examples
from kapstok.platform.ui.tags.pagina import LANGUAGES
from kapstok.platform.ui.thema import colours_of, theme_css, theme_hash

YEAR = 365 * 24 * 3600


@require_safe
@gzip_page
def thema(request: HttpRequest, slug: str, digest: str) -> HttpResponse:
    """The palette of the municipality of this host; an old digest redirects to nothing: the page has the new one."""
    tenant = getattr(request, "tenant", None)
    if tenant is None or tenant.slug != slug:
        raise Http404
    colours = colours_of(tenant.instellingen or {})
    response = HttpResponse(theme_css(colours), content_type="text/css; charset=utf-8")
    fresh = theme_hash(colours) == digest
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable" if fresh else "no-cache"
    return response


@require_GET
def taal(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the chosen language in a cookie and go back; only to an address of ours."""
    if code not in dict(LANGUAGES):
        raise Http404
    back = request.GET.get("volgende", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None) or not back.startswith("/"):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=YEAR,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@require_POST
def verlengen(request: HttpRequest) -> HttpResponse:
    """Somebody pressed **Ga verder**: touch the session, so that it lasts another full term."""
    session = getattr(request, "session", None)
    if session is not None:
        session.modified = True
    return HttpResponse(status=204)


@require_safe
def stijl(request: HttpRequest, part: str = "stijl") -> HttpResponse:
    """The living style guide; only where visitors are developers."""
    if not (product.demo or product.debug):
        raise Http404
    return render(request, f"ui/{part}.html", examples())
