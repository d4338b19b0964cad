"""The side navigation of Mijn omgeving; the words are those of the page titles."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kapstok.platform.identity import Identity

_ALL = (
    (_("Overzicht"), "/mijn/", "huis"),
    (_("Mijn zaken"), "/mijn/zaken/", "map"),
    (_("Mijn berichten"), "/mijn/berichten/", "brief"),
)
_PERSON = ((_("Mijn gegevens"), "/mijn/gegevens/", "persoon"),)
_LAST = (
    (_("Opgeslagen formulieren"), "/mijn/concepten/", "document"),
    (_("Wie keek naar mijn gegevens?"), "/mijn/inzage/", "oog"),
)


def menu_of(identity: Identity) -> list[Any]:
    """Only what this person has."""
    return [*_ALL, *(_PERSON if identity.kind == "burger" else ()), *_LAST]
