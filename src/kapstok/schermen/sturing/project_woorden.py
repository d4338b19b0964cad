"""Codes of projects as people read them."""

from django.utils.translation import gettext_lazy as _

TOESTAND = {
    "aangemeld": (_("Aangemeld"), "neutraal"),
    "beoordeeld": (_("Beoordeeld"), "info"),
    "gehonoreerd": (_("Gehonoreerd"), "info"),
    "niet_gehonoreerd": (_("Niet gehonoreerd"), "let-op"),
    "in_uitvoering": (_("In uitvoering"), "goed"),
    "in_afronding": (_("In afronding"), "goed"),
    "in_uitrol": (_("In uitrol"), "goed"),
    "afgerond": (_("Afgerond"), "neutraal"),
    "afgevoerd": (_("Afgevoerd"), "fout"),
}
STAP = {
    "beoordeeld": _("Beoordelen"),
    "gehonoreerd": _("Honoreren"),
    "niet_gehonoreerd": _("Niet honoreren"),
    "in_uitvoering": _("Starten"),
    "in_afronding": _("Afronding beginnen"),
    "in_uitrol": _("Uitrollen"),
    "afgerond": _("Afronden"),
    "afgevoerd": _("Afvoeren"),
}
TERUG_NAAR_UITVOERING = _("Terug naar uitvoering")
STAND = {"voorgesteld": _("Voorgesteld"), "lopend": _("Lopend"), "klaar": _("Klaar")}
NOODZAAK = {"wettelijk": _("Wettelijk"), "noodzakelijk": _("Noodzakelijk"), "wenselijk": _("Wenselijk")}
KEUZE = {"samen": _("Samen doen (OWO)"), "zelf": _("Zelf doen (lokaal)"), "uitbesteden": _("Uitbesteden")}
STARTVORM = {"samen": _("Alle gemeenten tegelijk"), "een_gemeente": _("Eén gemeente begint, andere volgen")}
DEELNAME = {
    "doet_mee": (_("Doet mee"), "goed"),
    "volgt": (_("Volgt"), "info"),
    "open": (_("Besluit nog open"), "let-op"),
    "ziet_af": (_("Ziet ervan af"), "neutraal"),
}
VERTRAGING = {"leverancier": _("Leverancier"), "gemeente": _("Gemeente")}


def stap_woord(van: str, naar: str) -> object:
    """The button of a step."""
    return TERUG_NAAR_UITVOERING if (van, naar) == ("in_afronding", "in_uitvoering") else STAP[naar]
