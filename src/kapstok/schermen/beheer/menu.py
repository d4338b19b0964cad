"""The side navigation of beheer, in groups: an entry is (text, address, icon)."""

from django.utils.translation import gettext_lazy as _

MENU = (
    (_("Overzicht"), "/beheer/", "instellingen"),
    (
        _("Mensen en toegang"),
        (
            (_("Medewerkers"), "/beheer/medewerkers/", "persoon"),
            (_("Teams"), "/beheer/teams/", "mensen"),
            (_("Doelen van medewerkers"), "/beheer/doelen/", "oog"),
            (_("Toegang tussen gemeenten"), "/beheer/toegang/", "slot"),
            (_("DigiD en eHerkenning"), "/beheer/inlogdiensten/", "paspoort"),
        ),
    ),
    (
        _("Inrichting"),
        (
            (_("Zaaktypen"), "/beheer/catalogi/", "lijst"),
            (_("Formulieren"), "/beheer/formulieren/", "lijst"),
            (_("Brieven en mails"), "/beheer/brieven/", "document"),
        ),
    ),
    (
        _("Koppelingen"),
        (
            (_("Applicaties"), "/beheer/applicaties/", "slot"),
            (_("Abonnementen"), "/beheer/abonnementen/", "brief"),
            (_("Externe registers"), "/beheer/registers/", "lijst"),
            (_("Leveringen van registers"), "/beheer/leveringen/", "huis"),
            (_("Berichten onderweg"), "/beheer/berichten/", "brief"),
        ),
    ),
    (
        _("Toezicht"),
        (
            (_("Mail"), "/beheer/mail/", "brief"),
            (_("Kwaliteit van de gegevens"), "/beheer/kwaliteit/", "lijst"),
            (_("Logboek"), "/beheer/logboek/", "lijst"),
            (_("Regels van de standaard"), "/beheer/regels/", "lijst"),
        ),
    ),
)
