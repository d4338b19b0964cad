"""Rollen."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.zaken import services as s
from kapstok.magazijnen.zaken.models import Rol
from kapstok.magazijnen.zaken.resources import filters as f
from kapstok.magazijnen.zaken.resources import tellen
from kapstok.magazijnen.zaken.resources.base import below, is_forced, judged, remover, require_same
from kapstok.platform.resource import Call, fields, filters, parse, references


def new_rol(values: dict[str, Any]) -> s.NieuweRol:
    """The rol as the use cases take it; an empty identification identifies nobody."""
    identificatie = values.get("betrokkene_identificatie") or None
    return s.NieuweRol(**{**values, "betrokkene_identificatie": identificatie})


def create_rol(values: dict[str, Any], call: Call) -> UUID:
    """POST /rollen"""
    zaak = values.pop("zaak_id")
    return s.add_rol(zaak, new_rol(values), actor=call.actor, forced=is_forced(call, zaak)).id


def change_rol(row_id: UUID, changes: dict[str, Any], call: Call) -> None:
    """PUT and PATCH /rollen/{uuid}: beyond the standard, as the field uses it."""
    row = Rol.objects.get(id=row_id)
    require_same(row, changes, ("zaak_id",))
    names = s.NieuweRol.__struct_fields__
    values = {n: changes.get(n, getattr(row, n)) for n in names}
    s.change_rol(row_id, new_rol(values), actor=call.actor, forced=is_forced(call, row.zaak_id))


rol = below(
    "rol",
    "rollen",
    fields.link("zaak", "zaken.zaak", required=True),
    fields.text("betrokkene", 1000, form="uri"),
    fields.choice("betrokkeneType", f.KINDS, required=True),
    fields.text("afwijkendeNaamBetrokkene", 625),
    fields.link("roltype", "catalogi.roltype", required=True),
    fields.text("omschrijving", read_only=True),
    fields.text("omschrijvingGeneriek", read_only=True),
    # The standard asks for it; the field leaves it out, and nothing is lost by that.
    fields.text("roltoelichting", 1000),
    fields.moment("registratiedatum", read_only=True),
    fields.choice("indicatieMachtiging", ("gemachtigde", "machtiginggever")),
    fields.group(
        "contactpersoonRol",
        fields.text("emailadres", 254, form="email"),
        fields.text("functie", 50),
        fields.text("telefoonnummer", 20),
        fields.text("naam", 40, required=True, blank=True),
    ),
    fields.links("statussen", "zaken.status", "c.gezetdoor_rol_id = {t}.id"),
    fields.date("beginGeldigheid", nullable=True),
    fields.date("eindeGeldigheid", nullable=True),
    fields.anything("authenticatieContext", parse.obj),
    fields.anything("betrokkeneIdentificatie", parse.obj),
    # Not asked for by the standard: what we can look up, must be there.
    refers={"betrokkene": references.SOMETHING_IF_KNOWN},
    count=tellen.below("rol"),
    reached=tellen.reached("rol"),
    filters=f.ROL,
    search={"uuid__in": filters.ids()},  # so that a BSN need not stand in an address
    create=create_rol,
    update=change_rol,
    rules=judged(Rol, s.rol_faults),
    delete=remover(Rol, s.remove_rol),
)
