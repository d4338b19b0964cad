"""The order of what stands in a concept: every row has a button up and a button down."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kapstok.diensten.sturing.plan import services
from kapstok.diensten.sturing.plan.praatplaat import groep_naam
from kapstok.platform.errors import Refusal
from kapstok.schermen.sturing.plan_bewerken import METHODS, ROWS, kind_of, version_of
from kapstok.schermen.sturing.show import actor_of, beslisser, not_allowed, show
from kapstok.schermen.sturing.woorden_plan import SOORT

STEPS = {"omhoog": -1, "omlaag": 1}


@beslisser
@require_http_methods(METHODS)
def volgorde(request: HttpRequest, versie_id: UUID, soort: str) -> HttpResponse:
    """All rows of a kind in their order; a button moves one, and keeps the focus on it."""
    whole, kind = version_of(versie_id), kind_of(soort)
    if request.method == "POST":
        return _move(request, versie_id, soort, kind)
    moved, way = request.GET.get("code", ""), request.GET.get("kant", "")
    rows = [r for r in whole[ROWS.get(soort, "onderdelen")] if kind != "onderdeel" or r["soort"] == soort]
    return show(
        request,
        "plan_volgorde",
        plan=whole,
        titel=_("Volgorde: %s") % SOORT[soort],
        groepen=[(name, _placed(group, moved, way)) for name, group in _groups(whole, soort, rows)],
    )


def _groups(
    whole: dict[str, Any], soort: str, rows: list[dict[str, Any]]
) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    """Rows move among those they stand with: pillars of a group, indicators of a goal."""
    if soort == "indicator":
        goals = {g["code"]: f"{g['code']} {g['naam']}" for g in [*whole["onderdelen"], *whole["speerpunten"]]}
        return [
            (name, found) for code, name in goals.items() if (found := [r for r in rows if r["bij"] == code])
        ]
    if soort in ROWS:
        return [("", rows)] if rows else []
    return [(groep_naam(code), list(group)) for code, group in groupby(rows, key=lambda r: r["groep"])]


def _placed(rows: list[dict[str, Any]], moved: str, way: str) -> list[dict[str, Any]]:
    """Where each stands, and which button has the focus: that which was pressed, or the other one at the end."""
    last = len(rows) - 1
    made = []
    for place, row in enumerate(rows):
        here = row["code"] == moved
        up = here and place > 0 and (way == "omhoog" or place == last)
        made.append({
            "code": row["code"], "naam": row["naam"], "plaats": place, "eerste": place == 0, "laatste": place == last,
            "op_omhoog": up, "op_omlaag": here and not up and place < last,
        })  # fmt: skip
    return made


def _move(request: HttpRequest, versie_id: UUID, soort: str, kind: str) -> HttpResponse:
    """`wat` is what a button says: the code, which way, and where it stood."""
    code, _sep, rest = request.POST.get("wat", "")[:80].partition(" ")
    way, _sep, raw = rest.partition(" ")
    place = int(raw) if raw.isascii() and raw.isdigit() else -1
    try:
        services.verplaats(
            versie_id, kind, code, STEPS.get(way, 0), plaats=place, actor=actor_of(request), op=timezone.localdate()
        )  # fmt: skip
    except Refusal as refused:
        if refused.forbidden:
            return not_allowed(request, refused)
        messages.error(request, str(refused.message))
    address = reverse("sturing-plan-volgorde", args=[versie_id, soort])
    return redirect(f"{address}?{urlencode({'code': code, 'kant': way})}")
