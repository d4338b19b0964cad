"""**Keten**: from priority to municipality, and what is missing in it; on a page and as a sheet."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kapstok.diensten.sturing.keten.queries import schakels
from kapstok.diensten.sturing.keten.rules import Schakel, aantallen
from kapstok.diensten.sturing.portfolio import gemma
from kapstok.kern.rekenblad import rekenblad
from kapstok.schermen.sturing.landschap import component_naam
from kapstok.schermen.sturing.show import PAGE, kijker, page_of, show

GAT = {
    "speerpunt_zonder_project": _("Speerpunt zonder project"),
    "project_zonder_speerpunt": _("Project zonder speerpunt"),
    "component_zonder_applicatie": _("Component zonder applicatie"),
    "applicatie_zonder_component": _("Applicatie zonder component"),
    "applicatie_zonder_functie": _("Applicatie zonder bedrijfsfunctie"),
    "applicatie_zonder_eigenaar": _("Applicatie zonder eigenaar"),
}
MOST = 20  # names in one cell; the sheet has all
HEAD = [
    "speerpunten",
    "project",
    "component",
    "bedrijfsfuncties",
    "applicatie",
    "gemeenten",
    "gegevens",
    "ontbreekt",
]


def _asked(request: HttpRequest, links: Sequence[Schakel]) -> tuple[str, list[Schakel]]:
    """The gap that was chosen with its links; an unknown choice narrows nothing."""
    gap = request.GET.get("gat", "")
    if gap not in GAT:
        return "", list(links)
    return gap, [link for link in links if gap in link.gaten]


@kijker
@require_safe
def keten(request: HttpRequest) -> HttpResponse:
    """A page of the chain, whole or by what is missing."""
    page = page_of(request)
    links, names = schakels(timezone.localdate())
    gap, chosen = _asked(request, links)
    shown = chosen[(page - 1) * PAGE : page * PAGE]
    counts = aantallen(links)
    return show(
        request,
        "keten",
        rijen=[_line(link, names) for link in shown],
        keuzes=[("", _("Hele keten"), len(links)), *((k, text, counts[k]) for k, text in GAT.items())],
        gekozen=gap,
        vorige_pagina=page - 1 if page > 1 else None,
        volgende_pagina=page + 1 if len(chosen) > page * PAGE else None,
        vast=urlencode({"gat": gap}) if gap else "",
    )


def _line(link: Schakel, names: dict[str, str]) -> dict[str, Any]:
    many = [name for app in link.applicaties for name in app.gemeenten]
    data = [each for app in link.applicaties for each in app.gegevens]
    return {
        "speerpunten": [(code, names[code]) for code in link.speerpunten],
        "project": link.project,
        "gemma": [*_component(link), *_functies(link)[:MOST]],
        "applicaties": link.applicaties[:MOST],
        "meer": max(0, len(link.applicaties) - MOST),
        "gemeenten": list(dict.fromkeys(many)),
        "gegevens": list(dict.fromkeys(data))[:MOST],
        "gaten": [GAT[gap] for gap in link.gaten],
    }


def _component(link: Schakel) -> list[str]:
    """What the project names, or all that an application by itself has."""
    if link.project:
        return [component_naam(link.component)] if link.component else []
    return [component_naam(each) for app in link.applicaties for each in app.componenten]


def _functies(link: Schakel) -> list[str]:
    known = gemma.functies()
    return [known.get(each, each) for each in link.functies]


@kijker
@require_safe
def als_csv(request: HttpRequest) -> HttpResponse:
    """The same for a spreadsheet, with a row for each application."""
    links, names = schakels(timezone.localdate())
    lines = (line for link in _asked(request, links)[1] for line in _cells(link, names))
    answer = HttpResponse(rekenblad(HEAD, lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="keten.csv"'
    return answer


def _cells(link: Schakel, names: dict[str, str]) -> list[list[str]]:
    head = [
        "|".join(f"{code} {names[code]}" for code in link.speerpunten),
        link.project.naam if link.project else "",
        "|".join(_component(link)),
    ]
    known, gaps = gemma.functies(), "|".join(str(GAT[gap]) for gap in link.gaten)
    return [
        [
            *head, "|".join(known.get(f, f) for f in app.functies), app.naam, "|".join(app.gemeenten),
            "|".join(app.gegevens), gaps,
        ]
        for app in link.applicaties
    ] or [[*head, "", "", "", "", gaps]]  # fmt: skip
