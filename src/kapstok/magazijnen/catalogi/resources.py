"""The Catalogi API (1.3), declared: catalogussen, zaaktypen, informatieobjecttypen, besluittypen."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from collections.abc import Sequence
from typing import Any

from kapstok.magazijnen.catalogi import api_types as a
from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.catalogi.api_writes import changer, creator, deleter
from kapstok.platform.db import TenantModel
from kapstok.platform.resource import Resource, fields, filters, parse, register
from kapstok.platform.resource.declare import BODY
from kapstok.platform.resource.fields import Field


def _resource(kind: type[TenantModel], path: str, members: Sequence[Field], **more: Any) -> Resource:
    name = f"catalogi.{kind.__name__.lower()}"
    writes = {"create": creator(kind), "update": changer(kind), "delete": deleter(kind)}
    return register(
        Resource(
            name=name,
            table=f"catalogi_{kind.__name__.lower()}",
            path=path,
            api=a.CATALOGI,
            etag=BODY,
            fields=[a.url(name), *members],
            **{**writes, "scopes": a.SCOPES, **more},
        )
    )


def _types(name: str, table: str) -> list[Field]:
    omschrijving = (
        f"SELECT DISTINCT c.omschrijving FROM catalogi_{table} c WHERE c.catalogus_id = {{t}}.id ORDER BY 1"
    )
    return [
        fields.links(name, f"catalogi.{table}", "c.catalogus_id = {t}.id"),
        a.list_of(f"{table}Omschrijving", omschrijving),
    ]


catalogus = _resource(
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
        fields.text("naam", 200),
        fields.text("versie", 20, column="catalogus_versie"),
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

_IO = "catalogi_zaaktypeinformatieobjecttype"
_BIO = "catalogi_besluittypeinformatieobjecttype"
_ZB = "catalogi_zaaktypebesluittype"
_DEEL = "COALESCE((SELECT json_agg({url:catalogi.zaaktype:d}) FROM unnest({t}.deelzaaktypen) d), '[]'::json)"


def _linked(name: str, to: str, table: str, left: str, right: str) -> Field:
    where = f"EXISTS (SELECT 1 FROM {table} k WHERE k.{left} = {{t}}.id AND k.{right} = c.id)"
    return fields.links(name, to, where)


def _named(name: str, of: str, column: str, table: str, left: str, right: str) -> Field:
    select = (
        f"SELECT DISTINCT c.{column} FROM {of} c JOIN {table} k ON k.{right} = c.id WHERE k.{left} = {{t}}.id"
    )
    return a.list_of(name, f"{select} ORDER BY 1")


_BESLUITTYPEN = _linked("besluittypen", "catalogi.besluittype", _ZB, "zaaktype_id", "besluittype_id")
zaaktype = _resource(
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
        fields.links("zaakobjecttypen", "catalogi.zaaktype", "false AND c.id = {t}.id"),
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
        a.list_of(
            "resultaattypeOmschrijving",
            "SELECT c.omschrijving FROM catalogi_resultaattype c WHERE c.zaaktype_id = {t}.id ORDER BY 1",
        ),
        fields.links("eigenschappen", "catalogi.eigenschap", "c.zaaktype_id = {t}.id"),
        _linked(
            "informatieobjecttypen",
            "catalogi.informatieobjecttype",
            _IO,
            "zaaktype_id",
            "informatieobjecttype_id",
        ),
        _named(
            "informatieobjecttypeOmschrijving",
            "catalogi_informatieobjecttype",
            "omschrijving",
            _IO,
            "zaaktype_id",
            "informatieobjecttype_id",
        ),
        fields.links("roltypen", "catalogi.roltype", "c.zaaktype_id = {t}.id"),
        fields.writable(
            "besluittypen",
            parse.listing(parse.text(80, (), "", blank=False)),
            _BESLUITTYPEN.schema,
            _BESLUITTYPEN.sql,
            default=[],
        ),
        _named(
            "besluittypeOmschrijving",
            "catalogi_besluittype",
            "omschrijving",
            _ZB,
            "zaaktype_id",
            "besluittype_id",
        ),
        fields.computed("deelzaaktypen", _DEEL, "array"),
        a.list_of(
            "deelzaaktypeIdentificaties",
            "SELECT DISTINCT c.identificatie FROM catalogi_zaaktype c WHERE c.id = ANY({t}.deelzaaktypen)",
        ),
        fields.listing(
            "gerelateerdeZaaktypen",
            fields.text("zaaktype", 200, required=True),
            fields.choice("aardRelatie", ("vervolg", "bijdrage", "onderwerp"), required=True),
            fields.text("toelichting", 255),
        ),
        fields.writable(
            "versiedatum",
            parse.date,
            {"type": "string", "format": "date"},
            "COALESCE({t}.versiedatum, {t}.begin_geldigheid)",
            nullable=True,
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
    defaults={"status": "definitief"},
    scopes=a.Scopes(("catalogi.lezen", "zaken.lezen", "documenten.lezen"), a.WRITE, a.FORCE, a.DELETE),
)

informatieobjecttype = _resource(
    m.InformatieObjectType,
    "informatieobjecttypen",
    [
        fields.link("catalogus", "catalogi.catalogus", required=True),
        fields.text("omschrijving", 80, required=True),
        fields.choice("vertrouwelijkheidaanduiding", a.LEVELS, required=True),
        *a.validity("catalogi_informatieobjecttype", "omschrijving"),
        _linked("zaaktypen", "catalogi.zaaktype", _IO, "informatieobjecttype_id", "zaaktype_id"),
        _named(
            "zaaktypeIdentificaties",
            "catalogi_zaaktype",
            "identificatie",
            _IO,
            "informatieobjecttype_id",
            "zaaktype_id",
        ),
        _linked("besluittypen", "catalogi.besluittype", _BIO, "informatieobjecttype_id", "besluittype_id"),
        _named(
            "besluittypeOmschrijving",
            "catalogi_besluittype",
            "omschrijving",
            _BIO,
            "informatieobjecttype_id",
            "besluittype_id",
        ),
        fields.text("informatieobjectcategorie", 80, required=True),
        fields.texts("trefwoord", 30),
        fields.group(
            "omschrijvingGeneriek",
            *(
                fields.text(
                    f"{part}InformatieobjecttypeOmschrijvingGeneriek"[:1].lower()
                    + f"{part}InformatieobjecttypeOmschrijvingGeneriek"[1:],
                    size,
                    required=part != "opmerking",
                    nullable=part == "opmerking",
                )
                for part, size in (
                    ("", 80),
                    ("definitie", 255),
                    ("herkomst", 12),
                    ("hierarchie", 80),
                    ("opmerking", 255),
                )
            ),
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

besluittype = _resource(
    m.BesluitType,
    "besluittypen",
    [
        fields.link("catalogus", "catalogi.catalogus", required=True),
        _linked("zaaktypen", "catalogi.zaaktype", _ZB, "besluittype_id", "zaaktype_id"),
        _named(
            "zaaktypeIdentificaties",
            "catalogi_zaaktype",
            "identificatie",
            _ZB,
            "besluittype_id",
            "zaaktype_id",
        ),
        fields.text("omschrijving", 80),
        fields.text("omschrijvingGeneriek", 80),
        fields.text("besluitcategorie", 40),
        fields.text("reactietermijn", 30, form="duration", nullable=True),
        fields.boolean("publicatieIndicatie", required=True),
        fields.text("publicatietekst"),
        fields.text("publicatietermijn", 30, form="duration", nullable=True),
        fields.text("toelichting"),
        _linked(
            "informatieobjecttypen",
            "catalogi.informatieobjecttype",
            _BIO,
            "besluittype_id",
            "informatieobjecttype_id",
        ),
        _named(
            "informatieobjecttypeOmschrijvingen",
            "catalogi_informatieobjecttype",
            "omschrijving",
            _BIO,
            "besluittype_id",
            "informatieobjecttype_id",
        ),
        *a.validity("catalogi_besluittype", "omschrijving"),
        a.list_of("resultaattypen", "SELECT NULL::text WHERE false"),
        a.list_of("resultaattypenOmschrijving", "SELECT NULL::text WHERE false"),
        _named(
            "vastgelegdIn",
            "catalogi_informatieobjecttype",
            "omschrijving",
            _BIO,
            "besluittype_id",
            "informatieobjecttype_id",
        ),
    ],
    filters={
        "catalogus": filters.to("catalogi.catalogus"),
        "zaaktypen": filters.to(
            "catalogi.zaaktype",
            sql=f"EXISTS (SELECT 1 FROM {_ZB} k WHERE k.besluittype_id = {{t}}.id AND k.zaaktype_id = {{v}})",
        ),
        "omschrijving": filters.exact("omschrijving"),
        "status": a.status(),
        "datumGeldigheid": a.valid_on(),
    },
    defaults={"status": "definitief"},
)

statustype = _resource(
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
        fields.boolean("informeren"),
        fields.text("doorlooptijd", 30, form="duration", nullable=True),
        fields.text("toelichting", 1000, nullable=True),
        fields.listing(
            "checklistitemStatustype",
            fields.text("itemnaam", 30, required=True),
            fields.text("toelichting", 1000, nullable=True),
            fields.text("vraagstelling", 255, required=True),
            fields.boolean("verplicht"),
        ),
        fields.links("eigenschappen", "catalogi.eigenschap", "c.statustype_id = {t}.id"),
        *a.period_of_zaaktype(),
    ],
    joins=a.ZAAKTYPE,
    filters=a.below_filters(),
    defaults={"status": "definitief"},
    order="{t}.zaaktype_id, {t}.volgnummer",
    scopes=a.BELOW,
)

resultaattype = _resource(
    m.ResultaatType,
    "resultaattypen",
    [
        *a.of_zaaktype(),
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
        a.list_of("besluittypen", "SELECT NULL::text WHERE false"),
        a.list_of("besluittypeOmschrijving", "SELECT NULL::text WHERE false"),
        a.list_of("informatieobjecttypen", "SELECT NULL::text WHERE false"),
        a.list_of("informatieobjecttypeOmschrijving", "SELECT NULL::text WHERE false"),
    ],
    joins=a.ZAAKTYPE,
    filters=a.below_filters(),
    defaults={"status": "definitief"},
    scopes=a.BELOW,
)

roltype = _resource(
    m.RolType,
    "roltypen",
    [
        *a.of_zaaktype(),
        fields.text("omschrijving", 100, required=True),
        fields.choice("omschrijvingGeneriek", a.ROL, required=True),
        *a.period_of_zaaktype(),
    ],
    joins=a.ZAAKTYPE,
    filters={**a.below_filters(), "omschrijvingGeneriek": filters.one_of("omschrijving_generiek", a.ROL)},
    defaults={"status": "definitief"},
    scopes=a.BELOW,
)

eigenschap = _resource(
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

zaaktypeinformatieobjecttype = _resource(
    m.ZaakTypeInformatieObjectType,
    "zaaktype-informatieobjecttypen",
    [
        *a.of_zaaktype(),
        fields.link("informatieobjecttype", "catalogi.informatieobjecttype", required=True),
        fields.integer("volgnummer", required=True),
        fields.choice("richting", ("inkomend", "intern", "uitgaand"), required=True),
        fields.link("statustype", "catalogi.statustype", nullable=True),
    ],
    joins=a.ZAAKTYPE,
    filters={
        "zaaktype": filters.to("catalogi.zaaktype"),
        "informatieobjecttype": filters.to("catalogi.informatieobjecttype"),
        "richting": filters.one_of("richting", ("inkomend", "intern", "uitgaand")),
        "status": a.status("zt"),
    },
    defaults={"status": "definitief"},
    scopes=a.BELOW,
)
