"""What the use cases of the projects share: words for faults, locking, and what the audit trail keeps."""

from collections.abc import Mapping
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
    "naam": _("Er is al een project met deze naam."),
    "speerpunt": _("Kies minstens één speerpunt waaraan het project werkt."),
    "gemeente": _("Kies minstens één gemeente."),
    "noodzaak": _("Kies hoe nodig het project is: wettelijk, noodzakelijk of wenselijk."),
    "bron": _("Noem de wet of regeling waaruit het volgt. Zonder bron is een project niet wettelijk."),
    "reden": _("Schrijf op waarom."),
    "projectleider": _("Een project start met een projectleider. Vul in wie dat is."),
    "startvorm": _("Kies of alle gemeenten samen starten of één gemeente begint."),
    "starter": _("Kies de gemeente die begint; zij moet aan het project meedoen."),
    "overgang": _("Deze stap kan niet vanuit de stand waarin het project is."),
    "afronding": _("Dit hoort bij de afronding: vul het in."),
    "geen_volgers": _("Er is geen andere gemeente die volgt. Rond het project meteen af."),
    "eerst_uitrol": _("Eén gemeente begon. Rol het project eerst uit naar de andere gemeenten."),
    "volger_open": _("Nog niet elke volgende gemeente heeft besloten of zij meedoet."),
    "regel_blokkeert": _("Een regel staat in de weg. Noem het besluit van de OWO-directie waarmee het toch mag."),
    "nooit_beoordeeld": _("Het project is nog niet beoordeeld."),
    "gewijzigd": _("Iemand anders heeft dit intussen gewijzigd. Bekijk wat er nu staat en sla daarna opnieuw op."),
    "volgorde": _("Het einde ligt voor het begin."),
    "bedrag": _("Vul een bedrag van nul of meer in."),
    "procent": _("Vul een getal van 0 tot en met 100 in."),
    "oorzaak": _("Er is vertraging: zeg door wie, de leverancier of de gemeente."),
    "score": _("Geef een cijfer van 1 tot en met 5."),
    "toets_gesloten": _("Dit kwartaal is gesloten. De toets ligt vast."),
    "loopt_niet": _("Alleen een lopend project krijgt een kwartaaltoets."),
    "geld_vast": _("Er is al geld vastgelegd voor deze gemeente. Laat dat eerst vrijvallen."),
    "pakket": _("Dit is geen uitrolpakket van Kapstok."),
    "pakket_stand": _("Een uitrolpakket maakt u als het project wordt afgerond of uitgerold."),
}  # fmt: skip


def refuse(faults: list[tuple[str, str]]) -> None:
    """One answer with all faults."""
    if faults:
        raise refused(*faults)


def refused(*faults: tuple[str, str]) -> Refusals:
    """The same, to raise where there is no way on."""
    return Refusals([Refusal(code, field, str(WORDS[code])) for field, code in faults])


def locked(model: type[Row], row_id: UUID, versie: int | None = None) -> Row:
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


def assign(row: models.Model, values: Mapping[str, Any], names: tuple[str, ...]) -> None:
    """Set the columns that are given."""
    for name in names:
        if name in values:
            setattr(row, name, values[name])
