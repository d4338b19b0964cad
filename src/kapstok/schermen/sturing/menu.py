"""The side navigation of sturing, in groups: an entry is (text, address, icon)."""

from django.utils.translation import gettext_lazy as _

MENU = (
    (_("Overzicht"), "/sturing/", "grafiek"),
    (
        _("Informatieplan"),
        (
            (_("Plan"), "/sturing/plan/", "document"),
            (_("Praatplaat"), "/sturing/plan/praatplaat/", "huis"),
            (_("Doelen en cijfers"), "/sturing/doelen/", "grafiek"),
            (_("Keten"), "/sturing/keten/", "lijst"),
            (_("Herziening"), "/sturing/plan/herziening/", "kalender"),
            (_("Communicatie"), "/sturing/communicatie/", "document"),
            (_("Enquêtes"), "/sturing/enquetes/", "lijst"),
            (_("Rollen"), "/sturing/rollen/", "mensen"),
        ),
    ),
    (
        _("Jaarplan"),
        (
            (_("Jaarplan"), "/sturing/jaarplan/", "document"),
            (_("Bord"), "/sturing/bord/", "kalender"),
            (_("Projecten"), "/sturing/projecten/", "lijst"),
            (_("Mijn projecten"), "/sturing/mijn-projecten/", "persoon"),
            (_("Initiatieven"), "/sturing/initiatieven/", "zoeken"),
            (_("Adviezen"), "/sturing/adviezen/", "document"),
            (_("Kwartaal"), "/sturing/kwartaal/", "klok"),
            (_("Uitrolpakketten"), "/sturing/pakketten/", "map"),
            (_("Geld"), "/sturing/geld/", "geld"),
            (_("Maatwerk"), "/sturing/maatwerk/", "gereedschap"),
        ),
    ),
    (
        _("Applicaties"),
        (
            (_("Alle applicaties"), "/sturing/applicaties/", "lijst"),
            (_("Muur"), "/sturing/muur/", "kaart"),
            (_("Contracten"), "/sturing/contracten/", "kalender"),
            (_("Wat als?"), "/sturing/wat-als/", "zoeken"),
            (_("Inlezen en downloaden"), "/sturing/bestanden/", "map"),
        ),
    ),
    (_("Werkplek"), ((_("Mijn werk"), "/werk/", "lijst"), (_("Dashboard"), "/werk/dashboard/", "grafiek"))),
)

LEIDER = (
    (_("Mijn projecten"), "/sturing/mijn-projecten/", "lijst"),
    (_("Werkplek"), ((_("Mijn werk"), "/werk/", "lijst"),)),
)
"""For who leads a project and has no role in the steering."""
