"""**Dashboard**: every indicator of the plan with target, figure per municipality, trend, source and owner."""

from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from kapstok.diensten.sturing.dashboard import queries, services
from kapstok.diensten.sturing.dashboard.cijfers import berekend
from kapstok.diensten.sturing.dashboard.rules import MET_DE_HAND, haalt, trend
from kapstok.diensten.sturing.plan.praatplaat import doel, met_eenheid
from kapstok.diensten.sturing.plan.rules import doel_in
from kapstok.diensten.sturing.rollen.queries import houders
from kapstok.diensten.sturing.rollen.rules import mandaat
from kapstok.diensten.sturing.rollen.woorden import FUNCTIE
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.diensten.sturing.verband.queries import deelnemers
from kapstok.platform.errors import Refusal
from kapstok.platform.ui.geweigerd import RefusedForm
from kapstok.platform.ui.opmaak import date_short
from kapstok.schermen.sturing.contracten import DAY
from kapstok.schermen.sturing.plan import gekozen
from kapstok.schermen.sturing.show import actor_of, kijker, show, who

TREND = {
    "beter": (_("beter dan de vorige keer"), "goed"),
    "slechter": (_("slechter dan de vorige keer"), "fout"),
    "gelijk": (_("gelijk aan de vorige keer"), "neutraal"),
    "": (_("nog geen vergelijking"), "neutraal"),
}
SAMEN = _("Samen")


def _under(meting: str) -> str:
    """The page with what lies under a figure that Kapstok works out."""
    pages = {
        "gelijk": f"{reverse('sturing-muur')}?kleur=gelijk",
        "zonder_biv": f"{reverse('sturing-applicaties')}?biv=geen",
        "maatwerk": f"{reverse('sturing-geld')}?soort=verrekenen#boekingen",
    }
    return pages.get(meting, "")


def _row(
    indicator: dict[str, Any], naam: str, waarden: list[Any], op: date | None, code: str
) -> dict[str, Any]:
    value = float(waarden[-1])
    counts = not indicator["norm_gemeenten"] or code in indicator["norm_gemeenten"]
    target = doel_in(indicator["norm"], indicator["doelen"], (op or timezone.localdate()).year)
    reached = haalt(value, target, indicator["richting"]) if counts else None
    return {
        "naam": naam,
        "waarde": value,
        "tekst": met_eenheid(value, indicator["eenheid"]),
        "trend": TREND[trend(waarden, indicator["richting"])],
        "haalt": reached,
        "op": op,
    }


def cijfers_van(
    indicator: dict[str, Any],
    measured: list[dict[str, Any]],
    computed: dict[str, list[tuple[Deelnemer | None, Any]]],
) -> dict[str, Any]:
    """An indicator with a row per municipality; what is worked out has what was kept each month before it."""
    own = reverse("sturing-indicator", args=[indicator["code"]])
    groups = {
        key: list(items)
        for key, items in groupby(measured, key=lambda m: (m["gemeente"], m["naam"] or str(SAMEN)))
    }
    if indicator["meting"] in MET_DE_HAND:
        rows = [
            _row(indicator, naam, [m["waarde"] for m in group], group[-1]["datum"], code)
            for (code, naam), group in groups.items()
        ]
    else:
        now = [
            ((who.code, who.naam) if who else ("", str(SAMEN)), float(value))
            for who, value in computed.get(indicator["meting"], [])
        ]
        rows = [
            _row(indicator, key[1], [*(float(m["waarde"]) for m in groups.get(key, [])), value], None, key[0])
            for key, value in now
        ]
    return {
        **indicator,
        "rijen": rows,
        "pagina": own,
        "link": _under(indicator["meting"]) or own,
        "punten": [(r["naam"], r["waarde"]) for r in rows],
        "doel": doel(indicator, timezone.localdate().year),
        "eigenaar": FUNCTIE.get(indicator["eigenaar"], ""),
    }


def _compared(indicators: list[dict[str, Any]], partners: list[Deelnemer]) -> list[dict[str, Any]]:
    """A line per indicator, a cell per municipality and one for all together."""
    names = [*(d.naam for d in partners), str(SAMEN)]
    return [
        {
            **each,
            "cellen": [(naam, next((r for r in each["rijen"] if r["naam"] == naam), None)) for naam in names],
        }
        for each in indicators
        if each["rijen"]
    ]


def _tally(indicators: list[dict[str, Any]]) -> dict[str, int]:
    """How many targets there are of municipalities, and how many of those are reached."""
    judged = [r["haalt"] for i in indicators for r in i["rijen"] if r["haalt"] is not None]
    return {"gemeten": len(judged), "gehaald": sum(judged)}


@kijker
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """K's first, then priorities; those without an indicator say so."""
    today, whole = timezone.localdate(), gekozen(None)
    if whole is None:
        return show(request, "plan_leeg")
    measured = {
        code: list(rows) for code, rows in groupby(queries.metingen(most=2), key=lambda m: m["indicator"])
    }
    partners = deelnemers(today)
    computed = berekend(today, partners)
    goals = [(o["code"], o["naam"]) for o in whole["onderdelen"] if o["soort"] == "k"]
    goals += [(s["code"], s["naam"]) for s in whole["speerpunten"]]
    shown = [
        {
            "code": code,
            "naam": naam,
            "indicatoren": [
                cijfers_van(i, measured.get(i["code"], []), computed)
                for i in whole["indicatoren"]
                if i["bij"] == code
            ],
        }
        for code, naam in goals
    ]
    rows = [r for goal in shown for i in goal["indicatoren"] for r in i["rijen"]]
    return show(
        request,
        "dashboard",
        plan=whole,
        vergelijking=_compared([i for goal in shown for i in goal["indicatoren"]], partners),
        partners=partners,
        doelen=[{**g, **_tally(g["indicatoren"])} for g in shown if g["indicatoren"]],
        zonder=[g for g in shown if not g["indicatoren"]],
        **_tally([i for goal in shown for i in goal["indicatoren"]]),
        beter=sum(1 for r in rows if r["trend"] == TREND["beter"]),
        slechter=sum(1 for r in rows if r["trend"] == TREND["slechter"]),
    )


class MetingForm(RefusedForm):
    """A figure of one municipality on a day."""

    gemeente = forms.ChoiceField(label=_("Gemeente"))
    datum = forms.DateField(label=_("Datum"), error_messages={"required": _("Vul een datum in.")}, **DAY)
    waarde = forms.DecimalField(
        label=_("Cijfer"),
        max_digits=14,
        decimal_places=2,
        localize=True,
        error_messages={
            "required": _("Vul een cijfer in."),
            "invalid": _("Dit is geen cijfer. Bijvoorbeeld 82,5."),
        },
    )
    toelichting = forms.CharField(label=_("Toelichting"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, partners: list[Deelnemer], today: date) -> None:
        super().__init__(data, initial={"datum": today})
        self.fields["gemeente"].choices = [(d.code, d.naam) for d in partners]


@kijker
@require_http_methods(["GET", "HEAD", "POST"])
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: every measurement, per municipality as a line and as a table; and writing one down."""
    today, whole = timezone.localdate(), gekozen(None)
    found = next((i for i in (whole or {}).get("indicatoren", []) if i["code"] == code), None)
    if found is None:
        raise Http404
    by_hand = found["meting"] in MET_DE_HAND
    form = MetingForm(
        request.POST if request.method == "POST" else None, partners=deelnemers(today), today=today
    )
    if request.method == "POST" and not by_hand:
        raise Http404
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            services.meet(
                code, typed["gemeente"], typed["datum"], typed["waarde"], toelichting=typed["toelichting"],
                op=today, actor=actor_of(request),
            )  # fmt: skip
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("Het cijfer is opgeschreven."))
            return redirect("sturing-indicator", code)
    rows = queries.metingen(code, most=40)
    for row in rows:
        row["tekst"] = met_eenheid(float(row["waarde"]), found["eenheid"])
        row["naam"] = row["naam"] or str(SAMEN)
    return show(
        request,
        "indicator",
        indicator={
            **found,
            "doel": doel(found, today.year),
            "eigenaar": FUNCTIE.get(found["eigenaar"], ""),
        },
        form=form,
        zelf=not by_hand,
        onder=_under(found["meting"]),
        mag_meten=by_hand
        and (
            bool(form.errors)
            or mandaat(
                houders(today, who(request).user_id), "indicator.meten", today, functie=found["eigenaar"]
            )
            is not None
        ),
        lijnen=[
            (naam, [(date_short(m["datum"]), float(m["waarde"])) for m in group])
            for naam, group in groupby(rows, key=lambda m: m["naam"])
        ],
        rijen=sorted(rows, key=lambda m: m["datum"], reverse=True),
        status=422 if form.errors else 200,
    )
