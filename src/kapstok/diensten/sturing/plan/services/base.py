"""What the use cases of the plan share: the version that may still be written in, and what the audit trail keeps."""

from typing import Any
from uuid import UUID

from django.db import models
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from kapstok.diensten.sturing.plan.models import Planversie
from kapstok.platform.errors import Refusal


def take(versie_id: UUID) -> Planversie:
    """The version, locked."""
    row = Planversie.objects.select_for_update().filter(id=versie_id).first()
    if row is None:
        raise Refusal("not_found", "", _("Dit is er niet (meer)."))
    return row


def take_concept(versie_id: UUID, versie: int | None = None) -> Planversie:
    """The version, for whoever may write in it and looks at its newest state; it moves on by one."""
    row = take(versie_id)
    if row.status != "concept":
        raise Refusal("vast", "", _("Deze versie ligt vast. Wijzigen kan in een nieuwe versie."))
    if versie is not None and row.versie != versie:
        text = _(
            "Iemand anders heeft dit intussen gewijzigd. Bekijk wat er nu staat en sla daarna opnieuw op."
        )
        raise Refusal("gewijzigd", "", text)
    row.versie += 1
    row.save(update_fields=["versie"])
    return row


def described(row: models.Model) -> dict[str, Any]:
    """All columns as values that JSON knows."""
    return {name: value if isinstance(value, (int, list, dict)) or value is None else str(value)
            for name, value in model_to_dict(row).items()}  # fmt: skip
