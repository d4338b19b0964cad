"""**Bord**: the projects as coloured blocks per municipality over time; moved with buttons, keys or by dragging."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kapstok.diensten.sturing.projecten import queries, services
from kapstok.diensten.sturing.projecten.rules import KLAAR, VOORGESTELD, kleur, verschoven
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.diensten.sturing.verband.queries import deelnemers
from kapstok.platform.errors import Refusal
from kapstok.platform.ui.opmaak import date_short
from kapstok.schermen.sturing.bord_svg import bord as layout
from kapstok.schermen.sturing.bord_svg import getekend
from kapstok.schermen.sturing.project_woorden import DEELNAME, TOESTAND
from kapstok.schermen.sturing.show import actor_of, adviseur, kijker, show

STAPPEN = {"eerder": (-1, -1), "later": (1, 1), "langer": (0, 1), "korter": (0, -1)}
FARTHEST = 40  # quarters in one move
LONGEST = 12  # years on one board
MANY = 400  # blocks on one board


@kijker
@require_safe
def bord(request: HttpRequest) -> HttpResponse:
    """The board, or one year of it; a chosen block shows its buttons."""
    return _page(request, request.GET.get("jaar", ""), request.GET.get("blok", ""))


def _page(
    request: HttpRequest, jaar: str, chosen: str, *, gemist: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    years = queries.jaren() or [today.year]
    years = list(range(years[0], max(years[-1], years[0]) + 1))[-LONGEST:]
    only = int(jaar) if jaar.isascii() and jaar.isdigit() and int(jaar) in years else None
    span = (only, only) if only else (years[0], years[-1])
    partners = deelnemers(today)
    codes, ids = [d.code for d in partners], {d.id for d in partners}
    rows = queries.bord(date(span[0], 1, 1), date(span[1], 12, 31))
    if only is None and len(rows) > MANY:  # so many blocks that a year at a time is what one can read
        only = today.year if today.year in years else years[-1]
        span = (only, only)
        rows = [row for row in rows if row["van"].year <= only <= row["tot"].year]
    drawn = layout(
        [
            _block(row, {d.id: d for d in partners}, codes, chosen)
            for row in rows
            if row["deelnemer_id"] in ids
        ],
        [(d.code, d.naam) for d in partners],
        jaren=span,
        vandaag=today,
    )
    picked = queries.blok(UUID(chosen)) if _is_id(chosen) else None
    return show(
        request,
        "bord",
        bord=drawn,
        banen=[
            (lane, [getekend(each, f"jaar={only}&" if only else "") for each in lane.blokken])
            for lane in drawn.banen
        ],
        leeg=not rows,
        jaar=only,
        jaren=years,
        partners=[(d.naam, f"g{n % 6}") for n, d in enumerate(partners)],
        gekozen=picked
        and {**picked, "toestand": TOESTAND[picked["toestand"]], "besluit": DEELNAME[picked["besluit"]]},
        gemist=gemist,
        status=status,
    )


def _block(
    row: dict[str, Any], members: dict[UUID, Deelnemer], codes: list[str], chosen: str
) -> dict[str, Any]:
    starter, own = members.get(row["starter_id"]), members[row["deelnemer_id"]]
    colour = kleur(row["startvorm"], starter.code if starter else "", codes)
    state = (
        "voorgesteld" if row["toestand"] in VOORGESTELD else "klaar" if row["toestand"] in KLAAR else "lopend"
    )
    waiting = " k-blok--open" if row["besluit"] in ("open", "volgt") else ""
    label = _("%(naam)s, %(gemeente)s: %(van)s tot en met %(tot)s, %(stand)s") % {
        "naam": row["naam"], "gemeente": own.naam, "van": date_short(row["van"]), "tot": date_short(row["tot"]),
        "stand": str(TOESTAND[row["toestand"]][0]).lower(),
    }  # fmt: skip
    classes = f"k-blok k-blok--{colour} k-blok--{state}{waiting}"
    return {**row, "code": own.code, "klasse": classes, "label": label, "gekozen": str(row["id"]) == chosen}


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _number(text: str) -> int:
    digits = text.removeprefix("-")
    value = int(text) if digits.isascii() and digits.isdigit() and len(digits) < 4 else 0
    return max(-FARTHEST, min(FARTHEST, value))


@adviseur
@require_POST
def verschuiven(request: HttpRequest) -> HttpResponse:
    """Move a block. Who looked at an older board is told, and sees what stands there now beside what was wanted."""
    chosen, jaar = request.POST.get("blok", ""), request.POST.get("jaar", "")
    row = queries.blok(UUID(chosen)) if _is_id(chosen) else None
    if row is None:
        return _page(request, jaar, "", gemist={"tekst": _("Dit blok is er niet meer.")}, status=404)
    begin, einde = STAPPEN.get(
        request.POST.get("stap", ""),
        (_number(request.POST.get("begin", "0")), _number(request.POST.get("einde", "0"))),
    )
    seen = request.POST.get("versie", "")
    try:
        moved = services.verschuif(
            row["id"],
            begin=begin,
            einde=einde,
            versie=int(seen) if seen.isdigit() else 0,
            actor=actor_of(request),
        )
    except Refusal as refused:
        van, tot = verschoven(row["van"], row["tot"], begin=begin, einde=einde)
        wish = {"tekst": refused.message, "van": van, "tot": tot, "begin": begin, "einde": einde}
        return _page(request, jaar, chosen, gemist=wish, status=409)
    text = _("%(naam)s staat nu van %(van)s tot en met %(tot)s.") % {
        "naam": row["naam"], "van": date_short(moved.van), "tot": date_short(moved.tot)
    }  # fmt: skip
    messages.success(request, text)
    asked = {"blok": chosen, **({"jaar": jaar} if jaar.isdigit() else {})}
    return redirect(f"/sturing/bord/?{urlencode(asked)}#gekozen")
