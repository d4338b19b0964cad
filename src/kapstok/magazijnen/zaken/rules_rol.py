"""Rules of rollen: who is a betrokkene and how is it identified. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.identificaties import AUTHENTICATIE, BETROKKENEN, LOGIN_OF
from kapstok.magazijnen.zaken.rules import NFE
from kapstok.platform.resource import parse
from kapstok.platform.resource.fields import Field

ONCE = {"initiator", "zaakcoordinator"}


def faults_of(members: tuple[Field, ...], value: object, name: str) -> list[ZaakRefused]:
    """What is wrong with an object of the standard, member by member (`name.member`)."""
    try:
        parse.group(members)(value, name)
    except parse.Faults as found:
        return [ZaakRefused(f.code, f.name, f.reason) for f in found.faults]
    return []


def zrc_019_identificatie(
    betrokkene_type: str, betrokkene: str, identificatie: Mapping[str, Any] | None
) -> list[ZaakRefused]:
    """A rol says who it is, by address or by an identification that fits its betrokkeneType."""
    if betrokkene_type not in BETROKKENEN:
        return [ZaakRefused("invalid_choice", "betrokkene_type", "Dit soort betrokkene bestaat niet.")]
    if identificatie is not None:
        return faults_of(BETROKKENEN[betrokkene_type], identificatie, "betrokkeneIdentificatie")
    text = "Geef het adres van de betrokkene (betrokkene) of zijn gegevens (betrokkeneIdentificatie)."
    return [] if betrokkene else [ZaakRefused("invalid-betrokkene", NFE, text)]


def zrc_019_once(generiek: str, *, others: bool) -> list[ZaakRefused]:
    """A zaak has at most one initiator and one zaakcoordinator."""
    text = f"Deze zaak heeft al een {generiek}."
    return [ZaakRefused("max-occurences", "roltype_id", text)] if others and generiek in ONCE else []


def rol_authenticatie(betrokkene_type: str, context: Mapping[str, Any] | None) -> list[ZaakRefused]:
    """How the betrokkene logged in: DigiD for a person, eHerkenning for an organisation; acting for somebody
    else goes with the mandate (Open Zaak, experimental)."""
    name = "authenticatieContext"
    if context is None:
        return []
    login = LOGIN_OF.get(betrokkene_type)
    if login is None:
        return [ZaakRefused("invalid", name, "Bij dit soort betrokkene hoort geen inlog.")]
    refusals = faults_of(AUTHENTICATIE[login], context, name)
    if context.get("representee") and not context.get("mandate"):
        text = "Bij een vertegenwoordigde hoort een machtiging."
        refusals.append(ZaakRefused("required", f"{name}.mandate", text))
    return refusals


def rol_geldigheid(begin: date | None, einde: date | None) -> list[ZaakRefused]:
    """A rol does not end before it begins."""
    text = "De einddatum ligt voor de begindatum."
    wrong = begin is not None and einde is not None and einde < begin
    return [ZaakRefused("date-mismatch", "einde_geldigheid", text)] if wrong else []
