"""Verzendingen: from whom a document came, or to whom it went and by which way."""

from kapstok.magazijnen.documenten.models import Verzending
from kapstok.magazijnen.documenten.resources.base import DOCUMENT, below, whole
from kapstok.platform.resource import fields, filters, references

AARD = ("afzender", "geadresseerde")

verzending = below(
    "verzending",
    "verzendingen",
    Verzending,
    fields.text("betrokkene", 200, required=True, form="uri"),
    fields.choice("aardRelatie", AARD, required=True),
    fields.text("toelichting", 200),
    fields.date("ontvangstdatum", nullable=True),
    fields.date("verzenddatum", nullable=True),
    fields.text("contactPersoon", 1000, required=True, form="uri"),
    fields.text("contactpersoonnaam", 40),
    fields.group(
        "binnenlandsCorrespondentieadres",
        fields.text("huisletter", 1),
        whole("huisnummer", 1, 99_999, required=True),
        fields.text("huisnummerToevoeging", 4),
        fields.text("naamOpenbareRuimte", 80, required=True),
        fields.text("postcode", 6),
        fields.text("woonplaatsnaam", 80, required=True),
    ),
    fields.group(
        "buitenlandsCorrespondentieadres",
        fields.text("adresBuitenland1", 35, required=True),
        fields.text("adresBuitenland2", 35),
        fields.text("adresBuitenland3", 35),
        fields.text("landPostadres", 200, required=True, form="uri"),
    ),
    fields.group(
        "correspondentiePostadres",
        whole("postBusOfAntwoordnummer", 1, 9999, required=True),
        fields.text("postadresPostcode", 6, required=True),
        fields.choice("postadresType", ("antwoordnummer", "postbusnummer"), required=True),
        fields.text("woonplaatsnaam", 80, required=True),
    ),
    fields.text("faxnummer", 15, nullable=True),
    fields.text("emailadres", 100, nullable=True),
    fields.boolean("mijnOverheid", default=False),
    fields.text("telefoonnummer", 15, nullable=True),
    refers=dict.fromkeys(("betrokkene", "contactPersoon"), references.SOMETHING_IF_KNOWN),
    expands={"betrokkene": ("zaken.rol",), "contactPersoon": ("zaken.rol",)},
    filters={
        "aardRelatie": filters.one_of("aard_relatie", AARD),
        "informatieobject": filters.to(DOCUMENT, "informatieobject_id"),
        "betrokkene": filters.exact("betrokkene"),
    },
)
