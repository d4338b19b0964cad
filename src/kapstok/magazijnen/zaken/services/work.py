"""Who handles a zaak. Several at once, because teams distribute in bulk."""

from uuid import UUID

from django.db.models import F

from kapstok.magazijnen.zaken.models import Zaak
from kapstok.magazijnen.zaken.services.base import tell
from kapstok.platform.work import Actor, unit_of_work


def assign_zaak(
    zaak_ids: list[UUID], *, behandelaar_id: UUID | None, team_id: UUID | None, actor: Actor
) -> list[tuple[UUID, UUID | None, UUID | None]]:
    """Give open zaken to a person and/or a team (None leaves the team as it is).

    Returns (zaak, former behandelaar, former team) per changed zaak, so that it can be undone.
    """
    with unit_of_work(actor, "zaak.assign") as work:
        zaken = list(Zaak.objects.select_for_update().filter(id__in=zaak_ids, einddatum=None).order_by("id"))
        former = [(z.id, z.behandelaar_id, z.team_id) for z in zaken]
        changes = {"behandelaar_id": behandelaar_id, **({"team_id": team_id} if team_id else {})}
        Zaak.objects.filter(id__in=[z.id for z in zaken]).update(
            **changes, laatst_gemuteerd=work.moment, versie=F("versie") + 1
        )
        for zaak in zaken:
            before = {"behandelaar_id": zaak.behandelaar_id, "team_id": zaak.team_id}
            work.record("zaak", zaak.id, before=before, after={**before, **changes})
            tell(work, "zaak", "update", zaak, wat="toewijzing")
        if not zaken:
            work.record("zaak", "geen", after={"gevraagd": [str(i) for i in zaak_ids]})
    return former


def release_zaak(zaak_ids: list[UUID], *, actor: Actor) -> list[tuple[UUID, UUID | None, UUID | None]]:
    """Put zaken back with the team."""
    return assign_zaak(zaak_ids, behandelaar_id=None, team_id=None, actor=actor)
