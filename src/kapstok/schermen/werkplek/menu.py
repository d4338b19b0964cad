"""The side navigation of the workbench."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kapstok.platform.identity import Identity

GEGEVENS = "/werk/gegevens/"  # the pages of persons and businesses belong to it
_EVERYBODY = (
    (_("Mijn werk"), "/werk/", "lijst"),
    (_("Team"), "/werk/team/", "mensen"),
    (_("Zoeken"), "/werk/zoeken/", "zoeken"),
    (_("Adressen"), "/werk/adres/", "plaats"),
)
_TALK = ((_("Personen en bedrijven"), GEGEVENS, "mensen"),)
_LEADER = ((_("Dashboard"), "/werk/dashboard/", "grafiek"),)
_STEER = ((_("Sturing"), "/sturing/", "grafiek"),)
_ARCHIVE = ((_("Te vernietigen"), "/archief/", "archief"),)
_ADMIN = ((_("Beheer"), "/beheer/", "instellingen"),)


def menu_of(identity: Identity) -> list[Any]:
    """What this medewerker may open."""
    items = list(_EVERYBODY)
    if identity.has_role("kcc", "behandelaar", "teamleider"):
        items += _TALK
    if identity.has_role("teamleider", "directie", "i-adviseur"):
        items += _LEADER
    if identity.has_role("directie", "i-adviseur"):
        items += _STEER
    if identity.has_role("archivaris", "teamleider"):
        items += _ARCHIVE
    if identity.has_role("functioneel-beheerder", "ciso"):
        items += _ADMIN
    return items
