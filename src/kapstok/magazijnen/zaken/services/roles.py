"""Who has to do with a zaak."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from kapstok.magazijnen.catalogi.models import RolType
from kapstok.magazijnen.zaken import rules
from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.models import Rol
from kapstok.magazijnen.zaken.services.base import require, snapshot, take, tell, touch
from kapstok.magazijnen.zaken.services.change import refresh_search_text
from kapstok.platform.work import Actor, unit_of_work

ONCE = {"initiator", "zaakcoordinator"}


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


def _columns(identificatie: dict[str, Any]) -> dict[str, str]:
    """What can be searched, copied from the identification."""
    return {
        "bsn": identificatie.get("inpBsn") or "",
        "kvk_nummer": identificatie.get("kvkNummer") or "",
        "vestigings_nummer": identificatie.get("vestigingsNummer") or "",
        "medewerker": identificatie.get("identificatie") or "" if "achternaam" in identificatie else "",
    }


def add_rol(zaak_id: UUID, new: NieuweRol, *, actor: Actor, forced: bool = False) -> Rol:
    """Add somebody to a zaak. initiator and zaakcoordinator are there at most once (zrc: rol)."""
    roltype = RolType.objects.filter(id=new.roltype_id).first()
    if roltype is None:
        raise ZaakRefused("object-does-not-exist", "roltype", "Dit roltype is er niet.")
    with unit_of_work(actor, "rol.create") as work:
        zaak = take(zaak_id)
        require(
            rules.type_belongs_to_zaaktype("roltype", roltype.zaaktype_id, zaak.zaaktype_id),
            rules.zrc_007_closed_needs_force(zaak.einddatum, forced=forced),
            _once(zaak_id, roltype),
        )
        identificatie = new.betrokkene_identificatie or {}
        values = {f: getattr(new, f) for f in new.__struct_fields__}
        rol = Rol.objects.create(
            zaak_id=zaak_id,
            **values,
            omschrijving=roltype.omschrijving,
            omschrijving_generiek=roltype.omschrijving_generiek,
            registratiedatum=work.moment,
            naam=new.afwijkende_naam_betrokkene or _name(identificatie),
            **_columns(identificatie),
        )
        refresh_search_text(zaak)
        touch(zaak, work.moment, ["zoektekst"])
        work.record("rol", rol.id, after=snapshot(rol), subject=zaak_id)
        tell(work, "rol", "create", zaak, rol.id)
    return rol


def _once(zaak_id: UUID, roltype: RolType) -> list[ZaakRefused]:
    generic = roltype.omschrijving_generiek
    if generic not in ONCE or not Rol.objects.filter(zaak_id=zaak_id, omschrijving_generiek=generic).exists():
        return []
    return [ZaakRefused("invalid", "roltype", f"Deze zaak heeft al een {generic}.")]


def remove_rol(rol_id: UUID, *, actor: Actor, forced: bool = False) -> None:
    """Take somebody off a zaak."""
    rol = Rol.objects.filter(id=rol_id).first()
    if rol is None:
        raise ZaakRefused("not_found", "rol", "Deze rol is er niet (meer).")
    with unit_of_work(actor, "rol.delete") as work:
        zaak = take(rol.zaak_id)
        require(rules.zrc_007_closed_needs_force(zaak.einddatum, forced=forced))
        before = snapshot(rol)
        Rol.objects.filter(id=rol_id).delete()
        refresh_search_text(zaak)
        touch(zaak, work.moment, ["zoektekst"])
        work.record("rol", rol_id, before=before, subject=zaak.id)
        tell(work, "rol", "destroy", zaak, rol_id)
