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
from kapstok.magazijnen.brp.levensloop import VELDEN, levensloop, te_vertellen
from kapstok.magazijnen.brp.models import Persoonslijst
from kapstok.magazijnen.brp.rules import Categorieen, actual
from kapstok.magazijnen.brp.tijd import Bekend, bekend_op, geldig_op
from kapstok.platform.identity import staff
from kapstok.schermen.werkplek import person_drawn as drawn
from kapstok.schermen.werkplek import person_words as words
from kapstok.schermen.werkplek.address import known, map_of
from kapstok.schermen.werkplek.menu import GEGEVENS
from kapstok.schermen.werkplek.moments import Moments, moments_of
from kapstok.schermen.werkplek.purpose import (
    MAY_SEE_PERSONS,
    Raadpleging,
    ask_purpose,
    purpose_of,
    write_down,
)
from kapstok.schermen.werkplek.registers import PERSONS
from kapstok.schermen.werkplek.show import show

MOST_ZAKEN, MOST_FOLLOWERS = 50, 20
# What the page tells beside the fields of a person.
_INSCRIBED = {"gemeenteVanInschrijving", "datumInschrijvingInGemeente", "immigratie"}
_ALSO = {"verblijfplaatshistorie", "volgindicaties"}
_PAPERS = {
    leaf
    for name in ("reisdocumentnummer", "soort", "datumEindeGeldigheid", "inhoudingOfVermissing")
    for leaf in velden.uitgeschreven(velden.TE_GEVEN, f"reisdocumenten.{name}")
}


@staff(*MAY_SEE_PERSONS)
@require_safe
@never_cache
@transaction.atomic
def one(request: HttpRequest, lijst_id: UUID) -> HttpResponse:
    """The page of one person. Without a purpose it is not opened; without a log there is no answer."""
    purpose = purpose_of(request)
    if purpose is None:
        return ask_purpose(request)
    now = timezone.now()
    asked = moments_of(request, now)
    found = bekend_op(lijst_id, asked.known)
    if found is None or actual(found.categorieen, "07").get("6720") in {"F", "W"}:
        raise Http404
    lists = geldig_op(found.categorieen, asked.day) if asked.of_another_day else found.categorieen
    vraag = velden.alles(velden.PERSOON, purpose.brp if asked.now else _of_another_time(purpose.brp))
    relatives = verwanten([lists], asked.day) if "gezag" in vraag.keuze else {}
    told = persoon(lists, vraag, asked.day, relatives)
    # What is withheld of another time is withheld in words too.
    mag = vraag.velden | (purpose.brp & (_ALSO | _PAPERS | {"gezag"}))
    _log(request, purpose, found, told, now, velden.bijeen(mag if asked.now else mag - {"gezag"}))
    no_name = _("Naam onbekend") if velden.raakt(mag, "naam") else _("Naam niet voor dit doel")
    context = {
        "menuplek": GEGEVENS,
        "titel": words.name_of(told) or no_name,
        "bekend": bool(lists.get("01")),
        "momenten": asked,
        "geschat": found.geschat,
        "anders": _differs(lijst_id, found),
        "doel": purpose,
        "fouten": [(f"id_{name}", text) for name, text in asked.faults.items()],
        "status": 422 if asked.faults else 200,
    }
    return show(request, "persoon", **context, **_parts(found, lists, told, asked, mag))


def _of_another_time(mag: frozenset[str]) -> frozenset[str]:
    """Authority is told only of today, as it is derived from the lists of others as they are now; and where somebody
    lived before is the history of that, which has a field of its own."""
    kept = mag - {"gezag"}
    return kept if "verblijfplaatshistorie" in mag else frozenset(p for p in kept if not _is_home(p))


def _is_home(path: str) -> bool:
    group, _, below = path.partition(".")
    if group.startswith("adressering"):
        return below.startswith(("adresregel", "land"))
    return group.startswith("verblijfplaats") or group in _INSCRIBED


def _log(
    request: HttpRequest,
    purpose: Raadpleging,
    found: Bekend,
    told: dict[str, Any],
    now: datetime,
    fields: list[str],
) -> None:
    write_down(request, purpose, [found.wie], source=PERSONS, fields=fields, moment=now)
    also = sorted(genoemd(told.get("gezag", ())) - {found.wie})
    write_down(request, purpose, also, source=PERSONS, fields=["gezag"], moment=now)


def _differs(lijst_id: UUID, found: Bekend) -> bool:
    """Does the store say something else of this person by now?"""
    row = Persoonslijst.objects.filter(id=lijst_id).values_list("categorieen", flat=True).first()
    return row != found.categorieen


def _parts(
    found: Bekend, lists: Categorieen, told: dict[str, Any], asked: Moments, mag: frozenset[str]
) -> dict[str, Any]:
    family = drawn.family_of(told, mag)
    pages = opzoeken.ids_van(r.bsn for r in family.everybody() if r.bsn)
    events = levensloop(found.categorieen, mag)
    today = timezone.localdate(asked.known)
    nummer = told.get("verblijfplaats", {}).get("nummeraanduidingIdentificatie", "")
    identity, no_identity = words.identity_facts(told, mag)
    home, no_home = words.home_facts(told, mag)
    status, no_status = words.status_facts(told, mag)
    return {
        "identiteit": identity,
        "adresregel": words.address_line(told),
        "wonen": home,
        "stand": status,
        "reisdocumenten": words.document_facts(_papers(lists, mag)),
        "gezag": words.authority_lines(told.get("gezag", ())),
        "gezag_getoond": asked.now,
        "onderzoek": words.looked_into(told),
        "geheim": told.get("geheimhoudingPersoonsgegevens", False),
        "opschorting": _suspension(told),
        "familie": family,
        "familieplaat": drawn.family_drawn(family, words.name_of(told)),
        "verwanten": [(r.wat, r.naam, pages.get(r.bsn), r.geboren) for r in family.everybody()],
        "levensloop": words.event_rows(events),
        "tijdplaat": drawn.life_drawn(events, today),
        "nummeraanduiding": next(iter(known([nummer])), ""),
        "kaart": map_of(nummer, asked.day),
        "zaken": zaken_van(bsn=found.bsn, limit=MOST_ZAKEN) if found.bsn else [],
        "volgers": _followers(found.bsn, today) if "volgindicaties" in mag else [],
        "niet": {"wie": no_identity, "wonen": no_home, "stand": no_status, **_withheld(mag)},
    }


def _withheld(mag: frozenset[str]) -> dict[str, list[str]]:
    """What of the other parts of the page the purpose does not hold, in words."""
    family = {"ouders": _("ouders"), "partners": _("partner"), "kinderen": _("kinderen")}
    kinds, told = words.kinds_of_event(), te_vertellen(mag)
    return {
        "familie": [word for name, word in family.items() if not velden.raakt(mag, name)],
        "gezag": [] if "gezag" in mag else [_("gezag")],
        "reisdocumenten": [] if mag & _PAPERS else [_("reisdocumenten")],
        "levensloop": [kinds[kind] for kind in VELDEN if kind not in told],
        "volgers": [] if "volgindicaties" in mag else [_("wie deze persoon volgt")],
    }


def _papers(lists: Categorieen, mag: frozenset[str]) -> list[dict[str, Any]]:
    """The documents, with what the purpose holds of them."""
    asked = velden.vraag(velden.REISDOCUMENT, sorted(p.partition(".")[2] for p in mag & _PAPERS))
    if not asked.keuze:
        return []
    return [reisdocumenten.reisdocument(d, lists, asked.keuze) for d in reisdocumenten.documenten(lists)]


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
