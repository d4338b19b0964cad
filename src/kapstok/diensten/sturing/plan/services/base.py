"""What the use cases of the plan share: the version that may still be written in."""

from uuid import UUID

from django.utils.translation import gettext as _

from kapstok.diensten.sturing.plan.models import Planversie
from kapstok.platform.db.editing import locked
from kapstok.platform.errors import Refusal


def take(versie_id: UUID) -> Planversie:
    """The version, locked."""
    return locked(Planversie, versie_id)


def take_concept(versie_id: UUID) -> Planversie:
    """The version, when it may still be written in; it moves on by one."""
    row = take(versie_id)
    if row.status != "concept":
        raise Refusal("vast", "", _("Deze versie ligt vast. Wijzigen kan in een nieuwe versie."))
    row.versie += 1
    row.save(update_fields=["versie"])
    return row
