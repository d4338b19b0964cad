"""Codes of the portfolio and the rules as people read them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kapstok.diensten.sturing.harmonisatie.rules_waarden import Oordeel

STATUS = {
    "gekozen": _("Gekozen, nog niet in gebruik"),
    "in_gebruik": _("In gebruik"),
    "uitfaserend": _("Wordt uitgefaseerd"),
    "beeindigd": _("Beëindigd"),
}
HOSTING = {
    "eigen": _("Eigen server van de gemeente"),
    "owo": _("Server van OWO"),
    "leverancier": _("Cloud van de leverancier"),
    "publieke_cloud": _("Publieke cloud"),
}
RICHTING = {"heen": _("heen"), "terug": _("terug"), "beide": _("heen en terug")}
GEBRUIK = {"beheren": _("beheren"), "muteren": _("muteren"), "raadplegen": _("raadplegen")}
ANTWOORD = {"ja": _("Ja"), "nee": _("Nee"), "nvt": _("Niet van toepassing")}
KLEUR = {
    "gelijk": _("Alle gemeenten dezelfde"),
    "meerderheid": _("Meerderheid dezelfde"),
    "geen_meerderheid": _("Geen meerderheid"),
    "een": _("Eén gemeente"),
    "niemand": _("Niet in gebruik"),
}
SOORT = {
    "gelijk": "goed",
    "meerderheid": "info",
    "geen_meerderheid": "let-op",
    "een": "neutraal",
    "niemand": "neutraal",
}
UITKOMST = {
    "al_geharmoniseerd": (_("Al geharmoniseerd"), "goed"),
    "volgt_meerderheid": (_("Volgt de meerderheid"), "info"),
    "gezamenlijke_keuze": (_("Kies samen"), "let-op"),
    "afwijking_voorleggen_aan_directie": (_("Voorleggen aan de directie"), "let-op"),
    "afwijking_toegestaan": (_("Afwijking toegestaan"), "goed"),
    "past": (_("Past"), "goed"),
    "standaard_ontbreekt": (_("Standaard ontbreekt"), "fout"),
    "component_kiezen": (_("Kies een component"), "let-op"),
    "integratie_toetsen": (_("Toets de integratie"), "let-op"),
    "integratie_ontbreekt": (_("Integratie ontbreekt"), "fout"),
    "overlap": (_("Dubbel"), "fout"),
    "advies_vragen": (_("Advies van I&A nodig"), "info"),
    "afstemmen": (_("Eerst afstemmen"), "let-op"),
    "op_orde": (_("Op orde"), "goed"),
    "vervangt_om_integratie": (_("Integratie geeft de doorslag"), "info"),
}
STAND = {
    "later": (_("Later"), "neutraal"),
    "beginnen": (_("Nu kiezen"), "let-op"),
    "opzegdag_voorbij": (_("Opzegdag voorbij"), "fout"),
    "afgelopen": (_("Afgelopen"), "neutraal"),
}
BIV = {
    "beschikbaarheid": _("beschikbaarheid"),
    "integriteit": _("integriteit"),
    "vertrouwelijkheid": _("vertrouwelijkheid"),
}
BEHEER = {
    "centraal": (_("Centraal functioneel beheer"), "goed"),
    "lokaal": (_("Lokaal functioneel beheer"), "goed"),
    "beslissen": (_("Nog te beslissen"), "let-op"),
}
BEHEER_REDEN = {
    "alle_en_owo": _("Alle gemeenten gebruiken de applicatie en het beheer zit bij een OWO-onderdeel."),
    "een_afdeling": _("Eén afdeling gebruikt de applicatie, en die zit niet in een OWO-onderdeel."),
    "besluit": _("Hierover is een besluit genomen."),
    "niemand": _("Niemand gebruikt de applicatie."),
    "entiteit_onbekend": _("Nog niet bekend is of het beheer bij een OWO-onderdeel zit."),
    "een_afdeling_in_owo": _(
        "Eén afdeling in een OWO-onderdeel: daarvoor heeft het informatieplan geen regel. Er is een besluit nodig."
    ),
    "alle_zonder_owo": _(
        "Alle gemeenten, maar het beheer zit niet bij een OWO-onderdeel: daarvoor heeft het informatieplan geen "
        "regel. Er is een besluit nodig."
    ),
    "niet_alle": _(
        "Meer dan één afdeling, maar niet alle gemeenten: daarvoor heeft het informatieplan geen regel. Er is een "
        "besluit nodig."
    ),
}
AANLEIDING = {
    "afloop_contract": _("Het contract loopt af"),
    "vervanging": _("Vervanging"),
    "nieuwe_investering": _("Nieuwe investering"),
}


def oordeel_in_woorden(oordeel: Oordeel, namen: Mapping[str, str]) -> dict[str, Any]:
    """A verdict for a template: title, colour, explanation, source."""
    titel, soort = UITKOMST.get(oordeel.uitkomst, (oordeel.uitkomst, "neutraal"))
    return {
        "regel": oordeel.regel,
        "titel": titel,
        "soort": soort,
        "uitleg": oordeel.uitleg(gettext, namen),
        "bron": oordeel.bron,
        "blokkeert": oordeel.blokkeert,
    }
