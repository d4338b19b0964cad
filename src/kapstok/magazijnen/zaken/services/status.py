"""Status and resultaat of a zaak."""

from datetime import datetime
from uuid import UUID

from kapstok.magazijnen.catalogi.models import ResultaatType, StatusType
from kapstok.magazijnen.zaken import rules
from kapstok.magazijnen.zaken.archiving import archive_parameters, require_closable
from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.models import Resultaat, Status, Zaak
from kapstok.magazijnen.zaken.services.base import count, require, snapshot, take, tell, touch
from kapstok.platform.work import Actor, unit_of_work

ARCHIVE_FIELDS = ("archiefnominatie", "archiefactiedatum", "startdatum_bewaartermijn")


def is_final(statustype: StatusType) -> bool:
    """The end status is the one with the highest volgnummer of its zaaktype."""
    higher = StatusType.objects.filter(
        zaaktype_id=statustype.zaaktype_id, volgnummer__gt=statustype.volgnummer
    )
    return not higher.exists()


def set_status(
    zaak_id: UUID,
    statustype_id: UUID,
    *,
    actor: Actor,
    moment: datetime,
    toelichting: str = "",
    gezetdoor: str = "",
    forced: bool = False,
) -> Status:
    """Add a status. The end status closes the zaak and sets its archive parameters; any other status on a
    closed zaak reopens it (the caller has checked the scope and says so with `forced`)."""
    statustype = StatusType.objects.filter(id=statustype_id).first()
    if statustype is None:
        raise ZaakRefused("object-does-not-exist", "statustype", "Dit statustype is er niet.")
    with unit_of_work(actor, "status.create") as work:
        zaak = take(zaak_id)
        final = is_final(statustype)
        require(
            rules.type_belongs_to_zaaktype("statustype", statustype.zaaktype_id, zaak.zaaktype_id),
            rules.zrc_007_closed_needs_force(zaak.einddatum, forced=forced),
            rules.final_status_needs_resultaat(final=final, resultaat=zaak.resultaat_id),
        )
        if Status.objects.filter(zaak_id=zaak.id, datum_status_gezet=moment).exists():
            raise ZaakRefused("unique", "datumStatusGezet", "Op dit moment is al een status gezet.")
        status = Status.objects.create(
            zaak_id=zaak.id,
            statustype_id=statustype.id,
            datum_status_gezet=moment,
            statustoelichting=toelichting,
            gezetdoor=gezetdoor,
        )
        before = snapshot(zaak)
        changed = _take_effect(zaak, status, statustype, final=final)
        touch(zaak, work.moment, changed)
        work.record("status", status.id, after=snapshot(status), subject=zaak.id)
        if len(changed) > 2:
            work.record("zaak", zaak.id, before=before, after=snapshot(zaak), action="zaak.status")
        tell(work, "status", "create", zaak, status.id, statustype=str(statustype.id), final=final)
    return status


def _take_effect(zaak: Zaak, status: Status, statustype: StatusType, *, final: bool) -> list[str]:
    """Columns of the zaak that change by this status."""
    changed: list[str] = []
    newest = Status.objects.filter(zaak_id=zaak.id).order_by("-datum_status_gezet").first()
    if newest is not None and newest.id == status.id:
        zaak.status_id, zaak.statustype_id = status.id, statustype.id
        changed += ["status_id", "statustype_id"]
    if final:
        count(zaak, -1)
        zaak.einddatum = status.datum_status_gezet.astimezone().date()
        parameters = archive_parameters(zaak)
        require_closable(parameters)
        zaak.archiefnominatie = parameters.archiefnominatie or ""
        zaak.archiefactiedatum = parameters.archiefactiedatum
        zaak.startdatum_bewaartermijn = parameters.startdatum_bewaartermijn
        count(zaak, 1)
        changed += ["einddatum", *ARCHIVE_FIELDS]
    elif zaak.einddatum is not None:
        count(zaak, -1)
        zaak.einddatum, zaak.archiefactiedatum, zaak.startdatum_bewaartermijn = None, None, None
        zaak.archiefnominatie = ""
        count(zaak, 1)
        changed += ["einddatum", *ARCHIVE_FIELDS]
    return changed


def set_resultaat(
    zaak_id: UUID, resultaattype_id: UUID, *, actor: Actor, toelichting: str = "", forced: bool = False
) -> Resultaat:
    """Give the zaak its outcome, or another one. At most one resultaat per zaak."""
    resultaattype = ResultaatType.objects.filter(id=resultaattype_id).first()
    if resultaattype is None:
        raise ZaakRefused("object-does-not-exist", "resultaattype", "Dit resultaattype is er niet.")
    with unit_of_work(actor, "resultaat.create") as work:
        zaak = take(zaak_id)
        require(
            rules.type_belongs_to_zaaktype("resultaattype", resultaattype.zaaktype_id, zaak.zaaktype_id),
            rules.zrc_007_closed_needs_force(zaak.einddatum, forced=forced),
        )
        old = Resultaat.objects.filter(zaak_id=zaak.id).first()
        before = snapshot(old) if old else None
        resultaat, made = Resultaat.objects.update_or_create(
            zaak_id=zaak.id, defaults={"resultaattype_id": resultaattype.id, "toelichting": toelichting}
        )
        zaak.resultaat_id = resultaat.id
        touch(zaak, work.moment, ["resultaat_id"])
        work.record("resultaat", resultaat.id, before=before, after=snapshot(resultaat), subject=zaak.id)
        tell(work, "resultaat", "create" if made else "update", zaak, resultaat.id)
    return resultaat


def remove_resultaat(zaak_id: UUID, *, actor: Actor, forced: bool = False) -> None:
    """Take the outcome away again."""
    with unit_of_work(actor, "resultaat.delete") as work:
        zaak = take(zaak_id)
        require(rules.zrc_007_closed_needs_force(zaak.einddatum, forced=forced))
        old = Resultaat.objects.filter(zaak_id=zaak.id).first()
        if old is None:
            raise ZaakRefused("not_found", "resultaat", "Deze zaak heeft geen resultaat.")
        before, old_id = snapshot(old), old.id
        old.delete()
        zaak.resultaat_id = None
        touch(zaak, work.moment, ["resultaat_id"])
        work.record("resultaat", old_id, before=before, subject=zaak.id)
        tell(work, "resultaat", "destroy", zaak, old_id)
