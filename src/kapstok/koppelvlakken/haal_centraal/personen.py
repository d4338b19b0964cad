"""POST /haalcentraal/api/brp/personen: who asks, what they may, who is found, and the log of it in one transaction."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kapstok.koppelvlakken.haal_centraal import fouten
from kapstok.koppelvlakken.haal_centraal.deur import BRON, beantwoord
from kapstok.koppelvlakken.haal_centraal.vraag import VELD_VAN, Aanvraag, gelezen
from kapstok.magazijnen.brp.bevragen import velden
from kapstok.magazijnen.brp.bevragen.persoon import persoon
from kapstok.magazijnen.brp.gezag.antwoord import genoemd
from kapstok.magazijnen.brp.gezag.lijsten import verwanten
from kapstok.magazijnen.brp.zoeken import Gevonden, zoek
from kapstok.platform.audit.use import log_uses
from kapstok.platform.resource import Caller


def personen(request: HttpRequest) -> HttpResponse:
    """One question. Whatever the outcome, the answer is one that the API knows."""
    return beantwoord(request, _answer, versie="2.7.0")


def _answer(body: dict[str, Any], caller: Caller, mag: frozenset[str]) -> dict[str, Any]:
    aanvraag = gelezen(body)
    if not aanvraag.vraag.velden <= mag:
        raise fouten.geen_veld()
    if beyond := [n for n in aanvraag.waarden if n in VELD_VAN and not gevraagd(n) <= mag]:
        raise fouten.geen_parameter(beyond)
    found = zoek(aanvraag.waarden, limit=aanvraag.maximum + 1)
    if len(found) > aanvraag.maximum and "burgerservicenummer" not in aanvraag.waarden:
        raise fouten.te_veel(aanvraag.maximum)
    return _given(aanvraag, found, caller)


def _given(aanvraag: Aanvraag, found: list[Gevonden], caller: Caller) -> dict[str, Any]:
    """The persons, with the use of each of them logged."""
    now = timezone.now()
    today = timezone.localdate(now)
    family = verwanten([p.categorieen for p in found], today) if "gezag" in aanvraag.vraag.keuze else {}
    persons = [persoon(p.categorieen, aanvraag.vraag, today, family) for p in found]
    who = list(dict.fromkeys(p.bsn or p.a_nummer for p in found))
    used = _gebruikt(aanvraag.vraag.velden, tuple(n for n in aanvraag.waarden if n in VELD_VAN))
    log_uses(who, actor=caller.actor, moment=now, source=BRON, fields=used)
    if also := sorted(genoemd(g for p in persons for g in p.get("gezag", ())) - set(who)):
        # Who is named in somebody else's authority is told of as well.
        log_uses(also, actor=caller.actor, moment=now, source=BRON, fields=["gezag"])
    return {"type": aanvraag.soort, "personen": persons}


@lru_cache(maxsize=500)
def _gebruikt(velden_van: frozenset[str], names: tuple[str, ...]) -> list[str]:
    """All fields that an answer tells of, in the order of the log."""
    return sorted(velden_van.union(*(gevraagd(name) for name in names)))


@lru_cache(maxsize=50)
def gevraagd(parameter: str) -> frozenset[str]:
    """The fields that this search parameter asks after."""
    return frozenset(velden.uitgeschreven(velden.PERSOON, VELD_VAN[parameter]))
