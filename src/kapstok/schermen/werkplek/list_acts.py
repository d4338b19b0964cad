"""What is done from a list: giving zaken to somebody, taking that back, keeping a view.

The filter of the list stands in the address of its forms, so that a refused form is shown on the same list.
"""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kapstok.diensten.behandeling.models import Weergave
from kapstok.diensten.behandeling.services.assign import give
from kapstok.diensten.behandeling.services.undo import undo
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import staff
from kapstok.platform.ui.getypt import typed_text
from kapstok.schermen.werkplek.assign import chosen_colleague, given_in_words
from kapstok.schermen.werkplek.lists import ADDRESS, list_page
from kapstok.schermen.werkplek.show import (
    CAN_HANDLE,
    CAN_READ,
    Missed,
    actor_of,
    back_to,
    chosen,
    identity_of,
    offer_undo,
    one,
    tell,
)


def _back(request: HttpRequest, kind: str) -> HttpResponse:
    """To the list, as it was filtered."""
    query, where = request.GET.urlencode(), reverse(ADDRESS[kind])
    return redirect(f"{where}?{query}" if query else where)


def _refused(request: HttpRequest, kind: str, act: str, refused: Refusal) -> HttpResponse:
    missed = Missed(act, {r.field: r.message for r in refused.all}, request.POST.dict())
    return list_page(request, kind, missed=missed)


@staff(*CAN_HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, kind: str) -> HttpResponse:
    """**Neem op mij**, **Verdelen** and **Vrijgeven**, for the ticked zaken."""
    if request.method != "POST":
        return _back(request, kind)
    act, identity = request.POST.get("actie", ""), identity_of(request)
    if act not in {"mij", "verdelen", "vrij"} or (act == "verdelen" and not identity.has_role("teamleider")):
        raise Http404
    try:
        to: UUID | None = {"mij": identity.user_id}.get(act)
        if act == "verdelen":
            to = chosen_colleague(request)
        count, token = give(chosen(request), to=to, actor=actor_of(request))
    except Refusal as refused:
        return _refused(request, kind, "toewijzen", refused)
    text = given_in_words(count)
    if act == "vrij":
        text = ngettext("%(n)s zaak is vrijgegeven.", "%(n)s zaken zijn vrijgegeven.", count) % {"n": count}
    offer_undo(request, text, token)
    return _back(request, kind)


@staff(*CAN_HANDLE)
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """**Ongedaan maken** of the last assignment or change."""
    try:
        undo(request.POST.get("token", ""), actor=actor_of(request))
        messages.success(request, _("Het is teruggedraaid."))
    except Refusal as refused:
        tell(request, refused)
    return redirect(back_to(request, "/werk/team/"))


@staff(*CAN_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def save_view(request: HttpRequest, kind: str) -> HttpResponse:
    """Keep the filter of a list under a name, or forget it."""
    if request.method != "POST":
        return _back(request, kind)
    owner = identity_of(request).user_id
    if gone := one(request.POST.get("weg")):
        Weergave.objects.filter(id=gone, eigenaar_id=owner).delete()
        return _back(request, kind)
    try:
        name = _name(request)
    except Refusal as refused:
        return _refused(request, kind, "weergave", refused)
    shared = one(request.POST.get("team"))
    kept = {
        "filter": request.GET.urlencode()[:1000],
        "team_id": shared if shared in identity_of(request).teams else None,
    }
    Weergave.objects.update_or_create(eigenaar_id=owner, lijst=kind, naam=name, defaults=kept)
    messages.success(request, _("De weergave is bewaard."))
    return _back(request, kind)


def _name(request: HttpRequest) -> str:
    name = " ".join(typed_text(request.POST, "naam", 80).split())
    if not name:
        raise Refusal("required", "naam", _("Geef de weergave een naam."))
    return name
