"""Addresses that are there now, put together from four kinds of objects; and the search that forgives typing errors."""

import re
from typing import Any

from kapstok.koppelvlakken.haal_centraal.bag import fouten
from kapstok.koppelvlakken.haal_centraal.bag.deur import VERSION, Gevraagd
from kapstok.koppelvlakken.haal_centraal.bag.objecten import NAMEN, NUMMER, bladzijde, nummers, verzameling
from kapstok.koppelvlakken.haal_centraal.bag.samen import ADRES_EXPAND
from kapstok.koppelvlakken.haal_centraal.bag.vraag import BLADZIJDE, uitgebreid
from kapstok.magazijnen.bag.bevragen import gevonden, objecten
from kapstok.magazijnen.bag.zoeken import zoek_adres

MOST_FOUND = 1000  # of a search; who needs more asks a better question
_HUIDIG = {"huidig": True}
_BY_ID = ("zoekresultaatIdentificatie", "adresseerbaarObjectIdentificatie", "pandIdentificatie")


def zoek(asked: Gevraagd) -> dict[str, Any]:
    """What may be meant, the likeliest first."""
    values = asked.waarden("zoek", *BLADZIJDE, required=("zoek",))
    many = min(values.get("page", 1) * values.get("pageSize", 20) + 1, MOST_FOUND)
    found = [v for v in zoek_adres(values["zoek"], limit=many) if v.identificatie]
    rows, links = bladzijde(asked, values, found)
    links.pop("last", None)  # not known: no further than asked was looked
    shown = [
        {
            "omschrijving": row.tekst,
            "identificatie": row.identificatie,
            "_links": {
                "adres": {"href": f"{asked.basis}/adressen?zoekresultaatIdentificatie={row.identificatie}"}
            },
        }
        for row in rows
    ]
    return verzameling(asked, "zoekresultaten", shown, links)


def een(asked: Gevraagd, *, nummer: str) -> dict[str, Any]:
    """One address."""
    values = asked.waarden("expand")
    return _one(asked, nummer, values.get("expand"), wide=False)


def een_uitgebreid(asked: Gevraagd, *, nummer: str) -> dict[str, Any]:
    """One address, with what stands on it."""
    asked.waarden()
    return _one(asked, nummer, None, wide=True)


def _one(asked: Gevraagd, nummer: str, expand: str | None, *, wide: bool) -> dict[str, Any]:
    if not re.fullmatch(r"[0-9]{4}20[0-9]{10}", nummer, re.ASCII):
        reason = "Waarde voldoet niet aan patroon [0-9]{4}20[0-9]{10}."
        raise fouten.parameters([("nummeraanduidingIdentificatie", "pattern", reason)])
    found = asked.samensteller(_HUIDIG).adressen([nummer], uitgebreid(expand, ADRES_EXPAND), uitgebreid=wide)
    if not found:
        raise fouten.niet_gevonden()
    return found[0]


def lijst(asked: Gevraagd) -> dict[str, Any]:
    """Addresses by a result of a search, postcode and number, street and number, or what stands on them."""
    values = asked.waarden(*NUMMER, *NAMEN, *_BY_ID, "expand", *BLADZIJDE)
    if "pandIdentificatie" in values and "expand" in values:
        raise fouten.combinatie("pandIdentificatie zonder expand")
    return _list(asked, values, wide=False)


def lijst_uitgebreid(asked: Gevraagd) -> dict[str, Any]:
    """As `lijst`, with what stands on them."""
    return _list(asked, asked.waarden(*NUMMER, *NAMEN, "adresseerbaarObjectIdentificatie"), wide=True)


def _list(asked: Gevraagd, values: dict[str, Any], *, wide: bool) -> dict[str, Any]:
    maker = asked.samensteller(_HUIDIG)
    if not values.keys() & {*NUMMER, *NAMEN, *_BY_ID}:
        raise fouten.geen_parameter()
    if "zoekresultaatIdentificatie" in values:
        found = [values["zoekresultaatIdentificatie"]]
    elif "adresseerbaarObjectIdentificatie" in values:
        found = _at(maker.op, [values["adresseerbaarObjectIdentificatie"]])
    elif "pandIdentificatie" in values:
        pand = values["pandIdentificatie"]
        rows = objecten("VBO", gevonden("VBO", [pand]), maker.op).values()
        found = _at(maker.op, [r["identificatie"] for r in rows if pand in r["gegevens"]["maaktDeelUitVan"]])
    else:
        found = [r["identificatie"] for r in nummers(values, maker.op)]
    shown, links = bladzijde(asked, values, found)
    expand = uitgebreid(values.get("expand"), ADRES_EXPAND)
    return verzameling(asked, "adressen", maker.adressen(shown, expand, uitgebreid=wide), links)


def _at(op: Any, holders: list[str]) -> list[str]:
    """The addresses of addressable objects, main ones first."""
    numbers: list[str] = []
    for code, digits in (("VBO", "01"), ("LIG", "02"), ("STA", "03")):
        rows = objecten(code, [h for h in holders if h[4:6] == digits], op).values()
        for row in rows:
            numbers += [row["gegevens"]["heeftAlsHoofdadres"], *row["gegevens"].get("heeftAlsNevenadres", ())]
    return list(dict.fromkeys(numbers))


def info(_asked: Gevraagd) -> dict[str, Any]:
    """What this is."""
    return {
        "api-name": "BAG API Individuele Bevragingen",
        "api-version": VERSION,
        "api-description": "De adressen en gebouwen van deze gemeente, uit de leveringen van de LV BAG.",
        "informationmodel": "IMBAG",
        "informationmodel-version": "2.1.0",
    }
