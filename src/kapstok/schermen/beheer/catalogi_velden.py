"""Which fields a form about a type shows, in which order, and how a person fills them in.

What a field may hold is said by the declared resource (`OF_KIND`); here is only how it looks.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

Choices = tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Ingang:
    """One input. `name`: the standard's, with a point for a member of a group.

    kind: text, textarea, date, number, checkbox, select, checkboxes, lines, term, rows.
    `source` names the list of choices that depends on the catalogus or zaaktype; `kop` opens a group of inputs.
    """

    name: str
    label: Any
    kind: str = "text"
    hint: Any = ""
    choices: Choices = ()
    source: str = ""
    kop: Any = ""


TERM = _("Bijvoorbeeld 8 weken, of 1 jaar en 6 maanden.")
LINES = _("Eén per regel.")
VERTROUWELIJKHEID: Choices = (
    ("openbaar", _("Openbaar")),
    ("beperkt_openbaar", _("Beperkt openbaar")),
    ("intern", _("Intern")),
    ("zaakvertrouwelijk", _("Zaakvertrouwelijk")),
    ("vertrouwelijk", _("Vertrouwelijk")),
    ("confidentieel", _("Confidentieel")),
    ("geheim", _("Geheim")),
    ("zeer_geheim", _("Zeer geheim")),
)
ROLLEN: Choices = (
    ("adviseur", _("Adviseur")),
    ("behandelaar", _("Behandelaar")),
    ("belanghebbende", _("Belanghebbende")),
    ("beslisser", _("Beslisser")),
    ("initiator", _("Initiator")),
    ("klantcontacter", _("Klantcontacter")),
    ("zaakcoordinator", _("Zaakcoördinator")),
    ("mede_initiator", _("Mede-initiator")),
)
AFLEIDING: Choices = (
    ("afgehandeld", _("De zaak is afgehandeld")),
    ("ander_datumkenmerk", _("Een datum in een andere registratie")),
    ("eigenschap", _("Een eigenschap van de zaak")),
    ("gerelateerde_zaak", _("Een gerelateerde zaak is afgehandeld")),
    ("hoofdzaak", _("De hoofdzaak is afgehandeld")),
    ("ingangsdatum_besluit", _("Het besluit gaat in")),
    ("termijn", _("Een vaste termijn na afhandeling")),
    ("vervaldatum_besluit", _("Het besluit vervalt")),
    ("zaakobject", _("Het object van de zaak eindigt")),
)
GELDIGHEID = (
    Ingang("beginGeldigheid", _("Geldig vanaf"), "date"),
    Ingang(
        "eindeGeldigheid",
        _("Geldig tot"),
        "date",
        _("De eerste dag waarop dit niet meer geldt. Leeg is onbeperkt."),
    ),
)
_VERTROUWELIJK = Ingang(
    "vertrouwelijkheidaanduiding", _("Vertrouwelijkheid"), "select", choices=VERTROUWELIJKHEID
)

ZAAKTYPE = (
    Ingang(
        "identificatie",
        _("Identificatie"),
        hint=_("Een vaste naam, dezelfde in elke versie."),
        kop=_("Wat het is"),
    ),
    Ingang("omschrijving", _("Omschrijving")),
    Ingang("omschrijvingGeneriek", _("Algemene omschrijving")),
    Ingang("doel", _("Doel"), "textarea"),
    Ingang("aanleiding", _("Aanleiding"), "textarea"),
    Ingang("onderwerp", _("Onderwerp")),
    Ingang("handelingInitiator", _("Wat de aanvrager doet"), hint=_("Bijvoorbeeld: Aanvragen.")),
    Ingang("handelingBehandelaar", _("Wat de behandelaar doet"), hint=_("Bijvoorbeeld: Behandelen.")),
    Ingang(
        "indicatieInternOfExtern",
        _("Van binnen of van buiten"),
        "select",
        choices=(("extern", _("Extern")), ("intern", _("Intern"))),
    ),
    _VERTROUWELIJK,
    Ingang("verantwoordelijke", _("Verantwoordelijke organisatie"), hint=_("RSIN of naam.")),
    Ingang("doorlooptijd", _("Wettelijke termijn"), "term", TERM, kop=_("Termijnen")),
    Ingang("servicenorm", _("Streeftermijn"), "term", TERM),
    Ingang("opschortingEnAanhoudingMogelijk", _("Opschorten is mogelijk"), "checkbox"),
    Ingang("verlengingMogelijk", _("Verlengen is mogelijk"), "checkbox"),
    Ingang("verlengingstermijn", _("Verlengen met"), "term", TERM),
    Ingang("publicatieIndicatie", _("De aanvraag wordt gepubliceerd"), "checkbox", kop=_("Openbaar maken")),
    Ingang("publicatietekst", _("Tekst bij publicatie"), "textarea"),
    Ingang(
        "selectielijstProcestype",
        _("Procestype in de selectielijst"),
        "select",
        source="procestypen",
        kop=_("Archief en proces"),
    ),
    Ingang("referentieproces.naam", _("Referentieproces")),
    Ingang("referentieproces.link", _("Adres van het referentieproces")),
    Ingang("besluittypen", _("Mogelijke besluiten"), "checkboxes", source="besluittypen", kop=_("Verbanden")),
    Ingang("deelzaaktypen", _("Deelzaken"), "checkboxes", source="zaaktypen"),
    Ingang(
        "gerelateerdeZaaktypen",
        _("Verwante zaaktypen"),
        "rows",
        _("Per regel: identificatie | vervolg, bijdrage of onderwerp | toelichting."),
    ),
    Ingang("trefwoorden", _("Trefwoorden"), "lines", LINES),
    Ingang("productenOfDiensten", _("Producten of diensten"), "lines", _("Adressen, één per regel.")),
    Ingang("verantwoordingsrelatie", _("Verantwoording"), "lines", LINES),
    Ingang("toelichting", _("Toelichting"), "textarea", kop=_("Overig")),
    *GELDIGHEID,
)
STATUSTYPE = (
    Ingang("volgnummer", _("Volgnummer"), "number", _("Het hoogste nummer is de eindstatus.")),
    Ingang("omschrijving", _("Omschrijving")),
    Ingang("omschrijvingGeneriek", _("Algemene omschrijving")),
    Ingang("statustekst", _("Tekst voor de aanvrager"), "textarea"),
    Ingang("informeren", _("De aanvrager krijgt bericht"), "checkbox"),
    Ingang("doorlooptijd", _("Doorlooptijd van deze stap"), "term", TERM),
    Ingang(
        "checklistitemStatustype",
        _("Controlepunten"),
        "rows",
        _("Per regel: naam | vraag | verplicht of vrij | toelichting."),
    ),
    Ingang("toelichting", _("Toelichting"), "textarea"),
)
RESULTAATTYPE = (
    Ingang("omschrijving", _("Omschrijving")),
    Ingang("resultaattypeomschrijving", _("Algemeen resultaat"), "select", source="omschrijvingen"),
    Ingang(
        "selectielijstklasse",
        _("Klasse in de selectielijst"),
        "select",
        _("Uit het procestype van het zaaktype."),
        source="resultaten",
    ),
    Ingang(
        "archiefnominatie",
        _("Bewaren of vernietigen"),
        "select",
        _("Leeg: zoals de selectielijst zegt."),
        choices=(("blijvend_bewaren", _("Blijvend bewaren")), ("vernietigen", _("Vernietigen"))),
        kop=_("Bewaren"),
    ),
    Ingang("archiefactietermijn", _("Bewaartermijn"), "term", _("Leeg: zoals de selectielijst zegt.")),
    Ingang(
        "brondatumArchiefprocedure.afleidingswijze",
        _("De bewaartermijn begint als"),
        "select",
        choices=AFLEIDING,
    ),
    Ingang(
        "brondatumArchiefprocedure.datumkenmerk",
        _("Waar de datum staat"),
        hint=_("De naam van de eigenschap of van het gegeven."),
    ),
    Ingang("brondatumArchiefprocedure.objecttype", _("Soort object"), "select", source="objecttypen"),
    Ingang("brondatumArchiefprocedure.registratie", _("In welke registratie")),
    Ingang("brondatumArchiefprocedure.procestermijn", _("Termijn na afhandeling"), "term", TERM),
    Ingang("brondatumArchiefprocedure.einddatumBekend", _("De einddatum is bekend"), "checkbox"),
    Ingang(
        "besluittypen",
        _("Besluiten die hierbij horen"),
        "checkboxes",
        source="besluittypen",
        kop=_("Verbanden"),
    ),
    Ingang("informatieobjecttypen", _("Documenten die hierbij horen"), "checkboxes", source="documenttypen"),
    Ingang("procesobjectaard", _("Soort procesobject")),
    Ingang("procestermijn", _("Procestermijn"), "term", TERM),
    Ingang("indicatieSpecifiek", _("Dit is een specifiek resultaat"), "checkbox"),
    Ingang("toelichting", _("Toelichting"), "textarea"),
)
ROLTYPE = (
    Ingang("omschrijving", _("Omschrijving")),
    Ingang("omschrijvingGeneriek", _("Soort rol"), "select", choices=ROLLEN),
)
EIGENSCHAP = (
    Ingang("naam", _("Naam")),
    Ingang("definitie", _("Betekenis"), "textarea"),
    Ingang("specificatie.groep", _("Groep")),
    Ingang(
        "specificatie.formaat",
        _("Soort waarde"),
        "select",
        choices=(
            ("tekst", _("Tekst")),
            ("getal", _("Getal")),
            ("datum", _("Datum")),
            ("datum_tijd", _("Datum en tijd")),
        ),
    ),
    Ingang(
        "specificatie.lengte", _("Lengte"), hint=_("Datum: 8. Datum en tijd: 14. Getal: bijvoorbeeld 6,2.")
    ),
    Ingang("specificatie.kardinaliteit", _("Hoe vaak"), hint=_("Een getal, of N voor onbeperkt.")),
    Ingang("specificatie.waardenverzameling", _("Keuzes"), "lines", LINES),
    Ingang("statustype", _("Bekend bij status"), "select", source="statustypen"),
    Ingang("toelichting", _("Toelichting"), "textarea"),
)
DOCUMENT = (
    Ingang("volgnummer", _("Volgnummer"), "number"),
    Ingang("informatieobjecttype", _("Soort document"), "select", source="documenttypen"),
    Ingang(
        "richting",
        _("Richting"),
        "select",
        choices=(
            ("inkomend", _("Inkomend")),
            ("intern", _("Intern")),
            ("uitgaand", _("Uitgaand")),
        ),
    ),
    Ingang("statustype", _("Nodig bij status"), "select", source="statustypen"),
)
ZAAKOBJECTTYPE = (
    Ingang("relatieOmschrijving", _("Wat het object met de zaak te maken heeft")),
    Ingang("objecttype", _("Adres van het objecttype")),
    Ingang("anderObjecttype", _("Het is een ander soort object dan de standaard kent"), "checkbox"),
)
INFORMATIEOBJECTTYPE = (
    Ingang("omschrijving", _("Omschrijving")),
    Ingang("informatieobjectcategorie", _("Categorie")),
    _VERTROUWELIJK,
    Ingang("trefwoord", _("Trefwoorden"), "lines", LINES),
    *GELDIGHEID,
)
BESLUITTYPE = (
    Ingang("omschrijving", _("Omschrijving")),
    Ingang("omschrijvingGeneriek", _("Algemene omschrijving")),
    Ingang("besluitcategorie", _("Categorie")),
    Ingang("reactietermijn", _("Termijn voor bezwaar"), "term", TERM),
    Ingang("publicatieIndicatie", _("Het besluit wordt gepubliceerd"), "checkbox"),
    Ingang("publicatietekst", _("Tekst bij publicatie"), "textarea"),
    Ingang("publicatietermijn", _("Hoe lang ter inzage"), "term", TERM),
    Ingang("informatieobjecttypen", _("Vastgelegd in"), "checkboxes", source="documenttypen"),
    Ingang("toelichting", _("Toelichting"), "textarea"),
    *GELDIGHEID,
)


@dataclass(frozen=True, slots=True)
class Soort:
    """A kind: its name in the address, what it is called, and its inputs."""

    kind: str
    name: Any
    names: Any
    inputs: tuple[Ingang, ...]


SOORTEN: dict[str, Soort] = {
    "zaaktype": Soort("ZaakType", _("Zaaktype"), _("Zaaktypen"), ZAAKTYPE),
    "status": Soort("StatusType", _("Status"), _("Statussen"), STATUSTYPE),
    "resultaat": Soort("ResultaatType", _("Resultaat"), _("Resultaten"), RESULTAATTYPE),
    "rol": Soort("RolType", _("Rol"), _("Rollen"), ROLTYPE),
    "eigenschap": Soort("Eigenschap", _("Eigenschap"), _("Eigenschappen"), EIGENSCHAP),
    "document": Soort("ZaakTypeInformatieObjectType", _("Document"), _("Documenten"), DOCUMENT),
    "object": Soort("ZaakObjectType", _("Object"), _("Objecten"), ZAAKOBJECTTYPE),
    "documenttype": Soort(
        "InformatieObjectType", _("Soort document"), _("Soorten documenten"), INFORMATIEOBJECTTYPE
    ),
    "besluittype": Soort("BesluitType", _("Soort besluit"), _("Soorten besluiten"), BESLUITTYPE),
}
ONDERDELEN = ("status", "resultaat", "rol", "eigenschap", "document", "object")
VERSIES = ("zaaktype", "documenttype", "besluittype")
