"""A row that several people may edit: taken for whoever saw its newest version, and told whole to the audit trail."""

from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from kapstok.platform.db.model import TenantModel
from kapstok.platform.errors import Refusal

Row = TypeVar("Row", bound=TenantModel)


def locked(model: type[Row], row_id: UUID, versie: int | None = None) -> Row:
    """The row, locked. `versie`: what the editor looked at; None asks no more than that the row is there.

    Raises Refusal `not_found`, or `gewijzigd` when somebody else saved in between.
    """
    row = model.objects.select_for_update().filter(pk=row_id).first()
    if row is None:
        raise Refusal("not_found", message=_("Dit is er niet (meer)."))
    if versie is not None and row.versie != versie:
        raise changed()
    return row


def changed() -> Refusal:
    """Somebody else saved in between."""
    return Refusal(
        "gewijzigd",
        message=_(
            "Iemand anders heeft dit intussen gewijzigd. Bekijk wat er nu staat en sla daarna opnieuw op."
        ),
    )


def described(row: models.Model) -> dict[str, Any]:
    """All columns as values that JSON knows."""
    return {
        name: value if isinstance(value, (int, list, dict)) or value is None else str(value)
        for name, value in model_to_dict(row).items()
    }


def remember(row: models.Model, names: tuple[str, ...]) -> None:
    """Keep these columns as they are now, in the column `vorige`, so that the change can be undone."""
    row.vorige = {name: getattr(row, name) for name in names}  # type: ignore[attr-defined]


def bring_back(row: models.Model, names: tuple[str, ...]) -> None:
    """Put back what was remembered; what stood there is remembered in turn, so that undoing can be undone."""
    row.refresh_from_db(fields=["vorige"])
    old = row.vorige  # type: ignore[attr-defined]
    if not old:
        raise Refusal("geen_vorige", message=_("Er is geen wijziging om ongedaan te maken."))
    remember(row, names)
    for name in names:
        if name in old:
            setattr(row, name, row._meta.get_field(name).to_python(old[name]))
