"""The functions as people read them; refusals and pages say the same."""

from django.utils.translation import gettext_lazy as _

FUNCTIE = {
    "raad": _("Gemeenteraad"),
    "college": _("College van burgemeester en wethouders"),
    "owo_directie": _("OWO-directie"),
    "counterpart": _("Counterpart"),
    "teamleider_ia": _("Teamleider I&A"),
    "i_adviseur": _("I-adviseur"),
    "managementteam": _("Managementteam"),
    "afdelingshoofd": _("Afdelingshoofd"),
    "owo_ia": _("Team OWO-I&A"),
    "owo_div": _("Team OWO-DIV"),
    "ciso": _("CISO"),
    "bac": _("Beveiligingsadviescommissie"),
    "ib_functionaris": _("Functionaris informatiebeveiliging"),
    "projectleider": _("Projectleider"),
    "functioneel_beheerder": _("Functioneel beheerder"),
    "technisch_beheerder": _("Technisch beheerder"),
}
