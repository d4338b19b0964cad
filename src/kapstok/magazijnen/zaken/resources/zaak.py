"""Zaken."""

from typing import Any
from uuid import UUID

from kapstok.kern.vertrouwelijkheid import Vertrouwelijkheid
from kapstok.magazijnen.zaken import services as s
from kapstok.magazijnen.zaken.resources import filters as f
from kapstok.magazijnen.zaken.resources.base import CHANGE, OWN, READ, UUID_FIELD, ZAKEN, is_forced, url
from kapstok.platform.resource import Call, Resource, Scopes, fields, register
from kapstok.platform.resource.parse import fault, obj

LEVELS = [v.value for v in Vertrouwelijkheid]
CHANNELS = ("nvt", "nog_niet", "gedeeltelijk", "geheel")
WORDS = "initcap(replace({t}.betalingsindicatie, '_', ' '))"
ARCHIVE = ("nog_te_archiveren", "gearchiveerd", "gearchiveerd_procestermijn_onbekend", "overgedragen")
SHAPES = {
    "Point": 1,
    "MultiPoint": 2,
    "LineString": 2,
    "MultiLineString": 3,
    "Polygon": 3,
    "MultiPolygon": 4,
}


def geometry(value: Any, name: str) -> dict[str, Any]:
    """GeoJSON of a known shape, longitude and latitude in degrees."""
    given = obj(value, name)
    depth = SHAPES.get(str(given.get("type")))
    if depth is None or not _positions(given.get("coordinates"), depth):
        raise fault(name, "invalid", "Dit is geen GeoJSON met lengte- en breedtegraden (EPSG:4326).")
    return {"type": given["type"], "coordinates": given["coordinates"]}


def _positions(value: Any, depth: int) -> bool:
    if not isinstance(value, list) or not value:
        return False
    if depth > 1:
        return all(_positions(v, depth - 1) for v in value)
    numbers = all(isinstance(v, int | float) and not isinstance(v, bool) for v in value)
    return numbers and 2 <= len(value) <= 3 and abs(value[0]) <= 180 and abs(value[1]) <= 90


def create_zaak(values: dict[str, Any], call: Call) -> UUID:
    """POST /zaken"""
    return s.create_zaak(s.NieuweZaak(**values), actor=call.actor, today=call.today).id


def change_zaak(zaak_id: UUID, changes: dict[str, Any], call: Call) -> None:
    """PUT and PATCH /zaken/{uuid}. What PUT leaves out and cannot be empty stays as it is."""
    kept = ("identificatie", "registratiedatum", "vertrouwelijkheidaanduiding", "archiefstatus")
    changes = {k: v for k, v in changes.items() if v or k not in kept}
    s.change_zaak(zaak_id, changes, actor=call.actor, forced=is_forced(call, zaak_id))


def delete_zaak(zaak_id: UUID, call: Call) -> None:
    """DELETE /zaken/{uuid}"""
    s.delete_zaak(zaak_id, actor=call.actor, forced=is_forced(call, zaak_id))


zaak = register(
    Resource(
        name="zaken.zaak",
        table="zaken_zaak",
        path="zaken",
        api=ZAKEN,
        scopes=Scopes(READ, ("zaken.aanmaken",), CHANGE, ("zaken.verwijderen",)),
        visible=OWN,
        geo="zaakgeometrie",
        etag="{t}.versie || '.' || (SELECT count(*) FROM zaken_zaak d WHERE d.hoofdzaak_id = {t}.id)",
        fields=[
            url("zaken.zaak"),
            UUID_FIELD,
            fields.text("identificatie", 40),
            fields.text("bronorganisatie", 9, required=True),
            fields.text("omschrijving", 80),
            fields.text("toelichting", 1000),
            fields.link("zaaktype", "catalogi.zaaktype", required=True),
            fields.date("registratiedatum"),
            fields.text("verantwoordelijkeOrganisatie", 9, required=True),
            fields.date("startdatum", required=True),
            fields.date("einddatum", read_only=True),
            fields.date("einddatumGepland", nullable=True),
            fields.date("uiterlijkeEinddatumAfdoening", nullable=True),
            fields.date("publicatiedatum", nullable=True),
            fields.text("communicatiekanaal", 1000, form="uri"),
            fields.text("communicatiekanaalNaam", 250),
            fields.texts("productenOfDiensten", 1000),
            fields.choice("vertrouwelijkheidaanduiding", LEVELS),
            fields.choice("betalingsindicatie", CHANNELS),
            fields.computed("betalingsindicatieWeergave", WORDS),
            fields.moment("laatsteBetaaldatum", nullable=True),
            fields.anything("zaakgeometrie", geometry),
            fields.group(
                "verlenging",
                fields.text("reden", 200, required=True),
                fields.text("duur", form="duration", required=True),
            ),
            fields.group(
                "opschorting",
                fields.boolean("indicatie", required=True),
                fields.text("reden", 200, required=True),
            ),
            fields.text("selectielijstklasse", 1000, form="uri"),
            fields.link("hoofdzaak", "zaken.zaak", nullable=True),
            fields.links("deelzaken", "zaken.zaak", "c.hoofdzaak_id = {t}.id"),
            fields.listing(
                "relevanteAndereZaken",
                fields.text("url", 1000, form="uri", required=True),
                fields.choice("aardRelatie", ("vervolg", "onderwerp", "bijdrage"), required=True),
            ),
            fields.links("eigenschappen", "zaken.zaakeigenschap", "c.zaak_id = {t}.id"),
            fields.links("rollen", "zaken.rol", "c.zaak_id = {t}.id"),
            fields.link("status", "zaken.status", nullable=True, read_only=True),
            fields.links("zaakinformatieobjecten", "zaken.zaakinformatieobject", "c.zaak_id = {t}.id"),
            fields.links("zaakobjecten", "zaken.zaakobject", "c.zaak_id = {t}.id"),
            fields.listing(
                "kenmerken", fields.text("kenmerk", 40, required=True), fields.text("bron", 40, required=True)
            ),
            fields.choice("archiefnominatie", ("blijvend_bewaren", "vernietigen"), nullable=True),
            fields.choice("archiefstatus", ARCHIVE, blank=False),
            fields.date("archiefactiedatum", nullable=True),
            fields.link("resultaat", "zaken.resultaat", nullable=True, read_only=True),
            fields.text("opdrachtgevendeOrganisatie", 9),
            fields.text("processobjectaard", 200, nullable=True),
            fields.date("startdatumBewaartermijn", nullable=True),
            fields.group(
                "processobject",
                *(
                    fields.text(n, 250, required=True)
                    for n in ("datumkenmerk", "identificatie", "objecttype", "registratie")
                ),
            ),
        ],
        filters=f.ZAAK,
        orderings=f.ORDERINGS,
        create=create_zaak,
        update=change_zaak,
        delete=delete_zaak,
    )
)
