"""The objects themselves: one, its life, one voorkomen, and lists of them."""

import re
from collections.abc import Sequence
from typing import Any

from kapstok.koppelvlakken.haal_centraal.bag import fouten, vorm
from kapstok.koppelvlakken.haal_centraal.bag.deur import Gevraagd
from kapstok.koppelvlakken.haal_centraal.bag.vorm import ADRESSEERBAAR, SOORTEN, Soort
from kapstok.koppelvlakken.haal_centraal.bag.vraag import BLADZIJDE, TIJD, uitgebreid
from kapstok.magazijnen.bag.bevragen import Rij, Tijd, gevonden, levensloop, objecten

PAGE_SIZE = 20
NUMMER = ("postcode", "huisnummer", "huisletter", "huisnummertoevoeging", "exacteMatch")
NAMEN = ("woonplaatsNaam", "openbareRuimteNaam")
_FOLLOWS = "Waarde voldoet niet aan patroon "


def te_vinden(soort: Soort) -> dict[str, Any]:
    """What can be expanded of this kind."""
    return {**soort.expand, **({"geometrie": None} if soort.code == "WPL" else {})}


def _checked(code: str, nummer: str, name: str = "identificatie") -> Soort:
    soort = SOORTEN[code]
    if not re.fullmatch(soort.patroon, nummer, re.ASCII):
        raise fouten.parameters([(name, "pattern", f"{_FOLLOWS}{soort.patroon}.")])
    return soort


def een(asked: Gevraagd, *, code: str, nummer: str) -> dict[str, Any]:
    """One object as of a day and a moment."""
    soort = _checked(code, nummer)
    values = asked.waarden(*TIJD, *(("expand",) if te_vinden(soort) else ()))
    maker = asked.samensteller(values)
    row = objecten(code, [nummer], maker.op).get(nummer)
    if row is None:
        raise fouten.niet_gevonden()
    return maker.hal(code, [row], uitgebreid(values.get("expand"), te_vinden(soort)))[0]


def levensgeschiedenis(asked: Gevraagd, *, code: str, nummer: str) -> dict[str, Any]:
    """All voorkomens of one object."""
    soort = _checked(code, nummer)
    values = asked.waarden("geheleLvc", *(("expand",) if code == "WPL" else ()))
    expand = uitgebreid(values.get("expand"), te_vinden(soort))
    rows = levensloop(code, nummer, alles=values.get("geheleLvc", False))
    if not rows:
        raise fouten.niet_gevonden()
    found = asked.samensteller({}).hal(code, rows, expand, per_voorkomen=True)
    return {"_embedded": {"voorkomens": found}, "_links": _self(asked)}


def een_voorkomen(asked: Gevraagd, *, code: str, nummer: str, versie: str, moment: str) -> dict[str, Any]:
    """One voorkomen, by its version and the moment of its registration."""
    soort = _checked(code, nummer)
    values = asked.waarden(*(("expand",) if code == "WPL" else ()))
    if not re.fullmatch(r"\d{1,9}", versie, re.ASCII):
        raise fouten.parameters([("versie", "integer", "Waarde is geen geldige integer.")])
    row = next(
        (
            r
            for r in levensloop(code, nummer, alles=True)
            if r["voorkomen"] == int(versie) and vorm.millis(r["geregistreerd_lv"]) == moment
        ),
        None,
    )
    if row is None:
        raise fouten.niet_gevonden()
    expand = uitgebreid(values.get("expand"), te_vinden(soort))
    return asked.samensteller({}).hal(code, [row], expand, per_voorkomen=True)[0]


def adresseerbaar(asked: Gevraagd, *, nummer: str) -> dict[str, Any]:
    """One addressable object, of whichever kind."""
    if not re.fullmatch(r"[0-9]{4}(01|02|03)[0-9]{10}", nummer, re.ASCII):
        name = "adresseerbaarObjectIdentificatie"
        raise fouten.parameters([(name, "pattern", f"{_FOLLOWS}[0-9]{{4}}(01|02|03)[0-9]{{10}}.")])
    code = vorm.soort_van(nummer)
    return _of_a_kind(code, een(asked, code=code, nummer=nummer))


def adresseerbaar_lvc(asked: Gevraagd, *, nummer: str) -> dict[str, Any]:
    """The life of one, of whichever kind."""
    if not re.fullmatch(r"[0-9]{4}(01|02|03)[0-9]{10}", nummer, re.ASCII):
        name = "adresseerbaarObjectIdentificatie"
        raise fouten.parameters([(name, "pattern", f"{_FOLLOWS}[0-9]{{4}}(01|02|03)[0-9]{{10}}.")])
    code = vorm.soort_van(nummer)
    found = levensgeschiedenis(asked, code=code, nummer=nummer)
    found["_embedded"]["voorkomens"] = [_of_a_kind(code, v) for v in found["_embedded"]["voorkomens"]]
    return found


def _of_a_kind(code: str, resource: dict[str, Any]) -> dict[str, Any]:
    """An addressable object is told under the name of its kind."""
    return {SOORTEN[code].naam: resource, "_links": {"self": resource["_links"]["self"]}}


def zoek_adresseerbaar(asked: Gevraagd) -> dict[str, Any]:
    """The addressable objects of an address."""
    values = asked.waarden("nummeraanduidingIdentificatie", "huidig", *TIJD, "expand")
    if "nummeraanduidingIdentificatie" not in values:
        raise fouten.geen_parameter()
    maker, number = asked.samensteller(values), values["nummeraanduidingIdentificatie"]
    expand = uitgebreid(values.get("expand"), te_vinden(SOORTEN["VBO"]))
    found: list[dict[str, Any]] = []
    for code in ADRESSEERBAAR:
        rows = [r for r in objecten(code, gevonden(code, [number]), maker.op).values() if _has(r, number)]
        found += [_of_a_kind(code, made) for made in maker.hal(code, rows, expand)]
    return _collection(asked, "adresseerbareObjecten", found)


def _has(row: Rij, number: str) -> bool:
    own = row["gegevens"]
    return number == own["heeftAlsHoofdadres"] or number in own.get("heeftAlsNevenadres", ())


def zoek_verblijfsobjecten(asked: Gevraagd) -> dict[str, Any]:
    """The verblijfsobjecten in a pand."""
    values = asked.waarden("pandIdentificatie", "huidig", *TIJD, *BLADZIJDE, required=("pandIdentificatie",))
    maker, pand = asked.samensteller(values), values["pandIdentificatie"]
    found = objecten("VBO", gevonden("VBO", [pand]), maker.op).values()
    rows, links = bladzijde(asked, values, [r for r in found if pand in r["gegevens"]["maaktDeelUitVan"]])
    return _collection(asked, "verblijfsobjecten", maker.hal("VBO", rows, {}), links)


def zoek_woonplaatsen(asked: Gevraagd) -> dict[str, Any]:
    """Woonplaatsen with a name."""
    values = asked.waarden("naam", *TIJD, "expand", required=("naam",))
    maker = asked.samensteller(values)
    rows = met_naam("WPL", values["naam"], maker.op)
    expand = uitgebreid(values.get("expand"), te_vinden(SOORTEN["WPL"]))
    return _collection(asked, "woonplaatsen", maker.hal("WPL", rows, expand))


def zoek_openbare_ruimten(asked: Gevraagd) -> dict[str, Any]:
    """Openbare ruimten with a name in a place, or all of a place."""
    values = asked.waarden(*NAMEN, "woonplaatsIdentificatie", "huidig", *TIJD, *BLADZIJDE, "expand")
    maker = asked.samensteller(values)
    rows = straten(values, maker.op)
    shown, links = bladzijde(asked, values, rows)
    expand = uitgebreid(values.get("expand"), te_vinden(SOORTEN["OPR"]))
    return _collection(asked, "openbareruimten", maker.hal("OPR", shown, expand), links)


def zoek_nummeraanduidingen(asked: Gevraagd) -> dict[str, Any]:
    """Nummeraanduidingen with a postcode and number, in a street with a number, or all of a street."""
    values = asked.waarden(
        *NUMMER, *NAMEN, "openbareRuimteIdentificatie", "huidig", *TIJD, *BLADZIJDE, "expand"
    )
    maker = asked.samensteller(values)
    rows, links = bladzijde(asked, values, nummers(values, maker.op))
    expand = uitgebreid(values.get("expand"), te_vinden(SOORTEN["NUM"]))
    return _collection(asked, "nummeraanduidingen", maker.hal("NUM", rows, expand), links)


def met_naam(code: str, naam: str, op: Tijd) -> list[Rij]:
    """Objects with this name, whatever the capitals."""
    same = naam.lower()
    found = objecten(code, gevonden(code, [same]), op).values()
    return [r for r in found if r["gegevens"]["naam"].lower() == same]


def straten(values: dict[str, Any], op: Tijd) -> list[Rij]:
    """The openbare ruimten of a question."""
    if not values.keys() & {*NAMEN, "woonplaatsIdentificatie"}:
        raise fouten.geen_parameter()
    if "woonplaatsIdentificatie" in values:
        places = {values["woonplaatsIdentificatie"]}
    elif "woonplaatsNaam" in values:
        places = {r["identificatie"] for r in met_naam("WPL", values["woonplaatsNaam"], op)}
    else:
        raise fouten.combinatie("openbareRuimteNaam met woonplaatsNaam of woonplaatsIdentificatie")
    if "openbareRuimteNaam" in values:
        found: Sequence[Rij] = met_naam("OPR", values["openbareRuimteNaam"], op)
    else:
        found = list(objecten("OPR", gevonden("OPR", sorted(places)), op).values()) if places else []
    return [r for r in found if r["gegevens"]["ligtIn"] in places]


def nummers(values: dict[str, Any], op: Tijd) -> list[Rij]:
    """The nummeraanduidingen of a question."""
    if "postcode" in values and "huisnummer" in values:
        entries = [values["postcode"].upper()]
    elif "openbareRuimteIdentificatie" in values:
        entries = [values["openbareRuimteIdentificatie"]]
    elif values.keys() >= {*NAMEN, "huisnummer"}:
        entries = [r["identificatie"] for r in straten(values, op)]
    elif values.keys() & {*NUMMER, *NAMEN}:
        raise fouten.combinatie(
            "postcode met huisnummer; woonplaatsNaam, openbareRuimteNaam en huisnummer; openbareRuimteIdentificatie"
        )
    else:
        raise fouten.geen_parameter()
    found = objecten("NUM", gevonden("NUM", entries), op).values() if entries else ()
    fitting = [r for r in found if _refers(r, entries) and _fits(r["gegevens"], values)]
    return sorted(fitting, key=_order)


def _refers(row: Rij, entries: Sequence[str]) -> bool:
    """Also at this moment: it is found by what it ever referred to."""
    return row["gegevens"].get("postcode") in entries or row["gegevens"]["ligtAan"] in entries


def _fits(own: dict[str, Any], values: dict[str, Any]) -> bool:
    if "huisnummer" in values and own["huisnummer"] != values["huisnummer"]:
        return False
    exact = values.get("exacteMatch", False)
    return all(
        own.get(name, "").lower() == values.get(name, "").lower()
        for name in ("huisletter", "huisnummertoevoeging")
        if exact or name in values
    )


def _order(row: Rij) -> tuple[Any, ...]:
    own = row["gegevens"]
    return (
        own["huisnummer"],
        own.get("huisletter", ""),
        own.get("huisnummertoevoeging", ""),
        row["identificatie"],
    )


def bladzijde(
    asked: Gevraagd, values: dict[str, Any], rows: Sequence[Any]
) -> tuple[list[Any], dict[str, Any]]:
    """The rows of the page that was asked, and the links to the pages around it."""
    number, size = values.get("page", 1), values.get("pageSize", PAGE_SIZE)
    start, last = (number - 1) * size, max(1, -(-len(rows) // size))
    links = _self(asked)
    around = {"first": 1, "previous": number - 1, "next": number + 1, "last": last}
    for name, page in around.items():
        if last > 1 and 1 <= page <= last:
            query = asked.request.GET.copy()
            query["page"] = str(page)
            links[name] = {
                "href": f"{asked.request.build_absolute_uri(asked.request.path)}?{query.urlencode()}"
            }
    return list(rows[start : start + size]), links


def _self(asked: Gevraagd) -> dict[str, Any]:
    return {"self": {"href": asked.request.build_absolute_uri()}}


def _collection(
    asked: Gevraagd, name: str, found: Sequence[dict[str, Any]], links: dict[str, Any] | None = None
) -> dict[str, Any]:
    """A list; without anything in it there is nothing embedded."""
    made: dict[str, Any] = {"_embedded": {name: found}} if found else {}
    return {**made, "_links": links or _self(asked)}


verzameling = _collection
