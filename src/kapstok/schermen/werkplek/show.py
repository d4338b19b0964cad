"""What the pages of the workbench share: rendering, ids from forms, refusals as messages."""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kapstok.diensten.behandeling import dossier
from kapstok.platform.audit.actor import Actor
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import Identity
from kapstok.platform.ui.opmaak import date_in_words
from kapstok.schermen.werkplek.menu import menu_of

CAN_READ = (
    "kcc",
    "behandelaar",
    "teamleider",
    "functioneel-beheerder",
    "archivaris",
    "ciso",
    "i-adviseur",
    "directie",
)
CAN_HANDLE = ("behandelaar", "teamleider")
CAN_TALK = ("kcc", *CAN_HANDLE)  # who speaks with residents writes down what was said


class Missed(NamedTuple):
    """A form of the page that was refused: which, what is wrong by field, and what was typed."""

    act: str
    faults: dict[str, str]
    typed: dict[str, str]


def identity_of(request: HttpRequest) -> Identity:
    """Who is here; the decorator of the view made sure there is somebody."""
    return request.identity  # type: ignore[attr-defined]


def actor_of(request: HttpRequest) -> Actor:
    """The same, as the one who acts."""
    return identity_of(request).as_actor("Behandeling van een zaak")


def show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the workbench with its menu."""
    page = {"menu": menu_of(identity_of(request)), **context}
    return render(request, f"werkplek/{template}.html", page, status=status)


def chosen(request: HttpRequest, name: str = "kies") -> list[UUID]:
    """Ids that were ticked, at most 200; a broken one is a broken page."""
    try:
        return [UUID(raw) for raw in request.POST.getlist(name)[:200]]
    except ValueError as error:
        raise Http404 from error


def one(raw: str | None) -> UUID | None:
    """An id from a form, None when it is empty or not an id."""
    try:
        return UUID(raw) if raw else None
    except ValueError:
        return None


def read_day(raw: str, field: str) -> date | None:
    """A day from a form, None when it is empty. Raises Refusal for the field when there is no such day."""
    if not raw.strip():
        return None
    try:
        found = parse_date(raw.strip())
    except ValueError:
        found = None
    if found is None:
        raise Refusal("invalid", field, _("Vul een bestaande datum in. Bijvoorbeeld 2026-12-31."))
    return found


def in_words(day: date) -> str:
    """23 november 2026, in the language of the page."""
    return date_in_words(day, get_language() or "nl")


def page_of(request: HttpRequest) -> int:
    """Page number from the address, 1 when it makes no sense."""
    raw = request.GET.get("pagina", "")
    return min(int(raw), 2000) if raw.isascii() and raw.isdigit() and int(raw) > 0 else 1


def back_to(request: HttpRequest, otherwise: str) -> str:
    """Where a small form returns to: a page of ours, else the default."""
    wanted = request.POST.get("terug", "")
    return (
        wanted
        if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted[:1] == "/"
        else otherwise
    )


def tell(request: HttpRequest, refused: Refusal) -> None:
    """Say what was refused, in words."""
    for refusal in refused.all:
        messages.error(request, refusal.message)


def offer_undo(request: HttpRequest, text: str, token: str) -> None:
    """The next page says what happened and offers the way back, once."""
    request.session["ongedaan"] = {"token": token, "tekst": text}


def undo_of(request: HttpRequest) -> dict[str, str] | None:
    """What can still be undone, shown once."""
    return request.session.pop("ongedaan", None)


def require_case(zaak_id: UUID) -> dict[str, Any]:
    """The zaak, or 404: also when it belongs to another municipality."""
    found = dossier.case(zaak_id)
    if found is None:
        raise Http404
    return found
