"""Public pages: they read, they never write, and nobody has to log in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from kapstok.diensten.formulieren.services import is_published
from kapstok.magazijnen.producten import queries
from kapstok.magazijnen.producten.rules import text_in
from kapstok.platform.identity.access import no_login_needed
from kapstok.platform.tenancy.registry import tenants
from kapstok.platform.ui import openingstijden
from kapstok.schermen.openbaar.onderwerpen import by_subject
from kapstok.schermen.openbaar.termijn import term_of

MOST_TOP_TASKS = 6
LONGEST_QUESTION = 200
View = Callable[..., HttpResponseBase]


def for_gemeente(view: View) -> View:
    """On the plain domain there is no municipality: the visitor chooses one first."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request, "tenant", None) is None:
            return redirect("/")
        return view(request, *args, **kwargs)

    return checked


@no_login_needed
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Top tasks, search, login and notices; on the plain domain the choice of a municipality."""
    if getattr(request, "tenant", None) is None:
        return render(request, "openbaar/keuze.html", {"gemeenten": _choices(request)})
    products = queries.active_products(_language())
    top = [product for product in products if product.toptaak][:MOST_TOP_TASKS]
    context = {
        "welkom": _welcome(request),
        "toptaken": top or products[:MOST_TOP_TASKS],
        "onderwerpen": by_subject(products),
        "berichten": queries.current_berichten(timezone.now(), _language()),
    }
    return render(request, "openbaar/home.html", context)


@no_login_needed
@require_safe
@for_gemeente
def onderwerpen(request: HttpRequest) -> HttpResponse:
    """Every product, under its subject."""
    subjects = by_subject(queries.active_products(_language()))
    return render(request, "openbaar/onderwerpen.html", {"onderwerpen": subjects})


@no_login_needed
@require_safe
@for_gemeente
def zoeken(request: HttpRequest) -> HttpResponse:
    """Products that fit the question; without a question only the box."""
    question = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUESTION]
    found = queries.search_products(question, _language()) if question else []
    return render(
        request, "openbaar/zoeken.html", {"vraag": question, "resultaten": found, "aantal": len(found)}
    )


@no_login_needed
@require_safe
@for_gemeente
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is, what it costs, how long it takes, what you need, and the start button."""
    found = queries.product_by_slug(slug, _language())
    if found is None:
        raise Http404
    context = {
        "product": found,
        "termijn": term_of(found, timezone.localdate()),
        "online": bool(found.formulier_slug) and is_published(found.formulier_slug),
    }
    return render(request, "openbaar/product.html", context)


@no_login_needed
@require_safe
@for_gemeente
def hulp(request: HttpRequest) -> HttpResponse:
    """Every way to get help (Awb 2:1: the duty to support people in their dealings with government)."""
    return render(request, "openbaar/hulp.html", _contact(request))


@no_login_needed
@require_safe
@for_gemeente
def contact(request: HttpRequest) -> HttpResponse:
    """Phone, desk, post and opening hours."""
    return render(request, "openbaar/contact.html", _contact(request))


@no_login_needed
@require_safe
def toegankelijkheid(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "openbaar/toegankelijkheid.html", _contact(request))


@no_login_needed
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What we do with personal data, and the rights people have (AVG 13 and 15-22)."""
    return render(request, "openbaar/privacy.html", _contact(request))


def _welcome(request: HttpRequest) -> str:
    """The municipality's own words of welcome in the language of the page, if it wrote them."""
    texts = (_settings(request).get("teksten") or {}).get("welkom")
    return str(text_in(texts, _language())) if isinstance(texts, dict) else ""


def _settings(request: HttpRequest) -> dict[str, Any]:
    return getattr(getattr(request, "tenant", None), "instellingen", None) or {}


def _contact(request: HttpRequest) -> dict[str, Any]:
    settings = _settings(request)
    timetable = settings.get("openingstijden") or openingstijden.DEFAULT
    hours = [
        (
            day,
            [
                (start.strftime("%H:%M"), end.strftime("%H:%M"))
                for start, end in openingstijden.periods(timetable.get(key, ""))
            ],
        )
        for key, day in zip(openingstijden.DAYS, openingstijden.names(), strict=True)
    ]
    until = openingstijden.open_until(timetable, timezone.localtime())
    return {"instellingen": settings, "tijden": hours, "open_tot": until.strftime("%H:%M") if until else ""}


def _choices(request: HttpRequest) -> list[tuple[str, str]]:
    """Name and address of every municipality on this installation."""
    host = request.get_host().removeprefix("www.")
    return [(tenant.naam, f"{request.scheme}://{tenant.slug}.{host}/") for tenant in tenants().values()]


def _language() -> str:
    return (translation.get_language() or "nl")[:2]
