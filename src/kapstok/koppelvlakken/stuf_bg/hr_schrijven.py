"""What a kennisgeving makes of a legal person or a branch: which element of StUF-BG is what in the handelsregister.

What comes out is read again as StUF-BG: when it does not say what the message says, the message is refused.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from kapstok.koppelvlakken.stuf_bg.entiteit import Waarde
from kapstok.koppelvlakken.stuf_bg.hr import NEDERLAND, NNP, VES
from kapstok.koppelvlakken.stuf_bg.kennisgeving import Kennisgeving, Vorm, gewijzigd, niet_over, vorm_van
from kapstok.koppelvlakken.stuf_bg.nps_schrijven import lo3_datum

Document = dict[str, Any]
Schrijver = Callable[[Document, Waarde], None]
RECHTSPERSOON, VESTIGING = vorm_van(NNP), vorm_van(VES)
# Written shorter than the name that is kept.
VRIJ = {"bezoekadres/gor.straatnaam", "verblijfsadres/gor.straatnaam"}
_HIER = {
    "wpl.woonplaatsNaam": "plaats",
    "gor.openbareRuimteNaam": "straatnaam",
    "aoa.postcode": "postcode",
    "aoa.huisnummer": "huisnummer",
    "aoa.huisletter": "huisletter",
    "aoa.huisnummertoevoeging": "huisnummerToevoeging",
}
_ELDERS = {
    "lnd.landnaam": "land",
    "sub.adresBuitenland1": "straatHuisnummer",
    "sub.adresBuitenland2": "postcodeWoonplaats",
}


def _zet(key: str) -> Schrijver:
    def write(document: Document, value: Waarde) -> None:
        document.pop(key, None)
        if value.tekst:
            document[key] = value.tekst

    return write


def _registratie(key: str) -> Schrijver:
    def write(document: Document, value: Waarde) -> None:
        kept = {k: v for k, v in (document.get("materieleRegistratie") or {}).items() if k != key}
        if text := lo3_datum(value):
            kept[key] = text
        document["materieleRegistratie"] = kept

    return write


def _adres(key: str, *, hier: bool) -> Schrijver:
    """Of the address where it can be visited; what stood on it as a whole no longer holds."""

    def write(document: Document, value: Waarde) -> None:
        rest = list(document.get("adressen") or ())
        first = next((n for n, a in enumerate(rest) if "bezoek" in str(a.get("type", "")).lower()), None)
        now = {"type": "bezoekadres"} if first is None else rest.pop(first)
        now = {k: v for k, v in now.items() if k not in {key, "volledigAdres"}}
        if hier and str(now.get("land") or "") not in NEDERLAND:
            now.pop("land")
        if value.tekst:
            now[key] = int(value.tekst) if key == "huisnummer" else value.tekst
        kept = [now] if any(now.get(k) for k in (*_HIER.values(), *_ELDERS.values())) else []
        document["adressen"] = [*kept, *rest]

    return write


def _website(document: Document, value: Waarde) -> None:
    rest = list(document.get("websites") or ())[1:]
    document["websites"] = [value.tekst, *rest] if value.tekst else rest


def _namen(document: Document, value: Waarde) -> None:
    names = value.tekst.split("\n") if value.tekst else []
    document["eersteHandelsnaam"] = names[0] if names else ""
    document["handelsnamen"] = [{"naam": name, "volgorde": n} for n, name in enumerate(names)]


def _activiteiten(document: Document, value: Waarde) -> None:
    """By their words; the code that was known of one is kept with it."""
    known = {a.get("sbiOmschrijving"): a for a in document.get("sbiActiviteiten") or ()}
    lines = [line.split("\t") for line in value.tekst.split("\n") if line]
    document["sbiActiviteiten"] = [
        {**known.get(text, {}), "sbiOmschrijving": text, "indHoofdactiviteit": "Ja" if main == "J" else "Nee"}
        for text, main in lines
    ]


def _soort(document: Document, value: Waarde) -> None:
    document["indHoofdvestiging"] = "Ja" if value.tekst == "Hoofdvestiging" else "Nee"


def _adressen(groep: str) -> dict[str, Schrijver]:
    return {
        **{f"{groep}/{naam}": _adres(key, hier=True) for naam, key in _HIER.items()},
        **{f"sub.verblijfBuitenland/{naam}": _adres(key, hier=False) for naam, key in _ELDERS.items()},
    }


_SAMEN: dict[str, Schrijver] = {
    "datumAanvang": _registratie("datumAanvang"),
    "datumEinde": _registratie("datumEinde"),
    "sub.url": _website,
}
_SCHRIJVERS: Mapping[str, Mapping[str, Schrijver]] = {
    "NNP": {
        **_SAMEN,
        **_adressen("bezoekadres"),
        "statutaireNaam": _zet("statutaireNaam"),
        "inn.rechtsvorm": _zet("rechtsvorm"),
        "inn.statutaireZetel": _zet("statutaireZetel"),
    },
    "VES": {
        **_SAMEN,
        **_adressen("verblijfsadres"),
        "vestigingsNummer": _zet("vestigingsnummer"),
        "handelsnaam": _namen,
        "activiteit": _activiteiten,
        "typeringVestiging": _soort,
    },
}


def toegepast(document: Document, bericht: Kennisgeving, vorm: Vorm) -> tuple[Document, set[str]]:
    """The profile after a message, and the elements that changed. Raises StufFout when it does not fit."""

    def now(of: Document, pad: str) -> Waarde:
        found: Waarde = vorm.velden[pad].lees(of)
        return found._replace(onvolledig=found.onvolledig.replace("V", ""))

    changed, writers = gewijzigd(bericht, partial(now, document), VRIJ), _SCHRIJVERS[vorm.soort]
    if cannot := changed - writers.keys():
        raise niet_over(cannot)
    new = dict(document)
    # What goes before what comes: of an address that moves abroad the place here is gone first.
    for pad in sorted(changed, key=lambda pad: bool(bericht.wordt[pad].tekst)):
        writers[pad](new, bericht.wordt[pad])
    if lost := [pad for pad in changed if now(new, pad) != bericht.wordt[pad]]:
        raise niet_over(lost)
    return new, changed
