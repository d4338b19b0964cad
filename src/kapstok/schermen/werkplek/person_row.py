"""Somebody who was found, in a list: by search or at an address, exactly as far as the purpose goes."""

from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from kapstok.magazijnen.brp.bevragen import velden
from kapstok.magazijnen.brp.bevragen.persoon import persoon
from kapstok.magazijnen.brp.rules import Categorieen
from kapstok.schermen.werkplek.person_words import address_line, name_of, told

# A list tells who it is and where they live; the rest is on their own page.
_SHORT = ("naam", "geboorte", "adressering", "adresseringBinnenland")
_HOMES = ("verblijfplaats", "verblijfplaatsBinnenland")
_TREE: velden.Boom = {
    **{name: velden.PERSOON_BEPERKT[name] for name in _SHORT},
    **{name: {"verblijfadres": velden.PERSOON[name]["verblijfadres"]} for name in _HOMES},
}


@lru_cache(maxsize=200)
def asked_of(mag: frozenset[str]) -> velden.Vraag:
    """What of the purpose a list tells."""
    return velden.alles(_TREE, mag)


def row_of(categorieen: Categorieen, mag: frozenset[str], today: date) -> dict[str, Any]:
    """One line. Where somebody with geheimhouding lives is on their own page, not here."""
    person = persoon(categorieen, asked_of(mag), today)
    secret = bool(person.get("geheimhoudingPersoonsgegevens"))
    no_name = _("Naam onbekend") if velden.raakt(mag, "naam") else _("Naam niet voor dit doel")
    return {
        "naam": name_of(person) or no_name,
        "geboren": told(person.get("geboorte", {}).get("datum")),
        "geboortejaar": _year(person),
        "geheim": secret,
        "overleden": person.get("opschortingBijhouding", {}).get("reden", {}).get("code") == "O",
        "adres": "" if secret else address_line(person),
    }


def _year(person: dict[str, Any]) -> str:
    born = person.get("geboorte", {}).get("datum", {})
    return str(born.get("datum", "")[:4] or born.get("jaar", ""))


def withheld_of(mag: frozenset[str]) -> list[str]:
    """Which columns of a list the purpose does not hold, in words."""
    words = {"naam": _("naam"), "geboorte.datum": _("geboortedatum")}
    lines = velden.raakt(mag, "adressering") or velden.raakt(mag, "verblijfplaats.verblijfadres")
    return [word for path, word in words.items() if not velden.raakt(mag, path)] + (
        [] if lines else [_("adres")]
    )
