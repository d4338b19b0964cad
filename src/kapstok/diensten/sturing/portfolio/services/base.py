"""What the use cases of the portfolio share: words for faults, locking, and what the audit trail keeps."""

from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.forms.models import model_to_dict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kapstok.platform.db.model import TenantModel
from kapstok.platform.errors import Refusal, Refusals

Row = TypeVar("Row", bound=TenantModel)

WORDS: dict[str, Promise | str] = {
    "verplicht": _("Vul dit in."),
    "onbekend": _("Deze waarde bestaat niet."),
    "biv": _("Een BIV-classificatie heeft drie cijfers van 1 tot en met 3, bijvoorbeeld 221."),
    "gemma": _("Dit onderdeel staat niet in GEMMA."),
    "cloud": _("Schrijf op waarom deze gegevens in de cloud mogen. Zonder afweging kan de applicatie niet in gebruik."),
    "naam": _("Er is al een applicatie met deze naam."),
    "nummer": _("Er is al een contract met dit nummer."),
    "volgorde": _("De einddatum ligt voor de begindatum."),
    "bedrag": _("Vul een bedrag van nul of meer in."),
    "opzegtermijn": _("Een opzegtermijn is hoogstens 60 maanden."),
    "zichzelf": _("Een applicatie kan niet met zichzelf koppelen of zichzelf vervangen."),
    "kring": _("Deze applicaties zouden elkaar vervangen."),
    "dubbel": _("Deze koppeling is er al."),
    "gewijzigd": _("Iemand anders heeft dit intussen gewijzigd. Bekijk wat er nu staat en sla daarna opnieuw op."),
}  # fmt: skip


def refuse(faults: list[tuple[str, str]]) -> None:
    """One answer with all faults."""
    if faults:
        raise Refusals([Refusal(code, field, str(WORDS[code])) for field, code in faults])


def locked(model: type[Row], row_id: UUID, versie: int | None) -> Row:
    """The row, for whoever still looks at its newest version."""
    row = model.objects.select_for_update().filter(pk=row_id).first()
    if row is None:
        raise Refusal("not_found", message=str(_("Dit is er niet (meer).")))
    if versie is not None and row.versie != versie:
        raise Refusal("gewijzigd", "", str(WORDS["gewijzigd"]))
    return row


def described(row: models.Model) -> dict[str, Any]:
    """All columns as text that JSON knows."""
    return {name: value if isinstance(value, (int, list, dict)) or value is None else str(value)
            for name, value in model_to_dict(row).items()}  # fmt: skip
