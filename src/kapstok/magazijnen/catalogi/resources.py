"""The Catalogi API (1.3.3), declared: catalogussen and zaaktypen. Importing this declares all ten resources."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from dataclasses import replace

from kapstok.magazijnen.catalogi import api_types as a
from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.catalogi import resources_onder, resources_typen
from kapstok.magazijnen.catalogi.api_frame import resource
from kapstok.platform.resource import Resource, fields, filters, parse
from kapstok.platform.resource.fields import Field

__all__ = ["OF_KIND", "catalogus", "resources_onder", "resources_typen", "zaaktype"]


def _types(name: str, table: str) -> list[Field]:
    omschrijvingen = f"SELECT c.omschrijving FROM catalogi_{table} c WHERE c.catalogus_id = {{t}}.id"
    return [
        fields.links(name, f"catalogi.{table}", "c.catalogus_id = {t}.id"),
        a.texts_of(f"{table}Omschrijving", omschrijvingen),
    ]


def _or_nothing(name: str, length: int, column: str = "") -> Field:
    """Text that may be sent as null; nothing is shown as an empty text."""
    own = fields.text(name, length, column=column)
    return replace(own, nullable=True, shown=fields.form(own))


catalogus = resource(
    m.Catalogus,
    "catalogussen",
    [
        fields.text("domein", 5, required=True),
        fields.text("rsin", 9, required=True),
        fields.text("contactpersoonBeheerNaam", 40, required=True),
        fields.text("contactpersoonBeheerTelefoonnummer", 20),
        fields.text("contactpersoonBeheerEmailadres", 254, form="email"),
        fields.links("zaaktypen", "catalogi.zaaktype", "c.catalogus_id = {t}.id"),
        *_types("besluittypen", "besluittype"),
        *_types("informatieobjecttypen", "informatieobjecttype"),
        _or_nothing("naam", 200),
        _or_nothing("versie", 20, column="catalogus_versie"),
        fields.date("begindatumVersie", nullable=True),
    ],
    filters={
        "domein": filters.exact("domein"),
        "domein__in": filters.among("domein"),
        "rsin": filters.exact("rsin"),
        "rsin__in": filters.among("rsin"),
    },
    delete=None,
)

_DOCUMENTEN = (
    "SELECT n.omschrijving FROM catalogi_zaaktypeinformatieobjecttype k"
    " JOIN catalogi_informatieobjecttype n ON n.id = k.informatieobjecttype_id WHERE k.zaaktype_id = {t}.id"
)
_BESLUITEN = (
    "SELECT n.omschrijving FROM catalogi_zaaktypebesluittype k"
    " JOIN catalogi_besluittype n ON n.id = k.besluittype_id WHERE k.zaaktype_id = {t}.id"
)
_DELEN = "SELECT unnest({t}.deelzaaktypen)"
# The version in force of a related zaaktype, else its latest; an address elsewhere stays as it is.
_VERSIE = (
    "(SELECT {url:catalogi.zaaktype:z.id:z} FROM catalogi_zaaktype z WHERE z.catalogus_id = {t}.catalogus_id"
    f" AND z.identificatie = r->>'zaaktype' ORDER BY {a.in_force('z')} DESC, z.concept,"
    " z.begin_geldigheid DESC LIMIT 1)"
)
_HIER = "(r->>'zaaktype' !~ '^https?://')"
_GERELATEERD = (
    "COALESCE((SELECT json_agg(json_build_object("
    f"'zaaktype', CASE WHEN {_HIER} THEN {_VERSIE} ELSE r->>'zaaktype' END,"
    f" 'zaaktypeIdentificatie', CASE WHEN {_HIER} THEN r->>'zaaktype' ELSE '' END,"
    " 'aardRelatie', r->>'aardRelatie', 'toelichting', COALESCE(r->>'toelichting', '')))"
    " FROM jsonb_array_elements({t}.gerelateerde_zaaktypen) r"
    f" WHERE NOT {_HIER} OR {_VERSIE} IS NOT NULL), '[]'::json)"
)
_AARD = (
    fields.choice("aardRelatie", ("vervolg", "bijdrage", "onderwerp"), required=True),
    fields.text("toelichting", 255),
)
_RELATIE = fields.listing("gerelateerdeZaaktypen", fields.text("zaaktype", required=True), *_AARD)
_GERELATEERD_FORM = fields.shape(
    (
        fields.text("zaaktype", form="uri", required=True),
        fields.text("zaaktypeIdentificatie", required=True, blank=True),
        *_AARD,
    )
)

zaaktype = resource(
    m.ZaakType,
    "zaaktypen",
    [
        fields.text("identificatie", 50, required=True),
        fields.text("omschrijving", 80, required=True),
        fields.text("omschrijvingGeneriek", 80),
        fields.choice("vertrouwelijkheidaanduiding", a.LEVELS, required=True),
        fields.text("doel", required=True),
        fields.text("aanleiding", required=True),
        fields.text("toelichting"),
        fields.choice("indicatieInternOfExtern", ("intern", "extern"), required=True),
        fields.text("handelingInitiator", 20, required=True),
        fields.text("onderwerp", 80, required=True),
        fields.text("handelingBehandelaar", 20, required=True),
        fields.text("doorlooptijd", 30, form="duration", required=True),
        fields.text("servicenorm", 30, form="duration", nullable=True),
        fields.boolean("opschortingEnAanhoudingMogelijk", required=True),
        fields.boolean("verlengingMogelijk", required=True),
        fields.text("verlengingstermijn", 30, form="duration", nullable=True),
        fields.texts("trefwoorden", 30),
        fields.boolean("publicatieIndicatie", required=True),
        fields.text("publicatietekst"),
        fields.texts("verantwoordingsrelatie", 40),
        fields.texts("productenOfDiensten", 1000, required=True),
        fields.text("selectielijstProcestype", 200, form="uri"),
        fields.group(
            "referentieproces",
            fields.text("naam", 80, required=True),
            fields.text("link", 200, form="uri"),
            required=True,
            nullable=False,
        ),
        fields.text("verantwoordelijke", 50, required=True),
        fields.links("zaakobjecttypen", "catalogi.zaakobjecttype", "c.zaaktype_id = {t}.id"),
        fields.group(
            "broncatalogus",
            fields.text("url", 200, form="uri", required=True),
            fields.text("domein", 5, required=True),
            fields.text("rsin", 9, required=True),
            nullable=False,
        ),
        fields.group(
            "bronzaaktype",
            fields.text("url", 200, form="uri", required=True),
            fields.text("identificatie", 50, required=True),
            fields.text("omschrijving", 80, required=True),
            nullable=False,
        ),
        fields.link("catalogus", "catalogi.catalogus", required=True),
        fields.links("statustypen", "catalogi.statustype", "c.zaaktype_id = {t}.id", order="c.volgnummer"),
        fields.links("resultaattypen", "catalogi.resultaattype", "c.zaaktype_id = {t}.id"),
        a.texts_of(
            "resultaattypeOmschrijving",
            "SELECT c.omschrijving FROM catalogi_resultaattype c WHERE c.zaaktype_id = {t}.id",
        ),
        fields.links("eigenschappen", "catalogi.eigenschap", "c.zaaktype_id = {t}.id"),
        a.versions("informatieobjecttypen", "catalogi.informatieobjecttype", _DOCUMENTEN),
        a.texts_of("informatieobjecttypeOmschrijving", _DOCUMENTEN),
        fields.links("roltypen", "catalogi.roltype", "c.zaaktype_id = {t}.id"),
        a.named("besluittypen", "catalogi.besluittype", _BESLUITEN, required=True),
        a.texts_of("besluittypeOmschrijving", _BESLUITEN),
        a.named("deelzaaktypen", "catalogi.zaaktype", _DELEN),
        a.texts_of("deelzaaktypeIdentificaties", _DELEN),
        fields.writable(
            "gerelateerdeZaaktypen",
            _RELATIE.parser or parse.obj,
            _RELATIE.schema,
            _GERELATEERD,
            required=True,
            default=[],
            shown={"type": "array", "items": _GERELATEERD_FORM},
        ),
        fields.writable(
            "versiedatum",
            parse.date,
            {"type": "string", "format": "date"},
            "COALESCE({t}.versiedatum, {t}.begin_geldigheid)",
            nullable=True,
            shown={"type": "string", "format": "date"},
        ),
        *a.validity("catalogi_zaaktype", "identificatie"),
    ],
    filters={
        "catalogus": filters.to("catalogi.catalogus"),
        "identificatie": filters.exact("identificatie"),
        "trefwoorden": filters.matching("{t}.trefwoorden && string_to_array({v}, ',')::varchar[]"),
        "status": a.status(),
        "datumGeldigheid": a.valid_on(),
    },
    expands={"gerelateerdeZaaktypen": ("catalogi.zaaktype",)},
    defaults={"status": "definitief"},
)

# By the name of the kind, for who needs the fields and their checks outside the API.
OF_KIND: dict[str, Resource] = {
    "Catalogus": catalogus,
    "ZaakType": zaaktype,
    "InformatieObjectType": resources_typen.informatieobjecttype,
    "BesluitType": resources_typen.besluittype,
    "StatusType": resources_onder.statustype,
    "ResultaatType": resources_onder.resultaattype,
    "RolType": resources_onder.roltype,
    "Eigenschap": resources_onder.eigenschap,
    "ZaakTypeInformatieObjectType": resources_onder.zaaktypeinformatieobjecttype,
    "ZaakObjectType": resources_onder.zaakobjecttype,
}
