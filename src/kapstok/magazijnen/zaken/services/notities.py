"""Notes about a zaak: one store for the workplace and for applications (Zaken 1.7, zaaknotities)."""

from datetime import datetime
from uuid import UUID

from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.models import ZaakNotitie
from kapstok.magazijnen.zaken.rules_notitie import notitie_is_concept, onderwerp_of
from kapstok.magazijnen.zaken.services.below import add_below
from kapstok.platform.work import Actor, Work, unit_of_work


def notitie_faults(row: ZaakNotitie) -> list[ZaakRefused]:
    """Only a concept changes."""
    before = ZaakNotitie.objects.filter(id=row.id).values_list("status", flat=True).first()
    return notitie_is_concept(before or "concept")


def finish_notitie(row: ZaakNotitie, work: Work) -> list[ZaakRefused]:
    """When it was made and changed; only a concept changes."""
    row.aanmaakdatum = row.aanmaakdatum or work.moment
    row.wijzigingsdatum = work.moment
    row.notitie_type, row.status = row.notitie_type or "intern", row.status or "concept"
    return notitie_faults(row)


def write_note(zaak_id: UUID, tekst: str, *, actor: Actor, moment: datetime) -> UUID:
    """A final note of a medewerker for colleagues; also about a zaak that is closed."""
    values = {
        "zaak_id": zaak_id,
        "onderwerp": onderwerp_of(tekst),
        "tekst": tekst,
        "aangemaakt_door": actor.name[:255],
        "notitie_type": "intern",
        "status": "definitief",
    }
    with unit_of_work(actor, "zaaknotitie.create", moment=moment):
        return add_below(ZaakNotitie, values, actor=actor, forced=True, finish=finish_notitie)
