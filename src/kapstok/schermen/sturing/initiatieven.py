"""**Initiatieven**: what came along, how it was weighed, what was decided, and a project made of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kapstok.diensten.sturing.initiatieven import queries, services
from kapstok.diensten.sturing.initiatieven.models import Initiatief
from kapstok.diensten.sturing.initiatieven.rules import CRITERIA, score
from kapstok.diensten.sturing.rollen.queries import aandachtsvelden
from kapstok.diensten.sturing.verband.queries import deelnemers
from kapstok.kern.rekenblad import rekenblad
from kapstok.platform.errors import Refusal
from kapstok.schermen.sturing.conflict import show_current
from kapstok.schermen.sturing.initiatief_form import (
    CRITERIUM,
    TEMPO,
    UITKOMST,
    InitiatiefForm,
    ProjectVanForm,
    ZoekForm,
)
from kapstok.schermen.sturing.project_velden import speerpunten
from kapstok.schermen.sturing.project_woorden import KEUZE
from kapstok.schermen.sturing.show import PAGE, actor_of, adviseur, kijker, page_of, show, who

FORM = ["GET", "HEAD", "POST"]


def _asked(request: HttpRequest, fields: list[dict[str, Any]]) -> tuple[ZoekForm, queries.Zoek]:
    form = ZoekForm(request.GET, velden=[row["aandachtsveld"] for row in fields])
    form.is_valid()
    return form, queries.Zoek(**{k: v for k, v in form.cleaned_data.items() if v})


@kijker
@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    """A page of initiatives."""
    page, today = page_of(request), timezone.localdate()
    fields = aandachtsvelden(today, who(request).user_id)
    form, asked = _asked(request, fields)
    waiting = queries.postvak([row["aandachtsveld"] for row in fields])
    found = queries.initiatieven(asked, today)
    rows = list(found[(page - 1) * PAGE : page * PAGE + 1])
    other = request.GET.copy()
    other.pop("pagina", None)
    return show(
        request,
        "initiatieven",
        filter=form,
        postvak=[{**row, "wachten": waiting[row["aandachtsveld"]]} for row in fields],
        rijen=[_line(row, today) for row in rows[:PAGE]],
        totaal=found.count(),
        vorige_pagina=page - 1 if page > 1 else None,
        volgende_pagina=page + 1 if len(rows) > PAGE else None,
        vast=other.urlencode(),
    )


def _line(row: Initiatief, today: Any) -> dict[str, Any]:
    return {
        "rij": row,
        "keuze": KEUZE.get(row.keuze, ""),
        "tempo": TEMPO.get(row.tempo, ""),
        "uitkomst": UITKOMST[row.uitkomst],
        "score": score(row.criteria),
        "herzien": bool(row.herzien_op and row.herzien_op <= today and not row.project_id),
    }


@kijker
@require_safe
def als_csv(request: HttpRequest) -> HttpResponse:
    """What the list shows, for a spreadsheet."""
    today = timezone.localdate()
    rows = queries.initiatieven(_asked(request, aandachtsvelden(today))[1], today)[: queries.MOST]
    head = [*services.VELDEN, "score"]
    lines = ([*(_cell(row, n) for n in services.VELDEN), str(score(row.criteria) or "")] for row in rows)
    sheet = rekenblad(head, lines)
    answer = HttpResponse(sheet, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="initiatieven.csv"'
    return answer


def _cell(row: Initiatief, name: str) -> str:
    value = getattr(row, name)
    if isinstance(value, dict):
        return "|".join(f"{key}={value[key]}" for key in CRITERIA if key in value)
    return "|".join(value) if isinstance(value, list) else "" if value is None else str(value)


def _found(initiatief_id: UUID) -> Initiatief:
    row = Initiatief.objects.filter(id=initiatief_id).first()
    if row is None:
        raise Http404
    return row


@kijker
@require_safe
def een(request: HttpRequest, initiatief_id: UUID) -> HttpResponse:
    """One initiative with its weighing."""
    row, names = _found(initiatief_id), speerpunten()
    return show(
        request,
        "initiatief",
        **_line(row, timezone.localdate()),
        punten=[(text, row.criteria[code]) for code, text in CRITERIUM.items() if code in row.criteria],
        speerpunten=[names.get(code, code) for code in row.speerpunten],
    )


@adviseur
@require_http_methods(FORM)
def bewerken(request: HttpRequest, initiatief_id: UUID | None = None) -> HttpResponse:
    """Add an initiative or change it: what it is, how it is weighed, what was decided."""
    row = _found(initiatief_id) if initiatief_id else None
    form = InitiatiefForm(
        request.POST if request.method == "POST" else None, initial=InitiatiefForm.of(row) if row else None
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = services.opslaan(
                form.values,
                op=timezone.localdate(),
                actor=actor_of(request),
                initiatief_id=initiatief_id,
                versie=form.cleaned_data["versie"] if initiatief_id else None,
            )
        except Refusal as refused:
            form.add_refusals(refused)
            if refused.code == "gewijzigd" and initiatief_id:
                current = _found(initiatief_id)
                show_current(form, InitiatiefForm.of(current), current.versie)
        else:
            messages.success(request, _("Het initiatief is opgeslagen."))
            return redirect("sturing-initiatief", initiatief_id=made.id)
    return show(request, "initiatief_form", form=form, rij=row, status=422 if form.errors else 200)


@adviseur
@require_POST
def ongedaan(request: HttpRequest, initiatief_id: UUID) -> HttpResponse:
    """Undo the last change, unless somebody changed it again."""
    _found(initiatief_id)
    raw = request.POST.get("versie", "")[:9]
    try:
        services.ongedaan(
            initiatief_id,
            versie=int(raw) if raw.isascii() and raw.isdigit() else 0,
            op=timezone.localdate(),
            actor=actor_of(request),
        )
    except Refusal as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("De laatste wijziging is ongedaan gemaakt."))
    return redirect("sturing-initiatief", initiatief_id=initiatief_id)


@adviseur
@require_http_methods(FORM)
def project(request: HttpRequest, initiatief_id: UUID) -> HttpResponse:
    """Propose it as a project."""
    row, today = _found(initiatief_id), timezone.localdate()
    form = ProjectVanForm(request.POST if request.method == "POST" else None, partners=deelnemers(today))
    if request.method == "POST" and form.is_valid():
        try:
            made = services.maak_project(
                initiatief_id,
                form.deelnemingen,
                jaar=form.cleaned_data["jaar"],
                op=today,
                actor=actor_of(request),
                effect=form.effect,
            )
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("Het project is aangemeld."))
            return redirect("sturing-project", project_id=made.id)
    return show(request, "initiatief_project", form=form, rij=row, status=422 if form.errors else 200)
