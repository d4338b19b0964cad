"""Where a person lived in a period, the newest first, in the form of BRP historie bevragen 2.0. Pure."""

from datetime import date
from typing import Any

from kapstok.magazijnen.brp.bevragen import adres, status, tabellen
from kapstok.magazijnen.brp.bevragen.datum import datum
from kapstok.magazijnen.brp.bevragen.vorm import Groep, Keuze, Onderzoek, onderzoek_van
from kapstok.magazijnen.brp.bewoning import Categorieen, Verblijf, niet_op_adres, verblijven

_VERBLIJFADRES: Keuze = {
    name: {}
    for name in (
        "officieleStraatnaam", "korteStraatnaam", "huisnummer", "huisletter", "huisnummertoevoeging",
        "aanduidingBijHuisnummer", "postcode", "woonplaats", "locatiebeschrijving", "land", "regel1", "regel2",
        "regel3",
    )
}  # fmt: skip
_KEUZE: Keuze = {
    "type": {},
    "verblijfadres": _VERBLIJFADRES,
    "functieAdres": {},
    "adresseerbaarObjectIdentificatie": {},
    "nummeraanduidingIdentificatie": {},
    "gemeenteVanInschrijving": {},
    "datumVan": {},
    "datumTot": {},
}
_BINNENLAND: Keuze = {"adresregel1": {}, "adresregel2": {}}
_BUITENLAND: Keuze = {**_BINNENLAND, "adresregel3": {}, "land": {}}


def historie(lijst: Categorieen, van: date, tot: date) -> dict[str, Any]:
    """The stays of a period and what comes with them; "tot" is the first day that is not asked any more."""
    stapels = lijst.get("07")
    inscription = status.inschrijving(stapels[0][0] if stapels else {})
    inscription.pop("verificatie", None)
    found = [_voorkomen(v) for v in reversed(_verblijven(lijst)) if _in_periode(v, van, tot)]
    return {"verblijfplaatsen": found} | inscription


def _verblijven(lijst: Categorieen) -> list[Verblijf]:
    """The stays; of entries that only tell something new of the same stay the last one."""
    found: list[Verblijf] = []
    for verblijf in verblijven(lijst):
        last = found[-1] if found else None
        if last is not None and _zelfde(last, verblijf):
            found[-1] = Verblijf(verblijf.voorkomen, last.begin, verblijf.einde, verblijf.volgende)
        else:
            found.append(verblijf)
    return found


def _zelfde(een: Verblijf, ander: Verblijf) -> bool:
    names = ("1030", "1320")
    begin = [een.voorkomen.get(n) for n in names]
    return any(begin) and begin == [ander.voorkomen.get(n) for n in names]


def _in_periode(verblijf: Verblijf, van: date, tot: date) -> bool:
    begin, end = verblijf.mogelijk(van, tot)
    return begin < end


def _voorkomen(verblijf: Verblijf) -> dict[str, Any]:
    entry = verblijf.voorkomen
    kind = adres.soort(entry)
    by = _zonder_niet_op_adres(onderzoek_van(entry))
    groep = adres.verblijfplaats(entry, by, binnenland=False)
    given: dict[str, Any] = {"type": "VerblijfplaatsOnbekend"}
    if groep is not None:
        groep.ongevraagd = {"type": frozenset()}
        groep.velden["gemeenteVanInschrijving"] = tabellen.bekend("gemeenten", entry.get("0910"))
        groep.onderzoek(by, {"gemeenteVanInschrijving": ("0910",)})
        volgende = verblijf.volgende or {}
        groep.velden["datumTot"] = datum(volgende.get("1030") or volgende.get("1320"))
        groep.onderzoek(_zonder_niet_op_adres(onderzoek_van(volgende)), {"datumTot": ("1030", "1320")})
        away = niet_op_adres(verblijf)
        if away is not None and not kind.startswith("Verblijfplaats"):
            groep.velden["verblijftNietOpAdresVanaf"] = datum(entry.get("8320"))
            groep.ongevraagd = {"type": frozenset(), "verblijftNietOpAdresVanaf": frozenset()}
        given = groep.kies(_KEUZE)
    regels = adres.adresregels(entry, by, binnenland=False, leeg_telt=False)
    if regels is not None and kind != "VerblijfplaatsOnbekend" and (lines := _gekozen(regels, kind)):
        given["adressering"] = lines
    if kind.startswith("Verblijfplaats") and (deelnemer := status.rni("08", entry)):
        deelnemer.pop("categorie")
        given["rni"] = deelnemer
    return given


def _gekozen(regels: Groep, kind: str) -> dict[str, Any]:
    regels.ongevraagd = {}
    return regels.kies(_BUITENLAND if kind == "VerblijfplaatsBuitenland" else _BINNENLAND)


def _zonder_niet_op_adres(by: Onderzoek | None) -> Onderzoek | None:
    """That it was found that somebody does not live there is told by its own date."""
    if by is not None and by.rubriek.endswith("9999"):
        return by._replace(rubriek="080000")
    return by
