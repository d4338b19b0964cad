"""Authority in the form of the API: over a minor, and what a grown-up has over minors."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kapstok.magazijnen.brp.bevragen.datum import leeftijd
from kapstok.magazijnen.brp.bevragen.naam import volledige_naam
from kapstok.magazijnen.brp.bevragen.vorm import Voorkomen
from kapstok.magazijnen.brp.gezag import feiten
from kapstok.magazijnen.brp.gezag.afleiding import Gezag, bepaal
from kapstok.magazijnen.brp.gezag.feiten import Categorieen

Lijsten = Mapping[str, Categorieen]


def bsns(lijst: Categorieen, *categorieen: str) -> set[str]:
    """The numbers of the relatives in these categories, now and before."""
    entries = (v for c in categorieen for stapel in lijst.get(c, ()) for v in stapel if "8410" not in v)
    return {v["0120"] for v in entries if "0120" in v}


def minderjarige_kinderen(lijst: Categorieen, today: date) -> set[str]:
    """The numbers of the children of a person who are not of age."""
    kinderen = (stapel[0] for stapel in lijst.get("09", ()))
    return {k["0120"] for k in kinderen if "0120" in k and feiten.minderjarig(k.get("0310", ""), today)}


def _naam(voorkomen: Voorkomen) -> dict[str, Any]:
    text = volledige_naam(voorkomen)
    return {"volledigeNaam": text} if text else {}


def _persoon(voorkomen: Voorkomen) -> dict[str, Any]:
    bsn = {"burgerservicenummer": voorkomen["0120"]} if "0120" in voorkomen else {}
    return {**bsn, "naam": _naam(voorkomen)}


def _minderjarige(lijst: Categorieen, today: date) -> dict[str, Any]:
    person = feiten.actueel(lijst, "01")
    years = leeftijd(person.get("0310"), today)
    return _persoon(person) | ({} if years is None else {"leeftijd": years})


def _derde(voorkomen: Voorkomen | None) -> dict[str, Any]:
    return {"type": "BekendeDerde", **_persoon(voorkomen)} if voorkomen else {"type": "OnbekendeDerde"}


def relatie(gezag: Gezag, minderjarige: Categorieen, today: date) -> dict[str, Any]:
    """One gezagsrelatie of an answer."""
    given: dict[str, Any] = {"type": gezag.soort, "minderjarige": _minderjarige(minderjarige, today)}
    ouders = [_persoon(o.gegevens) for o in gezag.ouders]
    match gezag.soort:
        case "GezamenlijkOuderlijkGezag":
            given["ouders"] = ouders
        case "EenhoofdigOuderlijkGezag":
            given["ouder"] = ouders[0]
        case "GezamenlijkGezag":
            given |= {"ouder": ouders[0], "derde": _derde(gezag.derde)}
        case "Voogdij":
            given["derden"] = [_derde(gezag.derde)] if gezag.derde else []
        case _:
            given["toelichting"] = gezag.toelichting
    return given | ({"inOnderzoek": True} if gezag.in_onderzoek else {})


def houders(gezag: Gezag) -> set[str]:
    """The numbers of who has authority."""
    found = {o.bsn for o in gezag.ouders} | {(gezag.derde or {}).get("0120", "")}
    return found - {""}


def gezag_van(lijst: Categorieen, lijsten: Lijsten, today: date) -> list[dict[str, Any]]:
    """Of one person: the authority over them, and what they have over children of themselves and of partners."""
    given: list[dict[str, Any]] = []
    bsn = feiten.actueel(lijst, "01").get("0120", "")
    if not bsn:
        return given
    own = bepaal(lijst, lijsten, today)
    if own is not None:
        given.append(relatie(own, lijst, today))
    for number in sorted(_kinderen(lijst, lijsten, today) - {bsn}):
        kind = lijsten.get(number)
        found = bepaal(kind, lijsten, today) if kind is not None else None
        if kind is not None and found is not None and bsn in houders(found):
            given.append(relatie(found, kind, today))
    return given


def _kinderen(lijst: Categorieen, lijsten: Lijsten, today: date) -> set[str]:
    partners = (lijsten[b] for b in bsns(lijst, "05") if b in lijsten)
    return minderjarige_kinderen(lijst, today).union(*(minderjarige_kinderen(p, today) for p in partners))


def genoemd(given: Iterable[dict[str, Any]]) -> set[str]:
    """The numbers of everybody whom gezagsrelaties name."""
    found: set[str] = set()
    for one in given:
        people = [one["minderjarige"], *one.get("ouders", ()), *one.get("derden", ())]
        people += [one[name] for name in ("ouder", "derde") if name in one]
        found |= {p["burgerservicenummer"] for p in people if "burgerservicenummer" in p}
    return found
