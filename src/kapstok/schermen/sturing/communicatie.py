"""**Communicatieplan**: who hears what, when, by which channel; publishing, history, target groups and feeds."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kapstok.diensten.sturing.communicatie import queries, services
from kapstok.diensten.sturing.communicatie.models import Bericht, Doelgroep, Feed, Publicatie
from kapstok.diensten.sturing.verband.queries import deelnemers
from kapstok.kern.rekenblad import rekenblad
from kapstok.platform.errors import Refusal
from kapstok.schermen.sturing.communicatie_form import KANAAL, MOMENT, STAND, BerichtForm, DoelgroepForm
from kapstok.schermen.sturing.conflict import show_current
from kapstok.schermen.sturing.show import PAGE, actor_of, adviseur, kijker, page_of, show

FORM = ["GET", "HEAD", "POST"]


def _asked(request: HttpRequest) -> tuple[str, str, list[dict[str, Any]]]:
    q = request.GET.get("q", "").replace("\0", "")[:60].strip()
    stand = request.GET.get("stand", "")
    rows = [_line(row) for row in queries.berichten(timezone.localdate(), q=q)]
    return q, stand if stand in STAND else "", rows


def _line(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "woord": STAND[row["stand"]],
        "wegen": ", ".join(str(KANAAL[each]) for each in row["kanalen"]),
        "wanneer": MOMENT[row["moment"]],
    }


@kijker
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The messages, those that are due first; and the scheme of who informs whom."""
    page, (q, stand, rows) = page_of(request), _asked(request)
    chosen = [row for row in rows if not stand or row["stand"] == stand]
    counts = {code: sum(row["stand"] == code for row in rows) for code in STAND}
    other = request.GET.copy()
    other.pop("pagina", None)
    start = (page - 1) * PAGE
    return show(
        request,
        "communicatie",
        q=q,
        rijen=chosen[start : start + PAGE],
        keuzes=[("", _("Alle"), len(rows)), *((k, v[0], counts[k]) for k, v in STAND.items())],
        gekozen=stand,
        vorige_pagina=page - 1 if page > 1 else None,
        volgende_pagina=page + 1 if len(chosen) > start + PAGE else None,
        vast=other.urlencode(),
        schema=[
            (a, b, ", ".join(str(KANAAL[k]) for k in kinds), n) for a, b, kinds, n in queries.schema(rows)
        ][:200],
    )


@kijker
@require_safe
def als_csv(request: HttpRequest) -> HttpResponse:
    """The plan, for a spreadsheet."""
    _q, stand, rows = _asked(request)
    head = [
        "titel",
        "doelgroepen",
        "kanalen",
        "moment",
        "dag",
        "stand",
        "verantwoordelijke",
        "aandachtsveld",
        "tekst",
    ]
    lines = (
        [
            row["titel"], "|".join(row["namen"]), "|".join(row["kanalen"]), row["moment"], str(row["dag"] or ""),
            row["stand"], row["verantwoordelijke"], row["aandachtsveld"], row["tekst"],
        ]
        for row in rows
        if not stand or row["stand"] == stand
    )  # fmt: skip
    answer = HttpResponse(rekenblad(head, lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="communicatieplan.csv"'
    return answer


def _found(bericht_id: UUID) -> Bericht:
    row = Bericht.objects.filter(id=bericht_id).first()
    if row is None:
        raise Http404
    return row


@kijker
@require_safe
def een(request: HttpRequest, bericht_id: UUID) -> HttpResponse:
    """One message, and what was published of it."""
    row = _found(bericht_id)
    line = _line(queries.berichten(timezone.localdate(), bericht_id=row.id)[0])
    sent = queries.met_rectificaties(Publicatie.objects.filter(bericht=row)[:PAGE])
    return show(request, "bericht", rij=row, regel=line, publicaties=sent)


@adviseur
@require_http_methods(FORM)
def bewerken(request: HttpRequest, bericht_id: UUID | None = None) -> HttpResponse:
    """Add a message to the plan, or change it."""
    row = _found(bericht_id) if bericht_id else None
    form = BerichtForm(
        request.POST if request.method == "POST" else None, initial=BerichtForm.of(row) if row else None
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = services.save_bericht(
                form.values,
                actor=actor_of(request),
                bericht_id=bericht_id,
                versie=form.cleaned_data["versie"] if bericht_id else None,
            )
        except Refusal as refused:
            form.add_refusals(refused)
            if refused.code == "gewijzigd" and bericht_id:
                current = _found(bericht_id)
                show_current(form, BerichtForm.of(current), current.versie)
        else:
            messages.success(request, _("Het bericht is opgeslagen."))
            return redirect("sturing-bericht", bericht_id=made.id)
    return show(request, "bericht_form", form=form, rij=row, status=422 if form.errors else 200)


@adviseur
@require_POST
def doen(request: HttpRequest, bericht_id: UUID) -> HttpResponse:
    """Publish it, or undo the last change."""
    _found(bericht_id)
    raw, actor = request.POST.get("versie", "")[:9], actor_of(request)
    versie = int(raw) if raw.isascii() and raw.isdigit() else 0
    try:
        if request.POST.get("doen") == "publiceren":
            services.publiceer(bericht_id, versie=versie, op=timezone.localdate(), actor=actor)
            messages.success(request, _("Het bericht is gepubliceerd."))
        else:
            services.ongedaan(bericht_id, versie=versie, actor=actor)
            messages.success(request, _("De laatste wijziging is ongedaan gemaakt."))
    except Refusal as refused:
        messages.error(request, refused.message)
    return redirect("sturing-bericht", bericht_id=bericht_id)


@kijker
@require_safe
def doelgroepen(request: HttpRequest) -> HttpResponse:
    """Target groups and feeds."""
    partners = deelnemers(timezone.localdate())
    names = {d.id: d.naam for d in partners}
    open_feeds = {f.deelnemer_id: f for f in Feed.objects.all()}
    page = page_of(request)
    rows = list(Doelgroep.objects.all()[(page - 1) * PAGE : page * PAGE + 1])
    return show(
        request,
        "doelgroepen",
        rijen=[(row, names.get(row.deelnemer_id, "")) for row in rows[:PAGE]],
        feeds=[(d, open_feeds.get(d.id)) for d in partners],
        vorige_pagina=page - 1 if page > 1 else None,
        volgende_pagina=page + 1 if len(rows) > PAGE else None,
        vast="",
    )


@adviseur
@require_http_methods(FORM)
def doelgroep(request: HttpRequest, doelgroep_id: UUID | None = None) -> HttpResponse:
    """Add a target group, or change it."""
    row = Doelgroep.objects.filter(id=doelgroep_id).first() if doelgroep_id else None
    if doelgroep_id and row is None:
        raise Http404
    partners = deelnemers(timezone.localdate())
    initial = DoelgroepForm.of(row, partners) if row else None
    form = DoelgroepForm(
        request.POST if request.method == "POST" else None, initial=initial, partners=partners
    )
    if row is not None and request.POST.get("doen") == "ongedaan":
        raw = request.POST.get("versie", "")[:9]
        seen = int(raw) if raw.isascii() and raw.isdigit() else 0
        try:
            services.doelgroep_ongedaan(row.id, versie=seen, actor=actor_of(request))
            messages.success(request, _("De laatste wijziging is ongedaan gemaakt."))
        except Refusal as refused:
            messages.error(request, refused.message)
        return redirect("sturing-doelgroepen")
    if request.method == "POST" and form.is_valid():
        try:
            services.save_doelgroep(
                form.values,
                actor=actor_of(request),
                doelgroep_id=doelgroep_id,
                versie=form.cleaned_data["versie"] if doelgroep_id else None,
            )
        except Refusal as refused:
            form.add_refusals(refused)
            if refused.code == "gewijzigd" and doelgroep_id:
                current = Doelgroep.objects.get(id=doelgroep_id)
                show_current(form, DoelgroepForm.of(current, partners), current.versie)
        else:
            messages.success(request, _("De doelgroep is opgeslagen."))
            return redirect("sturing-doelgroepen")
    return show(request, "doelgroep_form", form=form, rij=row, status=422 if form.errors else 200)


@adviseur
@require_POST
def feed_instellen(request: HttpRequest, gemeente: str) -> HttpResponse:
    """Give a feed a new key, open it or close it."""
    actor, what = actor_of(request), request.POST.get("doen", "")
    try:
        if what == "sleutel":
            key = services.nieuwe_sleutel(gemeente, actor=actor)
            return show(request, "feed_sleutel", gemeente=gemeente, sleutel=key)
        services.zet_openbaar(gemeente, openbaar=what == "openbaar", actor=actor)
        messages.success(request, _("De instelling is opgeslagen."))
    except Refusal as refused:
        messages.error(request, refused.message)
    return redirect("sturing-doelgroepen")
