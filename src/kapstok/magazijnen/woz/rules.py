"""Which values of an object count, and in which order objects are shown. Pure."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

Rij = dict[str, Any]
_DISPUTED = {"bezwaar_ingediend", "beroep_aangetekend", "hoger_beroep_aangetekend", "cassatie_ingesteld"}
_ANNULLED = {"beschikking_vernietigd"}


def relevante_waarden(waarden: Iterable[Rij]) -> list[Rij]:
    """Of each day of reference the value that begins last, the newest day first; what was only annulled does not count.

    As features/waarden.feature of WOZ bevragen has it.
    """
    found: dict[str, Rij] = {}
    for each in sorted(waarden, key=lambda w: (w["waardepeildatum"], w["ingangsdatum"])):
        if set(each["beschikkingsStatussen"]) != _ANNULLED:
            found[each["waardepeildatum"]] = each
    return [
        {
            "vastgesteldeWaarde": each["vastgesteldeWaarde"],
            "waardepeildatum": day,
            **({"indicatieBezwaarBeroep": True} if _DISPUTED & set(each["beschikkingsStatussen"]) else {}),
        }
        for day, each in sorted(found.items(), reverse=True)
    ]


def waarden_op(waarden: Iterable[Rij], dag: date) -> list[Rij]:
    """The values that had begun to count by that day."""
    return [each for each in waarden if each["ingangsdatum"] <= dag.isoformat()]


def volgorde(gegevens: Rij) -> tuple[str, int, str, str, str]:
    """By postcode, number, letter and addition, capitals or not; what has none goes first."""
    own = gegevens.get("aanduiding", {})
    return (
        own.get("postcode", ""),
        own.get("huisnummer", 0),
        own.get("huisletter", "").upper(),
        own.get("huisnummertoevoeging", "").upper(),
        gegevens["identificatie"],
    )


def ingangen(gegevens: Rij) -> Iterator[str]:
    """By what an object can be found."""
    own = gegevens.get("aanduiding", {})
    if own.get("postcode") and own.get("huisnummer"):
        yield f"adres {own['postcode'].upper()} {own['huisnummer']}"
    if own.get("nummeraanduidingIdentificatie"):
        yield f"nummeraanduiding {own['nummeraanduidingIdentificatie']}"
    for number in gegevens.get("adresseerbaarObjectIdentificaties", ()):
        yield f"object {number}"
    owner = gegevens.get("belanghebbendeEigenaar", {})
    for name in ("rsin", "kvkNummer"):
        if owner.get(name):
            yield f"{name} {owner[name]}"


def fout_in(gegevens: Rij) -> str:
    """What of an object cannot be; empty when nothing."""
    number = gegevens.get("identificatie", "")
    if not (number.isascii() and number.isdigit() and len(number) == 12):
        return "een WOZ-objectnummer heeft twaalf cijfers"
    if any(w["vastgesteldeWaarde"] < 0 for w in gegevens.get("waarden", ())):
        return "een waarde is negatief"
    return ""
