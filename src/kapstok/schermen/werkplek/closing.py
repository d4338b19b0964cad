"""**Besluiten en afronden**: one page that says what will happen, and ten seconds to take it back."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kapstok.diensten.behandeling.services.postponed import plan_closing, undo_closing
from kapstok.kern.tijdvak import Duration
from kapstok.magazijnen.catalogi.models import ResultaatType
from kapstok.magazijnen.catalogi.queries import decision_types
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import staff
from kapstok.platform.ui.getypt import typed_text
from kapstok.schermen.werkplek.show import CAN_HANDLE, actor_of, one, require_case, show, tell

_LENGTHS = {"toelichting": 1000, "motivering": 10_000}


def _results(zaaktype_id: UUID, today: date) -> list[dict[str, Any]]:
    """Possible results, each with what it means for keeping."""
    found = []
    for kind in ResultaatType.objects.filter(zaaktype_id=zaaktype_id).order_by("omschrijving"):
        until = today + Duration.parse(kind.archiefactietermijn) if kind.archiefactietermijn else None
        if kind.archiefnominatie == "blijvend_bewaren":
            text = _("Wordt voor altijd bewaard.")
        elif until:
            text = _("Wordt bewaard tot %(jaar)s en daarna vernietigd.") % {"jaar": until.year}
        else:
            text = _("De bewaartermijn volgt later.")
        found.append({"id": str(kind.id), "naam": kind.omschrijving, "uitleg": text})
    return found


@staff(*CAN_HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, zaak_id: UUID) -> HttpResponse:
    """The page, and its confirmation."""
    row, today = require_case(zaak_id), timezone.localdate()
    if row["einddatum"] is not None:
        messages.info(request, _("Deze zaak is al afgerond."))
        return redirect("werk-zaak", zaak_id=zaak_id)
    kinds = decision_types(row["zaaktype_id"], day=today)
    decisions = [(str(kind["id"]), kind["omschrijving"]) for kind in kinds]
    faults: dict[str, str] = {}
    if request.method == "POST":
        faults = _confirm(request, zaak_id, {d[0] for d in decisions})
        if not faults:
            return redirect("werk-zaak", zaak_id=zaak_id)
    return show(
        request,
        "afronden",
        status=422 if faults else 200,
        zaak=row,
        resultaten=_results(row["zaaktype_id"], today),
        besluittypen=decisions,
        ingevuld=request.POST if request.method == "POST" else {"ingangsdatum": today.isoformat()},
        fout=faults,
        fouten=[(f"id_{field}", text) for field, text in faults.items()],
    )


def _confirm(request: HttpRequest, zaak_id: UUID, allowed: set[str]) -> dict[str, str]:
    """Check the form and put the closing in line; faults by field."""
    post, faults = request.POST, {}
    resultaat, kind = one(post.get("resultaat")), post.get("besluittype", "")
    if resultaat is None:
        faults["resultaat"] = _("Kies een resultaat.")
    texts: dict[str, str] = {}
    for name, most in _LENGTHS.items():
        try:
            texts[name] = typed_text(post, name, most)
        except Refusal as refused:
            faults[name] = refused.message
    besluit = None
    if kind:
        begin = _date(post.get("ingangsdatum", ""))
        if kind not in allowed:
            faults["besluittype"] = _("Kies een besluit uit de lijst.")
        if begin is None:
            faults["ingangsdatum"] = _("Vul een bestaande datum in. Bijvoorbeeld 2026-12-31.")
        else:
            besluit = {
                "besluittype_id": kind,
                "ingangsdatum": begin.isoformat(),
                "toelichting": texts.get("motivering", ""),
            }
    if faults or resultaat is None:
        return faults
    try:
        plan_closing(
            zaak_id,
            resultaattype_id=resultaat,
            toelichting=texts["toelichting"],
            besluit=besluit,
            actor=actor_of(request),
            moment=timezone.now(),
        )
    except Refusal as refused:
        return {refused.field or "resultaat": refused.message}
    return {}


def _date(raw: str) -> date | None:
    try:
        return parse_date(raw.strip())
    except ValueError:
        return None


@staff(*CAN_HANDLE)
@require_POST
def undo(request: HttpRequest, zaak_id: UUID) -> HttpResponse:
    """**Ongedaan maken** within the ten seconds."""
    require_case(zaak_id)
    try:
        undo_closing(
            one(request.POST.get("uitgesteld")) or zaak_id, actor=actor_of(request), moment=timezone.now()
        )
        messages.success(request, _("Het afronden is teruggedraaid."))
    except Refusal as refused:
        tell(request, refused)
    return redirect("werk-zaak", zaak_id=zaak_id)
