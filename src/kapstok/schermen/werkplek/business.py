"""A business as the Handelsregister tells of it, on any day and as it was known then; logged with the purpose."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kapstok.diensten.behandeling.betrokken import zaken_van
from kapstok.magazijnen.hr.queries import inschrijving
from kapstok.magazijnen.hr.rules import is_actief, name_of, openbaar
from kapstok.magazijnen.hr.tijd import Bekend, bekend_op, geldig_op
from kapstok.magazijnen.hr.verandering import Stand
from kapstok.platform.identity import staff
from kapstok.schermen.werkplek.address import known
from kapstok.schermen.werkplek.business_story import story
from kapstok.schermen.werkplek.menu import GEGEVENS
from kapstok.schermen.werkplek.moments import moments_of
from kapstok.schermen.werkplek.person_words import Facts, day_text
from kapstok.schermen.werkplek.purpose import MAY_SEE_PERSONS, ask_purpose, purpose_of, write_down
from kapstok.schermen.werkplek.registers import BUSINESSES
from kapstok.schermen.werkplek.show import page_of, show

MOST_ZAKEN, PAGE, MOST_CHANGES = 50, 50, 25
_PARTS = ("basisprofiel", "eigenaar", "vestigingen")


@staff(*MAY_SEE_PERSONS)
@require_safe
@never_cache
@transaction.atomic
def one(request: HttpRequest, kvk: str) -> HttpResponse:
    """The page of one business, for a purpose: who has a business alone is a person."""
    purpose = purpose_of(request)
    if purpose is None:
        return ask_purpose(request)
    now = timezone.now()
    row = inschrijving(kvk)
    if row is None:
        raise Http404
    mag = purpose.van("hr")
    fields = [*(part for part in _PARTS if part in mag), "zaken"]
    write_down(request, purpose, [kvk], source=BUSINESSES, fields=fields, moment=now)
    asked = moments_of(request, now)
    found = bekend_op(kvk, asked.known)
    told = geldig_op(found.stand, asked.day) if found and not asked.now else found and found.stand
    branches, page = _sorted(told) if "vestigingen" in mag else [], page_of(request)
    last = max(1, -(-len(branches) // PAGE))
    page = min(page, last)
    return show(
        request,
        "bedrijf",
        status=422 if asked.faults else 200,
        menuplek=GEGEVENS,
        titel=((told.naam if told else row.naam) if "basisprofiel" in mag else "") or kvk,
        kvk=kvk,
        momenten=asked,
        fouten=[(f"id_{name}", text) for name, text in asked.faults.items()],
        bekend=told is not None,
        toen_bekend=found is not None,
        geschat=found is not None and found.geschat,
        anders=asked.known_then and _differs(kvk, now, found),
        gestopt="basisprofiel" in mag and told is not None and not is_actief(told.gegevens),
        doel=purpose,
        feiten=_facts(kvk, told, mag) if told else [],
        niet=_withheld(mag),
        vestigingen=_branches(branches[(page - 1) * PAGE : page * PAGE]),
        aantal=len(branches),
        # It tells of all parts together which of them changed.
        verloop=story(kvk, now, limit=MOST_CHANGES) if mag.issuperset(_PARTS) else [],
        zaken=zaken_van(kvk=kvk, limit=MOST_ZAKEN),
        pagina=page,
        vorige_pagina=page - 1 if page > 1 else None,
        volgende_pagina=page + 1 if page < last else None,
    )


def _differs(kvk: str, now: datetime, found: Bekend | None) -> bool:
    """Does the store say something else of it by now?"""
    current = bekend_op(kvk, now)
    return (current and current.stand) != (found and found.stand)


def _sorted(told: Stand | None) -> list[tuple[str, dict[str, Any], str]]:
    """Number, what it says, and the name of the business for a branch without one; the main branch first."""
    if told is None:
        return []
    rows = sorted(told.vestigingen.items(), key=lambda b: (b[1].get("indHoofdvestiging") != "Ja", b[0]))
    return [(number, own, told.naam) for number, own in rows]


def _withheld(mag: frozenset[str]) -> dict[str, list[str]]:
    """What of each part of the page the purpose does not hold, in words."""
    words = {"basisprofiel": _("inschrijving"), "eigenaar": _("eigenaar")}
    return {
        "bedrijf": [word for part, word in words.items() if part not in mag],
        "vestigingen": [] if "vestigingen" in mag else [_("vestigingen")],
        "verloop": [] if mag.issuperset(_PARTS) else [_("geschiedenis")],
    }


def _facts(kvk: str, told: Stand, mag: frozenset[str]) -> Facts:
    own = openbaar(told.gegevens) if "basisprofiel" in mag else {}
    owner = openbaar(told.eigenaar) if "eigenaar" in mag else {}
    since = own.get("materieleRegistratie") or {}
    trade = "\n".join(n.get("naam", "") for n in own.get("handelsnamen", ())[:25])
    facts: Facts = [
        (_("KVK-nummer"), kvk),
        (_("RSIN"), told.rsin if "eigenaar" in mag else ""),
        (_("Rechtsvorm"), owner.get("uitgebreideRechtsvorm") or owner.get("rechtsvorm", "")),
        (_("Statutaire naam"), own.get("statutaireNaam", "")),
        (_("Handelsnamen"), trade),
        (_("Wat het bedrijf doet"), _activities(own)),
        (_("Personen die er werken"), str(own.get("totaalWerkzamePersonen") or "")),
        (_("Begonnen"), day_text(since.get("datumAanvang"))),
        (_("Gestopt"), day_text(since.get("datumEinde"))),
        (_("Geen post voor reclame"), _("ja") if own.get("indNonMailing") == "Ja" else ""),
        (_("Adres"), "\n".join(_address(a) for a in owner.get("adressen", ()))),
    ]
    return [(term, value) for term, value in facts if value]


def _activities(own: dict[str, Any]) -> str:
    return "\n".join(
        f"{a.get('sbiOmschrijving', '')} ({a.get('sbiCode', '')})"
        for a in own.get("sbiActiviteiten", ())[:25]
    )


def _address(given: dict[str, Any]) -> str:
    """An address in one line; of a shielded one only that it is."""
    if given.get("indAfgeschermd") == "Ja" and not given.get("postcode"):
        return _("Afgeschermd adres")
    if given.get("volledigAdres"):
        return " ".join(str(given["volledigAdres"]).split())
    number = f"{given.get('huisnummer') or ''}{given.get('huisletter') or ''}"
    extra = given.get("huisnummerToevoeging")
    number += f"-{extra}" if extra else ""
    street = " ".join(p for p in (given.get("straatnaam", ""), number) if p)
    place = " ".join(p for p in (given.get("postcode", ""), given.get("plaats", "")) if p)
    return ", ".join(p for p in (street, place, given.get("land", "")) if p)


def _branches(shown: list[tuple[str, dict[str, Any], str]]) -> list[dict[str, Any]]:
    """With the way to the page of their address, where that has one."""
    rows = [_branch(*each) for each in shown]
    there = known(row["nummeraanduiding"] for row in rows if row["nummeraanduiding"])
    return [
        {**row, "nummeraanduiding": row["nummeraanduiding"] if row["nummeraanduiding"] in there else ""}
        for row in rows
    ]


def _branch(number: str, gegevens: dict[str, Any], business: str) -> dict[str, Any]:
    own = openbaar(gegevens)
    places = [a for a in own.get("adressen", ()) if "bezoek" in a.get("type", "")] or own.get("adressen", [])[
        :1
    ]
    place = next((a for a in places if a.get("postcode") and a.get("huisnummer")), {})
    nummer = str((place.get("geoData") or {}).get("nummerAanduidingId") or "")
    return {
        "naam": name_of(gegevens) or business,
        "nummer": number,
        "hoofd": own.get("indHoofdvestiging") == "Ja",
        "actief": is_actief(gegevens),
        "adres": "; ".join(_address(a) for a in places),
        "nummeraanduiding": nummer if len(nummer) == 16 and nummer.isdecimal() else "",
        "zoek": f"{place['postcode']} {place['huisnummer']}" if place else "",
    }
