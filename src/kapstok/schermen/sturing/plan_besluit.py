"""Adoption of a version step by step, what changed in it, and the spring review."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kapstok.diensten.sturing.plan import queries, services
from kapstok.diensten.sturing.plan.rules import Stap, aan_de_beurt
from kapstok.diensten.sturing.rollen.queries import houders
from kapstok.diensten.sturing.rollen.rules import mandaat
from kapstok.diensten.sturing.rollen.woorden import FUNCTIE
from kapstok.diensten.sturing.verband.queries import deelnemers
from kapstok.platform.errors import Refusal
from kapstok.platform.ui.opmaak import date_short
from kapstok.schermen.sturing.plan import gekozen
from kapstok.schermen.sturing.show import actor_of, kijker, show, who
from kapstok.schermen.sturing.woorden_plan import SOORT, STATUS

VELD = {
    "naam": _("naam"),
    "tekst": _("tekst"),
    "standpunt": _("wat wij doen"),
    "niveau": _("niveau"),
    "besluit": _("besluit"),
    "missie": _("missie"),
    "visie": _("visie"),
    "kern": _("kern"),
    "raakt": _("raakt"),
    "pijlers": _("pijlers"),
    "ks": _("K's"),
    "norm": _("doel"),
    "eigenaar": _("eigenaar"),
    "van": _("geldt van"),
    "tot": _("geldt tot en met"),
    "gemeente": _("gemeente"),
    "adres": _("adres"),
    "groep": _("groep"),
    "richting": _("richting"),
    "paragraaf": _("paragraaf"),
    "bronnen": _("bronnen"),
    "bron": _("bron"),
    "bij": _("hoort bij"),
    "eenheid": _("eenheid"),
    "doelen": _("doel per jaar"),
    "norm_gemeenten": _("doel geldt voor"),
    "meting": _("waar het cijfer vandaan komt"),
}


@kijker
@require_http_methods(["GET", "HEAD", "POST"])
def besluitvorming(request: HttpRequest, versie_id: UUID) -> HttpResponse:
    """Who decides, in order; whose turn it is; and what the visitor may do."""
    if request.method == "POST":
        try:
            _act(request, versie_id)
        except Refusal as refused:
            messages.error(request, str(refused.message))
        else:
            messages.success(request, _("Vastgelegd."))
        return redirect("sturing-besluitvorming", versie_id)
    today, whole = timezone.localdate(), gekozen(versie_id)
    if whole is None:
        raise Http404
    steps = whole["vaststellingen"]
    turn = aan_de_beurt(Stap(s["orgaan"], s["gemeente"], bool(s["datum"])) for s in steps)
    held = houders(today, who(request).user_id)
    partners = deelnemers(today)

    def may(act: str, gemeente: str = "", functie: str = "") -> bool:
        return mandaat(held, act, today, gemeente=gemeente, functie=functie) is not None

    for each in steps:
        each["naam"] = FUNCTIE[each["orgaan"]]
        each["datum"] = each["datum"] and parse_date(each["datum"])
        each["geagendeerd_op"] = each["geagendeerd_op"] and parse_date(each["geagendeerd_op"])
        each["beurt"] = (each["orgaan"], each["gemeente"]) in turn
        each["agenderen"] = (
            not each["datum"]
            and not each["geagendeerd_op"]
            and may("beleidsplan.agenderen", each["gemeente"])
        )
        agreed = {s["gemeente"] for s in each["stemmen"]}
        board = each["orgaan"] == "owo_directie"
        each["instemmen"] = [
            d
            for d in partners
            if board
            and each["beurt"]
            and each["geagendeerd_op"]
            and d.code not in agreed
            and may("beleidsplan.vaststellen", d.code, "owo_directie")
        ]
        each["besluiten"] = (
            not board and each["beurt"] and may("beleidsplan.vaststellen", each["gemeente"], each["orgaan"])
        )
    return show(
        request,
        "besluitvorming",
        plan=whole,
        status_woord=STATUS[whole["status"]],
        stappen=steps,
        indienen=whole["status"] == "concept" and may("beleidsplan.bewerken"),
        verschillen=[
            {
                "wat": SOORT.get(d.soort, d.soort),
                "naam": d.naam,
                "gemeente": next((p.naam for p in partners if p.code == d.gemeente), d.gemeente),
                "veld": VELD.get(d.veld, d.veld),
                "oud": _words(d.oud),
                "nieuw": _words(d.nieuw),
                "door": by,
            }
            for d, by in services.verslag(whole["id"])
        ],
    )


def _words(value: Any) -> str:
    if isinstance(value, date):
        return date_short(value)
    return (
        ", ".join(str(v) for v in value) if isinstance(value, list) else "" if value is None else str(value)
    )


def _act(request: HttpRequest, versie_id: UUID) -> None:
    act, actor, today = request.POST.get("actie", ""), actor_of(request), timezone.localdate()
    if act == "indienen":
        services.dien_in(versie_id, op=today, actor=actor)
        return
    try:
        step = UUID(request.POST.get("stap", ""))
    except ValueError as error:
        raise Http404 from error
    if act == "agenderen":
        services.agendeer(step, op=today, actor=actor)
    elif act == "instemmen":
        services.stem(step, request.POST.get("gemeente", ""), op=today, actor=actor)
    elif act == "besluiten":
        services.besluit(step, toelichting=request.POST.get("toelichting", "")[:1000], op=today, actor=actor)
    else:
        raise Http404


@kijker
@require_http_methods(["GET", "HEAD", "POST"])
def herziening(request: HttpRequest) -> HttpResponse:
    """The spring reviews: opening one, answering for a municipality, closing it."""
    today = timezone.localdate()
    typed: dict[str, str] = {}
    fouten: dict[str, str] = {}
    if request.method == "POST":
        try:
            _review_act(request)
        except Refusal as refused:
            fouten = {r.field or "": str(r.message) for r in refused.all}
            typed = {name: str(value) for name, value in request.POST.items()}
            if "" in fouten:
                messages.error(request, fouten[""])
        else:
            messages.success(request, _("Vastgelegd."))
            return redirect("sturing-herziening")
    held, partners, rows = houders(today, who(request).user_id), deelnemers(today), queries.herzieningen()
    writes = mandaat(held, "beleidsplan.bewerken", today) is not None
    for row in rows:
        told = {a["gemeente"] for a in row["antwoorden"]}
        row["te_antwoorden"] = [
            d
            for d in partners
            if row["gesloten_op"] is None
            and mandaat(held, "beleidsplan.adviseren", today, gemeente=d.code) is not None
        ]
        row["wacht_op"] = [d.naam for d in partners if row["gesloten_op"] is None and d.code not in told]
        row["sluiten"] = writes and row["gesloten_op"] is None and not row["wacht_op"]
        for each in row["antwoorden"]:
            each["op"] = parse_date(each["op"])
    year = today.year
    return show(
        request,
        "herziening",
        rijen=rows,
        openen=year if writes and all(r["jaar"] != year for r in rows) else None,
        fout=fouten,
        getypt=typed,
        status=422 if fouten else 200,
    )


def _review_act(request: HttpRequest) -> None:
    act, actor, today, sent = (
        request.POST.get("actie", ""),
        actor_of(request),
        timezone.localdate(),
        request.POST,
    )
    if act == "openen":
        services.open_herziening(today.year, op=today, actor=actor)
        return
    try:
        review = UUID(sent.get("herziening", ""))
    except ValueError as error:
        raise Http404 from error
    if act == "antwoord":
        services.antwoord(
            review, sent.get("gemeente", ""), actueel=sent.get("actueel") == "ja",
            toelichting=sent.get("toelichting", "")[:2000], op=today, actor=actor,
        )  # fmt: skip
    elif act == "sluiten":
        services.sluit_herziening(
            review, uitkomst=sent.get("uitkomst", "")[:2000], nieuwe_versie=sent.get("nieuw") == "ja",
            op=today, actor=actor,
        )  # fmt: skip
    else:
        raise Http404
