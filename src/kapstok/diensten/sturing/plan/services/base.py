"""What the use cases of the plan share: the version that may still be written in."""

from uuid import UUID

from django.utils.translation import gettext as _

from kapstok.diensten.sturing.plan.models import Planversie
from kapstok.platform.db.editing import changed, locked
from kapstok.platform.errors import Refusal


def take(versie_id: UUID) -> Planversie:
    """The version, locked."""
    return locked(Planversie, versie_id)


def take_concept(versie_id: UUID, versie: int | None = None) -> Planversie:
    """The version, for whoever may write in it and looks at its newest state; it moves on by one."""
    row = take(versie_id)
    if row.status != "concept":
        raise Refusal("vast", "", _("Deze versie ligt vast. Wijzigen kan in een nieuwe versie."))
    if versie is not None and row.versie != versie:
        raise changed()
    row.versie += 1
    row.save(update_fields=["versie"])
    return row
