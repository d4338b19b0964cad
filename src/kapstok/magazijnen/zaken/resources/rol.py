"""Rollen."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.zaken import services as s
from kapstok.magazijnen.zaken.models import Rol
from kapstok.magazijnen.zaken.resources import filters as f
from kapstok.magazijnen.zaken.resources.base import below, is_forced, remover
from kapstok.platform.resource import Call, fields, parse


def create_rol(values: dict[str, Any], call: Call) -> UUID:
    """POST /rollen"""
    zaak = values.pop("zaak_id")
    return s.add_rol(zaak, s.NieuweRol(**values), actor=call.actor, forced=is_forced(call, zaak)).id


delete_rol = remover(Rol, s.remove_rol)


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
    fields.text("roltoelichting", 1000, required=True),
    fields.moment("registratiedatum", read_only=True),
    fields.choice("indicatieMachtiging", ("gemachtigde", "machtiginggever")),
    fields.group(
        "contactpersoonRol",
        fields.text("emailadres", 254, form="email"),
        fields.text("functie", 50),
        fields.text("telefoonnummer", 20),
        fields.text("naam", 40, required=True),
    ),
    fields.links(
        "statussen",
        "zaken.status",
        "c.zaak_id = {t}.zaak_id AND c.gezetdoor = {url:zaken.rol:{t}.id}",
    ),
    fields.anything("betrokkeneIdentificatie", parse.obj),
    filters=f.ROL,
    create=create_rol,
    delete=delete_rol,
)
