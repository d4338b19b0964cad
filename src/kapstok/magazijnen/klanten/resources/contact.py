"""Klantcontacten, who took part in them, and what they were about."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from kapstok.magazijnen.klanten import models as m
from kapstok.magazijnen.klanten import rules_contact as rules
from kapstok.magazijnen.klanten.resources.actor import embedded
from kapstok.magazijnen.klanten.resources.base import NAME, adres, declared, full_name, identificator
from kapstok.magazijnen.klanten.resources.filters import (
    BETROKKENE,
    KLANTCONTACT,
    NUMBERS,
    by_register,
)
from kapstok.magazijnen.klanten.resources.pointers import by, pointer, pointers
from kapstok.magazijnen.klanten.rules import LONGEST, KlantRefused
from kapstok.platform.resource import fields, filters, parse
from kapstok.platform.work import Work

CONTACT, BETROKKENE_NAME = "klanten.klantcontact", "klanten.betrokkene"
ROLLEN = ("vertegenwoordiger", "klant")


def _check(row: m.Klantcontact, work: Work) -> Iterable[KlantRefused]:
    row.plaatsgevonden_op = row.plaatsgevonden_op or work.moment
    yield from rules.number_is_digits(row, NUMBERS)
    yield from rules.no_further_action_when_reached(
        row.indicatie_contact_gelukt, row.verdere_actie_ondernomen
    )
    yield from rules.metadata_is_text(row.metadata)


def _clean(values: dict[str, Any], _row_id: UUID | None) -> dict[str, Any]:
    """A moment that PUT leaves out stays as it is."""
    return {n: v for n, v in values.items() if n != "plaatsgevonden_op" or v is not None}


klantcontact = declared(
    m.Klantcontact,
    "klantcontacten",
    pointers(
        "gingOverOnderwerpobjecten",
        "klanten.onderwerpobject",
        "klanten_onderwerpobject c WHERE c.klantcontact_id = {t}.id",
        read_only=True,
    ),
    fields.computed(
        "hadBetrokkenActoren",
        fields.rows(
            f"SELECT {embedded('a')} FROM klanten_actorklantcontact c JOIN klanten_actor a ON a.id = c.actor_id"
            " WHERE c.klantcontact_id = {t}.id ORDER BY c.id"
        ),
        "array",
        items={"$ref": "#/components/schemas/actor"},
    ),
    pointers(
        "omvatteBijlagen",
        "klanten.bijlage",
        "klanten_bijlage c WHERE c.was_bijlage_van_klantcontact_id = {t}.id",
        read_only=True,
    ),
    pointers(
        "hadBetrokkenen",
        BETROKKENE_NAME,
        "klanten_betrokkene c WHERE c.had_klantcontact_id = {t}.id",
        read_only=True,
    ),
    pointers(
        "leiddeTotInterneTaken",
        "klanten.internetaak",
        "klanten_internetaak c WHERE c.aanleidinggevend_klantcontact_id = {t}.id",
        read_only=True,
    ),
    fields.text("nummer", 10, nullable=True),
    fields.text("referentienummer", 10, nullable=True),
    fields.text("kanaal", 50, required=True),
    fields.text("onderwerp", 200, required=True),
    fields.text("inhoud", LONGEST),
    fields.text("reactie", 4000),
    fields.boolean("indicatieContactGelukt", nullable=True),
    fields.text("hoofdOnderwerpType", 200, form="uri"),
    fields.boolean("verdereActieOndernomen", default=False),
    fields.text("taal", 3, required=True),
    fields.boolean("vertrouwelijk", required=True),
    fields.moment("plaatsgevondenOp"),
    fields.writable("metadata", parse.obj, {"type": "object"}, "{t}.metadata", default={}),
    filters=KLANTCONTACT,
    clean=_clean,
    check=_check,
)

betrokkene = declared(
    m.Betrokkene,
    "betrokkenen",
    pointer("wasPartij", "klanten.partij", nullable=True),
    pointer("hadKlantcontact", CONTACT, required=True),
    pointers(
        "digitaleAdressen",
        "klanten.digitaaladres",
        "klanten_digitaaladres c WHERE c.verstrekt_door_betrokkene_id = {t}.id",
        read_only=True,
    ),
    adres("bezoekadres"),
    adres("correspondentieadres"),
    fields.group("contactnaam", *NAME),
    fields.computed("volledigeNaam", full_name("{t}.contactnaam")),
    fields.choice("rol", ROLLEN, required=True),
    fields.text("organisatienaam", 200),
    fields.boolean("initiator", required=True),
    filters=BETROKKENE,
)

bijlage = declared(
    m.Bijlage,
    "bijlagen",
    pointer("wasBijlageVanKlantcontact", CONTACT, nullable=True),
    identificator("bijlageidentificator"),
    filters={
        **by_register("bijlageidentificator", "{t}.bijlageidentificator"),
        "klantcontact__uuid": by("x", CONTACT, "{t}.was_bijlage_van_klantcontact_id = {v}")["x__uuid"],
    },
)


def _about(values: dict[str, Any], _row_id: UUID | None) -> dict[str, Any]:
    """The number by which the object is looked up stands in a column of its own."""
    if "onderwerpobjectidentificator" in values:
        given = values["onderwerpobjectidentificator"] or {}
        return {**values, "object_id": given.get("objectId", "")}
    return values


onderwerpobject = declared(
    m.Onderwerpobject,
    "onderwerpobjecten",
    pointer("klantcontact", CONTACT, nullable=True),
    pointer("wasKlantcontact", CONTACT, nullable=True),
    identificator("onderwerpobjectidentificator"),
    filters={
        **by("klantcontact", CONTACT, "{t}.klantcontact_id = {v}"),
        **by("wasKlantcontact", CONTACT, "{t}.was_klantcontact_id = {v}"),
        **by_register("onderwerpobjectidentificator", "{t}.onderwerpobjectidentificator"),
        "onderwerpobjectidentificatorObjectId": filters.exact("object_id"),
    },
    clean=_about,
)
