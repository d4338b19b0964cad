"""**Muur**: components in rows, municipalities in columns; as a table on the page and as a drawing."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kapstok.diensten.sturing.harmonisatie.rules import harmonisatie_index, kleur
from kapstok.schermen.sturing.landschap import Beeld, beeld, component_naam
from kapstok.schermen.sturing.muur_svg import Vak, maten, tekening
from kapstok.schermen.sturing.show import PAGE, kijker, page_of, show
from kapstok.schermen.sturing.woorden import KLEUR, SOORT

ZOOMS = (50, 75, 100, 150, 200)


@dataclass(frozen=True, slots=True)
class MuurRij:
    """One component: its colour, and per partner the applications with their users."""

    component: str
    naam: str
    kleur: str
    cellen: list[list[tuple[str, str, str, str]]]  # id, name, BMR, users in short names


def rijen(seen: Beeld, only: str = "") -> list[MuurRij]:
    """Rows by name of the component; `only` keeps one colour."""
    found = []
    for component, uses in seen.gebruik.items():
        colour = kleur(uses)
        if colour == "niemand" or (only and colour != only):
            continue
        users = {
            app: {p for p, apps in uses.items() if app in apps} for apps in uses.values() for app in apps
        }
        cells = [
            [
                (app, seen.bron.namen[app], seen.bron.soorten[app, d.code], seen.kort(users[app]))
                for app in sorted(uses[d.code], key=lambda a: seen.bron.namen[a])
            ]
            for d in seen.partners
        ]
        found.append(MuurRij(component, component_naam(component), colour, cells))
    return sorted(found, key=lambda row: row.naam.casefold())


def _chosen(request: HttpRequest) -> tuple[str, int]:
    colour, zoom = request.GET.get("kleur", ""), request.GET.get("zoom", "")
    return (colour if colour in KLEUR else ""), (int(zoom) if zoom in {str(z) for z in ZOOMS} else 100)


@kijker
@require_safe
def muur(request: HttpRequest) -> HttpResponse:
    """The page: drawing first, the same as a table below it."""
    seen = beeld(timezone.localdate())
    only, zoom = _chosen(request)
    rows, page_number = rijen(seen, only), page_of(request)
    shown = rows[(page_number - 1) * PAGE : page_number * PAGE]
    same, used = harmonisatie_index(seen.gebruik)
    place = ZOOMS.index(zoom)
    wide, high = maten([[len(cell) for cell in row.cellen] for row in rows], len(seen.partners))
    return show(
        request,
        "muur",
        rijen=[
            (r, KLEUR[r.kleur], SOORT[r.kleur], list(zip(seen.partners, r.cellen, strict=True)))
            for r in shown
        ],
        vorige_pagina=page_number - 1 if page_number > 1 else None,
        volgende_pagina=page_number + 1 if len(rows) > page_number * PAGE else None,
        vast=urlencode({"kleur": only, "zoom": zoom}),
        partners=seen.partners,
        gelijk=same,
        in_gebruik=used,
        kleuren=[(code, name) for code, name in KLEUR.items() if code != "niemand"],
        kleur=only,
        zoom=zoom,
        kleiner=ZOOMS[place - 1] if place else None,
        groter=ZOOMS[place + 1] if place + 1 < len(ZOOMS) else None,
        breedte=wide * zoom // 100,
        hoogte=high * zoom // 100,
        lijst=reverse("sturing-applicaties"),
    )


def _drawing(seen: Beeld, rows: list[MuurRij]) -> Any:
    return tekening(
        titel=_("Architectuurmuur op %s") % timezone.localdate().isoformat(),
        kop=[d.naam for d in seen.partners],
        rijen=[
            (
                row.naam,
                row.kleur,
                str(KLEUR[row.kleur]),
                [
                    [Vak(naam, f"{bmr} · {users}", _reach(users, seen)) for _id, naam, bmr, users in cell]
                    for cell in row.cellen
                ],
            )
            for row in rows
        ],
        legenda=[
            ("allen", _("bij alle gemeenten")),
            ("deel", _("bij een deel van de gemeenten")),
            ("een", _("bij één gemeente")),
        ],
    )


def _reach(users: str, seen: Beeld) -> str:
    number = len(users.split())
    return "allen" if number == len(seen.partners) else "een" if number == 1 else "deel"


@kijker
@require_safe
def als_svg(request: HttpRequest) -> HttpResponse:
    """The drawing alone, to look at or to take along."""
    seen = beeld(timezone.localdate())
    answer = HttpResponse(_drawing(seen, rijen(seen, _chosen(request)[0])).svg, content_type="image/svg+xml")
    if "download" in request.GET:
        answer["Content-Disposition"] = 'attachment; filename="architectuurmuur.svg"'
    return answer
