"""Codes of the plan as people read them."""

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
METING = {
    "hand": _("de eigenaar schrijft het op"),
    "zaken_op_tijd": _("zaken die op tijd zijn afgerond"),
    "zaken_digitaal": _("zaken die digitaal binnenkomen"),
    "eerste_contact": _("vragen die in één keer zijn afgehandeld"),
    "gelijk": _("onderdelen die bij alle gemeenten gelijk zijn"),
    "zonder_biv": _("applicaties zonder BIV-classificatie"),
    "maatwerk": _("verrekend maatwerk"),
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
