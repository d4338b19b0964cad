"""Who has to do with a zaak."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from kapstok.magazijnen.catalogi.models import RolType
from kapstok.magazijnen.zaken import rules, rules_rol
from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.identificaties import AUTHENTICATIE, BETROKKENEN, LOGIN_OF, complete
from kapstok.magazijnen.zaken.models import Rol, Zaak
from kapstok.magazijnen.zaken.services.base import change_below, find, own_row, require, snapshot, written
from kapstok.magazijnen.zaken.services.change import refresh_search_text
from kapstok.platform.work import Actor, Work


class NieuweRol(msgspec.Struct, kw_only=True):
    """A rol to be added; betrokkene_identificatie as the standard writes it for the betrokkene_type."""

    roltype_id: UUID
    betrokkene_type: str
    roltoelichting: str = ""
    betrokkene: str = ""
    betrokkene_identificatie: dict[str, Any] | None = None
    afwijkende_naam_betrokkene: str = ""
    indicatie_machtiging: str = ""
    contactpersoon_rol: dict[str, Any] | None = None
    authenticatie_context: dict[str, Any] | None = None
    begin_geldigheid: date | None = None
    einde_geldigheid: date | None = None


def _name(identificatie: dict[str, Any]) -> str:
    person = (identificatie.get(k) for k in ("voornamen", "voorvoegselGeslachtsnaam", "geslachtsnaam"))
    worker = (identificatie.get(k) for k in ("voorletters", "voorvoegselAchternaam", "achternaam"))
    trade = identificatie.get("handelsnaam")
    options = [
        " ".join(p for p in person if p),
        " ".join(p for p in worker if p),
        identificatie.get("statutaireNaam") or "",
        (trade[0] if isinstance(trade, list) and trade else trade) or "",
        identificatie.get("naam") or "",
    ]
    return next((o for o in options if o), "")[:625]


def search_columns(kind: str, identificatie: dict[str, Any], afwijkende_naam: str = "") -> dict[str, str]:
    """What can be searched, copied from the identification."""
    return {
        "naam": afwijkende_naam or _name(identificatie),
        "bsn": identificatie.get("inpBsn") or "",
        "kvk_nummer": identificatie.get("kvkNummer") or "",
        "vestigings_nummer": identificatie.get("vestigingsNummer") or "",
        "medewerker": (identificatie.get("identificatie") or "") if kind == "medewerker" else "",
    }


def add_rol(zaak_id: UUID, new: NieuweRol, *, actor: Actor, forced: bool = False) -> Rol:
    """Add somebody to a zaak. initiator and zaakcoordinator are there at most once (zrc-019)."""
    with change_below(zaak_id, "rol.create", actor=actor, forced=forced) as (work, zaak):
        values = {f: getattr(new, f) for f in new.__struct_fields__}
        rol = Rol(zaak_id=zaak_id, **values, registratiedatum=work.moment)
        _fill(rol, zaak)
        rol.save(force_insert=True)
        _written(work, zaak, "create", rol, after=snapshot(rol))
    return rol


def change_rol(rol_id: UUID, new: NieuweRol, *, actor: Actor, forced: bool = False) -> None:
    """Say anew who somebody is in a zaak; the rol stays the same one, with its registratiedatum."""
    rol = own_row(Rol, rol_id)
    with change_below(rol.zaak_id, "rol.update", actor=actor, forced=forced) as (work, zaak):
        before = snapshot(rol)
        for name in new.__struct_fields__:
            setattr(rol, name, getattr(new, name))
        _fill(rol, zaak)
        rol.versie += 1
        rol.save()
        _written(work, zaak, "update", rol, before=before, after=snapshot(rol))


def remove_rol(rol_id: UUID, *, actor: Actor, forced: bool = False) -> None:
    """Take somebody off a zaak."""
    rol = own_row(Rol, rol_id)
    with change_below(rol.zaak_id, "rol.delete", actor=actor, forced=forced) as (work, zaak):
        Rol.objects.filter(id=rol_id).delete()
        _written(work, zaak, "destroy", rol, before=snapshot(rol))


def _written(work: Work, zaak: Zaak, verb: str, rol: Rol, **change: Any) -> None:
    refresh_search_text(zaak)
    written(work, zaak, "rol", verb, rol.id, columns=["zoektekst"], **change)


def _fill(rol: Rol, zaak: Zaak) -> None:
    """Check the rol and derive the columns that follow from its roltype and its identification."""
    roltype = find(RolType, rol.roltype_id, "roltype_id")
    kind, identificatie = rol.betrokkene_type, rol.betrokkene_identificatie
    require(_of_the_zaak(rol, zaak, roltype), _by_itself(rol))
    if identificatie is not None:
        rol.betrokkene_identificatie = complete(BETROKKENEN[kind], identificatie)
    if rol.authenticatie_context is not None:
        rol.authenticatie_context = complete(AUTHENTICATIE[LOGIN_OF[kind]], rol.authenticatie_context)
    rol.omschrijving, rol.omschrijving_generiek = roltype.omschrijving, roltype.omschrijving_generiek
    found = search_columns(kind, identificatie or {}, rol.afwijkende_naam_betrokkene)
    for name, value in found.items():
        setattr(rol, name, value)


def rol_faults(rol: Rol, zaak: Zaak | None) -> list[ZaakRefused]:
    """All that the rules have against a rol, as far as it is known."""
    roltype = RolType.objects.filter(id=rol.roltype_id).first()
    within = _of_the_zaak(rol, zaak, roltype) if zaak is not None and roltype is not None else []
    return [*within, *_by_itself(rol)]


def _of_the_zaak(rol: Rol, zaak: Zaak, roltype: RolType) -> list[ZaakRefused]:
    same = Rol.objects.filter(zaak_id=zaak.id, omschrijving_generiek=roltype.omschrijving_generiek)
    return [
        *rules.zrc_019_roltype(roltype.zaaktype_id, zaak.zaaktype_id),
        *rules_rol.zrc_019_once(roltype.omschrijving_generiek, others=same.exclude(id=rol.id).exists()),
    ]


def _by_itself(rol: Rol) -> list[ZaakRefused]:
    found = rules_rol.rol_geldigheid(rol.begin_geldigheid, rol.einde_geldigheid)
    if not rol.betrokkene_type:
        return found
    kind, identificatie = rol.betrokkene_type, rol.betrokkene_identificatie or None
    return [
        *rules_rol.zrc_019_identificatie(kind, rol.betrokkene, identificatie),
        *rules_rol.rol_authenticatie(kind, rol.authenticatie_context),
        *found,
    ]
