"""BRK bevragen 2.0: parcels and apartment rights, who has rights on them and what rests on them, for a purpose."""

import re
from typing import Any

import msgspec

from kapstok.koppelvlakken.haal_centraal.bevraging import (
    Gevraagd,
    Geweigerd,
    Register,
    niet_gevonden,
    parameters,
)
from kapstok.koppelvlakken.haal_centraal.brk.vraag import categorie, gelezen, uitbreiding
from kapstok.koppelvlakken.haal_centraal.keuze import Keuze, gekozen, keuze
from kapstok.magazijnen.brk import queries, vorm
from kapstok.magazijnen.brk.rules import genoemd
from kapstok.magazijnen.brk.vorm import BIJ_ZAAK, DELEN, GERECHTIGDE, PRIVAAT, PUBLIEK, ZAAK

BRK = Register("brk", "haalcentraal/api/brk/v2", "2.0.0", "Basisregistratie Kadaster", DELEN)
BAG = "/lvbag/individuelebevragingen/v2"
Rij = dict[str, Any]
# Of what rests on a parcel: its path, and how a list of it is called.
PADEN = {
    GERECHTIGDE: ("zakelijkgerechtigden", "zakelijkGerechtigden"),
    "hypotheek": ("hypotheken", "hypotheken"),
    "beslag": ("beslagen", "beslagen"),
    PRIVAAT: ("privaatrechtelijkebeperkingen", "privaatrechtelijkeBeperkingen"),
    PUBLIEK: ("publiekrechtelijkebeperkingen", "publiekrechtelijkeBeperkingen"),
}
PERSONEN = {
    "kadasternatuurlijkpersonen": (vorm.NATUURLIJK, "kadasterNatuurlijkPersonen"),
    "kadasternietnatuurlijkpersonen": (vorm.NIET_NATUURLIJK, "kadasterNietNatuurlijkPersonen"),
}


def zoek(asked: Gevraagd) -> Rij:
    """By GET with an address or a name of the kadaster, by POST with a bsn."""
    asked.eis("kadastraalonroerendezaken")
    if asked.request.method == "POST":
        return _by_bsn(asked)
    values = gelezen(asked.waarden(), "zaken")
    choice = _choice(ZAAK, values)
    more = uitbreiding(values.get("expand", ""))
    kind, entry = categorie(values)
    if kind == "persoon":
        asked.eis("zakelijkgerechtigden")
        if GERECHTIGDE in more:
            wrong = "zakelijkGerechtigden kan bij deze zoekingang niet worden meegeladen."
            raise parameters([("expand", "expand", wrong)])
        found = queries.zaken_van(entry)
        asked.log([entry], ["kadastraalOnroerendeZaken"])
    else:
        found = [own for own in queries.zoek(ZAAK, f"{kind} {entry}") if _same_house(own, values)]
        found += _split(found, values)
    return _collection(asked, found, choice, more, of_person=kind == "persoon")


def _by_bsn(asked: Gevraagd) -> Rij:
    asked.eis("zakelijkgerechtigden")
    gelezen(asked.waarden(), "")
    raw = asked.request.read(100_001)
    try:
        body = msgspec.json.decode(raw, type=dict[str, str]) if len(raw) <= 100_000 else {}
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Geweigerd(400, "badRequest", "De aanvraag kan niet worden gelezen.") from error
    wrong = [
        (n[:50], "unknownParam", "Parameter is niet verwacht.")
        for n in body
        if n not in {"burgerservicenummer", "fields"}
    ]
    bsn = body.get("burgerservicenummer", "")
    if not re.fullmatch(r"\d{9}", bsn, re.ASCII):
        wrong.append(("burgerservicenummer", "pattern", "Waarde heeft geen negen cijfers."))
    if wrong:
        raise parameters(wrong)
    found = queries.zaken_van(bsn)
    asked.log([bsn], ["kadastraalOnroerendeZaken"])
    choice = _choice(ZAAK, {"fields": body["fields"]} if body.get("fields") else {})
    return _collection(asked, found, choice, {}, of_person=True)


def _same_house(own: Rij, values: dict[str, str]) -> bool:
    """With a postcode the rest of the address is compared, on one of the addresses."""
    if "postcode" not in values:
        return True
    names = [n for n in ("huisnummer", "huisletter", "huisnummertoevoeging") if n in values]
    return any(
        place.get("postcode", "").upper() == values["postcode"]
        and all(str(place.get(n, "")).upper() == values[n].upper() for n in names)
        for place in own.get("adressen", ())
    )


def _split(found: list[Rij], values: dict[str, str]) -> list[Rij]:
    """The apartment rights that the found parcels were split into, when they are asked."""
    if values.get("inclusiefKadastraalOnroerendeZakenUitSplitsing") != "true":
        return []
    seen = {own["identificatie"] for own in found}
    numbers = {p["identificatie"] for own in found for p in own.get("bijbehorendeAppartementsrechten", ())}
    return queries.zaken(sorted(numbers - seen)[: queries.MEEST + 1])


def _collection(
    asked: Gevraagd, found: list[Rij], choice: Keuze, more: dict[str, Keuze], *, of_person: bool
) -> Rij:
    if len(found) > queries.MEEST:
        title = "Teveel zoekresultaten."
        raise Geweigerd(
            400, "tooManyResults", title, f"Er zijn er meer dan {queries.MEEST}. Verfijn de zoekvraag."
        )
    resting = {} if of_person and not more else queries.wat_rust(own["identificatie"] for own in found)
    made = [
        _zaak(asked, own, resting.get(own["identificatie"], {}), choice, more, of_person=of_person)
        for own in found
    ]
    return {"_links": asked.zelf(), "_embedded": {"kadastraalOnroerendeZaken": made} if made else {}}


def raadpleeg(asked: Gevraagd, *, zaak: str) -> Rij:
    """One parcel or apartment right."""
    asked.eis("kadastraalonroerendezaken")
    values = gelezen(asked.waarden(), "zaak")
    choice, more = _choice(ZAAK, values), uitbreiding(values.get("expand", ""))
    return _zaak(asked, _own(zaak), queries.wat_rust([zaak])[zaak], choice, more, of_person=False)


def _own(zaak: str) -> Rij:
    found = queries.gegeven(ZAAK, zaak)
    if found is None:
        raise niet_gevonden(f"Er is geen kadastraal onroerende zaak {zaak[:60]}.")
    return found


def _choice(soort: str, values: dict[str, str]) -> Keuze:
    if "fields" not in values:
        return {}
    choice, wrong = keuze(vorm.SOORTEN[soort], values["fields"])
    if wrong:
        raise parameters(
            [("fields", "fields", f"Deel van de parameterwaarde is niet correct: {w[:50]}.") for w in wrong]
        )
    return choice


def _zaak(
    asked: Gevraagd,
    own: Rij,
    resting: dict[str, list[Rij]],
    choice: Keuze,
    more: dict[str, Keuze],
    *,
    of_person: bool,
) -> Rij:
    path = f"/kadastraalonroerendezaken/{own['identificatie']}"
    made = {name: value for name, value in own.items() if name not in BIJ_ZAAK.values()}
    links: Rij = {"self": asked.link(path)}
    for kind, rows in resting.items():
        # Who has a right is not told where was looked by person (the published document says so).
        if (
            rows
            and BIJ_ZAAK[kind]
            and PADEN[kind][0] in asked.mag
            and not (of_person and kind == GERECHTIGDE)
        ):
            made[BIJ_ZAAK[kind]] = [r["identificatie"] for r in rows]
            links[PADEN[kind][1]] = [
                asked.link(f"{path}/{PADEN[kind][0]}/{r['identificatie']}") for r in rows
            ]
    addresses = [
        a["nummeraanduidingIdentificatie"]
        for a in own.get("adressen", ())
        if a.get("nummeraanduidingIdentificatie")
    ]
    if addresses:
        where = asked.request.build_absolute_uri
        links["adressen"] = [{"href": where(f"{BAG}/adressen/{n}")} for n in addresses]
    answer: Rij = {**gekozen(made, choice), "_links": links}
    if more:
        answer["_embedded"] = {PADEN[k][1]: _expanded(asked, own, k, resting[k], c) for k, c in more.items()}
    return answer


def _expanded(asked: Gevraagd, own: Rij, kind: str, rows: list[Rij], choice: Keuze) -> list[Rij]:
    asked.eis(PADEN[kind][0])
    return [_resting(asked, own["identificatie"], kind, row, choice) for row in rows]


def _resting(asked: Gevraagd, zaak: str, kind: str, own: Rij, choice: Keuze) -> Rij:
    """What rests on a parcel; whoever is named in it is written down."""
    asked.log(genoemd(own), [PADEN[kind][1]])
    links: Rij = {}
    if kind != PUBLIEK:
        path = f"/kadastraalonroerendezaken/{zaak}/{PADEN[kind][0]}/{own['identificatie']}"
        links["self"] = asked.link(path)
    if kind == GERECHTIGDE and (person := own.get("persoon", {})).get("type", "").startswith("kadaster_"):
        folder = (
            "kadasternatuurlijkpersonen" if "niet" not in person["type"] else "kadasternietnatuurlijkpersonen"
        )
        links["persoon"] = asked.link(f"/{folder}/{person['identificatie']}")
    return {**gekozen(own, choice), "_links": links}


def rust(asked: Gevraagd, *, zaak: str, soort: str) -> Rij:
    """Everything of a kind that rests on a parcel."""
    asked.eis(PADEN[soort][0])
    values = gelezen(asked.waarden(), "gerechtigden" if soort == GERECHTIGDE else "lijst")
    own, choice = _own(zaak), _choice(soort, values)
    rows = queries.wat_rust([zaak])[zaak][soort]
    if "type" in values:
        rows = [r for r in rows if r.get("type") == values["type"]]
    made = [_resting(asked, own["identificatie"], soort, row, choice) for row in rows]
    answer: Rij = {"_links": asked.zelf(), "_embedded": {PADEN[soort][1]: made} if made else {}}
    if soort == GERECHTIGDE and own.get("gesplitstZakelijkRecht"):
        answer["gesplitstZakelijkRecht"] = own["gesplitstZakelijkRecht"]
    return answer


def rust_een(asked: Gevraagd, *, zaak: str, soort: str, identificatie: str) -> Rij:
    """One of what rests on a parcel."""
    asked.eis(PADEN[soort][0])
    choice = _choice(soort, gelezen(asked.waarden(), "een"))
    found = queries.gegeven(soort, identificatie, zaak)
    if found is None:
        raise niet_gevonden(f"Bij {zaak[:60]} is dit er niet: {identificatie[:60]}.")
    return _resting(asked, zaak, soort, found, choice)


def publiek(asked: Gevraagd) -> Rij:
    """Publiekrechtelijke beperkingen on a parcel, which is a parameter here."""
    asked.eis(PADEN[PUBLIEK][0])
    values = gelezen(asked.waarden(), "publiek")
    zaak = values["kadastraalOnroerendeZaakIdentificatie"]
    choice = _choice(PUBLIEK, values)
    rows = queries.wat_rust([zaak])[zaak][PUBLIEK]
    made = [_resting(asked, zaak, PUBLIEK, row, choice) for row in rows]
    return {"_links": asked.zelf(), "_embedded": {PADEN[PUBLIEK][1]: made} if made else {}}


def personen(asked: Gevraagd, *, pad: str) -> Rij:
    """Persons that only the kadaster knows, by their name."""
    asked.eis("kadasterpersonen")
    kind, name = PERSONEN[pad]
    values = gelezen(asked.waarden(), "personen")
    choice = _choice(kind, values)
    found = queries.zoek_naam(kind, values["q"])
    if len(found) > queries.MEEST:
        raise Geweigerd(400, "tooManyResults", "Teveel zoekresultaten.", "Verfijn de zoekvraag.")
    made = [_person(asked, pad, own, choice) for own in found]
    return {"_links": asked.zelf(), "_embedded": {name: made} if made else {}}


def persoon(asked: Gevraagd, *, pad: str, identificatie: str) -> Rij:
    """One person that only the kadaster knows."""
    asked.eis("kadasterpersonen")
    kind, _name = PERSONEN[pad]
    choice = _choice(kind, gelezen(asked.waarden(), "een"))
    found = queries.gegeven(kind, identificatie)
    if found is None:
        raise niet_gevonden(f"Er is geen persoon {identificatie[:60]}.")
    return _person(asked, pad, found, choice)


def _person(asked: Gevraagd, pad: str, own: Rij, choice: Keuze) -> Rij:
    asked.log([own["identificatie"]], sorted(choice or own))
    return {**gekozen(own, choice), "_links": {"self": asked.link(f"/{pad}/{own['identificatie']}")}}


def stuk(asked: Gevraagd, *, soort: str, identificatie: str) -> Rij:
    """A deed, or a part of one."""
    asked.eis("stukken")
    values = gelezen(asked.waarden(), "een")
    found = queries.gegeven(soort, identificatie)
    if found is None:
        raise niet_gevonden(f"Er is geen {soort} {identificatie[:60]}.")
    path = {"stuk": "stukken", "stukdeel": "stukdelen"}[soort]
    links: Rij = {"self": asked.link(f"/{path}/{identificatie}")}
    if parts := found.get("stukdeelIdentificaties"):
        links["stukdelen"] = [asked.link(f"/stukdelen/{n}") for n in parts]
    return {**gekozen(found, _choice(soort, values)), "_links": links}
