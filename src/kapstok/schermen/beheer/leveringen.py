"""Deliveries of the registers: what came in, how far it is, what it changed, and what was wrong and where."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kapstok.magazijnen.bag.models import Levering, Nummeraanduiding
from kapstok.magazijnen.bgt.models import Levering as VanBgt
from kapstok.magazijnen.brk.models import Levering as VanBrk
from kapstok.magazijnen.woz.models import Levering as VanWoz
from kapstok.schermen.beheer.show import beheerder, show

PER_PAGE = 25
_REGISTERS: dict[str, Any] = {"bag": Levering, "bgt": VanBgt, "brk": VanBrk, "woz": VanWoz}


@beheerder
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Those of one register, the newest first."""
    asked = request.GET.get("register", "")
    register = asked if asked in _REGISTERS else "bag"
    rows = _REGISTERS[register].objects
    found = rows.order_by("-begonnen", "-id")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))
    return show(
        request,
        "leveringen",
        rijen=[_told(row) for row in page],
        pagina=page,
        register=register,
        naam=register.upper(),
        registers=[(code, code.upper()) for code in _REGISTERS],
        adressen=Nummeraanduiding.objects.count() if register == "bag" else None,
        laatste=rows.filter(klaar__isnull=False).order_by("-stand", "-klaar").first(),
    )


def _told(row: Any) -> dict[str, Any]:
    if row.fout:
        state = (_("Afgekeurd"), "fout")
    elif row.klaar is None:
        state = (_("Bezig of onderbroken"), "let-op")
    else:
        state = (_("Verwerkt"), "goed")
    counts = row.telling
    told = [
        (name, counts[key])
        for key, name in (
            ("gelezen", _("gelezen")),
            ("nieuw", _("nieuw")),
            ("gewijzigd", _("gewijzigd")),
            ("gelijk", _("gelijk")),
            ("verwijderd", _("verwijderd")),
        )
        if counts.get(key) or (key == "gelezen" and key in counts)
    ]
    return {
        "naam": row.naam,
        "soort": {"stand": _("Stand"), "mutatie": _("Mutaties")}.get(getattr(row, "soort", ""), ""),
        "stand": row.stand,
        "begonnen": row.begonnen,
        "toestand": state,
        "telling": told,
        "fout": row.fout,
    }
