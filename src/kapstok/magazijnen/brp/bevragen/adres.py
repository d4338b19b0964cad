"""Where a person lives, in its four kinds, and the same as lines for an envelope (NEN 5825)."""

from collections.abc import Mapping
from typing import Any

from kapstok.magazijnen.brp.bevragen import tabellen
from kapstok.magazijnen.brp.bevragen.datum import datum
from kapstok.magazijnen.brp.bevragen.vorm import Groep, Onderzoek, Voorkomen

NIET_OP_ADRES = "089999"
INDICATIE = "indicatieVastgesteldVerblijftNietOpAdres"
ADRESREGELS = frozenset({"adresregel1", "adresregel2", "adresregel3", "land"})
_ALTIJD: Mapping[str, frozenset[str]] = {"type": frozenset(), INDICATIE: frozenset()}
_BINNENLAND = {
    "officieleStraatnaam": ("1115",),
    "korteStraatnaam": ("1110",),
    "huisnummer": ("1120",),
    "huisletter": ("1130",),
    "huisnummertoevoeging": ("1140",),
    "aanduidingBijHuisnummer": ("1150",),
    "postcode": ("1160",),
    "woonplaats": ("1170",),
}
_REGELS = {
    "adresregel1": ("1110", "1120", "1130", "1140", "1150", "1210", "1330"),
    "adresregel2": ("0910", "1160", "1170", "1340"),
    "adresregel3": ("1350",),
    "land": ("1310",),
}
# An address or a foreign address as a whole is in all lines that can be made of it.
_HELE_GROEP = {"adresregel1": ("1100", "1200", "1300"), "adresregel2": ("1100", "1300")}


def soort(voorkomen: Voorkomen) -> str:
    """Adres, Locatie, VerblijfplaatsBuitenland or VerblijfplaatsOnbekend; "" when nothing is kept."""
    if "1110" in voorkomen:
        return "Adres"
    if "1210" in voorkomen:
        return "Locatie"
    if "1310" in voorkomen:
        return "VerblijfplaatsOnbekend" if voorkomen["1310"] == "0000" else "VerblijfplaatsBuitenland"
    return ""


def _bekend(voorkomen: Voorkomen, element: str) -> str | None:
    found = voorkomen.get(element)
    return None if found == "." else found


def _huisnummer(voorkomen: Voorkomen) -> int | None:
    number = voorkomen.get("1120", "")
    return int(number) or None if number.isdecimal() else None


def _bag(voorkomen: Voorkomen, element: str) -> str | None:
    """An identification of the BAG. One of another length is a fault in the source, and is not given."""
    found = voorkomen.get(element, "")
    return found if len(found) == 16 and found.isdecimal() and found.strip("0") else None


def _hele_categorie(onderzoek: Onderzoek | None) -> Onderzoek | None:
    """That a person does not live there puts everything of the address in question."""
    if onderzoek is not None and onderzoek.rubriek == NIET_OP_ADRES:
        return onderzoek._replace(rubriek="080000")
    return onderzoek


def _indicatie(onderzoek: Onderzoek | None) -> bool | None:
    return True if onderzoek is not None and onderzoek.rubriek == NIET_OP_ADRES else None


def verblijfplaats(voorkomen: Voorkomen, onderzoek: Onderzoek | None, *, binnenland: bool) -> Groep | None:
    """The place of residence. None when there is none, or none in the Netherlands and only that was asked."""
    kind = soort(voorkomen)
    if not kind or (binnenland and kind.startswith("Verblijfplaats")):
        return None
    by = _hele_categorie(onderzoek)
    buitenland = kind.startswith("Verblijfplaats")
    van = "1320" if buitenland else "1030"
    velden: dict[str, Any] = {
        "type": kind,
        "datumVan": datum(voorkomen.get(van)),
        "datumIngangGeldigheid": datum(voorkomen.get("8510")),
        "verblijfadres": _verblijfadres(kind, voorkomen, by),
    }
    bronnen = {"type": (_type_element(kind),), "datumVan": (van,), "datumIngangGeldigheid": ("8510",)}
    if not buitenland:
        functie = tabellen.waarde(tabellen.FUNCTIE_ADRES, voorkomen.get("1010"))
        velden |= {"functieAdres": functie, INDICATIE: _indicatie(onderzoek)}
        bronnen["functieAdres"] = ("1010",)
    if kind == "Adres":
        velden["adresseerbaarObjectIdentificatie"] = _bag(voorkomen, "1180")
        velden["nummeraanduidingIdentificatie"] = _bag(voorkomen, "1190")
        bronnen["adresseerbaarObjectIdentificatie"] = ("1180",)
        bronnen["nummeraanduidingIdentificatie"] = ("1190",)
    return Groep(velden, _ALTIJD).onderzoek(by, bronnen)


def _type_element(kind: str) -> str:
    return {"Adres": "1110", "Locatie": "1210"}.get(kind, "1310")


def _verblijfadres(kind: str, voorkomen: Voorkomen, onderzoek: Onderzoek | None) -> Groep | None:
    if kind == "Adres":
        velden: dict[str, Any] = {
            naam: _bekend(voorkomen, elementen[0]) for naam, elementen in _BINNENLAND.items()
        }
        velden["huisnummer"] = _huisnummer(voorkomen)
        velden["aanduidingBijHuisnummer"] = tabellen.waarde(tabellen.BIJ_HUISNUMMER, voorkomen.get("1150"))
        return Groep(velden).onderzoek(onderzoek, _BINNENLAND)
    if kind == "Locatie":
        velden = {"locatiebeschrijving": _bekend(voorkomen, "1210")}
        return Groep(velden).onderzoek(onderzoek, {"locatiebeschrijving": ("1210",)})
    if kind == "VerblijfplaatsOnbekend":
        return None
    bronnen = {"regel1": ("1330",), "regel2": ("1340",), "regel3": ("1350",), "land": ("1310",)}
    velden = {naam: voorkomen.get(elementen[0]) for naam, elementen in bronnen.items()}
    velden["land"] = tabellen.bekend("landen", voorkomen["1310"])
    return Groep(velden).onderzoek(onderzoek, bronnen)


def _regel1(voorkomen: Voorkomen) -> str:
    """Street and number: bij or t/o before it, letter after a space, an addition of a digit after a hyphen."""
    bij = {"by": "bij", "to": "t/o"}.get(voorkomen.get("1150", ""), "")
    letter, toevoeging = voorkomen.get("1130", ""), voorkomen.get("1140", "")
    number = str(_huisnummer(voorkomen))
    if letter:
        number = f"{number} {letter}{toevoeging}"
    elif toevoeging:
        number += ("-" if toevoeging[0].isdecimal() else " ") + toevoeging
    return " ".join(part for part in (voorkomen["1110"], bij, number) if part)


def _gemeente(voorkomen: Voorkomen) -> str:
    found = tabellen.bekend("gemeenten", voorkomen.get("0910"))
    return found.get("omschrijving", "") if found else ""


def _regel2(voorkomen: Voorkomen) -> str | None:
    postcode = voorkomen.get("1160", "")
    plaats = (_bekend(voorkomen, "1170") or _gemeente(voorkomen)).upper()
    if not postcode:
        return None
    return f"{postcode[:4]} {postcode[4:]}  {plaats}"


def _regels(voorkomen: Voorkomen) -> dict[str, Any]:
    kind = soort(voorkomen)
    if kind == "Adres" and voorkomen["1110"] != "." and _huisnummer(voorkomen):
        return {"adresregel1": _regel1(voorkomen), "adresregel2": _regel2(voorkomen)}
    if kind == "Locatie":
        regel1, regel2 = _bekend(voorkomen, "1210"), _gemeente(voorkomen).upper() or None
        return {"adresregel1": regel1, "adresregel2": regel2}
    if kind == "VerblijfplaatsBuitenland" and any(e in voorkomen for e in ("1330", "1340", "1350")):
        return {
            "adresregel1": voorkomen.get("1330"),
            "adresregel2": voorkomen.get("1340"),
            "adresregel3": voorkomen.get("1350"),
            "land": tabellen.bekend("landen", voorkomen["1310"]),
        }
    return {}


def adresregels(
    voorkomen: Voorkomen, onderzoek: Onderzoek | None, *, binnenland: bool, leeg_telt: bool
) -> Groep | None:
    """The address in lines, none of them when it is abroad and only the Netherlands was asked."""
    kind = soort(voorkomen)
    if not kind and onderzoek is None:
        return None
    if binnenland and kind.startswith("Verblijfplaats"):
        return Groep({}, leeg_telt=leeg_telt)
    velden = {**_regels(voorkomen), INDICATIE: _indicatie(onderzoek)}
    groep = Groep(velden, {INDICATIE: ADRESREGELS}, leeg_telt=leeg_telt)
    by = _hele_categorie(onderzoek)
    if by is not None and by.rubriek[4:] == "00" and by.rubriek[2:4] != "00":
        hele = {**_REGELS, **_HELE_GROEP}
        hele["adresregel2"] = (*_HELE_GROEP["adresregel2"], "0910")
        return groep.onderzoek(by, hele)
    return groep.onderzoek(by, _REGELS)
