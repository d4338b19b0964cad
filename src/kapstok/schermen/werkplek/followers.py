"""**Volgindicaties**: which application follows which person; shown for a purpose and written down as any use."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kapstok.magazijnen.autorisaties.models import Applicatie
from kapstok.magazijnen.brp.opzoeken import ids_van
from kapstok.magazijnen.brp.volgen import lopend
from kapstok.platform.audit.use import log_uses
from kapstok.platform.identity import staff
from kapstok.schermen.werkplek.purpose import MAY_SEE_PERSONS, ask_purpose, purpose_of, reader
from kapstok.schermen.werkplek.registers import PERSONS
from kapstok.schermen.werkplek.show import page_of, show

PAGE = 50


@staff(*MAY_SEE_PERSONS)
@require_safe
@never_cache
@transaction.atomic
def following(request: HttpRequest) -> HttpResponse:
    """Who is followed today, by which application, since when and until when."""
    if not purpose_of(request):
        return ask_purpose(request)
    now, page = timezone.now(), page_of(request)
    rows = lopend(timezone.localdate(now), limit=PAGE + 1, offset=(page - 1) * PAGE)
    more, rows = len(rows) > PAGE, rows[:PAGE]
    who = list(dict.fromkeys(row["bsn"] for row in rows))
    log_uses(who, actor=reader(request), moment=now, source=PERSONS, fields=["volgindicaties"])
    return show(
        request,
        "volgers",
        doel=purpose_of(request),
        rijen=_named(rows),
        pagina=page,
        vorige_pagina=page - 1 if page > 1 else None,
        volgende_pagina=page + 1 if more else None,
    )


def _named(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    applications = Applicatie.objects.in_bulk({row["applicatie_id"] for row in rows})
    pages = ids_van(row["bsn"] for row in rows)
    return [
        {
            **row,
            "id": pages.get(row["bsn"]),
            "applicatie": getattr(applications.get(row["applicatie_id"]), "label", ""),
        }
        for row in rows
    ]
