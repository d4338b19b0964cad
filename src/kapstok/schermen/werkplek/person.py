"""A person as the BRP tells of them, on any day and as it was known then; opening it is logged with the purpose."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kapstok.diensten.behandeling.betrokken import zaken_van
from kapstok.magazijnen.autorisaties.models import Applicatie
from kapstok.magazijnen.brp import opzoeken, reisdocumenten, volgen
from kapstok.magazijnen.brp.bevragen import velden
from kapstok.magazijnen.brp.bevragen.persoon import persoon
from kapstok.magazijnen.brp.gezag.antwoord import genoemd
from kapstok.magazijnen.brp.gezag.lijsten import verwanten
from kapstok.magazijnen.brp.levensloop import levensloop, waar
from kapstok.magazijnen.brp.models import Persoonslijst
from kapstok.magazijnen.brp.rules import Categorieen, actual
from kapstok.magazijnen.brp.tijd import Bekend, bekend_op, geldig_op
from kapstok.platform.audit.use import log_uses
from kapstok.platform.identity import staff
from kapstok.schermen.werkplek import person_drawn as drawn
from kapstok.schermen.werkplek import person_words as words
from kapstok.schermen.werkplek.address import map_of
from kapstok.schermen.werkplek.menu import GEGEVENS
from kapstok.schermen.werkplek.moments import Moments, moments_of
from kapstok.schermen.werkplek.purpose import MAY_SEE_PERSONS, ask_purpose, purpose_of, reader
from kapstok.schermen.werkplek.registers import PERSONS
from kapstok.schermen.werkplek.show import show

MOST_ZAKEN, MOST_FOLLOWERS = 50, 20
# Everything that the page tells; authority only of today, as it is derived from the lists of others as they are now.
_FIELDS = [name for name in velden.PERSOON if name not in velden.ALIAS]
_PAPERS: Any = {name: {} for name in ("reisdocumentnummer", "soort", "datumEindeGeldigheid")} | {
    "inhoudingOfVermissing": {"datum": {}, "aanduiding": {}}
}
_ALSO = ["reisdocumenten", "verblijfplaatshistorie", "volgindicaties"]


@staff(*MAY_SEE_PERSONS)
@require_safe
@never_cache
@transaction.atomic
def one(request: HttpRequest, lijst_id: UUID) -> HttpResponse:
    """The page of one person. Without a purpose it is not opened; without a log there is no answer."""
    if not purpose_of(request):
        return ask_purpose(request)
    now = timezone.now()
    asked = moments_of(request, now)
    found = bekend_op(lijst_id, asked.known)
    if found is None or actual(found.categorieen, "07").get("6720") in {"F", "W"}:
        raise Http404
    lists = geldig_op(found.categorieen, asked.day) if asked.of_another_day else found.categorieen
    fields = [name for name in _FIELDS if asked.now or name != "gezag"]
    relatives = verwanten([lists], asked.day) if asked.now else {}
    told = persoon(lists, velden.vraag(velden.PERSOON, fields), asked.day, relatives)
    _log(request, found, told, now, [*fields, *_ALSO])
    context = {
        "menuplek": GEGEVENS,
        "titel": told.get("naam", {}).get("volledigeNaam") or _("Naam onbekend"),
        "bekend": bool(lists.get("01")),
        "momenten": asked,
        "geschat": found.geschat,
        "anders": _differs(lijst_id, found),
        "doel": purpose_of(request),
        "fouten": [(f"id_{name}", text) for name, text in asked.faults.items()],
        "status": 422 if asked.faults else 200,
    }
    return show(request, "persoon", **context, **_parts(found, lists, told, asked))


def _log(request: HttpRequest, found: Bekend, told: dict[str, Any], now: datetime, fields: list[str]) -> None:
    actor = reader(request)
    log_uses([found.wie], actor=actor, moment=now, source=PERSONS, fields=sorted(fields))
    also = sorted(genoemd(told.get("gezag", ())) - {found.wie})
    log_uses(also, actor=actor, moment=now, source=PERSONS, fields=["gezag"])


def _differs(lijst_id: UUID, found: Bekend) -> bool:
    """Does the store say something else of this person by now?"""
    row = Persoonslijst.objects.filter(id=lijst_id).values_list("categorieen", flat=True).first()
    return row != found.categorieen


def _parts(found: Bekend, lists: Categorieen, told: dict[str, Any], asked: Moments) -> dict[str, Any]:
    home, line = actual(lists, "08"), waar(actual(lists, "08"))
    family = drawn.family_of(lists)
    pages = opzoeken.ids_van(r.bsn for r in family.everybody() if r.bsn)
    events = levensloop(found.categorieen)
    today = timezone.localdate(asked.known)
    papers = [reisdocumenten.reisdocument(d, lists, _PAPERS) for d in reisdocumenten.documenten(lists)]
    return {
        "identiteit": words.identity_facts(told),
        "adresregel": line,
        "wonen": words.home_facts(told, line),
        "stand": words.status_facts(told),
        "reisdocumenten": words.document_facts(papers),
        "gezag": words.authority_lines(told.get("gezag", ())),
        "gezag_getoond": asked.now,
        "onderzoek": words.looked_into(told),
        "geheim": told.get("geheimhoudingPersoonsgegevens", False),
        "opschorting": _suspension(told),
        "familie": family,
        "familieplaat": drawn.family_drawn(family, told.get("naam", {}).get("volledigeNaam", "")),
        "verwanten": [
            (r.wat, r.naam, pages.get(r.bsn), words.day_text(r.geboren)) for r in family.everybody()
        ],
        "levensloop": words.event_rows(events),
        "tijdplaat": drawn.life_drawn(events, today),
        "nummeraanduiding": home.get("1190", ""),
        "kaart": map_of(home.get("1190", ""), asked.day),
        "zaken": zaken_van(bsn=found.bsn, limit=MOST_ZAKEN) if found.bsn else [],
        "volgers": _followers(found.bsn, today),
    }


def _suspension(told: dict[str, Any]) -> str:
    found = told.get("opschortingBijhouding")
    return (
        ", ".join(filter(None, (words.told(found.get("reden")), words.told(found.get("datum")))))
        if found
        else ""
    )


def _followers(bsn: str, today: date) -> list[str]:
    rows = volgen.lopend(today, bsn=bsn, limit=MOST_FOLLOWERS) if bsn else []
    names = Applicatie.objects.in_bulk([row["applicatie_id"] for row in rows])
    return [str(names[row["applicatie_id"]].label) for row in rows if row["applicatie_id"] in names]
