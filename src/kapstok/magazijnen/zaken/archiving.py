"""Collects what the archive rule (kern.archiveren) wants to know about a zaak that is being closed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from kapstok.kern.archiveren import (
    Archiefnominatie,
    Archiefparameters,
    Archiefregime,
    BesluitDates,
    ClosedZaak,
    HoofdzaakDates,
    RelatedObject,
    determine_archiefparameters,
    parse_afleidingswijze,
)
from kapstok.kern.tijdvak import Duration
from kapstok.magazijnen.catalogi.models import ResultaatType
from kapstok.magazijnen.zaken.models import Resultaat, Zaak, ZaakEigenschap, ZaakObject, ZaakRelatie

# besluiten stands above zaken: it tells here how to find the dates of the besluiten of a zaak.
_besluit_dates: list[Callable[[UUID], tuple[BesluitDates, ...]]] = []


def register_besluit_dates(provider: Callable[[UUID], tuple[BesluitDates, ...]]) -> None:
    """Called once at start by the store of besluiten."""
    _besluit_dates[:] = [provider]


def besluit_dates_of(zaak_id: UUID) -> tuple[BesluitDates, ...]:
    """Dates of the besluiten of a zaak; none when no store of besluiten is there."""
    return _besluit_dates[0](zaak_id) if _besluit_dates else ()


def regime_of(resultaattype: ResultaatType) -> Archiefregime:
    """What the resultaattype says about keeping."""
    brondatum: dict[str, Any] = resultaattype.brondatum_archiefprocedure or {}
    code = brondatum.get("afleidingswijze")
    wijze = (
        parse_afleidingswijze(
            code,
            datumkenmerk=brondatum.get("datumkenmerk") or "",
            objecttype=brondatum.get("objecttype") or "",
            registratie=brondatum.get("registratie") or "",
            procestermijn=brondatum.get("procestermijn") or None,
        )
        if code
        else None
    )
    return Archiefregime(
        archiefnominatie=Archiefnominatie(resultaattype.archiefnominatie)
        if resultaattype.archiefnominatie
        else None,
        archiefactietermijn=Duration.parse(resultaattype.archiefactietermijn)
        if resultaattype.archiefactietermijn
        else None,
        afleidingswijze=wijze,
    )


def regime_of_zaak(zaak: Zaak) -> Archiefregime | None:
    """What the resultaattype of the zaak says about keeping; None without a resultaat."""
    types = Resultaat.objects.filter(zaak_id=zaak.id).values("resultaattype_id")
    resultaattype = ResultaatType.objects.filter(id__in=types).first()
    return regime_of(resultaattype) if resultaattype else None


def archive_parameters(zaak: Zaak) -> Archiefparameters:
    """archiefnominatie, archiefactiedatum and startdatumBewaartermijn of a zaak with einddatum and resultaat."""
    regime = regime_of_zaak(zaak)
    if regime is None:
        return Archiefparameters(None, None, None)
    return determine_archiefparameters(_closed(zaak), regime)


def _closed(zaak: Zaak) -> ClosedZaak:
    hoofdzaak = Zaak.objects.filter(id=zaak.hoofdzaak_id).first() if zaak.hoofdzaak_id else None
    # The einddatum of a zaak in another registry is not known here.
    related = (
        ZaakRelatie.objects.filter(zaak_id=zaak.id)
        .exclude(aard_relatie="")
        .values_list("andere_zaak__einddatum", flat=True)
    )
    return ClosedZaak(
        einddatum=zaak.einddatum,
        hoofdzaak=HoofdzaakDates(hoofdzaak.einddatum) if hoofdzaak else None,
        eigenschappen=dict(ZaakEigenschap.objects.filter(zaak_id=zaak.id).values_list("naam", "waarde")),
        zaakobjecten=tuple(
            RelatedObject(soort, (identificatie or {}).get("overigeData") or identificatie or {})
            for soort, identificatie in ZaakObject.objects.filter(zaak_id=zaak.id).values_list(
                "object_type", "object_identificatie"
            )
        ),
        gerelateerde_einddatums=tuple(related),
        besluiten=besluit_dates_of(zaak.id),
        archiefnominatie=Archiefnominatie(zaak.archiefnominatie) if zaak.archiefnominatie else None,
        startdatum_bewaartermijn=None if zaak.bewaartermijn_afgeleid else zaak.startdatum_bewaartermijn,
    )
