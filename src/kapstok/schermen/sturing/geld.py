"""**Geld**: what each municipality reserved, spent, committed and has left, by year; and the bookings below it."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from kapstok.diensten.sturing.geld import queries, services
from kapstok.diensten.sturing.geld.hand import boek
from kapstok.diensten.sturing.geld.models import Transactie
from kapstok.diensten.sturing.projecten.queries import bij_boekcode
from kapstok.diensten.sturing.verband.queries import deelnemers
from kapstok.platform.errors import Refusal
from kapstok.schermen.sturing.geld_form import SOORTEN, BoekForm, OpForm, TerugForm, ZoekForm
from kapstok.schermen.sturing.show import PAGE, actor_of, adviseur, kijker, page_of, show

FIGURES = ("gereserveerd", "uitgegeven", "vastgelegd", "vrij", "verrekend")
REKENINGEN = {
    "inbreng": _("inbreng"),
    "vrij": _("vrij"),
    "vastgelegd": _("vastgelegd"),
    "uitgegeven": _("uitgegeven"),
    "maatwerk": _("maatwerk"),
    "verrekend": _("verrekend"),
}


def _sum(rows: list[dict[str, Any]]) -> dict[str, int]:
    return {name: sum(row[name] for row in rows) for name in FIGURES}


@kijker
@require_safe
def overzicht(request: HttpRequest) -> HttpResponse:
    """The overview as of a day, and a page of bookings."""
    today, page = timezone.localdate(), page_of(request)
    on, asked = OpForm(request.GET, today=today), ZoekForm(request.GET)
    day = on.cleaned_data["op"] if on.is_valid() and on.cleaned_data["op"] else today
    asked.is_valid()
    search = queries.Zoek(**{k: v for k, v in asked.cleaned_data.items() if v})
    rows = queries.overzicht(day)
    found = queries.boekingen(search, limit=PAGE + 1, offset=(page - 1) * PAGE)
    projects = bij_boekcode([row["project"] for row in found if row["project"]])
    other = request.GET.copy()
    other.pop("pagina", None)
    return show(
        request,
        "geld",
        op=on,
        dag=day,
        filter=asked,
        gemeenten=[
            {"naam": naam, "lagen": layers, "totaal": _sum(layers)}
            for naam, layers in ((n, list(g)) for n, g in groupby(rows, key=lambda r: r["naam"]))
        ],
        totaal=_sum(rows),
        boekingen=[_booking(row, projects) for row in found[:PAGE]],
        gesloten=queries.laatst_gesloten(),
        vorige_pagina=page - 1 if page > 1 else None,
        volgende_pagina=page + 1 if len(found) > PAGE else None,
        vast=other.urlencode(),
        status=422 if on.errors else 200,
    )


def _booking(row: dict[str, Any], projects: dict[str, UUID]) -> dict[str, Any]:
    lines = [{**r, "rekening": REKENINGEN[r["rekening"]]} for r in row["regels"] or []]
    moved = sum(line["bedrag"] for line in lines if line["bedrag"] > 0)
    known = {"project_id": projects.get(row["project"])}
    return {**row, **known, "soort_woord": SOORTEN[row["soort"]], "regels": lines, "bedrag": moved}


@adviseur
@require_http_methods(["GET", "HEAD", "POST"])
def boeken(request: HttpRequest) -> HttpResponse:
    """Make a booking; for all municipalities that have an amount, or for none."""
    today = timezone.localdate()
    partners = deelnemers(today)
    form = BoekForm(
        request.POST if request.method == "POST" else None, partners=partners, initial={"datum": today}
    )
    if request.method == "POST" and form.is_valid():
        try:
            boek(
                form.cleaned_data["soort"], form.amounts, form.why, actor=actor_of(request), nogmaals=form.again
            )  # fmt: skip
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("De boeking is gemaakt."))
            return redirect("sturing-geld")
    return show(request, "boeken", form=form, status=form.http_status)


@adviseur
@require_http_methods(["GET", "HEAD", "POST"])
def terugboeken(request: HttpRequest, transactie_id: UUID) -> HttpResponse:
    """Take a booking back, after saying why."""
    row = Transactie.objects.filter(id=transactie_id).first()
    if row is None:
        raise Http404
    form = TerugForm(
        request.POST if request.method == "POST" else None, initial={"datum": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.storneren(transactie_id, form.why, actor=actor_of(request))
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("De boeking is teruggeboekt."))
            return redirect("sturing-geld")
    return show(
        request,
        "terugboeken",
        form=form,
        boeking=row,
        soort=SOORTEN[row.soort],
        status=form.http_status,
    )
