"""Tables, acts and letters of the roles as people read them."""

from django.utils.translation import gettext_lazy as _

TABEL = {
    "beleidsplan": _("Informatieplan"),
    "jaarplan": _("Jaarplan"),
    "project": _("Project"),
    "beveiliging": _("Informatiebeveiliging"),
    "organisatie": _("Organisatie"),
}
LETTER = {
    "A": _("beslist en is verantwoordelijk"),
    "R": _("voert uit"),
    "C": _("wordt gehoord"),
}
HANDELING = {
    "beleidsplan.vaststellen": _("Plan vaststellen"),
    "beleidsplan.agenderen": _("Plan agenderen"),
    "beleidsplan.adviseren": _("Adviseren over het plan"),
    "beleidsplan.toewijzen": _("Opdracht geven"),
    "beleidsplan.bewerken": _("Plan schrijven"),
    "beleidsplan.bespreken": _("Plan bespreken"),
    "jaarplan.vaststellen": _("Jaarplan vaststellen"),
    "maatwerk.goedkeuren": _("Maatwerk goedkeuren"),
    "afwijking.besluiten": _("Besluiten over afwijken"),
    "project.beoordelen": _("Project beoordelen"),
    "project.honoreren": _("Project honoreren"),
    "project.starten": _("Project starten"),
    "project.afvoeren": _("Project afvoeren"),
    "project.aanmelden": _("Project aanmelden"),
    "project.leiden": _("Project leiden"),
    "project.voortgang_melden": _("Voortgang melden"),
    "project.adviseren": _("Adviseren in het project"),
    "project.taak_uitvoeren": _("Taak uitvoeren"),
    "memo.aanbieden": _("Memo aanbieden"),
    "memo.opstellen": _("Memo opstellen"),
    "kwartaalrapport.opstellen": _("Kwartaalrapport opstellen"),
    "indicator.meten": _("Cijfer opschrijven"),
    "budget.bewaken": _("Budget bewaken"),
    "budget.boeken": _("Boeken"),
    "beveiligingsbeleid.vaststellen": _("Beveiligingsbeleid vaststellen"),
    "beveiligingsbeleid.opstellen": _("Beveiligingsbeleid opstellen"),
    "beveiligingsbeleid.adviseren": _("Adviseren over beveiliging"),
    "beveiligingsbeleid.toezien": _("Toezien op procedures"),
    "informatie.verantwoorden": _("Verantwoordelijk voor informatie"),
    "enquete.invullen": _("Enquête invullen"),
    "advies.geven": _("Advies geven"),
    "archief.registreren": _("Registreren en archiveren"),
}
