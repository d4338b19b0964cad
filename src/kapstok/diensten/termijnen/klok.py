"""The clock of a zaak as it stands in the store: rows in, the value of the rules out."""

from datetime import date

from kapstok.diensten.termijnen.rules import Klok, Termijnregels
from kapstok.kern.tijdvak import Duration
from kapstok.magazijnen.catalogi.models import ZaakType
from kapstok.magazijnen.zaken.models import Zaak


def regels_of(zaaktype: ZaakType) -> Termijnregels:
    extendable = zaaktype.verlenging_mogelijk and zaaktype.verlengingstermijn
    return Termijnregels(
        doorlooptijd=Duration.parse(zaaktype.doorlooptijd),
        servicenorm=Duration.parse(zaaktype.servicenorm) if zaaktype.servicenorm else None,
        opschorting_mogelijk=zaaktype.opschorting_en_aanhouding_mogelijk,
        verlengingstermijn=Duration.parse(zaaktype.verlengingstermijn) if extendable else None,
    )


def klok_of(zaak: Zaak, zaaktype: ZaakType) -> Klok:
    opschorting, verlenging = zaak.opschorting or {}, zaak.verlenging or {}
    # An API client can set the indicatie without a day. It began no later than the last change, so
    # counting from there never makes the term longer than the law allows.
    since = opschorting.get("sinds") or zaak.laatst_gemuteerd.date().isoformat()
    suspended = bool(opschorting.get("indicatie")) and zaak.einddatum is None
    return Klok(
        startdatum=zaak.startdatum,
        regels=regels_of(zaaktype),
        opgeschorte_dagen=int(opschorting.get("dagen") or 0),
        opgeschort_sinds=date.fromisoformat(since) if suspended else None,
        verlenging=Duration.parse(verlenging["duur"]) if verlenging.get("duur") else None,
        einddatum=zaak.einddatum,
    )
