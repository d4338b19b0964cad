"""**Projecten**: the list, proposing one, its page, and every step in its life."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kapstok.diensten.sturing.geld.queries import per_project
from kapstok.diensten.sturing.portfolio.queries import keuzes
from kapstok.diensten.sturing.projecten import queries, services
from kapstok.diensten.sturing.projecten.queries_jaarplan import vastgesteld_zonder
from kapstok.diensten.sturing.projecten.rules import OVERGANGEN, stappen
from kapstok.diensten.sturing.projecten.toetsing import als_oordeel
from kapstok.diensten.sturing.verband.queries import deelnemers
from kapstok.platform.errors import Refusal
from kapstok.schermen.sturing.conflict import show_current
from kapstok.schermen.sturing.landschap import component_naam
from kapstok.schermen.sturing.project_effect import beginwaarden, tabel
from kapstok.schermen.sturing.project_form import AanmeldForm, DeelnameForm, ProjectForm, ZoekForm
from kapstok.schermen.sturing.project_stap_form import BeoordeelForm, StapForm
from kapstok.schermen.sturing.project_velden import euro, speerpunten
from kapstok.schermen.sturing.project_woorden import (
    DEELNAME,
    KEUZE,
    NOODZAAK,
    STAP,
    STARTVORM,
    TOESTAND,
    VERTRAGING,
    stap_woord,
)
from kapstok.schermen.sturing.show import PAGE, actor_of, adviseur, beslisser, kijker, page_of, show
from kapstok.schermen.sturing.woorden import AANLEIDING, oordeel_in_woorden

FORM = ["GET", "HEAD", "POST"]
LEVEN = ("aangemeld", "beoordeeld", "gehonoreerd", "in_uitvoering", "in_afronding", "afgerond")


@kijker
@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    """A page of projects."""
    page = page_of(request)
    form = ZoekForm(request.GET)
    form.is_valid()
    asked = queries.Zoek(**{k: v for k, v in form.cleaned_data.items() if v})
    rows = queries.projecten(asked, limit=PAGE + 1, offset=(page - 1) * PAGE)
    other = request.GET.copy()
    other.pop("pagina", None)
    return show(
        request,
        "projecten",
        filter=form,
        rijen=[_line(row) for row in rows[:PAGE]],
        totaal=queries.aantal(asked),
        vorige_pagina=page - 1 if page > 1 else None,
        volgende_pagina=page + 1 if len(rows) > PAGE else None,
        vast=other.urlencode(),
    )


def _line(row: dict[str, Any]) -> dict[str, Any]:
    parts = [p for p in row["deelnames"] or [] if p["besluit"] != "ziet_af"]
    return {
        **row,
        "stand": TOESTAND[row["toestand"]],
        "noodzaak": NOODZAAK.get(row["noodzaak"], ""),
        "gemeenten": ", ".join(p["kort"] for p in parts),
        "begroot": sum(p["begroot"] for p in parts),
    }


def find(project_id: UUID) -> dict[str, Any]:
    """The project, or the page that says that it is not there."""
    row = queries.project(project_id)
    if row is None:
        raise Http404
    return row


@kijker
@require_safe
def een(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """One project: where it stands, what it costs, what was judged, how each quarter went."""
    row, today, names_of = find(project_id), timezone.localdate(), speerpunten()
    money = per_project([row["boekcode"]], today).get(row["boekcode"], {})
    names = {str(d.id): d.naam for d in deelnemers(today)}
    return show(
        request,
        "project",
        project=row,
        toestand=TOESTAND[row["toestand"]],
        leven=_life(row),
        stappen=[(naar, stap_woord(row["toestand"], naar)) for naar in stappen(row["toestand"])],
        opnieuw=(row["toestand"], "beoordeeld") in OVERGANGEN and row["toestand"] == "beoordeeld",
        speerpunten=[names_of.get(code, code) for code in row["speerpunten"]],
        effecten=tabel(row),
        keuze=KEUZE[row["keuze"]],
        startvorm=STARTVORM.get(row["startvorm"], ""),
        component=component_naam(row["component"]) if row["component"] else "",
        aanleiding=AANLEIDING.get(row["aanleiding"], ""),
        deelnames=[_part(part, money) for part in row["deelnames"] or []],
        totaal=_total(row["deelnames"] or [], money),
        kan_erbij=[(code, naam) for code, naam in names.items() if code not in _ids(row)],
        beoordeling=_judged(row["beoordelingen"][0]) if row["beoordelingen"] else None,
        toetsen=[_review(each) for each in row["toetsen"]],
        geschiedenis=[_step(each) for each in reversed(row["stappen"])],
        lessen=queries.lessen(project_id, row["component"], row["speerpunten"]),
        pakket=row["toestand"] in ("in_afronding", "in_uitrol", "afgerond"),
    )


def _ids(row: dict[str, Any]) -> set[str]:
    return {part["deelnemer"] for part in row["deelnames"] or []}


def _life(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The steps of a life, with where this one is; a struck project stops where it stopped."""
    at = {"niet_gehonoreerd": "beoordeeld", "in_uitrol": "in_afronding"}.get(row["toestand"], row["toestand"])
    days = {step["naar"]: step["op"] for step in row["stappen"]}
    passed = LEVEN.index(at) if at in LEVEN else max((LEVEN.index(n) for n in days if n in LEVEN), default=0)
    return [
        {
            "titel": TOESTAND[name][0],
            "staat": "nu" if n == passed and name != "afgerond" else "gedaan" if n <= passed else "straks",
        }
        for n, name in enumerate(LEVEN)
    ]


def _part(part: dict[str, Any], money: dict[Any, dict[str, int]]) -> dict[str, Any]:
    held = money.get(UUID(part["deelnemer"]), {})
    return {
        **part,
        "van": _day(part["van"]), "tot": _day(part["tot"]),
        "woord": DEELNAME[part["besluit"]],
        "vastgelegd": held.get("vastgelegd", 0), "uitgegeven": held.get("uitgegeven", 0),
    }  # fmt: skip


def _total(parts: list[dict[str, Any]], money: dict[Any, dict[str, int]]) -> dict[str, int]:
    return {
        "begroot": sum(p["begroot"] for p in parts),
        "uren": sum(p["uren"] for p in parts),
        "vastgelegd": sum(m["vastgelegd"] for m in money.values()),
        "uitgegeven": sum(m["uitgegeven"] for m in money.values()),
    }


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _judged(kept: dict[str, Any]) -> dict[str, Any]:
    names = kept["inpasbaarheid"]["namen"]
    return {
        **kept,
        "op": _day(kept["op"]),
        "noodzaak": NOODZAAK[kept["noodzaak"]],
        "oordelen": [
            {**oordeel_in_woorden(als_oordeel(each), names), "gemeente": names.get(each["gemeente"], "")}
            for each in kept["inpasbaarheid"]["oordelen"]
        ],
    }


def _review(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "oorzaak": VERTRAGING.get(row["vertraging_door"], "")}


def _step(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "titel": TOESTAND[row["naar"]][0],
        "moment": _day(row["op"]),
        "tekst": row["reden"],
        "wie": row["door"],
    }


@adviseur
@require_http_methods(FORM)
def aanmelden(request: HttpRequest) -> HttpResponse:
    """Propose a project; Kapstok opens a zaak for it."""
    today = timezone.localdate()
    form = AanmeldForm(
        request.POST if request.method == "POST" else None,
        keuzes=keuzes(),
        partners=deelnemers(today),
        initial={"jaar": today.year},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = services.aanmelden(form.values, form.deelnemingen, op=today, actor=actor_of(request))
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("Het project is aangemeld. Er is een zaak voor geopend."))
            return redirect("sturing-project", made.id)
    return show(request, "project_form", form=form, project=None, status=form.http_status)


@adviseur
@require_http_methods(FORM)
def wijzigen(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Change what is known of a project."""
    row = find(project_id)
    initial = {
        **row,
        **beginwaarden(row),
        **{name: str(row[name] or "") for name in ("applicatie_id", "starter_id", "leider_id")},
    }
    form = ProjectForm(
        request.POST if request.method == "POST" else None,
        keuzes=keuzes(),
        partners=deelnemers(timezone.localdate()),
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.wijzigen(
                project_id, form.values, versie=form.cleaned_data["versie"], actor=actor_of(request)
            )
        except Refusal as refused:
            form.add_refusals(refused)
            if refused.code == "gewijzigd":
                show_current(form, initial, row["versie"])
        else:
            messages.success(request, _("Het project is opgeslagen."))
            return redirect("sturing-project", project_id)
    return show(request, "project_form", form=form, project=row, status=form.http_status)


@adviseur
@require_http_methods(FORM)
def deelname(request: HttpRequest, project_id: UUID, deelnemer_id: UUID) -> HttpResponse:
    """How one municipality takes part; also its decision to follow."""
    row, today = find(project_id), timezone.localdate()
    partner = next((d for d in deelnemers(today) if d.id == deelnemer_id), None)
    if partner is None:
        raise Http404
    part = next((p for p in row["deelnames"] or [] if p["deelnemer"] == str(deelnemer_id)), None)
    initial = part and {**part, "begroot": euro(part["begroot"]), "besluit_reden": part["reden"]}
    form = DeelnameForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_deelname(
                project_id,
                form.deelneming(deelnemer_id),
                actor=actor_of(request),
                versie=form.cleaned_data["versie"],
            )
        except Refusal as refused:
            form.add_refusals(refused)
            if refused.code == "gewijzigd" and part and initial:
                show_current(form, initial, part["versie"])
        else:
            messages.success(request, _("De deelname is opgeslagen."))
            return redirect("sturing-project", project_id)
    return show(
        request, "project_stap", form=form, project=row, titel=_("Deelname van %s") % partner.naam,
        knoptekst=_("Opslaan"), status=form.http_status,
    )  # fmt: skip


@beslisser
@require_http_methods(FORM)
def beoordelen(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Judge it: the need is typed, the rest is computed."""
    row = find(project_id)
    form = BeoordeelForm(
        request.POST if request.method == "POST" else None,
        initial={"versie": row["versie"], "noodzaak": row["noodzaak"], "noodzaak_bron": row["noodzaak_bron"]},
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            services.beoordelen(
                project_id, noodzaak=typed["noodzaak"], bron=typed["noodzaak_bron"], toelichting=typed["toelichting"],
                op=timezone.localdate(), actor=actor_of(request), versie=typed["versie"],
            )  # fmt: skip
        except Refusal as refused:
            _fresh(form, refused, row)
        else:
            messages.success(request, _("De beoordeling is vastgelegd als advies bij de zaak."))
            return redirect("sturing-project", project_id)
    hint = gettext_lazy(
        "U zegt hoe nodig het is. Kapstok rekent uit of er geld en uren zijn, en wat de regels B, C en F zeggen."
    )
    return show(
        request, "project_stap", form=form, project=row, titel=_("Beoordelen"), uitleg=hint,
        knoptekst=_("Beoordelen"), status=form.http_status,
    )  # fmt: skip


def _fresh(form: Any, refused: Refusal, row: dict[str, Any]) -> None:
    """What was typed stays; after somebody else's change a second press goes through."""
    form.add_refusals(refused)
    if refused.code == "gewijzigd":
        data = form.data.copy()
        data["versie"] = str(row["versie"])
        form.data = data


@beslisser
@require_http_methods(FORM)
def stap(request: HttpRequest, project_id: UUID, naar: str) -> HttpResponse:
    """Take one step in the life of a project."""
    row = find(project_id)
    if naar not in STAP or naar == "beoordeeld":
        raise Http404
    back = (row["toestand"], naar) == ("in_afronding", "in_uitvoering")
    form = StapForm(
        request.POST if request.method == "POST" else None,
        naar=naar,
        terug=back,
        partners=[(p["deelnemer"], p["naam"]) for p in row["deelnames"] or []],
        later=naar == "gehonoreerd" and vastgesteld_zonder(row["jaar"], project_id) is not None,
        initial={
            **{
                name: row[name]
                for name in ("versie", "projectleider", "beheer_uren", "lessen", "controlelijst")
            },
            **beginwaarden(row),
            "leider_id": str(row["leider_id"] or ""),
            "startvorm": row["startvorm"] or "samen",
            "starter_id": str(row["starter_id"] or ""),
            "structurele_kosten": euro(row["structurele_kosten"]),
        },
    )
    title = stap_woord(row["toestand"], naar)
    if request.method == "POST" and form.is_valid():
        try:
            services.zet(
                project_id, naar, form.opgave, op=timezone.localdate(), actor=actor_of(request),
                versie=form.cleaned_data["versie"],
            )  # fmt: skip
        except Refusal as refused:
            _fresh(form, refused, row)
        else:
            text = gettext("%(naam)s: %(stand)s.") % {"naam": row["naam"], "stand": TOESTAND[naar][0]}
            messages.success(request, text)
            return redirect("sturing-project", project_id)
    return show(
        request, "project_stap", form=form, project=row, titel=title, knoptekst=title, gevaar=naar == "afgevoerd",
        status=form.http_status,
    )  # fmt: skip
