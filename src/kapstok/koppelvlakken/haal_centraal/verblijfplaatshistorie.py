"""POST /haalcentraal/api/brphistorie/verblijfplaatshistorie 2.0: where a person lived on a day or in a period."""

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
from kapstok.magazijnen.brp.historie import historie
from kapstok.magazijnen.brp.zoeken import zoek
from kapstok.platform.audit.use import log_use
from kapstok.platform.resource import Caller

_BSN = {"bsn": patroon(r"^[0-9]{9}$")}
SOORTEN = {
    "RaadpleegMetPeildatum": Soort({"peildatum": dag}, {}),
    "RaadpleegMetPeriode": Soort({"datumTot": dag, "datumVan": dag}, {}),
}


def verblijfplaatshistorie(request: HttpRequest) -> HttpResponse:
    """One question."""
    return beantwoord(request, _answer, versie="2.0.0")


def _answer(body: dict[str, Any], caller: Caller, mag: frozenset[str]) -> dict[str, Any]:
    bsn, van, tot = gelezen(body)
    if "verblijfplaatshistorie" not in mag:
        raise fouten.geen_recht()
    found = zoek({"burgerservicenummer": [bsn]}, limit=1)
    if not found:
        return {"verblijfplaatsen": []}
    given = historie(found[0].categorieen, van, tot)
    now = timezone.now()
    log_use(bsn, actor=caller.actor, moment=now, source=BRON, fields=["verblijfplaatshistorie"])
    return given


def gelezen(body: dict[str, Any]) -> tuple[str, date, date]:
    """The person and the period of a question. Raises Geweigerd with everything that is wrong."""
    soort = soort_van(body, SOORTEN)
    waarden: dict[str, Any] = {}
    # A number stands by itself here, not in a list.
    as_one = {**body, "bsn": body.get("burgerservicenummer")}
    wrong = [
        (name.replace("bsn", "burgerservicenummer"), code, reason)
        for name, code, reason in lees_waarden(as_one, Soort({**_BSN, **soort.verplicht}, {}), waarden)
    ]
    wrong += niet_verwacht(body, ("type", "burgerservicenummer", *soort.verplicht))
    van, tot = waarden.get("datumVan"), waarden.get("datumTot")
    if van and tot and van >= tot:
        wrong.append(("datumTot", "invalidParam", "datumTot moet na datumVan liggen."))
    if wrong:
        raise fouten.parameters(wrong)
    begin = date.fromisoformat(van or waarden["peildatum"])
    return waarden["bsn"], begin, date.fromisoformat(tot) if tot else begin + timedelta(days=1)
