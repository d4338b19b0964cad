"""The Catalogi API (1.3.3), declared: what hangs on one version of a zaaktype."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from kapstok.magazijnen.catalogi import api_types as a
from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.catalogi.api_frame import resource
from kapstok.platform.resource import fields, filters, parse

_RICHTING = ("inkomend", "intern", "uitgaand")
_CATALOGUS = "zt.catalogus_id"
# Those that have a value before this status is set; an eigenschap names its statustype too.
_EIGENSCHAPPEN = fields.links("eigenschappen", "catalogi.eigenschap", "c.statustype_id = {t}.id")

statustype = resource(
    m.StatusType,
    "statustypen",
    [
        fields.text("omschrijving", 80, required=True),
        fields.text("omschrijvingGeneriek", 80),
        fields.text("statustekst", 1000),
        *a.of_zaaktype(),
        fields.integer("volgnummer", required=True),
        fields.computed(
            "isEindstatus",
            "NOT EXISTS (SELECT 1 FROM catalogi_statustype h WHERE h.zaaktype_id = {t}.zaaktype_id"
            " AND h.volgnummer > {t}.volgnummer)",
            "boolean",
        ),
        fields.boolean("informeren", default=False),
        fields.text("doorlooptijd", 30, form="duration", nullable=True),
        fields.text("toelichting", 1000, nullable=True),
        fields.listing(
            "checklistitemStatustype",
            fields.text("itemnaam", 30, required=True),
            fields.text("toelichting", 1000, nullable=True),
            fields.text("vraagstelling", 255, required=True),
            fields.boolean("verplicht"),
        ),
        fields.writable(
            "eigenschappen",
            parse.listing(parse.uri),
            _EIGENSCHAPPEN.schema,
            _EIGENSCHAPPEN.sql,
        ),
        *a.period_of_zaaktype(),
    ],
    joins=a.ZAAKTYPE,
    filters=a.below_filters(),
    expands={"informatieobjecttypen": ("catalogi.informatieobjecttype",)},
    defaults={"status": "definitief"},
    order="{t}.zaaktype_id, {t}.volgnummer",
    scopes=a.BELOW,
)

resultaattype = resource(
    m.ResultaatType,
    "resultaattypen",
    [
        *a.of_zaaktype(catalogus=a.catalogus_of_zaaktype()),
        fields.text("omschrijving", 30, required=True),
        fields.text("resultaattypeomschrijving", 1000, form="uri", required=True),
        fields.text("omschrijvingGeneriek", read_only=True),
        fields.text("selectielijstklasse", 1000, form="uri", required=True),
        fields.text("toelichting"),
        fields.choice("archiefnominatie", ("blijvend_bewaren", "vernietigen")),
        fields.text("archiefactietermijn", 30, form="duration", nullable=True),
        fields.group(
            "brondatumArchiefprocedure",
            fields.choice("afleidingswijze", a.AFLEIDINGSWIJZE, required=True),
            fields.text("datumkenmerk", 80),
            fields.boolean("einddatumBekend"),
            fields.choice("objecttype", a.OBJECTTYPE),
            fields.text("registratie", 80),
            fields.text("procestermijn", form="duration", nullable=True),
        ),
        fields.text("procesobjectaard", 200, nullable=True),
        *a.period_of_zaaktype(),
        fields.boolean("indicatieSpecifiek", nullable=True),
        fields.text("procestermijn", 30, form="duration", nullable=True),
        a.named("besluittypen", "catalogi.besluittype", "SELECT unnest({t}.besluittypen)", _CATALOGUS),
        a.texts_of("besluittypeOmschrijving", "SELECT unnest({t}.besluittypen)"),
        a.named(
            "informatieobjecttypen",
            "catalogi.informatieobjecttype",
            "SELECT unnest({t}.informatieobjecttypen)",
            _CATALOGUS,
        ),
        a.texts_of("informatieobjecttypeOmschrijving", "SELECT unnest({t}.informatieobjecttypen)"),
    ],
    joins=a.ZAAKTYPE,
    # The contract writes two names twice; both spellings are taken.
    filters={
        **a.below_filters(),
        "zaaktype_identificatie": a.below_filters()["zaaktypeIdentificatie"],
        "datum_geldigheid": a.below_filters()["datumGeldigheid"],
    },
    expands={"resultaattypeomschrijving": (), "selectielijstklasse": ()},
    defaults={"status": "definitief"},
    scopes=a.BELOW,
)

roltype = resource(
    m.RolType,
    "roltypen",
    [
        *a.of_zaaktype(catalogus=a.catalogus_of_zaaktype()),
        fields.text("omschrijving", 100, required=True),
        fields.choice("omschrijvingGeneriek", a.ROL, required=True),
        *a.period_of_zaaktype(),
    ],
    joins=a.ZAAKTYPE,
    filters={**a.below_filters(), "omschrijvingGeneriek": filters.one_of("omschrijving_generiek", a.ROL)},
    defaults={"status": "definitief"},
    scopes=a.BELOW,
)

eigenschap = resource(
    m.Eigenschap,
    "eigenschappen",
    [
        fields.text("naam", 20, required=True),
        fields.text("definitie", 255, required=True),
        fields.group(
            "specificatie",
            fields.text("groep", 32),
            fields.choice("formaat", ("tekst", "getal", "datum", "datum_tijd"), required=True),
            fields.text("lengte", 14, required=True),
            fields.text("kardinaliteit", 3, required=True),
            fields.texts("waardenverzameling", 100),
            required=True,
            nullable=False,
        ),
        fields.text("toelichting", 1000),
        *a.of_zaaktype(),
        fields.link("statustype", "catalogi.statustype", nullable=True),
        *a.period_of_zaaktype(),
    ],
    joins=a.ZAAKTYPE,
    filters=a.below_filters(),
    defaults={"status": "definitief"},
    scopes=a.BELOW,
)

# The version in force of the document type, else the one that the relation points to.
_DOCUMENT = (
    "(SELECT {url:catalogi.informatieobjecttype:n.id:n} FROM catalogi_informatieobjecttype n"
    " WHERE n.catalogus_id = io.catalogus_id AND n.omschrijving = io.omschrijving"
    f" ORDER BY {a.in_force('n')} DESC, n.id = io.id DESC, n.id LIMIT 1)"
)
zaaktypeinformatieobjecttype = resource(
    m.ZaakTypeInformatieObjectType,
    "zaaktype-informatieobjecttypen",
    [
        *a.of_zaaktype(),
        fields.writable(
            "informatieobjecttype",
            parse.text(1000, (), "", blank=False),
            {"type": "string"},
            _DOCUMENT,
            required=True,
        ),
        fields.integer("volgnummer", required=True),
        fields.choice("richting", _RICHTING, required=True),
        fields.link("statustype", "catalogi.statustype", nullable=True),
    ],
    joins=f"{a.ZAAKTYPE} JOIN catalogi_informatieobjecttype io ON io.id = t.informatieobjecttype_id",
    filters={
        "zaaktype": filters.to("catalogi.zaaktype"),
        "informatieobjecttype": a.by_name_or_address(
            "catalogi.informatieobjecttype",
            "EXISTS (SELECT 1 FROM catalogi_informatieobjecttype n WHERE n.catalogus_id = io.catalogus_id"
            " AND n.omschrijving = io.omschrijving AND {hit})",
        ),
        "richting": filters.one_of("richting", _RICHTING),
        "status": a.status("zt"),
    },
    defaults={"status": "definitief"},
    order="{t}.zaaktype_id, {t}.volgnummer",
    scopes=a.BELOW,
    told_as="zaakinformatieobjecttype",
)

zaakobjecttype = resource(
    m.ZaakObjectType,
    "zaakobjecttypen",
    [
        fields.boolean("anderObjecttype", required=True),
        *a.period_of_zaaktype(),
        fields.text("objecttype", 200, form="uri", required=True),
        fields.text("relatieOmschrijving", 80, required=True),
        fields.link("zaaktype", "catalogi.zaaktype", required=True),
        fields.computed("zaaktypeIdentificatie", "zt.identificatie"),
        fields.links("resultaattypen", "catalogi.resultaattype", "c.zaaktype_id = {t}.zaaktype_id"),
        a.texts_of(
            "resultaattypeOmschrijving",
            "SELECT c.omschrijving FROM catalogi_resultaattype c WHERE c.zaaktype_id = {t}.zaaktype_id",
        ),
        fields.links(
            "statustypen",
            "catalogi.statustype",
            "c.zaaktype_id = {t}.zaaktype_id",
            order="c.volgnummer",
        ),
        a.catalogus_of_zaaktype(),
    ],
    joins=a.ZAAKTYPE,
    filters={
        **a.below_filters(),
        "anderObjecttype": filters.flag("{t}.ander_objecttype = {v}"),
        "catalogus": filters.to("catalogi.catalogus", alias="zt"),
        "datumBeginGeldigheid": filters.matching("zt.begin_geldigheid = {v}", parse.date),
        "datumEindeGeldigheid": filters.matching("zt.einde_geldigheid = {v}", parse.date),
        "objecttype": filters.exact("objecttype"),
        "relatieOmschrijving": filters.exact("relatie_omschrijving"),
    },
    expands={"objecttype": ()},
    defaults={"status": "definitief"},
    scopes=a.BELOW,
)
