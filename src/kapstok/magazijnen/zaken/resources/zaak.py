"""Zaken."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from kapstok.kern.nummers import parse_rsin
from kapstok.kern.vertrouwelijkheid import Vertrouwelijkheid
from kapstok.magazijnen.catalogi.models import ZaakType
from kapstok.magazijnen.zaken import services as s
from kapstok.magazijnen.zaken.resources import filters as f
from kapstok.magazijnen.zaken.resources import relations as r
from kapstok.magazijnen.zaken.resources.base import (
    CHANGE,
    OWN,
    REACHED,
    READ,
    UUID_FIELD,
    ZAKEN,
    is_forced,
    url,
)
from kapstok.magazijnen.zaken.resources.tellen import number
from kapstok.platform.db.rows import ask_one
from kapstok.platform.errors import Refusal
from kapstok.platform.geo.geojson import GEOMETRY, geometry
from kapstok.platform.resource import Call, Resource, Scopes, fields, parse, references, register

LEVELS = [v.value for v in Vertrouwelijkheid]
CHANNELS = ("nvt", "nog_niet", "gedeeltelijk", "geheel")
WORDS = """CASE {t}.betalingsindicatie WHEN 'nvt' THEN 'Er is geen sprake van te betalen, met de zaak gemoeide, kosten.'
WHEN 'nog_niet' THEN 'De met de zaak gemoeide kosten zijn (nog) niet betaald.'
WHEN 'gedeeltelijk' THEN 'De met de zaak gemoeide kosten zijn gedeeltelijk betaald.'
WHEN 'geheel' THEN 'De met de zaak gemoeide kosten zijn geheel betaald.' ELSE '' END"""
# What cannot be empty stays as it is when PUT leaves it out.
KEPT = ("identificatie", "registratiedatum", "vertrouwelijkheidaanduiding", "archiefstatus", "laatst_geopend")


def _kept(changes: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in changes.items() if v or k not in KEPT}


def rules(zaak_id: UUID | None, values: dict[str, Any], call: Call) -> list[Refusal]:
    """What else is wrong with a body, as far as it could be read."""
    if zaak_id is None:
        return [*s.new_zaak_faults(values, call.now)]
    return [*s.changed_zaak_faults(zaak_id, _kept(values), call.now)]


def ask_number(_ids: Mapping[str, UUID], clean: Mapping[str, Any], call: Call) -> None:
    """A new zaak that comes without a number will want one."""
    if not clean.get("identificatie"):
        call.asked["series"] = s.ask_own_series(call.today.year)


def create_zaak(values: dict[str, Any], call: Call) -> UUID:
    """POST /zaken"""
    kind = call.rows.get(("catalogi.zaaktype", values["zaaktype_id"]))
    known = {"zaaktype": kind, "series": call.asked.pop("series", None)}  # a number is for one zaak
    return s.create_zaak(s.NieuweZaak(**values), actor=call.actor, today=call.today, **known).id


def change_zaak(zaak_id: UUID, changes: dict[str, Any], call: Call) -> None:
    """PUT and PATCH /zaken/{uuid}"""
    s.change_zaak(zaak_id, _kept(changes), actor=call.actor, forced=is_forced(call, zaak_id))


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
        reached=REACHED,
        count=number,
        geo="zaakgeometrie",
        trail=(),
        refers={"communicatiekanaal": references.Shape((), ("naam", "omschrijving"))},  # zrc-010
        expands={"relevanteAndereZaken": ("zaken.zaak",)},
        search=f.SEARCH,
        fields=[
            url("zaken.zaak"),
            UUID_FIELD,
            fields.text("identificatie", 40),
            fields.text("bronorganisatie", 9, required=True, check=parse_rsin),
            fields.text("omschrijving", 80),
            fields.text("toelichting", 1000),
            fields.link(
                "zaaktype",
                "catalogi.zaaktype",
                required=True,
                ask=partial(ask_one, ZaakType, only=s.OF_ZAAKTYPE),
            ),
            fields.date("registratiedatum"),
            fields.text("verantwoordelijkeOrganisatie", 9, required=True, check=parse_rsin),
            fields.date("startdatum", required=True),
            fields.date("einddatum", read_only=True, nullable=True),
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
            fields.anything("zaakgeometrie", parse.checked(geometry), GEOMETRY),
            fields.group(
                "verlenging",
                fields.text("reden", 200, required=True, blank=True),
                fields.text("duur", form="duration", required=True),
            ),
            fields.group(
                "opschorting",
                fields.boolean("indicatie", required=True),
                fields.text("reden", 200, required=True, blank=True),
                fields.boolean("eerdereOpschorting", read_only=True),
            ),
            fields.text("selectielijstklasse", 1000, form="uri"),
            fields.link("hoofdzaak", "zaken.zaak", nullable=True),
            fields.links("deelzaken", "zaken.zaak", "c.hoofdzaak_id = {t}.id"),
            r.RELEVANTE,
            r.GERELATEERDE,
            fields.links("eigenschappen", "zaken.zaakeigenschap", "c.zaak_id = {t}.id"),
            fields.links("rollen", "zaken.rol", "c.zaak_id = {t}.id"),
            fields.link("status", "zaken.status", nullable=True, read_only=True),
            fields.links("zaakinformatieobjecten", "zaken.zaakinformatieobject", "c.zaak_id = {t}.id"),
            fields.links("zaakobjecten", "zaken.zaakobject", "c.zaak_id = {t}.id"),
            fields.listing(
                "kenmerken", fields.text("kenmerk", 40, required=True), fields.text("bron", 40, required=True)
            ),
            fields.choice("archiefnominatie", ("blijvend_bewaren", "vernietigen"), nullable=True),
            fields.choice("archiefstatus", f.ARCHIVE, blank=False),
            fields.date("archiefactiedatum", nullable=True),
            fields.link("resultaat", "zaken.resultaat", nullable=True, read_only=True),
            fields.text("opdrachtgevendeOrganisatie", 9, check=parse_rsin),
            fields.text("processobjectaard", 200, nullable=True),
            fields.date("startdatumBewaartermijn", nullable=True),
            fields.moment("laatstGemuteerd", read_only=True),
            fields.moment("laatstGeopend", nullable=True),
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
        settle=r.settle,
        rules=rules,
        ahead=ask_number,
        create=create_zaak,
        update=change_zaak,
        delete=delete_zaak,
    )
)
