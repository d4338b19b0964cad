"""Klantcontacten, and contactmomenten and verzoeken of other registries that a zaak has to do with."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.zaken import services as s
from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.models import KlantContact, ZaakContactMoment, ZaakVerzoek
from kapstok.magazijnen.zaken.resources import tellen
from kapstok.magazijnen.zaken.resources.base import (
    CHANGE,
    PLAIN,
    READ,
    below,
    is_forced,
    judged,
    remover_of,
)
from kapstok.platform.db import TenantModel, uuid7
from kapstok.platform.resource import Call, Resource, Scopes, fields, filters, references
from kapstok.platform.work import Work


def _finish_klantcontact(row: KlantContact, _work: Work) -> list[ZaakRefused]:
    """A contact has a number; unique within the municipality when we make it."""
    row.identificatie = row.identificatie or uuid7().hex[-14:].upper()
    return []


def create_klantcontact(values: dict[str, Any], call: Call) -> UUID:
    """POST /klantcontacten"""
    forced = is_forced(call, values["zaak_id"])
    return s.add_below(KlantContact, values, actor=call.actor, forced=forced, finish=_finish_klantcontact)


klantcontact = below(
    "klantcontact",
    "klantcontacten",
    fields.link("zaak", "zaken.zaak", required=True),
    fields.text("identificatie", 14),
    fields.moment("datumtijd", required=True),
    fields.text("kanaal", 20),
    fields.text("onderwerp", 200),
    fields.text("toelichting", 1000),
    scopes=Scopes(READ, CHANGE),
    count=tellen.below("klantcontact"),
    reached=tellen.reached("klantcontact"),
    filters={"zaak": filters.to("zaken.zaak")},
    create=create_klantcontact,
)


def _elsewhere(model: type[TenantModel], path: str, member: str) -> Resource:
    """A link between a zaak and something in another registry, by its address; once per zaak."""

    def faults(row: Any, _zaak: Any = None) -> list[ZaakRefused]:
        same = model.objects.filter(zaak_id=row.zaak_id, **{member: getattr(row, member)})
        text = "Deze relatie is er al."
        return [ZaakRefused("unique", "nonFieldErrors", text)] if same.exists() else []

    def once(row: Any, _work: Work) -> list[ZaakRefused]:
        return faults(row)

    def create(values: dict[str, Any], call: Call) -> UUID:
        forced = is_forced(call, values["zaak_id"])
        return s.add_below(model, values, actor=call.actor, forced=forced, finish=once)

    return below(
        model._meta.model_name or "",
        path,
        fields.link("zaak", "zaken.zaak", required=True),
        fields.text(member, 1000, form="uri", required=True),
        scopes=PLAIN,
        paged=False,
        refers={member: references.SOMETHING},  # zrc-024, zrc-025
        filters={"zaak": filters.to("zaken.zaak"), member: filters.exact(member)},
        create=create,
        rules=judged(model, faults),
        delete=remover_of(model),
    )


zaakcontactmoment = _elsewhere(ZaakContactMoment, "zaakcontactmomenten", "contactmoment")
zaakverzoek = _elsewhere(ZaakVerzoek, "zaakverzoeken", "verzoek")
