"""What all pages of sturing share: who may come in, the menu, paging, and who acts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kapstok.platform.errors import Refusal
from kapstok.platform.identity import Identity, staff
from kapstok.platform.work import Actor
from kapstok.schermen.sturing.menu import LEIDER, MENU

PAGE = 25
KIJKERS = ("i-adviseur", "directie", "ciso", "functioneel-beheerder")
kijker = staff(*KIJKERS)  # may look
adviseur = staff("i-adviseur")  # may change
beslisser = staff(
    "i-adviseur", "directie"
)  # may come to where is decided; the functions say who may decide what


def who(request: HttpRequest) -> Identity:
    """The medewerker at this page; the decorator made sure there is one."""
    return request.identity  # type: ignore[attr-defined]


def actor_of(request: HttpRequest) -> Actor:
    """Who acts, for the audit trail."""
    return who(request).as_actor("Sturing")


def page_of(request: HttpRequest) -> int:
    """The page asked for; 1 for anything that is not a page."""
    raw = request.GET.get("pagina", "1")[:6]
    return min(int(raw), 10_000) if raw.isascii() and raw.isdigit() and int(raw) > 0 else 1


def show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of sturing with its menu; `mag_wijzigen` says whether buttons are of use."""
    person = who(request)
    page = {
        "menu": MENU if person.has_role(*KIJKERS) else LEIDER,
        "mag_wijzigen": person.has_role("i-adviseur"),
        "mag_besluiten": person.has_role("i-adviseur", "directie"),
        **context,
    }
    return render(request, f"sturing/{template}.html", page, status=status)


def not_allowed(request: HttpRequest, refused: Refusal) -> HttpResponse:
    """What was asked for belongs to a function that this person does not hold: who does, and the way back."""
    return show(request, "niet_bevoegd", status=403, uitleg=refused.message)
