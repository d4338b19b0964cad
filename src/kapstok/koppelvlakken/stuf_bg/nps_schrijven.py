"""What a kennisgeving makes of a persoonslijst: which element of StUF-BG is which element of the BRP.

The list that comes out is read again as StUF-BG: when it does not say what the message says, the message is refused.
So nothing is taken over by halves, and what follows from other data (a salutation, a civil status) cannot be set.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from kapstok.koppelvlakken.stuf_bg.entiteit import GEEN_WAARDE, Waarde
from kapstok.koppelvlakken.stuf_bg.kennisgeving import (
    CORRECTIE,
    FORMEEL,
    TOEVOEGING,
    VELDEN,
    VERWIJDERING,
    Kennisgeving,
    gewijzigd,
    is_datum,
    niet_over,
)
from kapstok.koppelvlakken.stuf_bg.nps_zoeken import CRITERIA
from kapstok.koppelvlakken.stuf_bg.waarden import Persoon
from kapstok.magazijnen.brp.bevragen import tabellen
from kapstok.magazijnen.brp.rules import Categorieen
from kapstok.platform.stuf.fouten import StufFout

Voorkomen = dict[str, str]
Schrijver = Callable[[Waarde], str]
# Written with every program in another way, and following from what else is there.
VRIJ = {"voorletters", "aanhefAanschrijving", "sub.verblijfBuitenland/lnd.landnaam"}
_VORMEN = {pad: criterium.vorm for pad, criterium in CRITERIA.items()} | {
    "inp.a-nummer": r"[0-9]{10}",
    "inp.indicatieGeheim": r"[0-7]",
}
SLEUTELS = ("inp.bsn", "inp.a-nummer")
_KNOWN = {"D": 6, "M": 4, "J": 0}
_INGANG, _OPNEMING, _ONJUIST = "8510", "8610", "8410"
# Where the values came from, what was being looked into, and since when: of the entry that it stands on only.
_HERKOMST = ("81", "82", "83", "84", "85", "86", "88")
_ZONDER_HISTORIE = {"07"}
_ADRES, _BUITENLAND = ("10", "11", "12"), ("13",)
OBJECT = "1180"


def _tekst(value: Waarde) -> str:
    return value.tekst or ("" if value.reden == GEEN_WAARDE else ".")


def lo3_datum(value: Waarde) -> str:
    """A date as LO3 writes it: zeros for what is unknown of it."""
    if value.tekst and not is_datum(value.tekst):
        raise StufFout("StUF055", "wordt: een datum heeft niet de goede vorm.")
    if not value.tekst:
        return "" if value.reden == GEEN_WAARDE else "00000000"
    return value.tekst[: _KNOWN.get(value.onvolledig, 8)].ljust(8, "0")


def _code(value: Waarde) -> str:
    return value.tekst or ("" if value.reden == GEEN_WAARDE else "0000")


def _plaats(value: Waarde) -> str:
    """The code of a Dutch municipality; a place elsewhere by its name."""
    codes = [code for code, name in tabellen.tabel("gemeenten").items() if name == value.tekst]
    return codes[-1] if codes else _tekst(value)


_ELEMENTEN: dict[str, tuple[str, str, Schrijver]] = {
    "inp.bsn": ("01", "0120", _tekst),
    "inp.a-nummer": ("01", "0110", _tekst),
    "geslachtsnaam": ("01", "0240", _tekst),
    "voorvoegselGeslachtsnaam": ("01", "0230", _tekst),
    "voornamen": ("01", "0210", _tekst),
    "aanduidingNaamgebruik": ("01", "6110", _tekst),
    "geslachtsaanduiding": ("01", "0410", _tekst),
    "geboortedatum": ("01", "0310", lo3_datum),
    "inp.geboorteplaats": ("01", "0320", _plaats),
    "inp.geboorteLand": ("01", "0330", _code),
    "overlijdensdatum": ("06", "0810", lo3_datum),
    "inp.overlijdenplaats": ("06", "0820", _plaats),
    "inp.overlijdenLand": ("06", "0830", _code),
    "verblijfsadres/aoa.identificatie": ("08", "1190", _tekst),
    "verblijfsadres/wpl.woonplaatsNaam": ("08", "1170", _tekst),
    "verblijfsadres/gor.openbareRuimteNaam": ("08", "1115", _tekst),
    "verblijfsadres/gor.straatnaam": ("08", "1110", _tekst),
    "verblijfsadres/aoa.postcode": ("08", "1160", _tekst),
    "verblijfsadres/aoa.huisnummer": ("08", "1120", _tekst),
    "verblijfsadres/aoa.huisletter": ("08", "1130", _tekst),
    "verblijfsadres/aoa.huisnummertoevoeging": ("08", "1140", _tekst),
    "verblijfsadres/inp.locatiebeschrijving": ("08", "1210", _tekst),
    "verblijfsadres/begindatumVerblijf": ("08", "1030", lo3_datum),
    "sub.verblijfBuitenland/lnd.landcode": ("08", "1310", _code),
    "sub.verblijfBuitenland/sub.adresBuitenland1": ("08", "1330", _tekst),
    "sub.verblijfBuitenland/sub.adresBuitenland2": ("08", "1340", _tekst),
    "sub.verblijfBuitenland/sub.adresBuitenland3": ("08", "1350", _tekst),
    "inp.gemeenteVanInschrijving": ("08", "0910", _code),
    "inp.datumInschrijving": ("08", "0920", lo3_datum),
    "inp.datumVestigingInNederland": ("08", "1420", lo3_datum),
    "inp.immigratieLand": ("08", "1410", _code),
    "inp.datumVertrekUitNederland": ("08", "1320", lo3_datum),
    "inp.emigratieLand": ("08", "1310", _code),
    "vbt.aanduidingVerblijfstitel": ("10", "3910", _tekst),
    "ing.datumVerkrijgingVerblijfstitel": ("10", "3930", lo3_datum),
    "ing.datumVerliesVerblijfstitel": ("10", "3920", lo3_datum),
    "ing.aanduidingEuropeesKiesrecht": ("13", "3110", _tekst),
    "ing.aanduidingUitgeslotenKiesrecht": ("13", "3810", _tekst),
    "ing.indicatieGezagMinderjarige": ("11", "3210", _tekst),
    "ing.indicatieCurateleRegister": ("11", "3310", _tekst),
    "inp.datumOpschortingBijhouding": ("07", "6710", lo3_datum),
    "inp.redenOpschortingBijhouding": ("07", "6720", _tekst),
    "inp.indicatieGeheim": ("07", "7010", _tekst),
}


def toegepast(categorieen: Categorieen, bericht: Kennisgeving, vandaag: date) -> tuple[Categorieen, set[str]]:
    """The list after a message, and the elements that changed. Raises StufFout when it does not fit."""
    person = Persoon(categorieen, vandaag)
    changed = gewijzigd(bericht, partial(_nu, person), VRIJ)
    if bericht.soort == VERWIJDERING:
        return {}, set(bericht.was)
    if bericht.soort != TOEVOEGING:
        _volledig(bericht, changed)
    new = _gewijzigd(categorieen, {pad: bericht.wordt[pad] for pad in changed}, bericht, vandaag)
    after = Persoon(new, vandaag)
    if lost := [pad for pad in changed if _nu(after, pad) != bericht.wordt[pad]]:
        raise niet_over(lost)
    return new, changed


def _nu(person: Persoon, pad: str) -> Waarde:
    found: Waarde = VELDEN[pad].lees(person)
    if found.tekst:
        return Waarde(found.tekst, onvolledig=found.onvolledig.replace("V", ""))
    return Waarde(reden=found.reden)


def _volledig(bericht: Kennisgeving, changed: set[str]) -> None:
    """A change without what was before cannot be judged; a key is never changed."""
    if keys := changed.intersection(SLEUTELS):
        raise StufFout("StUF058", f"De sleutel van een persoon veranderen kan hier niet: {', '.join(keys)}.")
    alone = [pad for pad in changed - bericht.was.keys() if "/" not in pad]
    if alone:
        raise StufFout("StUF055", f"Bij was ontbreekt: {', '.join(sorted(alone))}.")


def _gewijzigd(
    categorieen: Categorieen, values: Mapping[str, Waarde], bericht: Kennisgeving, vandaag: date
) -> Categorieen:
    new: dict[str, Voorkomen] = {}
    for pad, value in values.items():
        if pad not in _ELEMENTEN:
            raise niet_over([pad])
        if value.tekst and not re.fullmatch(_VORMEN.get(pad, ".*"), value.tekst):
            raise StufFout("StUF055", f"wordt: de waarde van {pad} heeft niet de goede vorm.")
        category, element, write = _ELEMENTEN[pad]
        new.setdefault(category, {})[element] = write(value)
    found = dict(categorieen)
    for category, elements in new.items():
        stapels = categorieen.get(category) or [[{}]]
        stapel = _stapel(category, stapels[0], _samen(elements), bericht, f"{vandaag:%Y%m%d}")
        found[category] = [stapel, *stapels[1:]]
    return found


def _samen(elements: Voorkomen) -> Voorkomen:
    """Who moves abroad has no address here any more, and the other way round; another address is another object."""
    gone: tuple[str, ...] = ()
    if elements.get("1310"):
        gone = _ADRES
    elif any(elements.get(e) for e in ("1110", "1210")):
        gone = _BUITENLAND
    cleared = {e: "" for e in _alle(gone) if e not in elements}
    moved = {OBJECT: ""} if any(e[:2] == "11" for e in elements) else {}
    return {**cleared, **moved, **elements}


def _alle(groepen: tuple[str, ...]) -> list[str]:
    return [e for c, e, _ in _ELEMENTEN.values() if c == "08" and e[:2] in groepen]


def _stapel(
    category: str, stapel: list[Voorkomen], elements: Voorkomen, bericht: Kennisgeving, vandaag: str
) -> list[Voorkomen]:
    """What was becomes history: marked as incorrect by a formal correction; by a plain correction it is gone."""
    was = stapel[0]
    now = {e: v for e, v in {**was, **elements}.items() if v}
    if category in _ZONDER_HISTORIE:
        return [now, *stapel[1:]]
    kept = {e: v for e, v in now.items() if not e.startswith(_HERKOMST)}
    if bericht.soort in {CORRECTIE, FORMEEL}:
        begin = bericht.ingang or was.get(_INGANG) or vandaag
    else:
        begin = bericht.ingang or elements.get("1030") or elements.get("0810") or vandaag
    now = {**kept, _INGANG: begin, _OPNEMING: vandaag}
    if bericht.soort == CORRECTIE or not was:
        return [now, *stapel[1:]]
    if bericht.soort == FORMEEL:
        was = {**was, _ONJUIST: "O"}
    return [now, was, *stapel[1:]]
