"""**Wie volgt wie of wat**: persons, for a purpose and written down as any use; addresses and businesses are open.

With each: in which form the application is told, and what of it waits or was given up. A teamleider ends it.
"""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kapstok.diensten.distributie import overzicht, services
from kapstok.magazijnen.autorisaties.models import Applicatie
from kapstok.magazijnen.brp.opzoeken import ids_van
from kapstok.magazijnen.brp.volgen import lopend
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import staff
from kapstok.schermen.werkplek.purpose import MAY_SEE_PERSONS, ask_purpose, purpose_of, write_down
from kapstok.schermen.werkplek.registers import PERSONS
from kapstok.schermen.werkplek.show import actor_of, identity_of, one, page_of, show, tell

PAGE = 50
MAY_STOP = ("teamleider",)
_FIELDS = ("burgerservicenummer", "volgindicaties")
_FORMS = {
    overzicht.MELDING: gettext_lazy("melding"),
    overzicht.CLOUDEVENT: gettext_lazy("CloudEvent"),
    overzicht.STUF: gettext_lazy("StUF-bericht"),
    overzicht.GEEN: gettext_lazy("vraagt zelf op wie er veranderde"),
}


@staff(*MAY_SEE_PERSONS)
@require_safe
@never_cache
@transaction.atomic
def following(request: HttpRequest) -> HttpResponse:
    """Who is followed today, by which application, since when and until when."""
    purpose = purpose_of(request)
    if purpose is None:
        return ask_purpose(request)
    now, page = timezone.now(), page_of(request)
    window = {"limit": PAGE + 1, "offset": (page - 1) * PAGE}
    # Of a person the number is told, and that they are followed.
    missing = [] if purpose.brp.issuperset(_FIELDS) else [_("wie er gevolgd wordt")]
    rows = [] if missing else lopend(timezone.localdate(now), **window)
    others = overzicht.adressen_en_bedrijven(**window)
    more, rows = len(rows) > PAGE or len(others) > PAGE, rows[:PAGE]
    who = list(dict.fromkeys(row["bsn"] for row in rows))
    write_down(request, purpose, who, source=PERSONS, fields=_FIELDS, moment=now)
    return show(
        request,
        "volgers",
        doel=purpose,
        niet=missing,
        rijen=_named(rows),
        overige=[{**row, "vorm": _FORMS[row["vorm"]]} for row in others[:PAGE]],
        mag_stoppen=identity_of(request).has_role(*MAY_STOP),
        pagina=page,
        vorige_pagina=page - 1 if page > 1 else None,
        volgende_pagina=page + 1 if more else None,
    )


def _named(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    applications = Applicatie.objects.in_bulk({row["applicatie_id"] for row in rows})
    pages = ids_van(row["bsn"] for row in rows)
    told = overzicht.van_personen([(row["applicatie_id"], pages.get(row["bsn"])) for row in rows])
    found = []
    for row in rows:
        person = pages.get(row["bsn"])
        stand = told[row["applicatie_id"], person]
        label = getattr(applications.get(row["applicatie_id"]), "label", "")
        forms = ", ".join(str(_FORMS[vorm]) for vorm in stand.vormen)
        found.append({**row, "lijst": person, "applicatie": label, "vorm": forms, "stand": stand})
    return found


@staff(*MAY_STOP)
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """**Niet meer volgen**: a person, or an address or business."""
    actor, post = actor_of(request), request.POST
    try:
        if "persoon" in post:
            services.stop_persoon(one(post["persoon"]), today=timezone.localdate(), actor=actor)
        else:
            services.stop_overig(one(post.get("overig")), post.get("onderwerp", "")[:60], actor=actor)
        messages.success(request, _("Dit wordt niet meer gevolgd. Wat nog klaarstond, gaat niet meer weg."))
    except Refusal as refused:
        tell(request, refused)
    return redirect("werk-volgindicaties")
