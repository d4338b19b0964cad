"""**Muur**: components in rows, municipalities in columns; as a table on the page and as a drawing."""

from dataclasses import dataclass
from html import escape
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kapstok.diensten.sturing.harmonisatie.rules import kleur
from kapstok.schermen.sturing.landschap import Beeld, beeld, component_naam
from kapstok.schermen.sturing.muur_svg import Tekening, Vak, maten, tekening
from kapstok.schermen.sturing.show import PAGE, kijker, page_of, show
from kapstok.schermen.sturing.woorden import KLEUR, SOORT

ZOOMS = (50, 75, 100, 150, 200)
FIT = 5  # applications of a cell that stand open


@dataclass(frozen=True, slots=True)
class Rij:
    """One component in use, and its colour."""

    component: str
    naam: str
    kleur: str


class App(NamedTuple):
    """An application in a cell: how that municipality uses it (BMR), and the users in short names."""

    id: str
    naam: str
    bmr: str
    wie: str


def rijen(seen: Beeld) -> list[Rij]:
    """A row for each component in use, by its name."""
    found = [Rij(each, component_naam(each), kleur(uses)) for each, uses in seen.gebruik.items()]
    return sorted((row for row in found if row.kleur != "niemand"), key=lambda row: row.naam.casefold())


def _of_colour(rows: list[Rij], only: str) -> list[Rij]:
    return [row for row in rows if row.kleur == only] if only else rows


def cellen(seen: Beeld, row: Rij) -> list[list[App]]:
    """What stands in a row, per partner by the name of the application."""
    uses, names, kinds = seen.gebruik[row.component], seen.bron.namen, seen.bron.soorten
    users: dict[str, set[str]] = {}
    for partner, apps in uses.items():
        for app in apps:
            users.setdefault(app, set()).add(partner)
    short = {app: seen.kort(codes) for app, codes in users.items()}
    return [
        [App(a, names[a], kinds[a, d.code], short[a]) for a in sorted(uses[d.code], key=names.__getitem__)]
        for d in seen.partners
    ]


def _names(apps: list[App], place: str) -> str:
    return "<br>".join(
        f'<a class="nl-link" href="{place}{app.id}/">{escape(app.naam)}</a> '
        f'<span class="k-zacht">{app.bmr} · {escape(app.wie)}</span>'
        for app in apps
    )


def _cell(apps: list[App], place: str) -> SafeString:
    """The names in a cell with the way to each; what does not fit is folded, or a phone shows one row a screen.

    Drawn here: a page has hundreds, and a template is slow at it.
    """
    fit, rest = (apps[:FIT], apps[FIT:]) if len(apps) > FIT + 1 else (apps, [])
    drawn = _names(fit, place) or "-"
    if rest:
        more = escape(_("en nog %(aantal)s") % {"aantal": len(rest)})
        drawn += f"<details><summary>{more}</summary>{_names(rest, place)}</details>"
    return mark_safe(drawn)  # noqa: S308 - what is not ours is escaped


def _chosen(request: HttpRequest) -> tuple[str, int]:
    colour, zoom = request.GET.get("kleur", ""), request.GET.get("zoom", "")
    return (colour if colour in KLEUR else ""), (int(zoom) if zoom in {str(z) for z in ZOOMS} else 100)


@kijker
@require_safe
def muur(request: HttpRequest) -> HttpResponse:
    """The page: drawing first, the same as a table below it."""
    seen = beeld(timezone.localdate())
    only, zoom = _chosen(request)
    used, page_number = rijen(seen), page_of(request)
    rows = _of_colour(used, only)
    shown = rows[(page_number - 1) * PAGE : page_number * PAGE]
    place = ZOOMS.index(zoom)
    counts = [[len(apps) for apps in seen.gebruik[row.component].values()] for row in rows]
    wide, high = maten(counts, len(seen.partners))
    overview = reverse("sturing-applicaties")
    return show(
        request,
        "muur",
        rijen=[
            (
                r,
                KLEUR[r.kleur],
                SOORT[r.kleur],
                [
                    (d.naam, _cell(apps, overview))
                    for d, apps in zip(seen.partners, cellen(seen, r), strict=True)
                ],
            )
            for r in shown
        ],
        vorige_pagina=page_number - 1 if page_number > 1 else None,
        volgende_pagina=page_number + 1 if len(rows) > page_number * PAGE else None,
        vast=urlencode({"kleur": only, "zoom": zoom}),
        partners=seen.partners,
        gelijk=sum(row.kleur == "gelijk" for row in used),
        in_gebruik=len(used),
        kleuren=[(code, name) for code, name in KLEUR.items() if code != "niemand"],
        kleur=only,
        zoom=zoom,
        kleiner=ZOOMS[place - 1] if place else None,
        groter=ZOOMS[place + 1] if place + 1 < len(ZOOMS) else None,
        breedte=wide * zoom // 100,
        hoogte=high * zoom // 100,
        lijst=overview,
    )


def _drawing(seen: Beeld, rows: list[Rij]) -> Tekening:
    return tekening(
        titel=_("Architectuurmuur op %s") % timezone.localdate().isoformat(),
        kop=[d.naam for d in seen.partners],
        rijen=[
            (
                row.naam,
                row.kleur,
                str(KLEUR[row.kleur]),
                [
                    [Vak(app.naam, f"{app.bmr} · {app.wie}", _reach(app.wie, seen)) for app in apps]
                    for apps in cellen(seen, row)
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
    rows = _of_colour(rijen(seen), _chosen(request)[0])
    answer = HttpResponse(_drawing(seen, rows).svg, content_type="image/svg+xml")
    if "download" in request.GET:
        answer["Content-Disposition"] = 'attachment; filename="architectuurmuur.svg"'
    return answer
