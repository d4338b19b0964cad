"""From the Zaken API to the use cases: values by column in, the id of the row out."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from kapstok.magazijnen.zaken import services as s
from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.models import Resultaat, Rol, Status, ZaakEigenschap, ZaakInformatieObject
from kapstok.platform.errors import Refusals
from kapstok.platform.resource import Call
from kapstok.platform.resource.parse import fault, obj

ARCHIVE = ("nog_te_archiveren", "gearchiveerd", "gearchiveerd_procestermijn_onbekend", "overgedragen")
FORCE = "zaken.geforceerd-bijwerken"
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


def _forced(call: Call, zaak_id: UUID | None) -> bool:
    return call.may("zaken.zaak", zaak_id, FORCE)


def create_zaak(values: dict[str, Any], call: Call) -> UUID:
    """POST /zaken"""
    return s.create_zaak(s.NieuweZaak(**values), actor=call.actor, today=call.today).id


def change_zaak(zaak_id: UUID, changes: dict[str, Any], call: Call) -> None:
    """PUT and PATCH /zaken/{uuid}. What PUT leaves out and cannot be empty stays as it is."""
    kept = ("identificatie", "registratiedatum", "vertrouwelijkheidaanduiding", "archiefstatus")
    changes = {k: v for k, v in changes.items() if v or k not in kept}
    s.change_zaak(zaak_id, changes, actor=call.actor, forced=_forced(call, zaak_id))


def delete_zaak(zaak_id: UUID, call: Call) -> None:
    """DELETE /zaken/{uuid}"""
    s.delete_zaak(zaak_id, actor=call.actor, forced=_forced(call, zaak_id))


def create_status(values: dict[str, Any], call: Call) -> UUID:
    """POST /statussen. With zaken.aanmaken alone only the first status; heropenen for a closed zaak."""
    zaak = values["zaak_id"]
    reopen = call.may("zaken.zaak", zaak, "zaken.heropenen")
    more = reopen or call.may("zaken.zaak", zaak, "zaken.statussen.toevoegen")
    if not more and Status.objects.filter(zaak_id=zaak).exists():
        text = "Met zaken.aanmaken mag alleen de eerste status worden gezet."
        raise ZaakRefused("permission_denied", "nonFieldErrors", text)
    return s.set_status(
        zaak,
        values["statustype_id"],
        actor=call.actor,
        moment=values["datum_status_gezet"],
        toelichting=values.get("statustoelichting", ""),
        gezetdoor=values.get("gezetdoor", ""),
        forced=reopen,
    ).id


def create_resultaat(values: dict[str, Any], call: Call) -> UUID:
    """POST /resultaten; a zaak has at most one."""
    zaak = values["zaak_id"]
    if Resultaat.objects.filter(zaak_id=zaak).exists():
        raise ZaakRefused("unique", "zaak", "Deze zaak heeft al een resultaat.")
    return s.set_resultaat(
        zaak,
        values["resultaattype_id"],
        actor=call.actor,
        toelichting=values.get("toelichting", ""),
        forced=_forced(call, zaak),
    ).id


def _same(row: Any, changes: dict[str, Any], *frozen: str) -> None:
    """Refuse changes of columns that stay."""
    no = [f for f in frozen if f in changes and changes[f] != getattr(row, f)]
    if no:
        text = "Dit veld kan niet worden gewijzigd."
        raise Refusals([ZaakRefused("wijzigen-niet-toegelaten", f, text) for f in no])


def change_resultaat(row_id: UUID, changes: dict[str, Any], call: Call) -> None:
    """PUT and PATCH /resultaten/{uuid}"""
    row = Resultaat.objects.get(id=row_id)
    _same(row, changes, "zaak_id", "resultaattype_id")
    text = changes.get("toelichting", row.toelichting)
    forced = _forced(call, row.zaak_id)
    s.set_resultaat(row.zaak_id, row.resultaattype_id, actor=call.actor, toelichting=text, forced=forced)


def delete_resultaat(row_id: UUID, call: Call) -> None:
    """DELETE /resultaten/{uuid}"""
    zaak = Resultaat.objects.get(id=row_id).zaak_id
    s.remove_resultaat(zaak, actor=call.actor, forced=_forced(call, zaak))


def create_rol(values: dict[str, Any], call: Call) -> UUID:
    """POST /rollen"""
    zaak = values.pop("zaak_id")
    return s.add_rol(zaak, s.NieuweRol(**values), actor=call.actor, forced=_forced(call, zaak)).id


def _remover(model: Any, use_case: Callable[..., None]) -> Callable[[UUID, Call], None]:
    def delete(row_id: UUID, call: Call) -> None:
        zaak = model.objects.filter(id=row_id).values_list("zaak_id", flat=True).first()
        use_case(row_id, actor=call.actor, forced=_forced(call, zaak))

    return delete


delete_rol = _remover(Rol, s.remove_rol)
delete_zaakinformatieobject = _remover(ZaakInformatieObject, s.unlink_document)
delete_zaakeigenschap = _remover(ZaakEigenschap, s.remove_eigenschap)


def create_zaakinformatieobject(values: dict[str, Any], call: Call) -> UUID:
    """POST /zaakinformatieobjecten"""
    zaak, document = values.pop("zaak_id"), values.pop("informatieobject_id")
    return s.link_document(zaak, document, actor=call.actor, forced=_forced(call, zaak), **values).id


def create_zaakobject(values: dict[str, Any], call: Call) -> UUID:
    """POST /zaakobjecten"""
    zaak = values.pop("zaak_id")
    return s.add_zaakobject(zaak, values, actor=call.actor, forced=_forced(call, zaak)).id


def create_zaakeigenschap(values: dict[str, Any], call: Call) -> UUID:
    """POST /zaken/{uuid}/zaakeigenschappen"""
    zaak = values["zaak_id"]
    forced = _forced(call, zaak)
    kind, value = values["eigenschap_id"], values["waarde"]
    return s.add_eigenschap(zaak, kind, value, actor=call.actor, forced=forced).id


def change_zaakeigenschap(row_id: UUID, changes: dict[str, Any], call: Call) -> None:
    """PUT and PATCH /zaken/{uuid}/zaakeigenschappen/{uuid}"""
    row = ZaakEigenschap.objects.get(id=row_id)
    _same(row, changes, "zaak_id", "eigenschap_id")
    value = changes.get("waarde", row.waarde)
    forced = _forced(call, row.zaak_id)
    s.add_eigenschap(row.zaak_id, row.eigenschap_id, value, actor=call.actor, forced=forced)
