"""Resultaat of a zaak: its outcome, at most one."""

from uuid import UUID

from kapstok.magazijnen.catalogi.models import ResultaatType
from kapstok.magazijnen.zaken import rules
from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.models import Resultaat, Zaak
from kapstok.magazijnen.zaken.services.archive import ARCHIVE_FIELDS, clear_archive, set_archive
from kapstok.magazijnen.zaken.services.base import change_below, find, require, snapshot, written
from kapstok.platform.work import Actor


def set_resultaat(
    zaak_id: UUID, resultaattype_id: UUID, *, actor: Actor, toelichting: str = "", forced: bool = False
) -> Resultaat:
    """Give the zaak its outcome, or another one. On a closed zaak another outcome means other archive dates."""
    resultaattype = find(ResultaatType, resultaattype_id, "resultaattype_id")
    with change_below(zaak_id, "resultaat.create", actor=actor, forced=forced) as (work, zaak):
        require(rules.zrc_020_resultaattype(resultaattype.zaaktype_id, zaak.zaaktype_id))
        old = Resultaat.objects.filter(zaak_id=zaak.id).first()
        before = snapshot(old) if old else None
        resultaat, made = Resultaat.objects.update_or_create(
            zaak_id=zaak.id, defaults={"resultaattype_id": resultaattype.id, "toelichting": toelichting}
        )
        zaak.resultaat_id = resultaat.id
        columns = ["resultaat_id"]
        if zaak.einddatum is not None and (old is None or old.resultaattype_id != resultaattype.id):
            clear_archive(zaak)
            set_archive(zaak)
            columns += ARCHIVE_FIELDS
        verb, after = "create" if made else "update", snapshot(resultaat)
        written(work, zaak, "resultaat", verb, resultaat.id, before=before, after=after, columns=columns)
    return resultaat


def resultaat_faults(row: Resultaat, zaak: Zaak | None) -> list[ZaakRefused]:
    """All that the rules have against a resultaat, as far as it is known."""
    if zaak is None:
        return []
    found = rules.zrc_020_one_resultaat(
        there=Resultaat.objects.filter(zaak_id=zaak.id).exclude(id=row.id).exists()
    )
    resultaattype = ResultaatType.objects.filter(id=row.resultaattype_id).first()
    if resultaattype is None:
        return found
    return [*found, *rules.zrc_020_resultaattype(resultaattype.zaaktype_id, zaak.zaaktype_id)]


def remove_resultaat(zaak_id: UUID, *, actor: Actor, forced: bool = False) -> None:
    """Take the outcome away again, and with it what it said about the archive."""
    with change_below(zaak_id, "resultaat.delete", actor=actor, forced=forced) as (work, zaak):
        old = Resultaat.objects.filter(zaak_id=zaak.id).first()
        if old is None:
            raise ZaakRefused("not_found", "resultaat", "Deze zaak heeft geen resultaat.")
        before, old_id = snapshot(old), old.id
        old.delete()
        zaak.resultaat_id = None
        columns = ["resultaat_id"]
        if zaak.einddatum is not None:
            clear_archive(zaak)
            columns += ARCHIVE_FIELDS
        written(work, zaak, "resultaat", "destroy", old_id, before=before, columns=columns)
