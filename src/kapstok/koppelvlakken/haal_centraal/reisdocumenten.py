"""POST /haalcentraal/api/reisdocumenten/reisdocumenten 2.0: Dutch travel documents, by their number or their holder."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kapstok.koppelvlakken.haal_centraal import fouten
from kapstok.koppelvlakken.haal_centraal.deur import BRON, beantwoord
from kapstok.koppelvlakken.haal_centraal.vraag import (
    Soort,
    lees_fields,
    lees_waarden,
    lijst_van,
    niet_verwacht,
    patroon,
    soort_van,
)
from kapstok.magazijnen.brp.bevragen import velden
from kapstok.magazijnen.brp.reisdocumenten import documenten, in_bezit, reisdocument
from kapstok.magazijnen.brp.zoeken import zoek, zoek_ingang
from kapstok.platform.audit.use import log_uses
from kapstok.platform.resource import Caller

MAX_FIELDS, MAX_HOUDERS = 25, 20
_NUMMER, _HOUDER = "RaadpleegMetReisdocumentnummer", "ZoekMetBurgerservicenummer"
SOORTEN = {
    _NUMMER: Soort({"reisdocumentnummer": lijst_van(1, patroon(r"^[A-Z0-9]{9}$"))}, {}),
    _HOUDER: Soort({"bsn": patroon(r"^[0-9]{9}$")}, {}),
}


def reisdocumenten(request: HttpRequest) -> HttpResponse:
    """One question."""
    return beantwoord(request, _answer, versie="2.0.0")


def _answer(body: dict[str, Any], caller: Caller, mag: frozenset[str]) -> dict[str, Any]:
    kind, waarde, fields = gelezen(body)
    vraag = velden.vraag(velden.REISDOCUMENT, fields)
    if not {f"reisdocumenten.{leaf}" for leaf in vraag.velden} <= mag:
        raise fouten.geen_veld()
    if kind == _NUMMER:
        lists = zoek_ingang("reisdocument", waarde, limit=MAX_HOUDERS)
        found = [(g, d) for g in lists for d in documenten(g.categorieen) if d.get("3520") == waarde]
    else:
        lists = zoek({"burgerservicenummer": [waarde]}, limit=MAX_HOUDERS)
        found = [(g, d) for g in lists for d in documenten(g.categorieen) if in_bezit(d)]
    used = sorted(f"reisdocumenten.{leaf}" for leaf in vraag.velden)
    who = sorted({g.wie for g, _ in found})
    log_uses(who, actor=caller.actor, moment=timezone.now(), source=BRON, fields=used)
    return {
        "type": kind,
        "reisdocumenten": [reisdocument(d, g.categorieen, vraag.keuze) for g, d in found],
    }


def gelezen(body: dict[str, Any]) -> tuple[str, str, list[str]]:
    """The kind, the number and the fields of a question. Raises Geweigerd with everything that is wrong."""
    soort = soort_van(body, SOORTEN)
    waarden: dict[str, Any] = {}
    one = body["type"] == _HOUDER
    asked = {**body, "bsn": body.get("burgerservicenummer")} if one else body
    wrong = [
        ("burgerservicenummer" if name == "bsn" else name, code, reason)
        for name, code, reason in lees_waarden(asked, soort, waarden)
    ]
    wrong += lees_fields(body.get("fields"), velden.REISDOCUMENT, MAX_FIELDS)
    name = "burgerservicenummer" if one else "reisdocumentnummer"
    wrong += niet_verwacht(body, ("type", "fields", name))
    if wrong:
        raise fouten.parameters(wrong)
    return body["type"], waarden["bsn"] if one else waarden["reisdocumentnummer"][0], body["fields"]
