"""POST /haalcentraal/api/bewoning/bewoningen 2.1: who lived at an address on a day or in a period."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kapstok.koppelvlakken.haal_centraal import fouten
from kapstok.koppelvlakken.haal_centraal.deur import BRON, beantwoord
from kapstok.koppelvlakken.haal_centraal.vraag import (
    Soort,
    dag,
    lees_waarden,
    niet_verwacht,
    patroon,
    soort_van,
)
from kapstok.magazijnen.brp.bevragen.datum import datum
from kapstok.magazijnen.brp.bevragen.naam import volledige_naam
from kapstok.magazijnen.brp.bewoning import Bewoner, Samenstelling, samenstellingen
from kapstok.magazijnen.brp.zoeken import Gevonden, zoek_ingang
from kapstok.platform.audit.use import log_uses
from kapstok.platform.resource import Caller

VEEL = 100
MAX_LIJSTEN = 5000  # everybody who ever lived in the largest building there is
_OBJECT = {"adresseerbaarObjectIdentificatie": patroon(r"^(?!0{16})[0-9]{16}$")}
SOORTEN = {
    "BewoningMetPeildatum": Soort({**_OBJECT, "peildatum": dag}, {}),
    "BewoningMetPeriode": Soort({**_OBJECT, "datumTot": dag, "datumVan": dag}, {}),
}


def bewoningen(request: HttpRequest) -> HttpResponse:
    """One question."""
    return beantwoord(request, _answer, versie="2.1.0")


def _answer(body: dict[str, Any], caller: Caller, mag: frozenset[str]) -> dict[str, Any]:
    object_id, van, tot = gelezen(body)
    if "bewoning" not in mag:
        raise fouten.geen_recht()
    found = {g.sleutel: g for g in zoek_ingang("object", object_id, limit=MAX_LIJSTEN)}
    lists = ((sleutel, g.categorieen) for sleutel, g in found.items())
    given = [
        _bewoning(s, object_id, found) for s in _zonder_namen(samenstellingen(lists, object_id, van, tot))
    ]
    who = {
        found[b["sleutel"]].wie
        for one in given
        for group in ("bewoners", "mogelijkeBewoners")
        for b in one[group]
    }
    log_uses(sorted(who), actor=caller.actor, moment=timezone.now(), source=BRON, fields=["bewoning"])
    for one in given:
        for bewoner in (*one["bewoners"], *one["mogelijkeBewoners"]):
            del bewoner["sleutel"]
    return {"bewoningen": given}


def gelezen(body: dict[str, Any]) -> tuple[str, date, date]:
    """The address and the period of a question. Raises Geweigerd with everything that is wrong."""
    soort = soort_van(body, SOORTEN)
    waarden: dict[str, Any] = {}
    wrong = list(lees_waarden(body, soort, waarden))
    wrong += niet_verwacht(body, ("type", *soort.verplicht))
    van, tot = waarden.get("datumVan"), waarden.get("datumTot")
    if van and tot and van >= tot:
        wrong.append(("datumTot", "invalidParam", "datumTot moet na datumVan liggen."))
    if wrong:
        raise fouten.parameters(wrong)
    begin = date.fromisoformat(van or waarden["peildatum"])
    end = date.fromisoformat(tot) if tot else begin + timedelta(days=1)
    return waarden["adresseerbaarObjectIdentificatie"], begin, end


def _veel(one: Samenstelling) -> bool:
    return len(one.bewoners) + len(one.mogelijk) > VEEL


def _zonder_namen(found: list[Samenstelling]) -> list[Samenstelling]:
    """Those after each other in which nobody is named are one: what is told of them is the same."""
    given: list[Samenstelling] = []
    for one in found:
        last = given[-1] if given else None
        if last is not None and _veel(last) and _veel(one) and last.tot == one.van:
            last.tot = one.tot
        else:
            given.append(one)
    return given


def _bewoning(one: Samenstelling, object_id: str, found: dict[str, Gevonden]) -> dict[str, Any]:
    veel = _veel(one)
    given = {
        "adresseerbaarObjectIdentificatie": object_id,
        "periode": {"datumVan": one.van.isoformat(), "datumTot": one.tot.isoformat()},
        # Of more people than that nobody is named.
        "bewoners": [] if veel else [_bewoner(b, found[b.sleutel]) for b in one.bewoners],
        "mogelijkeBewoners": [] if veel else [_bewoner(b, found[b.sleutel]) for b in one.mogelijk],
    }
    return given | ({"indicatieVeelBewoners": True} if veel else {})


def _bewoner(bewoner: Bewoner, gevonden: Gevonden) -> dict[str, Any]:
    lijst = gevonden.categorieen
    person, inscription = (lijst[c][0][0] if lijst.get(c) else {} for c in ("01", "07"))
    given: dict[str, Any] = {"sleutel": bewoner.sleutel}
    if gevonden.bsn:
        given["burgerservicenummer"] = gevonden.bsn
    if inscription.get("7010", "0") != "0":
        given["geheimhoudingPersoonsgegevens"] = True
    if bewoner.in_onderzoek:
        given["inOnderzoek"] = True
    if naam := volledige_naam(person):
        given["naam"] = {"volledigeNaam": naam}
    if (born := datum(person.get("0310"))) is not None:
        given["geboorte"] = {"datum": born}
    return given
