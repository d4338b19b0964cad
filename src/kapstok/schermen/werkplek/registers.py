"""**Zoek een persoon, adres of bedrijf**: one box, only for a purpose, and who is shown is written down with it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kapstok.magazijnen.bag.zoeken import Voorstel, zoek_adres
from kapstok.magazijnen.brp import opzoeken
from kapstok.magazijnen.brp.bevragen.velden import bijeen
from kapstok.magazijnen.hr import queries as hr
from kapstok.platform.identity import staff
from kapstok.schermen.werkplek.person_row import asked_of, row_of, withheld_of
from kapstok.schermen.werkplek.purpose import (
    MAY_SEE_PERSONS,
    Raadpleging,
    ask_purpose,
    purpose_of,
    write_down,
)
from kapstok.schermen.werkplek.recognised import ADRES, BSN, KVK, NAAM, VESTIGING, Gevraagd, recognised
from kapstok.schermen.werkplek.show import show

PERSONS, BUSINESSES = "Basisregistratie Personen", "Handelsregister"
PAGE, LAST_PAGE, MOST_BESIDE = 25, 20, 10
# Which fields a search asks after: whether somebody is found tells them. A bsn is known to who asks by it.
_ASKS: dict[str, tuple[str, ...]] = {
    BSN: (),
    NAAM: ("naam.geslachtsnaam", "naam.voornamen"),
    ADRES: ("bewoning",),
}


@staff(*MAY_SEE_PERSONS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@transaction.atomic
def search(request: HttpRequest) -> HttpResponse:
    """The box, and by POST what it found: a number of a person does not belong in an address."""
    purpose = purpose_of(request)
    if purpose is None:
        return ask_purpose(request)
    if request.method != "POST":
        return show(request, "gegevens", doel=purpose)
    typed, page = request.POST.get("q", "").replace("\x00", "")[:100], _page(request)
    asked = recognised(typed)
    if asked is None:
        fault = _("Vul in wie of wat u zoekt.")
        faults = [("id_q", fault)]
        return show(request, "gegevens", status=422, doel=purpose, gezocht=typed, fout=fault, fouten=faults)
    people = _people(asked, page) if (may := _may_ask(asked, purpose)) else []
    businesses = _businesses(asked) if "basisprofiel" in purpose.van("hr") else []
    nearly = may and not people and not businesses and page == 1 and asked.soort == NAAM
    if nearly:
        people = opzoeken.op_naam_ongeveer(asked.tekst, geboren=asked.geboren, limit=PAGE)
    more, people = len(people) > PAGE, people[:PAGE]
    now = timezone.now()
    _log(request, purpose, people, businesses, now)
    addresses = _addresses(asked)
    return show(
        request,
        "gegevens",
        doel=purpose,
        gezocht=typed,
        gevraagd=asked,
        soort=_("Niemand heet precies zo. Deze namen lijken erop.") if nearly and people else _kind(asked),
        personen=[
            {**row_of(p.categorieen, purpose.brp, timezone.localdate(now)), "id": p.id} for p in people
        ],
        bedrijven=businesses,
        adressen=addresses,
        niet=_withheld(asked, purpose, may=may),
        niet_in_lijst=withheld_of(purpose.brp),
        niets=not (people or businesses or addresses),
        pagina=page,
        vorige_pagina=page - 1 if page > 1 else None,
        volgende_pagina=page + 1 if more and page < LAST_PAGE else None,
        te_veel=more and page >= LAST_PAGE,
    )


def _may_ask(asked: Gevraagd, purpose: Raadpleging) -> bool:
    wanted = (*_ASKS.get(asked.soort, ()), *(("geboorte.datum",) if asked.geboren else ()))
    return purpose.brp.issuperset(wanted)


def _withheld(asked: Gevraagd, purpose: Raadpleging, *, may: bool) -> list[str]:
    """What was not looked for, in words."""
    if may or asked.soort not in _ASKS:
        people = []
    elif asked.soort == ADRES:
        people = [_("wie op een adres woont")]
    else:
        people = [_("personen zoeken op naam of geboortedatum")]
    return people + ([] if "basisprofiel" in purpose.van("hr") else [_("bedrijven")])


def _page(request: HttpRequest) -> int:
    raw = request.POST.get("pagina", "")
    return min(max(int(raw), 1), LAST_PAGE) if raw.isascii() and raw.isdecimal() and len(raw) < 5 else 1


def _kind(asked: Gevraagd) -> str:
    """What was recognised, in words."""
    if asked.soort == BSN and not asked.klopt:
        return _("Negen cijfers, maar geen goed burgerservicenummer: het klopt niet met de elfproef.")
    return {
        BSN: _("Gezocht als burgerservicenummer."),
        KVK: _("Gezocht als KVK-nummer."),
        VESTIGING: _("Gezocht als vestigingsnummer."),
        ADRES: _("Gezocht als adres."),
        NAAM: _("Gezocht als naam met geboortedatum.")
        if asked.geboren
        else _("Gezocht als naam van een persoon, straat of bedrijf."),
    }[asked.soort]


def _people(asked: Gevraagd, page: int) -> list[opzoeken.Treffer]:
    """One more than a page, to know whether there is a next one."""
    bounds = {"limit": PAGE + 1, "offset": (page - 1) * PAGE}
    if asked.soort == BSN:
        return opzoeken.op_nummer(asked.tekst)
    if asked.soort == NAAM:
        return opzoeken.op_naam(asked.tekst, geboren=asked.geboren, **bounds)
    if asked.soort == ADRES and len(asked.postcode) == 6:
        return opzoeken.op_adres(asked.postcode, asked.huisnummer, **bounds)
    return []


def _businesses(asked: Gevraagd) -> list[dict[str, Any]]:
    question: dict[str, Any] = {
        BSN: {"rsin": asked.tekst},
        KVK: {"kvkNummer": asked.tekst},
        VESTIGING: {"vestigingsnummer": asked.tekst},
        NAAM: {} if asked.geboren or len(asked.tekst) < 3 else {"naam": asked.tekst},
        ADRES: {"postcode": asked.postcode, "huisnummer": asked.huisnummer}
        if len(asked.postcode) == 6 and asked.huisnummer
        else {},
    }[asked.soort]
    if not question:
        return []
    found = hr.zoek({**question, "inclusiefInactieveRegistraties": asked.soort in {KVK, VESTIGING}})
    each_once = {row["kvk_nummer"]: row for row in reversed(found)}
    return sorted(each_once.values(), key=lambda row: row["naam"])[:MOST_BESIDE]


def _addresses(asked: Gevraagd) -> list[Voorstel]:
    if asked.soort not in {NAAM, ADRES} or asked.geboren:
        return []
    return zoek_adres(asked.tekst, limit=MOST_BESIDE)


def _log(
    request: HttpRequest,
    purpose: Raadpleging,
    people: list[opzoeken.Treffer],
    businesses: list[dict[str, Any]],
    now: datetime,
) -> None:
    who = list(dict.fromkeys(p.wie for p in people))
    fields = bijeen(asked_of(purpose.brp).velden)
    write_down(request, purpose, who, source=PERSONS, fields=fields, moment=now)
    numbers = [row["kvk_nummer"] for row in businesses]
    write_down(request, purpose, numbers, source=BUSINESSES, fields=["naam"], moment=now)
