"""Closing in one go, and opening again, as people do it on a screen."""

from datetime import datetime
from uuid import UUID

from kapstok.magazijnen.catalogi.models import StatusType
from kapstok.magazijnen.documenten.models import EnkelvoudigInformatieObject
from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.models import Status, Zaak, ZaakInformatieObject
from kapstok.magazijnen.zaken.services.base import take
from kapstok.magazijnen.zaken.services.resultaat import remove_resultaat, set_resultaat
from kapstok.magazijnen.zaken.services.status import set_status
from kapstok.platform.work import Actor, Work, unit_of_work


def close_zaak(
    zaak_id: UUID, resultaattype_id: UUID, *, actor: Actor, moment: datetime, toelichting: str = ""
) -> Status:
    """Resultaat, end status and archive dates in one transaction."""
    with unit_of_work(actor, "zaak.close") as work:
        zaak = take(zaak_id)
        final = StatusType.objects.filter(zaaktype_id=zaak.zaaktype_id).order_by("-volgnummer").first()
        if final is None:
            raise ZaakRefused("no-statustype", "statustype", "Dit zaaktype heeft geen statussen.")
        _no_gebruiksrechten_known(work, zaak_id)
        set_resultaat(zaak_id, resultaattype_id, actor=actor, toelichting=toelichting)
        return set_status(zaak_id, final.id, actor=actor, moment=moment, gezetdoor=actor.name)


def _no_gebruiksrechten_known(work: Work, zaak_id: UUID) -> None:
    """Who closes a zaak on a screen says with it that documents without known gebruiksrechten have none;
    an application has to say so itself (indicatiegebruiksrecht-unset)."""
    linked = ZaakInformatieObject.objects.filter(zaak_id=zaak_id).values("informatieobject_id")
    unknown = EnkelvoudigInformatieObject.objects.filter(id__in=linked, indicatie_gebruiksrecht=None)
    for document in unknown.select_for_update().order_by("id"):
        document.indicatie_gebruiksrecht = False
        document.versie += 1
        document.save(update_fields=["indicatie_gebruiksrecht", "versie"])
        change = {"before": {"indicatie_gebruiksrecht": None}, "after": {"indicatie_gebruiksrecht": False}}
        work.record("enkelvoudiginformatieobject", document.id, subject=zaak_id, **change)


def reopen_zaak(zaak_id: UUID, *, actor: Actor, moment: datetime, reden: str) -> Status:
    """Open a closed zaak again at the status before the end, with the reason. Its resultaat is taken away."""
    if not reden.strip():
        raise ZaakRefused("required", "reden", "Vul in waarom u de zaak heropent.")
    with unit_of_work(actor, "zaak.reopen"):
        zaak = take(zaak_id)
        if zaak.einddatum is None:
            raise ZaakRefused("not-closed", "nonFieldErrors", "Deze zaak is nog open.")
        types = StatusType.objects.filter(zaaktype_id=zaak.zaaktype_id).order_by("-volgnummer")[:2]
        status = set_status(
            zaak_id,
            list(types)[-1].id,
            actor=actor,
            moment=moment,
            toelichting=reden.strip()[:1000],
            may_reopen=True,
        )
        if Zaak.objects.filter(id=zaak_id).exclude(resultaat_id=None).exists():
            remove_resultaat(zaak_id, actor=actor, forced=True)
    return status
