"""Facts of a zaak."""

from uuid import UUID

from kapstok.kern.archiveren import Eigenschap as FromEigenschap
from kapstok.magazijnen.catalogi.models import Eigenschap
from kapstok.magazijnen.zaken import rules
from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.models import Zaak, ZaakEigenschap
from kapstok.magazijnen.zaken.services.archive import source_changed
from kapstok.magazijnen.zaken.services.base import change_below, find, own_row, require, snapshot, written
from kapstok.platform.work import Actor


def add_eigenschap(
    zaak_id: UUID, eigenschap_id: UUID, waarde: str, *, actor: Actor, forced: bool = False
) -> ZaakEigenschap:
    """Set a fact of the zaak; setting it again changes it."""
    eigenschap = find(Eigenschap, eigenschap_id, "eigenschap_id")
    with change_below(zaak_id, "eigenschap.create", actor=actor, forced=forced) as (work, zaak):
        require(rules.zrc_018_eigenschap(eigenschap.zaaktype_id, zaak.zaaktype_id))
        old = ZaakEigenschap.objects.filter(zaak_id=zaak_id, eigenschap_id=eigenschap_id).first()
        before = snapshot(old) if old else None
        row, made = ZaakEigenschap.objects.update_or_create(
            zaak_id=zaak_id, eigenschap_id=eigenschap_id, defaults={"naam": eigenschap.naam, "waarde": waarde}
        )
        verb = "create" if made else "update"
        written(work, zaak, "zaakeigenschap", verb, row.id, before=before, after=snapshot(row))
        source_changed(work, zaak, FromEigenschap)
    return row


def eigenschap_faults(row: ZaakEigenschap, zaak: Zaak | None) -> list[ZaakRefused]:
    """All that the rules have against a fact of a zaak, as far as it is known."""
    eigenschap = Eigenschap.objects.filter(id=row.eigenschap_id).first()
    if zaak is None or eigenschap is None:
        return []
    same = ZaakEigenschap.objects.filter(zaak_id=zaak.id, eigenschap_id=eigenschap.id).exclude(id=row.id)
    return [
        *rules.zrc_018_eigenschap(eigenschap.zaaktype_id, zaak.zaaktype_id),
        *rules.zrc_018_once(there=same.exists()),
    ]


def remove_eigenschap(row_id: UUID, *, actor: Actor, forced: bool = False) -> None:
    """Take a fact away."""
    row = own_row(ZaakEigenschap, row_id)
    with change_below(row.zaak_id, "eigenschap.delete", actor=actor, forced=forced) as (work, zaak):
        ZaakEigenschap.objects.filter(id=row_id).delete()
        written(work, zaak, "zaakeigenschap", "destroy", row_id, before=snapshot(row))
        source_changed(work, zaak, FromEigenschap)
