"""Codes of the plan and of the functions as people read them."""

from django.utils.translation import gettext_lazy as _

STATUS = {
    "concept": (_("Concept"), "info"),
    "in_besluitvorming": (_("In besluitvorming"), "let-op"),
    "vastgesteld": (_("Vastgesteld"), "goed"),
    "vervangen": (_("Vervangen"), "neutraal"),
}
BRON = {
    "wet": _("wet"),
    "norm": _("norm"),
    "akkoord": _("coalitieakkoord"),
    "beleid": _("beleid"),
    "afspraak": _("afspraak"),
    "overeenkomst": _("overeenkomst"),
    "besluit": _("besluit"),
    "onderzoek": _("onderzoek"),
}
RAAKT = {
    "dienstverlening": _("dienstverlening"),
    "bedrijfsvoering": _("bedrijfsvoering"),
    "beide": _("dienstverlening en bedrijfsvoering"),
}
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
SOORT = {
    "versie": _("Plan"),
    "bron": _("Bron"),
    "k": _("K"),
    "pijler": _("Pijler"),
    "uitgangspunt": _("Uitgangspunt"),
    "spelregel": _("Spelregel"),
    "principe": _("Principe"),
    "ontwikkeling": _("Ontwikkeling"),
    "competentie": _("Competentie"),
    "indicator": _("Indicator"),
    "speerpunt": _("Speerpunt"),
    "akkoord": _("Akkoord"),
    "ambitie": _("Ambitie"),
}
"""Kinds of things that a change report names."""
