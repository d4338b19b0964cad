"""Which reviews of the quarter are owed, reminding by one button, and the own page of who leads projects."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kapstok.diensten.sturing.kwartaal.herinneren import herinner, schuldig
from kapstok.diensten.sturing.projecten.queries import geleid_door
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import staff
from kapstok.platform.tenancy.addresses import public_base
from kapstok.schermen.sturing.project_woorden import TOESTAND
from kapstok.schermen.sturing.show import actor_of, beslisser, not_allowed, show, who

iedereen = staff()  # who leads a project may be anybody with an account


def overzicht() -> dict[str, Any]:
    """For the pages of the quarter: what is owed today."""
    return {"schuld": schuldig(timezone.localdate())}


@beslisser
@require_POST
def herinneren(request: HttpRequest) -> HttpResponse:
    """Mail everybody that owes a review."""
    base = public_base(request.tenant)  # type: ignore[attr-defined]
    try:
        sent, nobody = herinner(op=timezone.localdate(), actor=actor_of(request), basis=base)
    except Refusal as refused:
        if refused.forbidden:
            return not_allowed(request, refused)
        messages.error(request, str(refused.message))
        return redirect("sturing-kwartalen")
    text = ngettext(
        "%d projectleider krijgt een herinnering.", "%d projectleiders krijgen een herinnering.", sent
    )
    messages.success(request, text % sent)
    if nobody:
        messages.warning(request, _("Zonder projectleider met een e-mailadres: %s.") % ", ".join(nobody))
    return redirect("sturing-kwartalen")


@iedereen
@require_safe
def mijn_projecten(request: HttpRequest) -> HttpResponse:
    """The projects that this person leads, and which reviews they still owe."""
    me = UUID(str(who(request).user_id))
    rows = [{**row, "woord": TOESTAND[row["toestand"]]} for row in geleid_door(me)]
    return show(
        request,
        "mijn_projecten",
        rijen=rows,
        schuld=schuldig(timezone.localdate(), leider=me),
        mag_kijken=who(request).has_role("i-adviseur", "directie", "ciso", "functioneel-beheerder"),
    )
