"""Roles as people read them: a name, and what somebody with the role can do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROLE_NAMES: dict[str, tuple[Promise | str, Promise | str]] = {
    "kcc": (_("Medewerker KCC"), _("Zoekt zaken en legt contact vast.")),
    "behandelaar": (_("Behandelaar"), _("Behandelt zaken, maakt brieven en besluiten.")),
    "teamleider": (_("Teamleider"), _("Verdeelt werk, ziet het dashboard en beoordeelt vernietiging.")),
    "functioneel-beheerder": (_("Functioneel beheerder"), _("Richt Kapstok in en beheert medewerkers.")),
    "archivaris": (_("Archivaris"), _("Beheert het archief en de vernietiging.")),
    "ciso": (_("CISO en FG"), _("Ziet het logboek, de toegang en de instellingen, en wijzigt niets.")),
    "i-adviseur": (_("I-adviseur"), _("Ziet cijfers over het werk.")),
    "directie": (_("Directie"), _("Ziet cijfers over het werk.")),
}


def role_name(role: str) -> str:
    """Name of a role; the key itself for a role that is no more."""
    return str(ROLE_NAMES[role][0]) if role in ROLE_NAMES else role
