"""The side navigation of beheer."""

from django.utils.translation import gettext_lazy as _

MENU = (
    (_("Overzicht"), "/beheer/", "instellingen"),
    (_("Berichten onderweg"), "/beheer/berichten/", "brief"),
    (_("Mail"), "/beheer/mail/", "brief"),
    (_("Logboek"), "/beheer/logboek/", "lijst"),
)
