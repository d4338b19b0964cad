"""The rules of a zaak as a whole, with what they look at; the same for a new zaak and a changed one."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kapstok.magazijnen.catalogi.models import ZaakType
from kapstok.magazijnen.documenten.elders import told
from kapstok.magazijnen.documenten.models import InformatieObjectVersie
from kapstok.magazijnen.zaken import rules
from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.models import (
    Resultaat,
    Rol,
    Status,
    Zaak,
    ZaakEigenschap,
    ZaakInformatieObject,
    ZaakObject,
)
from kapstok.magazijnen.zaken.services.numbers import is_taken

Verdicts = Iterable[list[ZaakRefused]]


def of_new(zaak: Zaak, zaaktype: ZaakType | None, now: datetime) -> Verdicts:
    """Everything about a zaak that is not there yet."""
    taken = is_taken(zaak.identificatie, zaak.bronorganisatie, zaak.id)
    return (
        rules.zrc_002_identificatie_is_unique(taken=taken),
        *zaaktype_of_zaak(zaak, zaaktype),
        *content(zaak, zaaktype, now),
    )


def content(zaak: Zaak, zaaktype: ZaakType | None, now: datetime) -> Verdicts:
    """What must hold whatever was changed last. Without a zaaktype: what can be said without it."""
    offered = zaaktype.producten_of_diensten if zaaktype else zaak.producten_of_diensten
    return (
        _hoofdzaak(zaak, zaaktype),
        rules.zrc_014_betaling(zaak.betalingsindicatie, zaak.laatste_betaaldatum, now),
        rules.zrc_015_producten_of_diensten(zaak.producten_of_diensten, offered),
        rules.zrc_022_archiefstatus(
            zaak.archiefstatus,
            zaak.archiefnominatie,
            zaak.archiefactiedatum,
            unarchived=_unarchived(zaak),
        ),
    )


def zaaktype_of_zaak(zaak: Zaak, zaaktype: ZaakType | None) -> Verdicts:
    """A zaaktype that a zaak takes: at its start, or in place of another one."""
    if zaaktype is None:
        return ()
    published = rules.zrc_001_zaaktype_is_published(concept=zaaktype.concept)
    if not zaak.startdatum:
        return (published,)
    return (published, rules.zrc_001_zaaktype_is_in_force(zaak.startdatum, zaaktype.einde_geldigheid))


def strangers(zaak: Zaak, zaaktype_id: UUID) -> int:
    """How much hangs on the zaak that is of another zaaktype than this."""
    parts = (
        (Status, "statustype"),
        (Resultaat, "resultaattype"),
        (Rol, "roltype"),
        (ZaakEigenschap, "eigenschap"),
        (ZaakObject, "zaakobjecttype"),
    )
    return sum(
        model.objects.filter(zaak_id=zaak.id)
        .exclude(**{kind: None})
        .exclude(**{f"{kind}__zaaktype_id": zaaktype_id})
        .count()
        for model, kind in parts
    )


def _hoofdzaak(zaak: Zaak, zaaktype: ZaakType | None) -> list[ZaakRefused]:
    if zaak.hoofdzaak_id is None:
        return []
    hoofdzaak = Zaak.objects.filter(id=zaak.hoofdzaak_id).first() if zaak.hoofdzaak_id != zaak.id else zaak
    if hoofdzaak is None:
        return [ZaakRefused("does_not_exist", "hoofdzaak_id", "Deze hoofdzaak is er niet.")]
    named = ZaakType.objects.filter(id=hoofdzaak.zaaktype_id).values_list("deelzaaktypen", flat=True).first()
    family = rules.Family(
        zaak.id,
        hoofdzaak.id,
        hoofdzaak.hoofdzaak_id,
        Zaak.objects.filter(hoofdzaak_id=zaak.id).exists(),
        zaaktype.identificatie if zaaktype else None,
        named or [],
    )
    return rules.zrc_013_hoofdzaak(family)


def _unarchived(zaak: Zaak) -> int:
    """Documents of the zaak whose newest version is not archived; only asked when the zaak says it is."""
    if zaak.archiefstatus == "nog_te_archiveren":
        return 0
    linked = ZaakInformatieObject.objects.filter(zaak_id=zaak.id)
    here = linked.filter(informatieobject_url="")
    newest = dict(here.values_list("informatieobject_id", "informatieobject__huidige_versie"))
    rows = InformatieObjectVersie.objects.filter(informatieobject_id__in=newest)
    states = {
        document: status
        for document, version, status in rows.values_list("informatieobject_id", "versie", "status")
        if newest[document] == version
    }
    urls = linked.exclude(informatieobject_url="").values_list("informatieobject_url", flat=True)
    elsewhere = [document.get("status") for document in told(urls)]
    return sum(1 for status in [*states.values(), *elsewhere] if status != "gearchiveerd")
