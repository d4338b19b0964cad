"""WOZ bevragen 1.0: objects by address, by what stands there or by who owns them, for a purpose."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from kapstok.koppelvlakken.haal_centraal.bevraging import (
    Gevraagd,
    Geweigerd,
    Register,
    geen_recht,
    niet_gevonden,
    parameters,
)
from kapstok.koppelvlakken.haal_centraal.keuze import Keuze, gekozen, keuze
from kapstok.magazijnen.woz import queries
from kapstok.magazijnen.woz.rules import relevante_waarden
from kapstok.magazijnen.woz.vorm import BELANGHEBBENDEN, DELEN, Antwoord

WOZ = Register("woz", "haalcentraal/api/woz/v1", "1.0.0", "Basisregistratie WOZ", DELEN)
BAG = "/lvbag/individuelebevragingen/v2"
BRK = "/haalcentraal/api/brk/v2"
_OF = dict.fromkeys(BELANGHEBBENDEN, "belanghebbenden") | {"waarden": "waarden"}
Rij = dict[str, Any]


def _digits(many: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        good = re.fullmatch(rf"\d{{{many}}}", text, re.ASCII)
        return "" if good else f"waarde '{text[:50]}' is geen {many} cijferig getal"

    return check


def _between(low: int, high: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not re.fullmatch(r"-?\d{1,9}", text, re.ASCII):
            return f"waarde '{text[:50]}' is geen getal tussen {low} en {high}"
        if int(text) < low:
            return f"waarde '{text}' is kleiner dan de toegestane minimum waarde ({low})"
        return (
            f"waarde '{text}' is groter dan de toegestane maximum waarde ({high})" if int(text) > high else ""
        )

    return check


def _pattern(pattern: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        good = re.fullmatch(pattern, text, re.ASCII)
        return "" if good else f"waarde '{text[:50]}' voldoet niet aan patroon {pattern}"

    return check


_ENTRIES = ("rsin", "kvkNummer", "adresseerbaarObjectIdentificatie", "nummeraanduidingIdentificatie")
_CHECKS: dict[str, Callable[[str], str]] = {
    "rsin": _digits(9),
    "kvkNummer": _digits(8),
    "adresseerbaarObjectIdentificatie": _digits(16),
    "nummeraanduidingIdentificatie": _digits(16),
    "postcode": _pattern(r"[1-9][0-9]{3}[A-Z]{2}"),
    "huisnummer": _between(1, 99_999),
    "huisletter": _pattern(r"[a-zA-Z]"),
    "huisnummertoevoeging": _pattern(r"[0-9a-zA-Z]{1,4}"),
    "page": _between(1, 100_000),
    "pageSize": _between(1, 100),
}


def zoek(asked: Gevraagd) -> Rij:
    """Objects, a page of them."""
    asked.eis("wozobjecten")
    values = asked.waarden()
    choice = _checked(values, _CHECKS, asked)
    entry = _entry(values)
    if entry.startswith(("rsin ", "kvkNummer ")):
        asked.eis("belanghebbenden")
    found = [own for own in queries.zoek(entry) if _same_house(own, values)]
    page, size = int(values.get("page", "1")), int(values.get("pageSize", "20"))
    shown = found[(page - 1) * size : page * size]
    links = asked.zelf()
    last = max(1, -(-len(found) // size))
    for rel, other in (("first", 1), ("previous", page - 1), ("next", page + 1)):
        if 1 <= other <= last and last > 1:
            links[rel] = asked.link(f"/wozobjecten?{urlencode({**values, 'page': other})}")
    embedded = {"wozObjecten": [_given(asked, own, choice) for own in shown]} if shown else {}
    return {"_links": links, "_embedded": embedded}


def raadpleeg(asked: Gevraagd, *, identificatie: str) -> Rij:
    """One object."""
    asked.eis("wozobjecten")
    faults = [("identificatie", "pattern", why)] if (why := _digits(12)(identificatie)) else []
    choice = _checked(asked.waarden(), {}, asked, faults)
    own = queries.wozobject(identificatie)
    if own is None:
        raise niet_gevonden(f"Er bestaat geen wozobject met identificatie '{identificatie}'")
    return _given(asked, own, choice)


def _checked(
    values: dict[str, str],
    checks: dict[str, Callable[[str], str]],
    asked: Gevraagd,
    faults: list[tuple[str, str, str]] | None = None,
) -> Keuze:
    """What of an object was asked; every fault in one answer."""
    wrong = faults or []
    choice: Keuze = {}
    for name, text in values.items():
        if name not in checks and name != "fields":
            wrong.append((name[:50], "unknownParam", "parameter is niet verwacht"))
        elif not text:
            wrong.append((name, "required", "geen waarde opgegeven"))
        elif name == "fields":
            choice, unknown = keuze(Antwoord, text)
            if unknown:
                told = ", ".join(f"'{u[:50]}'" for u in unknown)
                many = "waarden" if len(unknown) > 1 else "waarde"
                wrong.append((name, "fields", f"ongeldige {many}: {told} opgegeven"))
        elif why := checks[name](text):
            wrong.append((name, "pattern", why))
    if wrong:
        raise parameters(wrong)
    if beyond := sorted({_OF[n] for n in choice if n in _OF} - asked.mag):
        raise geen_recht(", ".join(beyond))
    return choice


def _entry(values: dict[str, str]) -> str:
    """By what is looked: exactly one entry."""
    given = [n for n in _ENTRIES if n in values]
    address = [n for n in ("postcode", "huisnummer") if n in values]
    if len(given) + bool(address) > 1:
        detail = "Er zijn meerdere zoekingangen opgegeven. Graag 1 zoekingang gebruiken."
        raise Geweigerd(
            400, "unsupportedCombi", "De combinatie van opgegeven parameters is niet toegestaan.", detail
        )
    if given:
        name = given[0]
        kind = {
            "adresseerbaarObjectIdentificatie": "object",
            "nummeraanduidingIdentificatie": "nummeraanduiding",
        }
        return f"{kind.get(name, name)} {values[name]}"
    if not address:
        detail = (
            "Er moet minimaal één van de parameters 'rsin', 'kvkNummer', 'adresseerbaarObjectIdentificatie', "
            "'nummeraanduidingIdentificatie' of 'postcode' met 'huisnummer' worden opgegeven"
        )
        raise Geweigerd(400, "paramsRequired", "Tenminste één parameter moet worden opgegeven.", detail)
    if len(address) == 1:
        other = "huisnummer" if address[0] == "postcode" else "postcode"
        title = "Minimale combinatie van parameters moet worden opgegeven."
        raise Geweigerd(400, "paramsCombination", title, "", [(other, "required", "parameter is verplicht")])
    return f"adres {values['postcode']} {int(values['huisnummer'])}"


def _same_house(own: Rij, values: dict[str, str]) -> bool:
    place = own.get("aanduiding", {})
    return all(
        place.get(name, "").upper() == values[name].upper()
        for name in ("huisletter", "huisnummertoevoeging")
        if name in values
    )


def _given(asked: Gevraagd, own: Rij, choice: Keuze) -> Rij:
    """An object as this purpose may see it; who is named is written down."""
    made = {
        name: relevante_waarden(value) if name == "waarden" else value
        for name, value in own.items()
        if _OF.get(name, "wozobjecten") in asked.mag
    }
    made = gekozen(made, choice)
    who = {
        own[role][name]
        for role in BELANGHEBBENDEN
        if role in made
        for name in ("burgerservicenummer", "kvkNummer", "rsin")
        if name in own[role]
    }
    asked.log(who, [name for name in made if name in BELANGHEBBENDEN])
    return {**made, "_links": _links(asked, own)}


def _links(asked: Gevraagd, own: Rij) -> Rij:
    def elsewhere(path: str) -> dict[str, str]:
        return {"href": asked.request.build_absolute_uri(path)}

    made: Rij = {"self": asked.link(f"/wozobjecten/{own['identificatie']}")}
    if number := own.get("aanduiding", {}).get("nummeraanduidingIdentificatie"):
        made["adres"] = elsewhere(f"{BAG}/adressen/{number}")
    for name, key, path in (
        ("adresseerbareObjecten", "adresseerbaarObjectIdentificaties", "adresseerbareobjecten"),
        ("panden", "pandIdentificaties", "panden"),
    ):
        if own.get(key):
            made[name] = [elsewhere(f"{BAG}/{path}/{number}") for number in own[key]]
    parcels = [p["identificatie"] for p in own.get("kadastraalOnroerendeZaken", ()) if p.get("identificatie")]
    if parcels:
        made["kadastraalOnroerendeZaken"] = [
            elsewhere(f"{BRK}/kadastraalonroerendezaken/{p}") for p in parcels
        ]
    return made
