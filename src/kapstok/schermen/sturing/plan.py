"""**Informatieplan**: a version with everything in it, and the praatplaat as page, SVG and PDF."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from kapstok.diensten.sturing.plan import praatplaat as plaat
from kapstok.diensten.sturing.plan import queries
from kapstok.diensten.sturing.rollen.queries import houders
from kapstok.diensten.sturing.rollen.rules import mandaat
from kapstok.diensten.sturing.rollen.woorden import FUNCTIE
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.diensten.sturing.verband.queries import deelnemers
from kapstok.schermen.sturing.show import kijker, show, who
from kapstok.schermen.sturing.woorden_plan import BRON, RAAKT, STATUS


def gekozen(versie_id: UUID | None) -> dict[str, Any] | None:
    """The version of the address, or the one that counts today; None when there is no plan."""
    wanted = versie_id or queries.huidige(timezone.localdate())
    found = queries.geheel(wanted) if wanted else None
    if found is None and versie_id:
        raise Http404
    return found


@kijker
@require_safe
def plan(request: HttpRequest, versie_id: UUID | None = None) -> HttpResponse:
    """Everything that stands in the version."""
    today, whole = timezone.localdate(), gekozen(versie_id)
    if whole is None:
        return show(request, "plan_leeg")
    partners, versions = deelnemers(today), queries.versies()
    rights = _rights(request, whole, versions)
    parts = {kind: list(rows) for kind, rows in groupby(whole["onderdelen"], key=lambda o: o["soort"])}
    sources = {b["code"]: b["naam"] for b in whole["bronnen"]}
    for each in whole["onderdelen"]:
        each["bronnamen"] = [sources[b] for b in each["bronnen"] if b in sources]
    return show(
        request,
        "plan",
        plan=whole,
        versie_tekst=str(whole["id"]),
        status_woord=STATUS[whole["status"]],
        ks=[(k, _indicators(whole, k["code"])) for k in parts.get("k", [])],
        partners=partners,
        speerpunten=[
            _priority(s, partners, whole, sources, rights["ambities"]) for s in whole["speerpunten"]
        ],
        **rights,
        groepen=[
            (plaat.groep_naam(code), list(rows))
            for code, rows in groupby(parts.get("pijler", []), key=lambda p: p["groep"])
        ],
        delen=parts,
        bronnen=[{**b, "soort": BRON.get(b["soort"], b["soort"])} for b in whole["bronnen"]],
        versies=[{**v, "woord": STATUS[v["status"]]} for v in versions],
        besloten=sum(1 for v in whole["vaststellingen"] if v["datum"]),
    )


def _rights(request: HttpRequest, whole: dict[str, Any], versions: list[dict[str, Any]]) -> dict[str, Any]:
    """What the visitor may do with this version: write in it, make a next one, change an ambition."""
    today, person = timezone.localdate(), who(request)
    held = houders(today, person.user_id) if person.has_role("i-adviseur", "directie") else []
    writes = mandaat(held, "beleidsplan.bewerken", today) is not None
    busy = any(
        v["plan_id"] == whole["plan_id"] and v["status"] in ("concept", "in_besluitvorming") for v in versions
    )
    return {
        "schrijven": writes and whole["status"] == "concept",
        "nieuw": writes and whole["status"] == "vastgesteld" and not busy,
        "plan_inlezen": writes,
        "ambities": {
            d.code
            for d in deelnemers(today)
            if held
            and whole["status"] != "vervangen"
            and mandaat(held, "beleidsplan.vaststellen", today, gemeente=d.code) is not None
        },
    }


def _indicators(whole: dict[str, Any], code: str) -> list[dict[str, Any]]:
    return [
        {
            **i,
            "norm": plaat.doel(i, timezone.localdate().year),
            "per_jaar": [(jaar, plaat.doel(i, int(jaar))) for jaar in sorted(i["doelen"])],
            "eigenaar": FUNCTIE.get(i["eigenaar"], ""),
        }
        for i in whole["indicatoren"]
        if i["bij"] == code
    ]


def _priority(
    each: dict[str, Any],
    partners: list[Deelnemer],
    whole: dict[str, Any],
    sources: dict[str, str],
    wijzigbaar: set[str],
) -> dict[str, Any]:
    names = {o["code"]: o["naam"] for o in whole["onderdelen"]}
    cells = [
        {
            "naam": d.naam,
            "code": d.code,
            "wijzigen": d.code in wijzigbaar,
            "wel": d.code in each["akkoorden"],
            "bron": sources.get(each["akkoorden"].get(d.code, ""), ""),
            "ambities": [
                {**a, "van": parse_date(a["van"]), "tot": a["tot"] and parse_date(a["tot"])}
                for a in reversed(each["ambities"])
                if a["gemeente"] == d.code
            ],
        }
        for d in partners
    ]
    return {
        **each,
        "cellen": cells,
        "raakt": RAAKT[each["raakt"]],
        "pijlers": [names[p] for p in each["pijlers"] if p in names],
        "ks": [names[k] for k in each["ks"] if k in names],
        "indicatoren": _indicators(whole, each["code"]),
    }


def _version_in(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET["versie"]) if request.GET.get("versie") else None
    except ValueError as error:
        raise Http404 from error


@kijker
@require_safe
def praatplaat(request: HttpRequest) -> HttpResponse:
    """The drawing, and below it the same in words."""
    today, whole = timezone.localdate(), gekozen(_version_in(request))
    if whole is None:
        return show(request, "plan_leeg")
    return show(
        request,
        "praatplaat",
        plan=whole,
        delen=plaat.in_woorden(whole, deelnemers(today), today),
        vraag=f"?versie={whole['id']}&v={whole['versie']}",
    )


@kijker
@require_safe
def praatplaat_bestand(request: HttpRequest, vorm: str) -> HttpResponse:
    """The drawing as a file: SVG to look at or to take along, PDF to print on A3."""
    today, whole = timezone.localdate(), gekozen(_version_in(request))
    if whole is None:
        raise Http404
    partners = deelnemers(today)
    if vorm == "pdf":
        answer = HttpResponse(plaat.als_pdf(whole, partners, today), content_type="application/pdf")
    else:
        answer = HttpResponse(plaat.als_svg(whole, partners, today), content_type="image/svg+xml")
    if vorm == "pdf" or "download" in request.GET:
        answer["Content-Disposition"] = f'attachment; filename="praatplaat.{vorm}"'
    return answer
