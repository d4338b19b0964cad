"""A kennisgeving aoaLk01 goes into the addresses as a whole, or not at all."""

import re
from datetime import date, datetime
from typing import Any

from kapstok.koppelvlakken.stuf_bg.aoa import AOA
from kapstok.koppelvlakken.stuf_bg.entiteit import Waarde
from kapstok.koppelvlakken.stuf_bg.kennisgeving import (
    CORRECTIE,
    FORMEEL,
    TOEVOEGING,
    VERWIJDERING,
    Kennisgeving,
    gewijzigd,
    niet_over,
    sleutel,
    vorm_van,
)
from kapstok.magazijnen.bag import melding as bag
from kapstok.magazijnen.bag.bevragen import Tijd
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.platform.errors import Refusal
from kapstok.platform.stuf.fouten import StufFout
from kapstok.platform.stuf.xml import Element
from kapstok.platform.work import Actor

ADRES = vorm_van(AOA)
# The name of a street in 24 characters follows from the whole one.
VRIJ = {"gor.straatnaam"}
_STATUS, _SLEUTEL = "num.status", "identificatie"
_KOLOMMEN = {
    "gor.openbareRuimteNaam": "openbare_ruimte",
    "huisnummer": "huisnummer",
    "huisletter": "huisletter",
    "huisnummertoevoeging": "toevoeging",
    "postcode": "postcode",
    "wpl.woonplaatsNaam": "woonplaats",
}
_NODIG = ("gor.openbareRuimteNaam", "huisnummer", "wpl.woonplaatsNaam")
_VORMEN = {pad: AOA.criteria[pad].vorm for pad in _KOLOMMEN}


def neem_adres(change: Kennisgeving, _bericht: Element, actor: Actor, now: datetime) -> bool:
    """Take a change over. False: there was nothing to change, or it was told for information only."""
    nummer = sleutel(change, _SLEUTEL, 16)
    row = bag.take_address(nummer)
    if row is not None and change.soort == TOEVOEGING:
        raise StufFout("StUF067", "Dit adres is er al.")
    if row is None and change.soort != TOEVOEGING:
        raise StufFout("StUF064", "Dit adres is er niet.")
    changed = veranderd(row, change)
    if not change.verplicht or not (changed or change.soort == VERWIJDERING):
        return False
    melding = bag.Melding(actor, _ingang(change, nummer, now), now)
    new = {_KOLOMMEN[pad]: _kolom(pad, change.wordt[pad]) for pad in changed if pad in _KOLOMMEN}
    try:
        if row is None:
            bag.add_address(nummer, new, melding)
        elif change.soort == VERWIJDERING or _STATUS in changed:
            bag.withdraw_address(row, melding)
        else:
            bag.change_address(row, new, melding)
    except Refusal as no:
        raise StufFout("StUF058", no.message) from no
    return True


def veranderd(row: Nummeraanduiding | None, change: Kennisgeving) -> set[str]:
    """The elements that a message changes. Raises StufFout when it does not fit."""

    def now(pad: str) -> Waarde:
        return ADRES.velden[pad].lees(row) if row is not None else Waarde()

    changed = gewijzigd(change, now, VRIJ)
    if row is None:
        if absent := [pad for pad in _NODIG if pad not in changed]:
            raise StufFout("StUF055", f"object: dit ontbreekt: {', '.join(absent)}.")
        changed -= {_SLEUTEL, _STATUS, "typering"}
    withdrawn = {_STATUS} if change.wordt.get(_STATUS, Waarde()).tekst == bag.INGETROKKEN else set[str]()
    if cannot := changed - _KOLOMMEN.keys() - withdrawn:
        raise niet_over(cannot)
    for pad in changed & _KOLOMMEN.keys():
        text = change.wordt[pad].tekst
        if (text or pad in _NODIG) and not re.fullmatch(_VORMEN[pad], text):
            raise StufFout("StUF055", f"wordt: de waarde van {pad} heeft niet de goede vorm.")
    return changed


def _kolom(pad: str, value: Waarde) -> Any:
    return int(value.tekst) if pad == "huisnummer" else value.tekst


def _ingang(change: Kennisgeving, nummer: str, now: datetime) -> date:
    """From when it holds: what the message says; what was wrong, since what was known; otherwise today."""
    today = now.date()
    if change.ingang:
        begin = datetime.strptime(change.ingang, "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
        if begin > today:
            raise StufFout("StUF055", "wordt: StUF:beginGeldigheid ligt in de toekomst.")
        return begin
    known = bag.geldig_van(nummer, Tijd(today, now)) if change.soort in {CORRECTIE, FORMEEL} else None
    return known or today
