"""**Contracten**: the calendar, and adding or changing a contract."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kapstok.diensten.sturing.harmonisatie.rules_kalender import agenda
from kapstok.diensten.sturing.portfolio import queries, services
from kapstok.diensten.sturing.portfolio.models import Contract
from kapstok.diensten.sturing.portfolio.queries_kalender import aantallen, zaken_bij
from kapstok.diensten.sturing.portfolio.queries_kalender import kalender as kalender_rijen
from kapstok.diensten.sturing.verband.queries import deelnemers
from kapstok.kern.bedrag import bedrag_text, parse_bedrag
from kapstok.kern.fouten import InvalidValue
from kapstok.platform.errors import Refusal
from kapstok.platform.ui.geweigerd import RefusedForm
from kapstok.schermen.sturing.conflict import show_current
from kapstok.schermen.sturing.show import PAGE, actor_of, adviseur, kijker, page_of, show
from kapstok.schermen.sturing.woorden import STAND

DAY = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


def met_agenda(rows: list[dict[str, Any]], today: date) -> list[dict[str, Any]]:
    """Contracts with the days on which they ask for something, those that ask first on top."""
    found = []
    for row in rows:
        days = agenda(row["einde"], row["opzegtermijn_maanden"])
        stand = days.stand(today)
        woord, soort = STAND[stand]
        found.append(
            {
                **row,
                "beginnen": days.beginnen,
                "opzeggen": days.opzeggen,
                "stand": stand,
                "woord": woord,
                "soort": soort,
            }
        )
    return sorted(found, key=lambda r: (r["beginnen"], r["applicatie"]))


@kijker
@require_safe
def kalender(request: HttpRequest) -> HttpResponse:
    """All running contracts, by the day on which choosing has to begin."""
    today, page = timezone.localdate(), page_of(request)
    counts, stand = aantallen(today), request.GET.get("stand", "")
    chosen = [stand] if stand in STAND else None
    rows = kalender_rijen(today, chosen, limit=PAGE + 1, offset=(page - 1) * PAGE)
    return show(
        request,
        "contracten",
        rijen=met_zaak([in_woorden(row) for row in rows[:PAGE]]),
        vorige_pagina=page - 1 if page > 1 else None,
        volgende_pagina=page + 1 if len(rows) > PAGE else None,
        vast=urlencode({"stand": stand}) if stand else "",
        keuzes=[("", _("Alle lopende"), sum(counts.values()))]
        + [(k, v[0], counts.get(k, 0)) for k, v in STAND.items() if k != "afgelopen"],
        gekozen=stand,
    )


def in_woorden(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the calendar with the word and the colour of its stand."""
    word, kind = STAND[row["stand"]]
    return {**row, "woord": word, "soort": kind}


def met_zaak(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """With the harmonisation zaak that was opened for it, where there is one."""
    zaken = zaken_bij([row["id"] for row in rows])
    return [{**row, "zaak_id": zaken.get(row["id"])} for row in rows]


class ContractForm(RefusedForm):
    """One contract."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    nummer = forms.CharField(
        label=_("Nummer of naam van het contract"),
        max_length=60,
        error_messages={"required": _("Vul een nummer of naam in.")},
    )
    deelnemer = forms.ChoiceField(label=_("Van welke gemeente"), required=False)
    begin = forms.DateField(label=_("Begindatum"), error_messages={"required": _("Vul een datum in.")}, **DAY)
    einde = forms.DateField(label=_("Einddatum"), error_messages={"required": _("Vul een datum in.")}, **DAY)
    opzegtermijn_maanden = forms.IntegerField(
        label=_("Opzegtermijn in maanden"), min_value=0, max_value=60, initial=3
    )
    stilzwijgend = forms.BooleanField(label=_("Wordt stilzwijgend verlengd"), required=False)
    kosten = forms.CharField(
        label=_("Kosten per jaar in euro"),
        max_length=30,
        required=False,
        help_text=_("Bijvoorbeeld 12.500 of 12.500,50."),
    )

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        members = [(str(d.id), d.naam) for d in deelnemers(timezone.localdate())]
        self.fields["deelnemer"].choices = [("", _("Alle gemeenten samen")), *members]  # type: ignore[attr-defined]

    def clean_kosten(self) -> int:
        """Cents."""
        try:
            return parse_bedrag(self.cleaned_data["kosten"] or "0")
        except InvalidValue as wrong:
            raise ValidationError(_("Dit is geen bedrag. Bijvoorbeeld 1.234,56.")) from wrong

    def add_refusals(self, refused: Refusal) -> None:
        """The service speaks of kosten_per_jaar."""
        for each in refused.all:
            each.field = {"kosten_per_jaar": "kosten"}.get(each.field, each.field)
        super().add_refusals(refused)

    @property
    def values(self) -> dict[str, Any]:
        """As the service takes them."""
        typed = dict(self.cleaned_data)
        typed.pop("versie")
        member = typed.pop("deelnemer")
        return {
            **typed,
            "kosten_per_jaar": typed.pop("kosten"),
            "deelnemer_id": UUID(member) if member else None,
        }


@adviseur
@require_http_methods(["GET", "HEAD", "POST"])
def bewerken(request: HttpRequest, applicatie_id: UUID, contract_id: UUID | None = None) -> HttpResponse:
    """Add a contract to an application, or change it."""
    app = queries.applicatie(applicatie_id)
    row = (
        Contract.objects.filter(id=contract_id, applicatie_id=applicatie_id).first() if contract_id else None
    )
    if app is None or (contract_id and row is None):
        raise Http404
    initial = _initial(row) if row else None
    form = ContractForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_contract(
                {**form.values, "applicatie_id": applicatie_id},
                actor=actor_of(request),
                contract_id=contract_id,
                versie=form.cleaned_data["versie"],
            )
        except Refusal as refused:
            form.add_refusals(refused)
            if refused.code == "gewijzigd":
                current = Contract.objects.get(id=contract_id)
                show_current(form, _initial(current), current.versie)
        else:
            messages.success(request, _("Het contract is opgeslagen."))
            return redirect("sturing-applicatie", applicatie_id=applicatie_id)
    return show(request, "contract", app=app, form=form, contract=row, status=422 if form.errors else 200)


def _initial(row: Contract) -> dict[str, Any]:
    return {
        "versie": row.versie,
        "nummer": row.nummer,
        "deelnemer": str(row.deelnemer_id or ""),
        "begin": row.begin,
        "einde": row.einde,
        "opzegtermijn_maanden": row.opzegtermijn_maanden,
        "stilzwijgend": row.stilzwijgend,
        "kosten": bedrag_text(row.kosten_per_jaar),
    }


@adviseur
@require_POST
def verwijderen(request: HttpRequest, applicatie_id: UUID, contract_id: UUID) -> HttpResponse:
    """Take a contract out."""
    if not Contract.objects.filter(id=contract_id, applicatie_id=applicatie_id).exists():
        raise Http404
    services.verwijder_contract(contract_id, actor=actor_of(request))
    messages.success(request, _("Het contract is verwijderd."))
    return redirect("sturing-applicatie", applicatie_id=applicatie_id)
