"""Withdrawing a publication or correcting it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kapstok.diensten.sturing.communicatie.models import Publicatie
from kapstok.diensten.sturing.communicatie.queries import met_rectificaties
from kapstok.diensten.sturing.communicatie.rectificeren import rectificeer
from kapstok.diensten.sturing.communicatie.rules import RECTIFICATIES
from kapstok.platform.errors import Refusal
from kapstok.schermen.sturing.communicatie_form import RectificatieForm
from kapstok.schermen.sturing.show import actor_of, adviseur, show


@adviseur
@require_http_methods(["GET", "HEAD", "POST"])
def herstellen(request: HttpRequest, bericht_id: UUID, publicatie_id: UUID, soort: str) -> HttpResponse:
    """A form that asks why; pressing its button does it. What was typed stays when it is refused."""
    row = Publicatie.objects.select_related("bericht").filter(id=publicatie_id, bericht_id=bericht_id).first()
    if row is None or soort not in RECTIFICATIES:
        raise Http404
    (sent,) = met_rectificaties([row])
    form = RectificatieForm(
        request.POST if request.method == "POST" else None, soort=soort, nu=sent.nu, versie=row.bericht.versie
    )
    if request.method == "POST" and form.is_valid():
        typed: dict[str, Any] = form.cleaned_data
        try:
            rectificeer(
                row.id, soort, typed["reden"], titel=typed.get("titel", ""), tekst=typed.get("tekst", ""),
                versie=typed["versie"] or 0, op=timezone.localdate(), actor=actor_of(request),
            )  # fmt: skip
        except Refusal as refused:
            form.add_refusals(refused)
            if (
                refused.code == "gewijzigd"
            ):  # what stands there now is on this page; a second press goes through
                form.data = {**form.data.dict(), "versie": str(row.bericht.versie)}
        else:
            done = (
                _("Het bericht is gecorrigeerd.")
                if soort == "correctie"
                else _("Het bericht is ingetrokken.")
            )
            messages.success(request, done)
            return redirect("sturing-bericht", bericht_id=bericht_id)
    return show(
        request, "bericht_herstel", form=form, rij=row, uit=sent, correctie=soort == "correctie",
        status=form.http_status,
    )  # fmt: skip
