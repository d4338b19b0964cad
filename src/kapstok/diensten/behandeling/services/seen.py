"""What a medewerker has looked at, so that the work list can say what is new since."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kapstok.diensten.behandeling.models import Gezien


def mark_seen(zaak_ids: Iterable[UUID], *, medewerker: UUID | None, moment: datetime) -> None:
    """This person looked at these zaken now."""
    if medewerker is None:
        return
    rows = [Gezien(zaak_id=zaak, medewerker_id=medewerker, moment=moment) for zaak in zaak_ids]
    unique = ["tenant", "medewerker_id", "zaak"]
    Gezien.objects.bulk_create(rows, update_conflicts=True, update_fields=["moment"], unique_fields=unique)
