"""The Catalogi API (1.3.3), declared: kinds of document and kinds of decision, by version."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from kapstok.magazijnen.catalogi import api_types as a
from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.catalogi.api_frame import resource
from kapstok.platform.resource import fields, filters, parse

# The types that name this one, whichever of its versions the relation points to.
_SAME = "n.catalogus_id = {t}.catalogus_id AND n.omschrijving = {t}.omschrijving"
_ZAAK_OF_DOCUMENT = (
    "SELECT z.identificatie FROM catalogi_zaaktypeinformatieobjecttype k"
    " JOIN catalogi_informatieobjecttype n ON n.id = k.informatieobjecttype_id"
    f" JOIN catalogi_zaaktype z ON z.id = k.zaaktype_id WHERE {_SAME}"
)
_BESLUIT_OF_DOCUMENT = (
    "SELECT b.omschrijving FROM catalogi_besluittypeinformatieobjecttype k"
    " JOIN catalogi_informatieobjecttype n ON n.id = k.informatieobjecttype_id"
    f" JOIN catalogi_besluittype b ON b.id = k.besluittype_id WHERE {_SAME}"
)
_ZAAK_OF_BESLUIT = (
    "SELECT z.identificatie FROM catalogi_zaaktypebesluittype k"
    " JOIN catalogi_besluittype n ON n.id = k.besluittype_id"
    f" JOIN catalogi_zaaktype z ON z.id = k.zaaktype_id WHERE {_SAME}"
)
_DOCUMENT_OF_BESLUIT = (
    "SELECT n.omschrijving FROM catalogi_besluittypeinformatieobjecttype k"
    " JOIN catalogi_informatieobjecttype n ON n.id = k.informatieobjecttype_id WHERE k.besluittype_id = {t}.id"
)
_RESULTAAT_OF_BESLUIT = (
    " FROM catalogi_resultaattype c JOIN catalogi_zaaktype z ON z.id = c.zaaktype_id"
    " WHERE z.catalogus_id = {t}.catalogus_id AND {t}.omschrijving = ANY(c.besluittypen)"
    f" AND {a.in_force('z')}"
)

informatieobjecttype = resource(
    m.InformatieObjectType,
    "informatieobjecttypen",
    [
        fields.link("catalogus", "catalogi.catalogus", required=True),
        fields.text("omschrijving", 80, required=True),
        fields.choice("vertrouwelijkheidaanduiding", a.LEVELS, required=True),
        *a.validity("catalogi_informatieobjecttype", "omschrijving"),
        a.versions("zaaktypen", "catalogi.zaaktype", _ZAAK_OF_DOCUMENT),
        fields.derived(
            a.texts_of("zaaktypeIdentificaties", _ZAAK_OF_DOCUMENT),
            parse.listing(parse.text(50, (), "", blank=False)),
        ),
        a.versions("besluittypen", "catalogi.besluittype", _BESLUIT_OF_DOCUMENT),
        a.texts_of("besluittypeOmschrijving", _BESLUIT_OF_DOCUMENT),
        fields.text("informatieobjectcategorie", 80, required=True),
        fields.texts("trefwoord", 30),
        fields.group(
            "omschrijvingGeneriek",
            fields.text("informatieobjecttypeOmschrijvingGeneriek", 80, required=True),
            fields.text("definitieInformatieobjecttypeOmschrijvingGeneriek", 255, required=True),
            fields.text("herkomstInformatieobjecttypeOmschrijvingGeneriek", 12, required=True),
            fields.text("hierarchieInformatieobjecttypeOmschrijvingGeneriek", 80, required=True),
            fields.text("opmerkingInformatieobjecttypeOmschrijvingGeneriek", 255, nullable=True),
            nullable=False,
        ),
    ],
    filters={
        "catalogus": filters.to("catalogi.catalogus"),
        "omschrijving": filters.exact("omschrijving"),
        "status": a.status(),
        "datumGeldigheid": a.valid_on(),
    },
    defaults={"status": "definitief"},
)

besluittype = resource(
    m.BesluitType,
    "besluittypen",
    [
        fields.link("catalogus", "catalogi.catalogus", required=True),
        a.versions("zaaktypen", "catalogi.zaaktype", _ZAAK_OF_BESLUIT),
        a.texts_of("zaaktypeIdentificaties", _ZAAK_OF_BESLUIT),
        fields.text("omschrijving", 80),
        fields.text("omschrijvingGeneriek", 80),
        fields.text("besluitcategorie", 40),
        fields.text("reactietermijn", 30, form="duration", nullable=True),
        fields.boolean("publicatieIndicatie", required=True),
        fields.text("publicatietekst"),
        fields.text("publicatietermijn", 30, form="duration", nullable=True),
        fields.text("toelichting"),
        a.named(
            "informatieobjecttypen", "catalogi.informatieobjecttype", _DOCUMENT_OF_BESLUIT, required=True
        ),
        a.texts_of("informatieobjecttypeOmschrijvingen", _DOCUMENT_OF_BESLUIT),
        *a.validity("catalogi_besluittype", "omschrijving"),
        a.list_of(
            "resultaattypen",
            f"SELECT {{url:catalogi.resultaattype:c.id:c}}{_RESULTAAT_OF_BESLUIT} ORDER BY c.id",
        ),
        a.texts_of("resultaattypenOmschrijving", f"SELECT c.omschrijving{_RESULTAAT_OF_BESLUIT}"),
        a.texts_of("vastgelegdIn", _DOCUMENT_OF_BESLUIT),
    ],
    filters={
        "catalogus": filters.to("catalogi.catalogus"),
        "zaaktypen": a.by_name_or_address(
            "catalogi.zaaktype",
            "EXISTS (SELECT 1 FROM catalogi_zaaktypebesluittype k JOIN catalogi_zaaktype n"
            " ON n.id = k.zaaktype_id JOIN catalogi_besluittype b ON b.id = k.besluittype_id"
            " WHERE b.catalogus_id = {t}.catalogus_id AND b.omschrijving = {t}.omschrijving AND {hit})",
        ),
        "informatieobjecttypen": a.by_name_or_address(
            "catalogi.informatieobjecttype",
            "EXISTS (SELECT 1 FROM catalogi_informatieobjecttype n"
            f" WHERE n.omschrijving IN ({_DOCUMENT_OF_BESLUIT}) AND n.catalogus_id = {{t}}.catalogus_id"
            " AND {hit})",
        ),
        "omschrijving": filters.exact("omschrijving"),
        "status": a.status(),
        "datumGeldigheid": a.valid_on(),
    },
    defaults={"status": "definitief"},
)
