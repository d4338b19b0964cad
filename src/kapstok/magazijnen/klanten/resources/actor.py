"""Actoren, in which klantcontacten they took part, and what they have to do after them."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from kapstok.magazijnen.klanten import models as m
from kapstok.magazijnen.klanten import rules_contact as rules
from kapstok.magazijnen.klanten.resources.base import declared, identificator, of_kind, phone, variants
from kapstok.magazijnen.klanten.resources.filters import NUMBERS, by_register
from kapstok.magazijnen.klanten.resources.pointers import SCHEMA, by, one, pointer, pointers, shown
from kapstok.magazijnen.klanten.rules import KlantRefused
from kapstok.magazijnen.klanten.services.store import After
from kapstok.magazijnen.klanten.services.taken import check_taak, give_to
from kapstok.platform.resource import fields, filters, parse
from kapstok.platform.work import Work

ACTOR, CONTACT = "klanten.actor", "klanten.klantcontact"
MAIL = fields.text("emailadres", 254, form="email")
KINDS = {
    "medewerker": (
        fields.text("functie", 40, required=True, blank=True),
        MAIL,
        phone("telefoonnummer", 20, required=True, blank=True),
    ),
    "geautomatiseerde_actor": (
        fields.text("functie", 40, required=True, blank=True),
        fields.text("omschrijving", 200),
    ),
    "organisatorische_eenheid": (
        fields.text("omschrijving", 200),
        MAIL,
        fields.text("faxnummer", 20),
        phone("telefoonnummer", 20),
    ),
}


def _clean(values: dict[str, Any], row_id: UUID | None) -> dict[str, Any]:
    """What is known of an actor, by its kind."""
    if values.get("actor_identificatie") is None:
        return values
    kind = values.get("soort_actor") or m.Actor.objects.values_list("soort_actor", flat=True).get(id=row_id)
    given = of_kind(KINDS, kind, "actorIdentificatie", values["actor_identificatie"])
    return {**values, "actor_identificatie": given}


actor = declared(
    m.Actor,
    "actoren",
    fields.text("naam", 200, required=True),
    fields.choice("soortActor", tuple(KINDS), required=True),
    fields.boolean("indicatieActief", default=True),
    identificator("actoridentificator"),
    variants("actorIdentificatie", "soort_actor", KINDS),
    filters={
        **by_register("actoridentificator", "{t}.actoridentificator"),
        "indicatieActief": filters.flag("{t}.indicatie_actief = {v}"),
        "naam": filters.exact("naam"),
        "soortActor": filters.one_of("soort_actor", tuple(KINDS)),
    },
    clean=_clean,
)


def embedded(alias: str) -> str:
    """SQL of a whole actor as a part of something else."""
    pairs = ", ".join(f"'{f.name}', {f.sql.replace('{t}', alias)}" for f in actor.fields)
    return f"json_build_object({pairs})"


def _once(row: m.ActorKlantcontact, _work: Work) -> Iterable[KlantRefused]:
    same = m.ActorKlantcontact.objects.filter(actor_id=row.actor_id, klantcontact_id=row.klantcontact_id)
    yield from rules.takes_part_once(known=same.exclude(id=row.id).exists())


actorklantcontact = declared(
    m.ActorKlantcontact,
    "actorklantcontacten",
    pointer("actor", ACTOR, required=True),
    pointer("klantcontact", CONTACT, required=True),
    filters={
        **by("actor", ACTOR, "{t}.actor_id = {v}"),
        **by("klantcontact", CONTACT, "{t}.klantcontact_id = {v}"),
    },
    check=_once,
)

_ACTOREN = "klanten_internetaakactor c WHERE c.internetaak_id = {t}.id"
_FIRST = f"(SELECT {shown(ACTOR, 'c.actor_id')} FROM {_ACTOREN} ORDER BY c.volgorde LIMIT 1)"
_GIVEN = f"EXISTS (SELECT 1 FROM {_ACTOREN} AND c.actor_id = {{v}})"
_CONTACT = (
    "EXISTS (SELECT 1 FROM klanten_klantcontact k WHERE k.id = {t}.aanleidinggevend_klantcontact_id AND {c})"
)
_NAMED = "EXISTS (SELECT 1 FROM klanten_internetaakactor c JOIN klanten_actor a ON a.id = c.actor_id "


def _given(values: dict[str, Any], row_id: UUID | None) -> dict[str, Any]:
    """The actoren, whichever of the two members named them."""
    first, many = values.get("toegewezen_aan_actor_id"), values.get("toegewezen_aan_actoren")
    refusals = [
        *rules.actors_are_named_once(one=first is not None, many=many is not None, needed=row_id is None),
        *rules.actors_are_different(many),
    ]
    if refusals:
        raise refusals[0]
    return {**values, "actoren": many if first is None else [first]}


def _give(values: dict[str, Any]) -> After:
    return lambda row, _work: give_to(row, values["actoren"])


internetaak = declared(
    m.InterneTaak,
    "internetaken",
    fields.text("nummer", 10, nullable=True),
    fields.text("referentienummer", 10, nullable=True),
    fields.text("gevraagdeHandeling", 200, required=True),
    pointer("aanleidinggevendKlantcontact", CONTACT, required=True),
    fields.Field(
        "toegewezenAanActor", _FIRST, SCHEMA, "toegewezen_aan_actor_id", one, nullable=True, to=ACTOR
    ),
    pointers("toegewezenAanActoren", ACTOR, _ACTOREN, row="c.actor_id", order="c.volgorde"),
    fields.text("toelichting", 1000),
    fields.choice("status", ("te_verwerken", "verwerkt"), required=True),
    fields.moment("toegewezenOp", read_only=True),
    fields.moment("afgehandeldOp", nullable=True),
    filters={
        **by("aanleidinggevendKlantcontact", CONTACT, "{t}.aanleidinggevend_klantcontact_id = {v}"),
        **{
            f"klantcontact__{n}": filters.matching(_CONTACT.replace("{c}", f"k.{n} = {{v}}")) for n in NUMBERS
        },
        "klantcontact__uuid": by("x", CONTACT, "{t}.aanleidinggevend_klantcontact_id = {v}")["x__uuid"],
        **by("toegewezenAanActor", ACTOR, _GIVEN),
        "actoren__naam": filters.matching(f"{_NAMED} WHERE c.internetaak_id = {{t}}.id AND a.naam = {{v}})"),
        **{name: filters.exact(name) for name in NUMBERS},
        "status": filters.one_of("status", ("te_verwerken", "verwerkt")),
        "toegewezenOp": filters.Filter(
            "{t}.toegewezen_op = {v}", parse.moment, schema={"type": "string", "format": "date-time"}
        ),
    },
    clean=_given,
    check=check_taak,
    after=_give,
    no_model=("toegewezen_aan_actor_id", "toegewezen_aan_actoren", "actoren"),
)
