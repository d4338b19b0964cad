"""Nationalities in their five kinds."""

from typing import Any

from kapstok.magazijnen.brp.bevragen import tabellen
from kapstok.magazijnen.brp.bevragen.datum import datum
from kapstok.magazijnen.brp.bevragen.vorm import Groep, Voorkomen, onderzoek_van

_BIJZONDER = {"B": "BehandeldAlsNederlander", "V": "VastgesteldNietNederlander"}
_SOORTEN = {
    "0000": "NationaliteitOnbekend",
    "0002": "BehandeldAlsNederlander",
    "0499": "Staatloos",
    "0500": "VastgesteldNietNederlander",
}
_ALTIJD: dict[str, frozenset[str]] = {"type": frozenset()}


def nationaliteiten(voorkomens: list[Voorkomen]) -> list[Groep]:
    """The nationalities that have not ended (64.10)."""
    return [_nationaliteit(v) for v in voorkomens if "6410" not in v and ("0510" in v or "6510" in v)]


def _nationaliteit(voorkomen: Voorkomen) -> Groep:
    code = voorkomen.get("0510", "")
    kind = _BIJZONDER.get(voorkomen.get("6510", "")) or _SOORTEN.get(code, "Nationaliteit")
    velden: dict[str, Any] = {
        "type": kind,
        "redenOpname": tabellen.bekend("redenen_nationaliteit", voorkomen.get("6310")),
        "datumIngangGeldigheid": datum(voorkomen.get("8510")),
    }
    bronnen = {"type": ("0510",), "redenOpname": ("6310",)}
    if kind == "Nationaliteit":
        velden["nationaliteit"] = tabellen.bekend("nationaliteiten", code)
        bronnen["nationaliteit"] = ("0510",)
    else:
        bronnen["type"] = ("0510", "6510")
    return Groep(velden, _ALTIJD).onderzoek(onderzoek_van(voorkomen), bronnen)
