"""Deleting an application, and putting it back as it was."""

from datetime import datetime
from typing import Any
from uuid import UUID

from kapstok.magazijnen.autorisaties import queries
from kapstok.magazijnen.autorisaties.models import (
    Applicatie,
    Autorisatie,
    Client,
    Doelbinding,
    VerwijderdeApplicatie,
)
from kapstok.magazijnen.autorisaties.rules import ApplicatieRefused
from kapstok.magazijnen.autorisaties.services import take, tell
from kapstok.platform.work import Actor, unit_of_work


def _columns(row: Any) -> dict[str, Any]:
    skip = {"tenant", "id", "applicatie_id"}
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname not in skip}
    return {name: str(v) if isinstance(v, UUID) else v for name, v in values.items()}


def delete_applicatie(applicatie_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Away with the application and its rights. Its client ids stay its own (ac-001)."""
    with unit_of_work(actor, "applicatie.destroy") as work:
        row = take(applicatie_id)
        before = queries.snapshot(applicatie_id)
        inside = {
            "applicatie": _columns(row),
            "clients": [_columns(c) for c in Client.objects.filter(applicatie_id=applicatie_id)],
            "autorisaties": [_columns(a) for a in Autorisatie.objects.filter(applicatie_id=applicatie_id)],
            "doelen": [_columns(d) for d in Doelbinding.objects.filter(applicatie_id=applicatie_id)],
        }
        VerwijderdeApplicatie.objects.create(
            applicatie_id=applicatie_id,
            label=row.label,
            door=actor.stored_name,
            moment=now,
            inhoud=inside,
        )
        Applicatie.objects.filter(id=applicatie_id).delete()
        tell(work, "destroy", applicatie_id, before=before)


def restore_applicatie(applicatie_id: UUID, *, actor: Actor) -> None:
    """Put a deleted application back, with its number, client ids, secrets and rights."""
    with unit_of_work(actor, "applicatie.restore") as work:
        bin_ = VerwijderdeApplicatie.objects.select_for_update().filter(applicatie_id=applicatie_id)
        kept = bin_.first()
        if kept is None:
            raise ApplicatieRefused("not_found", "applicatie", "Deze applicatie is al teruggezet.")
        Applicatie.objects.create(id=applicatie_id, **kept.inhoud["applicatie"])
        for model, name in ((Client, "clients"), (Autorisatie, "autorisaties"), (Doelbinding, "doelen")):
            model.objects.bulk_create(
                model(applicatie_id=applicatie_id, **values) for values in kept.inhoud.get(name, ())
            )
        bin_.delete()
        tell(work, "create", applicatie_id, after=queries.snapshot(applicatie_id))
