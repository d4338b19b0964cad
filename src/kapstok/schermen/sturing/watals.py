"""**Wat als?**: change a contract on paper, and see what the rules would say. Nothing is stored."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kapstok.diensten.sturing.harmonisatie.rules import harmonisatie_index, kleur
from kapstok.diensten.sturing.harmonisatie.rules_b import oordeel_b
from kapstok.diensten.sturing.harmonisatie.rules_kalender import Agenda, agenda
from kapstok.diensten.sturing.harmonisatie.rules_waarden import Aanleiding, Besluit, Gebruik, Signalen
from kapstok.diensten.sturing.portfolio.models import Applicatie
from kapstok.diensten.sturing.portfolio.queries_kalender import alternatieven, zoek_contract
from kapstok.diensten.sturing.portfolio.queries_kalender import contract as contract_met_id
from kapstok.schermen.sturing.contracten import DAY
from kapstok.schermen.sturing.landschap import Beeld, beeld, component_naam
from kapstok.schermen.sturing.show import kijker, show
from kapstok.schermen.sturing.woorden import AANLEIDING, KLEUR, SOORT, STAND, oordeel_in_woorden

FOUND = 25  # contracts to choose from at a time


class WatAlsForm(forms.Form):
    """The contract, and what would be different."""

    contract = forms.UUIDField(widget=forms.HiddenInput)
    soort = forms.ChoiceField(label=_("Aanleiding"), choices=list(AANLEIDING.items()), required=False)
    einde = forms.DateField(label=_("Als het eindigt op"), required=False, **DAY)
    opzegtermijn = forms.IntegerField(
        label=_("Met een opzegtermijn van (maanden)"), required=False, min_value=0, max_value=60
    )
    naar = forms.ChoiceField(label=_("Als de gemeente overstapt op"), required=False)
    advies = forms.ChoiceField(
        label=_("Advies van I&A over de integratie"), required=False,
        choices=[("", _("Nog geen advies")), ("positief", _("Positief")), ("negatief", _("Negatief"))],
    )  # fmt: skip
    ontevreden = forms.MultipleChoiceField(
        label=_("Niet tevreden"), required=False, widget=forms.CheckboxSelectMultiple
    )
    besluit = forms.ChoiceField(
        label=_("Besluit van de OWO-directie over afwijken"), required=False,
        choices=[("", _("Nog geen besluit")), ("ja", _("Mag")), ("nee", _("Mag niet"))],
    )  # fmt: skip
    tot = forms.DateField(label=_("Afwijken mag tot en met"), required=False, **DAY)

    def __init__(self, data: Any, *, apps: list[tuple[str, str]], seen: Beeld) -> None:
        super().__init__(data)
        self.fields["naar"].choices = [("", _("Blijft zoals het is")), *apps]  # type: ignore[attr-defined]
        self.fields["ontevreden"].choices = [(d.code, d.naam) for d in seen.partners]  # type: ignore[attr-defined]


def _title(row: dict[str, Any]) -> str:
    who = row["deelnemer"] or _("alle gemeenten")
    return f"{row['applicatie']}, {who} ({row['nummer']})"


@kijker
@require_safe
def wat_als(request: HttpRequest) -> HttpResponse:
    """The form, and below it what the rules say now and then."""
    today, chosen = timezone.localdate(), _chosen(request)
    if chosen is None:
        asked = request.GET.get("q", "").replace("\0", "").strip()[:60]
        rows = [(row, _title(row)) for row in zoek_contract(asked, limit=FOUND)]
        lost = "contract" in request.GET
        return show(request, "watals", gevonden=rows, q=asked, kwijt=lost, status=422 if lost else 200)
    seen = beeld(today)
    form = WatAlsForm(request.GET, apps=alternatieven(chosen["applicatie_id"]), seen=seen)
    outcome = _outcome(chosen, form.cleaned_data, seen, today) if form.is_valid() else None
    return show(
        request,
        "watals",
        form=form,
        gekozen=_title(chosen),
        uitkomst=outcome,
        status=422 if form.errors else 200,
    )


def _chosen(request: HttpRequest) -> dict[str, Any] | None:
    try:
        return contract_met_id(UUID(request.GET.get("contract", "")))
    except ValueError:
        return None


def _outcome(contract: dict[str, Any], asked: dict[str, Any], seen: Beeld, today: date) -> dict[str, Any]:
    app = str(contract["applicatie_id"])
    codes = {d.id: d.code for d in seen.partners}
    users = [p for p in codes.values() if (app, p) in seen.bron.soorten]
    movers = [codes[contract["deelnemer_id"]]] if contract["deelnemer_id"] in codes else users
    after = moved(seen.gebruik, app, movers, asked["naar"])
    names = dict(seen.namen)
    if asked["naar"]:
        names.setdefault(asked["naar"], Applicatie.objects.get(id=UUID(asked["naar"])).naam)
    signals = Signalen(frozenset(asked["ontevreden"]), asked["advies"])
    decided = [Besluit(asked["besluit"] == "ja", today, asked["tot"] or None)] if asked["besluit"] else []
    touched = [c for c, uses in seen.gebruik.items() if any(app in apps for apps in uses.values())]
    term = contract["opzegtermijn_maanden"] if asked["opzegtermijn"] is None else asked["opzegtermijn"]
    before_days = agenda(contract["einde"], contract["opzegtermijn_maanden"])
    after_days = agenda(asked["einde"] or contract["einde"], term)
    return {
        "titel": _title(contract),
        "dagen": [(label, _days(days, today)) for label, days in ((_("Nu"), before_days), (_("Straks"), after_days))],
        "oordelen": [
            {
                "component": component_naam(component),
                "gemeente": names[code],
                "nu": oordeel_in_woorden(
                    oordeel_b(seen.gebruik[component], Aanleiding(code, asked["soort"] or "afloop_contract"),
                              signals, decided, op=today), names),
            }
            for component in touched for code in movers
        ],
        "componenten": [
            {
                "naam": component_naam(component),
                "nu": _colour(seen.gebruik[component]),
                "straks": _colour(after[component]),
            }
            for component in touched
        ],
        "index": [harmonisatie_index(seen.gebruik), harmonisatie_index(after)],
        "verandert": bool(asked["naar"]),
    }  # fmt: skip


def moved(landschap: Mapping[str, Gebruik], app: str, movers: list[str], naar: str) -> dict[str, Gebruik]:
    """The landscape after these municipalities left `app` for `naar`; without one nothing moves."""
    if not naar:
        return dict(landschap)
    return {
        component: {
            partner: (apps - {app}) | {naar} if partner in movers and app in apps else apps
            for partner, apps in uses.items()
        }
        for component, uses in landschap.items()
    }


def _days(days: Agenda, today: date) -> dict[str, Any]:
    word, kind = STAND[days.stand(today)]
    return {
        "beginnen": days.beginnen,
        "opzeggen": days.opzeggen,
        "einde": days.einde,
        "woord": word,
        "soort": kind,
    }


def _colour(uses: Gebruik) -> tuple[Any, str]:
    return KLEUR[kleur(uses)], SOORT[kleur(uses)]
