"""The sentences of the rules, in plain Dutch; screens translate them."""


def gettext_noop(text: str) -> str:
    """Marks a text for the catalogues, by the name that their collector knows; rules do not know Django."""
    return text


PLAN = "Informatiebeleidsplan OWO-gemeenten 2017-2020"
BRONNEN = {letter: f"{PLAN}, hoofdstuk 5, regel {letter}" for letter in "ABCDEF"}

EN = gettext_noop("%(eerste)s en %(laatste)s")

ZINNEN = {
    # A
    "reservering_klopt": gettext_noop("De reservering van dit jaar is gelijk aan het afgesproken bedrag."),
    "reservering_lager": gettext_noop("De reservering van dit jaar is lager dan het afgesproken bedrag."),
    "reservering_hoger": gettext_noop("De reservering van dit jaar is hoger dan het afgesproken bedrag."),
    "reservering_ontbreekt": gettext_noop("Voor dit jaar is nog niets gereserveerd."),
    # B
    "allen_gelijk": gettext_noop(
        "Alle gemeenten gebruiken %(naar)s. Vervangen doen zij samen, harmoniseren hoeft niet."
    ),
    "meerderheid": gettext_noop("%(gebruikers)s gebruiken %(naar)s. Dat is de meerderheid."),
    "derde_stapt_over": gettext_noop("%(gemeente)s stapt daarom over op %(naar)s."),
    "derde_blijft": gettext_noop("%(gemeente)s gebruikt %(naar)s al en blijft daarbij."),
    "zelf_in_geding": gettext_noop(
        "%(gemeente)s hoort zelf bij de meerderheid die %(zelf)s gebruikt. "
        "Nu staat die keuze ter discussie: kies samen."
    ),
    "niemand": gettext_noop("Geen enkele gemeente gebruikt hier nu een applicatie. Kies samen."),
    "een_gebruikt": gettext_noop("Alleen %(gebruikers)s gebruikt een applicatie. Dat is geen meerderheid: kies samen."),
    "geen_meerderheid": gettext_noop("Geen enkele applicatie heeft de meerderheid. Kies samen."),
    "meer_dan_een": gettext_noop(
        "Meer dan één applicatie heeft de meerderheid: %(kandidaten)s. Kies samen welke blijft."
    ),
    # The way around
    "grond_ontevreden": gettext_noop("Niet tevreden: %(ontevreden)s."),
    "grond_advies": gettext_noop("I&A adviseert negatief over de integratie."),
    "voorleggen": gettext_noop("Een afwijking kan alleen met een besluit van de OWO-directie. Leg haar eerst voor."),
    "besluit_voorbij": gettext_noop("De afwijking die de directie toestond, is afgelopen."),
    "directie_akkoord": gettext_noop("De OWO-directie besloot dat afwijken mag."),
    "directie_afgewezen": gettext_noop("De OWO-directie wees een afwijking af."),
    "zonder_grond": gettext_noop("Voor een afwijking is een grond nodig: ontevreden gemeenten of een negatief advies."),
    # C
    "integratie_open": gettext_noop("Nog niet getoetst is de integratie met %(systemen)s."),
    "integratie_nee": gettext_noop("De applicatie integreert niet met %(systemen)s. Dat is doorslaggevend."),
    "integratie_wint": gettext_noop(
        "%(bestaand)s integreert niet met de gemeentegebonden systemen en deze applicatie wel. Integratie geeft de "
        "doorslag: %(bestaand)s gaat weg."
    ),
    "dubbel": gettext_noop("Voor dit proces is er al %(bestaand)s. Eén proces hoort in één applicatie."),
    "een_applicatie": gettext_noop("Het proces zit in één applicatie en de integratie is getoetst."),
    # D
    "ondersteund": gettext_noop("De applicatie is in OWO-verband afgesproken. I&A ondersteunt haar technisch."),
    "niet_ondersteund": gettext_noop(
        "De applicatie is niet in OWO-verband afgesproken. I&A hoeft haar niet te ondersteunen."
    ),
    "kosten_onbekend": gettext_noop("De kosten van het maatwerk zijn nog niet bekend. Maak die eerst inzichtelijk."),
    "niet_afgestemd": gettext_noop("Stem het maatwerk eerst af in OWO-verband."),
    "wacht_op_directie": gettext_noop("Er mag nog niets worden geboekt: de OWO-directie moet het eerst goedkeuren."),
    "maatwerk_afgewezen": gettext_noop("De OWO-directie keurde het maatwerk af."),
    "komt_ten_laste": gettext_noop("De kosten komen ten laste van %(gemeenten)s."),
    # E
    "advies_nodig": gettext_noop("I&A geeft eerst advies over harmonisatie."),
    "hoofden_missen": gettext_noop("De afdelingshoofden van %(afwezig)s zijn nog niet uitgenodigd voor de afstemming."),
    "afgestemd": gettext_noop("I&A heeft geadviseerd en alle afdelingshoofden zijn uitgenodigd."),
    # F
    "zonder_component": gettext_noop(
        "De applicatie hoort nog bij geen referentiecomponent. Zo is niet te zien of zij in de architectuur past."
    ),
    "standaard_mist": gettext_noop("Deze landelijke standaarden ontbreken: %(standaarden)s."),
    "past": gettext_noop("De applicatie past in de architectuur en integreert volgens de landelijke standaarden."),
}  # fmt: skip
