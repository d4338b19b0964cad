"""What may stand in the portfolio, what its classification means, and who manages an application. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kapstok.diensten.sturing.harmonisatie.rules_cf import GEBONDEN

STATUSSEN = ("gekozen", "in_gebruik", "uitfaserend", "beeindigd")
HOSTING = ("eigen", "owo", "leverancier", "publieke_cloud")
CLOUD = ("leverancier", "publieke_cloud")
RICHTINGEN = ("heen", "terug", "beide")
SOORTEN_GEBRUIK = ("beheren", "muteren", "raadplegen")
ANTWOORDEN = ("ja", "nee", "nvt")


def fouten(
    values: Mapping[str, Any], *, componenten: Collection[str], functies: Collection[str]
) -> list[tuple[str, str]]:
    """What is wrong with the fields of an application, as (field, code)."""
    found: list[tuple[str, str]] = []
    if not values.get("naam"):
        found.append(("naam", "verplicht"))
    for field, known in (
        ("status", STATUSSEN),
        ("hosting", ("", *HOSTING)),
        ("beheer_besluit", ("", "centraal", "lokaal")),
    ):
        if field in values and values[field] not in known:
            found.append((field, "onbekend"))
    if values.get("biv") and not re.fullmatch("[123]{3}", values["biv"]):
        found.append(("biv", "biv"))
    for field, known in (("componenten", componenten), ("functies", functies)):
        if any(each not in known for each in values.get(field, ())):
            found.append((field, "gemma"))
    coupled = values.get("integratie", {})
    if any(system not in GEBONDEN or answer not in ANTWOORDEN for system, answer in coupled.items()):
        found.append(("integratie", "onbekend"))
    in_cloud = values.get("hosting") in CLOUD and values.get("status", "in_gebruik") == "in_gebruik"
    if in_cloud and not values.get("cloudafweging"):
        found.append(("cloudafweging", "cloud"))
    if values.get("beheer_besluit") and not values.get("beheer_reden"):
        found.append(("beheer_reden", "verplicht"))
    return [*found, *_deputies(values)]


def _deputies(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """A deputy stands in for somebody else."""
    for kind in ("functioneel", "technisch"):
        holder, deputy = values.get(f"{kind}_beheerder", ""), values.get(f"{kind}_plaatsvervanger", "")
        if deputy and not holder:
            yield f"{kind}_beheerder", "beheerder"
        elif deputy and deputy.casefold() == holder.casefold():
            yield f"{kind}_plaatsvervanger", "zelfde"


@dataclass(frozen=True, slots=True)
class Basisniveau:
    """The BBN that follows from a BIV classification: confidentiality decides, the other two may lie above or below."""

    niveau: int
    hoger: tuple[str, ...]
    lager: tuple[str, ...]
    risicoanalyse: tuple[str, ...]


def basisniveau(biv: str) -> Basisniveau | None:
    """None when nobody classified it."""
    if not re.fullmatch("[123]{3}", biv):
        return None
    digits = dict(zip(("beschikbaarheid", "integriteit", "vertrouwelijkheid"), map(int, biv), strict=True))
    level = min(2, digits["vertrouwelijkheid"])
    others = [a for a in digits if a != "vertrouwelijkheid"]
    return Basisniveau(
        level,
        tuple(a for a in others if min(2, digits[a]) > level),
        tuple(a for a in others if digits[a] < level),
        tuple(a for a in digits if digits[a] == 3),
    )


@dataclass(frozen=True, slots=True)
class Beheer:
    """Who manages an application functionally: centraal, lokaal, or beslissen; and why."""

    uitkomst: str
    reden: str
    besloten: bool = False


def beheer(
    gebruikers: Mapping[str, Collection[str]],
    partners: Collection[str],
    *,
    owo_entiteit: bool | None,
    besluit: str = "",
) -> Beheer:
    """The plan (chapter 7) knows two cases; everything between them is a hole in which somebody has to decide.

    `gebruikers`: the departments per municipality that uses it. Central: all use it and management sits in an OWO
    entity. Local: one department that is in no OWO entity.
    """
    used = set(gebruikers) & set(partners)
    departments = sum(max(1, len(gebruikers[partner])) for partner in used)
    if not used:
        return Beheer("beslissen", "niemand")
    if used == set(partners) and owo_entiteit and len(partners) > 1:
        return Beheer("centraal", "alle_en_owo")
    if departments == 1 and owo_entiteit is False:
        return Beheer("lokaal", "een_afdeling")
    if besluit:
        return Beheer(besluit, "besluit", besloten=True)
    if owo_entiteit is None:
        return Beheer("beslissen", "entiteit_onbekend")
    if departments == 1:
        return Beheer("beslissen", "een_afdeling_in_owo")
    return Beheer("beslissen", "alle_zonder_owo" if used == set(partners) else "niet_alle")
