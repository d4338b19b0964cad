"""Which team handles zaken of a zaaktype. A choice of the municipality itself: not part of the type, in no export."""

from uuid import UUID

from kapstok.magazijnen.catalogi.errors import CatalogusRefused
from kapstok.magazijnen.catalogi.models import ZaakType
from kapstok.platform.work import Actor, unit_of_work


def set_team(zaaktype_id: UUID, team_id: UUID | None, *, actor: Actor) -> None:
    """New zaken of this zaaktype, whatever their version, go to this team (None: to nobody in particular)."""
    row = ZaakType.objects.filter(id=zaaktype_id).first()
    if row is None:
        raise CatalogusRefused("not_found", "zaaktype", "Dit type is er niet (meer).")
    same = ZaakType.objects.filter(catalogus_id=row.catalogus_id, identificatie=row.identificatie)
    if not same.exclude(team_id=team_id).exists():
        return
    with unit_of_work(actor, "zaaktype.team") as work:
        same.update(team_id=team_id)
        work.record("zaaktype", row.id, before={"team_id": row.team_id}, after={"team_id": team_id})
        work.publish(
            "catalogi.zaaktype.team", subject=row.id, data={"team_id": str(team_id) if team_id else None}
        )


def forget_team(team_id: UUID, *, actor: Actor) -> int:
    """The team is no more: new zaken go to nobody in particular. Returns how many zaaktypen it had."""
    rows = list(ZaakType.objects.filter(team_id=team_id).order_by("id"))
    if not rows:
        return 0
    with unit_of_work(actor, "zaaktype.team") as work:
        ZaakType.objects.filter(id__in=[row.id for row in rows]).update(team_id=None)
        for row in rows:
            work.record("zaaktype", row.id, before={"team_id": team_id}, after={"team_id": None})
            work.publish("catalogi.zaaktype.team", subject=row.id, data={"team_id": None})
    return len({row.identificatie for row in rows})
