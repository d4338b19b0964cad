"""What all pages of beheer share: who may come in, the menu, paging, and who acts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kapstok.platform.identity import Identity, staff
from kapstok.platform.work import Actor
from kapstok.schermen.beheer import queries
from kapstok.schermen.beheer.menu import MENU

beheerder = staff("functioneel-beheerder", "ciso")  # may look
editor = staff("functioneel-beheerder")  # may change


def who(request: HttpRequest) -> Identity:
    """The medewerker at this page; the decorator made sure there is one."""
    return request.identity  # type: ignore[attr-defined]


def actor_of(request: HttpRequest) -> Actor:
    """Who acts, for the audit trail."""
    return who(request).as_actor("Beheer")


def page_of(request: HttpRequest) -> int:
    """The page asked for; 1 for anything that is not a page."""
    raw = request.GET.get("pagina", "1")
    return min(int(raw), 10_000) if raw.isascii() and raw.isdigit() and int(raw) > 0 else 1


def listing(rows: list[Any], page: int) -> dict[str, Any]:
    """Rows of one page and the numbers around it, for beheer/bladeren.html."""
    return {
        "rijen": rows[: queries.PAGE],
        "vorige_pagina": page - 1 if page > 1 else None,
        "volgende_pagina": page + 1 if len(rows) > queries.PAGE else None,
    }


def show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of beheer with its menu; `mag_wijzigen` says whether buttons are of use."""
    page = {"menu": MENU, "mag_wijzigen": who(request).has_role("functioneel-beheerder"), **context}
    return render(request, f"beheer/{template}.html", page, status=status)
