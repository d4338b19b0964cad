"""**Alle applicaties**: the list, one of them, and changing it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kapstok.diensten.sturing.harmonisatie.rules_ade import oordeel_e, oordeel_ondersteuning
from kapstok.diensten.sturing.harmonisatie.rules_b import oordeel_b
from kapstok.diensten.sturing.harmonisatie.rules_cf import Kandidaat, oordeel_c, oordeel_f
from kapstok.diensten.sturing.harmonisatie.rules_waarden import Aanleiding
from kapstok.diensten.sturing.portfolio import gemma, queries, services
from kapstok.diensten.sturing.portfolio.models import Koppeling
from kapstok.diensten.sturing.portfolio.rules import basisniveau, beheer
from kapstok.diensten.sturing.verband.queries import deelnemers
from kapstok.platform.errors import Refusal
from kapstok.platform.work import unit_of_work
from kapstok.schermen.sturing.applicatie_form import (
    ApplicatieForm,
    GebruikForm,
    KoppelingForm,
    initial_of,
)
from kapstok.schermen.sturing.conflict import show_current
from kapstok.schermen.sturing.contracten import met_agenda
from kapstok.schermen.sturing.landschap import beeld, component_naam
from kapstok.schermen.sturing.show import PAGE, actor_of, adviseur, kijker, page_of, show
from kapstok.schermen.sturing.woorden import (
    ANTWOORD,
    BEHEER,
    BEHEER_REDEN,
    BIV,
    GEBRUIK,
    HOSTING,
    RICHTING,
    STATUS,
    oordeel_in_woorden,
)


class ZoekForm(forms.Form):
    """What the list can be narrowed by."""

    q = forms.CharField(label=_("Naam, leverancier of eigenaar"), max_length=100, required=False)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[("", _("Alle")), *STATUS.items()])
    deelnemer = forms.ChoiceField(label=_("In gebruik bij"), required=False)
    component = forms.ChoiceField(label=_("Referentiecomponent"), required=False)
    biv = forms.ChoiceField(
        label=_("BIV"), required=False, choices=[("", _("Alle")), ("geen", _("Niet geclassificeerd"))]
    )

    def __init__(self, data: Any, *, partners: list[Any]) -> None:
        super().__init__(data)
        self.fields["deelnemer"].choices = [("", _("Alle")), *((str(d.id), d.naam) for d in partners)]  # type: ignore[attr-defined]
        self.fields["component"].choices = [  # type: ignore[attr-defined]
            ("", _("Alle")), *((c.id, c.naam) for c in gemma.componenten().values())
        ]  # fmt: skip


def _zoek(form: ZoekForm) -> queries.Zoek:
    """The question; a choice that does not exist narrows nothing."""
    form.is_valid()
    asked = {name: form.cleaned_data.get(name, "") for name in form.fields}
    member = asked.pop("deelnemer")
    asked["q"] = asked["q"].replace("\0", "").strip()
    return queries.Zoek(**asked, deelnemer=UUID(member) if member else None)


@kijker
@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    """A page of applications."""
    today, page = timezone.localdate(), page_of(request)
    partners = deelnemers(today)
    form = ZoekForm(request.GET, partners=partners)
    asked = _zoek(form)
    rows = queries.applicaties(asked, vandaag=today, limit=PAGE + 1, offset=(page - 1) * PAGE)
    other = request.GET.copy()
    other.pop("pagina", None)
    return show(
        request,
        "applicaties",
        filter=form,
        partners=partners,
        rijen=[_line(row, partners) for row in rows[:PAGE]],
        totaal=queries.aantal(asked),
        vorige_pagina=page - 1 if page > 1 else None,
        volgende_pagina=page + 1 if len(rows) > PAGE else None,
        vast=other.urlencode(),
    )


def _line(row: dict[str, Any], partners: list[Any]) -> dict[str, Any]:
    uses = row["gebruik"] or {}
    return {
        **row,
        "status": STATUS[row["status"]],
        "gebruik": [(d.naam, uses.get(str(d.id), "")) for d in partners],
        "componenten": [component_naam(c) for c in row["componenten"]],
    }


def _find(applicatie_id: UUID) -> dict[str, Any]:
    row = queries.applicatie(applicatie_id)
    if row is None:
        raise Http404
    return row


@kijker
@require_safe
def een(request: HttpRequest, applicatie_id: UUID) -> HttpResponse:
    """One application: facts, use, what the rules say, contracts, couplings."""
    row, today = _find(applicatie_id), timezone.localdate()
    seen = beeld(today)
    uses = {each["deelnemer"]: each for each in row["gebruik"]}
    used = [(d, uses[str(d.id)]) for d in seen.partners if str(d.id) in uses]
    verdict = beheer(
        {d.code: each["afdelingen"] for d, each in used},
        [d.code for d in seen.partners],
        owo_entiteit=row["owo_entiteit"],
        besluit=row["beheer_besluit"],
    )
    known = gemma.componenten()
    candidate = Kandidaat(
        row["naam"], row["integratie"], frozenset(row["componenten"]), frozenset(row["standaarden"])
    )
    fits = oordeel_f(candidate, {c: known[c].standaarden for c in row["componenten"] if c in known}, op=today)
    return show(
        request,
        "applicatie",
        app=row,
        status_woord=STATUS[row["status"]],
        hosting=HOSTING.get(row["hosting"], ""),
        componenten=[component_naam(c) for c in row["componenten"]],
        functies=[gemma.functies().get(f, f) for f in row["functies"]],
        bbn=_bbn(row["biv"]),
        integratie=[(system, ANTWOORD[answer]) for system, answer in row["integratie"].items()],
        gebruik=[
            {
                "naam": d.naam,
                "soorten": [GEBRUIK[kind] for kind in GEBRUIK if uses.get(str(d.id), {}).get(kind)],
                "afdelingen": ", ".join(uses.get(str(d.id), {}).get("afdelingen", [])),
            }
            for d in seen.partners
        ],
        beheer=BEHEER[verdict.uitkomst],
        beheer_reden=BEHEER_REDEN[verdict.reden],
        regels=_verdicts(row, seen, [d.code for d, _use in used], today),
        past=oordeel_in_woorden(fits, {}),
        proces=_rule_c(candidate, row, seen, {d.code for d, _use in used}, today),
        afstemming=oordeel_in_woorden(
            oordeel_e(
                Aanleiding(used[0][0].code if used else "", "afloop_contract"),
                [d.code for d in seen.partners],
                advies="",
                uitgenodigd=[d.code for d in seen.partners],
            ),
            seen.namen,
        ),
        ondersteuning=oordeel_in_woorden(oordeel_ondersteuning(afgesproken=row["afgesproken"]), {}),
        contracten=met_agenda(queries.contracten(applicatie_id), today),
        koppelingen=[{**k, "richting": RICHTING[k["richting"]]} for k in row["koppelingen"]],
    )


def _rule_c(
    candidate: Kandidaat, row: dict[str, Any], seen: Any, users: set[str], today: Any
) -> dict[str, Any]:
    """One process in one application: beside what else its users have for the same component."""
    others = {
        app
        for component in row["componenten"]
        for code, apps in seen.gebruik.get(component, {}).items()
        if code in users
        for app in apps
    } - {str(row["id"])}
    there = queries.integraties(sorted(others)) if others else {}
    return oordeel_in_woorden(oordeel_c(candidate, there, op=today), seen.namen)


def _bbn(biv: str) -> dict[str, Any] | None:
    found = basisniveau(biv)
    if found is None:
        return None
    parts = {
        name: [BIV[aspect] for aspect in getattr(found, name)] for name in ("hoger", "lager", "risicoanalyse")
    }
    return {"niveau": found.niveau, **parts}


def _verdicts(row: dict[str, Any], seen: Any, users: list[str], today: Any) -> list[dict[str, Any]]:
    """Rule B per component and user: what if this municipality's contract ended?"""
    return [
        {
            "component": component_naam(component),
            "gemeente": seen.namen[code],
            **oordeel_in_woorden(
                oordeel_b(seen.gebruik[component], Aanleiding(code, "afloop_contract"), op=today), seen.namen
            ),
        }
        for component in row["componenten"]
        if component in seen.gebruik
        for code in users
    ]


@adviseur
@require_http_methods(["GET", "HEAD", "POST"])
def bewerken(request: HttpRequest, applicatie_id: UUID | None = None) -> HttpResponse:
    """Add an application, or change it."""
    row = _find(applicatie_id) if applicatie_id else None
    form = ApplicatieForm(
        request.POST if request.method == "POST" else None,
        keuzes=[c for c in queries.keuzes() if c[0] != str(applicatie_id)],
        initial=initial_of(row) if row else {"status": "in_gebruik"},
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.save_applicatie(
                form.values,
                actor=actor_of(request),
                applicatie_id=applicatie_id,
                versie=form.cleaned_data["versie"],
            )
        except Refusal as refused:
            form.add_refusals(refused)
            if refused.code == "gewijzigd":
                current = _find(applicatie_id)  # type: ignore[arg-type]
                show_current(form, initial_of(current), current["versie"])
        else:
            messages.success(request, _("De applicatie is opgeslagen."))
            return redirect("sturing-applicatie", applicatie_id=saved.id)
    return show(request, "applicatie_form", app=row, form=form, status=422 if form.errors else 200)


@adviseur
@require_http_methods(["GET", "HEAD", "POST"])
def gebruik(request: HttpRequest, applicatie_id: UUID) -> HttpResponse:
    """Who uses it, and how."""
    row, partners = _find(applicatie_id), deelnemers(timezone.localdate())
    uses = {each["deelnemer"]: each for each in row["gebruik"]}
    initial: dict[str, Any] = {}
    for partner in partners:
        use = uses.get(str(partner.id), {})
        initial[f"soort_{partner.code}"] = [kind for kind in GEBRUIK if use.get(kind)]
        initial[f"afdelingen_{partner.code}"] = ", ".join(use.get("afdelingen", []))
    form = GebruikForm(request.POST if request.method == "POST" else None, partners=partners, initial=initial)
    if request.method == "POST" and form.is_valid():
        typed, actor = form.cleaned_data, actor_of(request)
        with unit_of_work(actor, "applicatie.gebruik") as work:
            work.record("applicatie", applicatie_id, after={"gebruik": "nagekeken"})
            for partner in partners:
                if not {f"soort_{partner.code}", f"afdelingen_{partner.code}"} & set(form.changed_data):
                    continue
                units = [u.strip() for u in typed[f"afdelingen_{partner.code}"].split(",") if u.strip()]
                kinds = dict.fromkeys(typed[f"soort_{partner.code}"], True)
                services.set_gebruik(applicatie_id, partner.id, kinds, actor=actor, afdelingen=units)
        messages.success(request, _("Het gebruik is opgeslagen."))
        return redirect("sturing-applicatie", applicatie_id=applicatie_id)
    return show(request, "gebruik", app=row, form=form, status=422 if form.errors else 200)


@adviseur
@require_http_methods(["GET", "HEAD", "POST"])
def koppeling(request: HttpRequest, applicatie_id: UUID) -> HttpResponse:
    """Add a coupling from this application."""
    row = _find(applicatie_id)
    choices = [c for c in queries.keuzes() if c[0] != str(applicatie_id)]
    form = KoppelingForm(request.POST if request.method == "POST" else None, keuzes=choices)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        values = {"van_id": applicatie_id, "naar_id": UUID(typed.pop("naar")), **typed}
        try:
            services.save_koppeling(values, actor=actor_of(request))
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("De koppeling is opgeslagen."))
            return redirect("sturing-applicatie", applicatie_id=applicatie_id)
    return show(request, "koppeling", app=row, form=form, status=422 if form.errors else 200)


@adviseur
@require_POST
def koppeling_weg(request: HttpRequest, applicatie_id: UUID, koppeling_id: UUID) -> HttpResponse:
    """Take a coupling out, from either end."""
    found = Koppeling.objects.filter(id=koppeling_id)
    if not (found.filter(van_id=applicatie_id) | found.filter(naar_id=applicatie_id)).exists():
        raise Http404
    services.verwijder_koppeling(koppeling_id, actor=actor_of(request))
    messages.success(request, _("De koppeling is verwijderd."))
    return redirect("sturing-applicatie", applicatie_id=applicatie_id)


@adviseur
@require_http_methods(["GET", "HEAD", "POST"])
def verwijderen(request: HttpRequest, applicatie_id: UUID) -> HttpResponse:
    """Take an application out, after a page that says what goes with it."""
    row = _find(applicatie_id)
    if request.method == "POST":
        services.verwijder_applicatie(applicatie_id, actor=actor_of(request))
        messages.success(request, _("De applicatie is verwijderd."))
        return redirect("sturing-applicaties")
    return show(request, "verwijderen", app=row, contracten=len(queries.contracten(applicatie_id)))
