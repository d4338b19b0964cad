"""What of a base registration an application may ask, in words."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy

from kapstok.magazijnen.autorisaties.doelbinding import BRP, LADEN, doel_van

# What can be asked of the registers that are given in parts, each in words.
DELEN: dict[str, tuple[tuple[str, Any], ...]] = {
    "bag": ((LADEN, gettext_lazy("Adressen wijzigen (StUF aoaLk01)")),),
    "hr": ((LADEN, gettext_lazy("Bedrijven en vestigingen wijzigen (StUF nnpLk01 en vesLk01)")),),
    "brk": (
        ("kadastraalonroerendezaken", gettext_lazy("Percelen en appartementsrechten, met adres en koopsom")),
        ("zakelijkgerechtigden", gettext_lazy("Wie er rechten op heeft, zoals de eigenaar")),
        ("kadasterpersonen", gettext_lazy("Personen die alleen het Kadaster kent")),
        ("hypotheken", gettext_lazy("Hypotheken")),
        ("beslagen", gettext_lazy("Beslagen")),
        ("privaatrechtelijkebeperkingen", gettext_lazy("Privaatrechtelijke beperkingen")),
        ("publiekrechtelijkebeperkingen", gettext_lazy("Publiekrechtelijke beperkingen")),
        ("stukken", gettext_lazy("Stukken en stukdelen")),
    ),
    "woz": (
        ("wozobjecten", gettext_lazy("WOZ-objecten, met adres en oppervlakte")),
        ("waarden", gettext_lazy("Waarden")),
        ("belanghebbenden", gettext_lazy("Eigenaar en gebruiker")),
    ),
}
# Of the Handelsregister parts are chosen for medewerkers only: to applications it gives what is public.
DELEN_HR: tuple[tuple[str, Any], ...] = (
    ("basisprofiel", gettext_lazy("Inschrijving: naam, activiteiten, begin en einde")),
    ("eigenaar", gettext_lazy("Eigenaar, met rechtsvorm en adres")),
    ("vestigingen", gettext_lazy("Vestigingen, met adres")),
)
# In this order on the page of an application.
REGISTERS = (
    (BRP, "BRP"),
    ("bag", "BAG"),
    ("hr", gettext_lazy("Handelsregister")),
    ("brk", "BRK"),
    ("woz", "WOZ"),
)


def told(applicatie_id: UUID) -> list[dict[str, Any]]:
    """Per register the purpose of an application and what goes with it, in words where there are."""
    rows = []
    for register, name in REGISTERS:
        found, words = doel_van(applicatie_id, register), dict(DELEN.get(register, ()))
        parts = [str(words.get(v, v)) for v in found.velden] if found else []
        rows.append({"register": register, "naam": name, "doel": found, "delen": parts})
    return rows
