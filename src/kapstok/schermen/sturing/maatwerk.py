"""**Maatwerk** (rule D): propose a solution of one municipality, the directie decides, and only then it is settled."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kapstok.diensten.sturing.geld import queries, services
from kapstok.diensten.sturing.geld.services import Waarvoor
from kapstok.diensten.sturing.harmonisatie.rules_ade import verdeeld
from kapstok.diensten.sturing.portfolio.queries import contractkosten
from kapstok.diensten.sturing.verband.queries import alle_deelnemers, deelnemers
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import staff
from kapstok.platform.ui.geweigerd import RefusedForm
from kapstok.schermen.sturing.project_velden import Bedrag
from kapstok.schermen.sturing.show import PAGE, actor_of, adviseur, kijker, not_allowed, page_of, show, who

MOST_YEARS = 10
directie = staff("directie")
STAND = {
    "wacht": (gettext_lazy("Wacht op de OWO-directie"), "let-op"),
    "akkoord": (gettext_lazy("Goedgekeurd, nog niet verrekend"), "info"),
    "afgewezen": (gettext_lazy("Afgewezen"), "fout"),
    "verrekend": (gettext_lazy("Verrekend"), "goed"),
}


class MaatwerkForm(RefusedForm):
    """What it is, for whom, and what it costs."""

    omschrijving = forms.CharField(
        label=gettext_lazy("Wat is het"),
        max_length=200,
        error_messages={"required": gettext_lazy("Schrijf op wat het is.")},
    )
    gemeenten = forms.MultipleChoiceField(
        label=gettext_lazy("Voor welke gemeenten"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Kies minstens één gemeente.")},
    )
    kosten = Bedrag(
        label=gettext_lazy("Kosten in euro"),
        required=True,
        error_messages={"required": gettext_lazy("Vul een bedrag van meer dan nul in.")},
    )

    def __init__(self, data: Any, *, partners: list[Any]) -> None:
        super().__init__(data)
        self.fields["gemeenten"].choices = [(d.code, d.naam) for d in partners]  # type: ignore[attr-defined]

    def add_refusals(self, refused: Refusal) -> None:
        """The service speaks of an amount."""
        for each in refused.all:
            each.field = {"bedrag": "kosten"}.get(each.field, each.field)
        super().add_refusals(refused)


@kijker
@require_http_methods(["GET", "HEAD", "POST"])
def maatwerk(request: HttpRequest) -> HttpResponse:
    """The list, with what each municipality pays; and a proposal."""
    today, page = timezone.localdate(), page_of(request)
    form = MaatwerkForm(request.POST if request.method == "POST" else None, partners=deelnemers(today))
    if request.method == "POST" and not who(request).has_role("i-adviseur"):
        raise Http404
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            services.maatwerk_voorstellen(
                typed["omschrijving"], typed["gemeenten"], typed["kosten"] or 0, actor=actor_of(request)
            )
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("Het voorstel ligt bij de OWO-directie."))
            return redirect("sturing-maatwerk")
    names = {d.code: d.naam for d in alle_deelnemers()}
    rows = queries.maatwerk(limit=PAGE + 1, offset=(page - 1) * PAGE)
    return show(
        request,
        "maatwerk",
        form=form,
        jaren=_years(today.year),
        rijen=[_line(row, names) for row in rows[:PAGE]],
        mag_besluiten=who(request).has_role("directie"),
        vorige_pagina=page - 1 if page > 1 else None,
        volgende_pagina=page + 1 if len(rows) > PAGE else None,
        vast="",
        status=422 if form.errors else 200,
    )


def _years(this: int) -> list[dict[str, Any]]:
    """What custom work and the contracts cost in each year, and how that differs from the year before."""
    custom = {row["jaar"]: row for row in queries.maatwerk_per_jaar()}
    years = range(min([*custom, this - 4]), this + 1)[-MOST_YEARS:]
    costs = contractkosten([years[0] - 1, *years])
    return [
        {
            "jaar": year,
            "goedgekeurd": custom.get(year, {}).get("goedgekeurd", 0),
            "verrekend": custom.get(year, {}).get("verrekend", 0),
            "contracten": costs[year],
            "minder": max(0, costs[year - 1] - costs[year]),
            "meer": max(0, costs[year] - costs[year - 1]) if costs[year - 1] else 0,
        }
        for year in reversed(years)
        if year in custom or costs[year] or costs[year - 1]
    ]


def _line(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    state = "wacht" if row["akkoord"] is None else "akkoord" if row["akkoord"] else "afgewezen"
    if row["verrekend_op"]:
        state = "verrekend"
    parts = verdeeld(row["kosten"], row["gemeenten"])
    return {
        **row,
        "stand": state,
        "woord": STAND[state],
        "delen": [(names.get(code, code), cents) for code, cents in parts.items()],
    }


@directie
@require_POST
def besluiten(request: HttpRequest, maatwerk_id: UUID) -> HttpResponse:
    """The decision of the OWO-directie: with a source, by who holds that function."""
    today, text = timezone.localdate(), request.POST.get("besluit", "").replace("\0", "").strip()[:200]
    try:
        if not text:
            raise Refusal("verplicht", "besluit", _("Noem het besluit: de datum en het agendapunt."))
        services.maatwerk_besluiten(
            maatwerk_id,
            akkoord=request.POST.get("doen") == "ja",
            op=today,
            besluit=text,
            actor=actor_of(request),
        )
    except Refusal as refused:
        if refused.forbidden:
            return not_allowed(request, refused)
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Het besluit is vastgelegd."))
    return redirect("sturing-maatwerk")


@adviseur
@require_POST
def verrekenen(request: HttpRequest, maatwerk_id: UUID) -> HttpResponse:
    """Charge it to the municipalities concerned, to the cent; the database refuses it before the approval."""
    today = timezone.localdate()
    try:
        services.verrekenen(
            maatwerk_id, Waarvoor(today, _("Verrekening van maatwerk")), actor=actor_of(request)
        )
    except Refusal as refused:
        if refused.forbidden:
            return not_allowed(request, refused)
        messages.error(request, refused.message)
    else:
        messages.success(request, _("De kosten zijn verrekend."))
    return redirect("sturing-maatwerk")
