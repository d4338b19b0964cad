"""From the Catalogi API to the use cases: values by column in, the id of the row out.

Where the standard writes an omschrijving or identificatie, the market also sends an address: both are taken.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.catalogi import relations, rules, services
from kapstok.magazijnen.catalogi.checks import catalogus_of, faults, fill
from kapstok.magazijnen.catalogi.errors import CatalogusRefused
from kapstok.platform.db import TenantModel
from kapstok.platform.errors import Refusal
from kapstok.platform.resource import Call
from kapstok.platform.resource.declare import Create, Delete, Update
from kapstok.platform.resource.places import row_of
from kapstok.platform.work import unit_of_work

Judge = Callable[[UUID | None, dict[str, Any], Call], list[Refusal]]
FORCED = "catalogi.geforceerd-schrijven"
FORCED_DELETE = "catalogi.geforceerd-verwijderen"
# Members that name versions of another type, per kind of row.
NAMED: dict[Any, dict[str, Any]] = {
    m.ZaakType: {"besluittypen": m.BesluitType, "deelzaaktypen": m.ZaakType},
    m.BesluitType: {"informatieobjecttypen": m.InformatieObjectType},
    m.ResultaatType: {"besluittypen": m.BesluitType, "informatieobjecttypen": m.InformatieObjectType},
}


def creator(kind: type[TenantModel]) -> Create:
    """POST"""

    def create(values: dict[str, Any], call: Call) -> UUID:
        clean = _clean(kind, kind(**_columns(kind, values)), values, call)
        forced = call.caller.has("ztc", [FORCED])
        with unit_of_work(call.actor, f"{services.KINDS[kind]}.create"):
            wanted = clean.pop("eigenschappen", None)
            row = services.add(kind, clean, actor=call.actor, forced=forced)
            _ask_eigenschappen(row.id, wanted, call, forced=forced)
        return row.id

    return create


def changer(kind: type[TenantModel]) -> Update:
    """PUT and PATCH"""

    def update(row_id: UUID, changes: dict[str, Any], call: Call) -> None:
        row = kind.objects.filter(id=row_id).first()  # type: ignore[attr-defined]
        clean = _clean(kind, row, changes, call) if row else changes
        forced = call.caller.has("ztc", [FORCED])
        with unit_of_work(call.actor, f"{services.KINDS[kind]}.change"):
            wanted = clean.pop("eigenschappen", None)
            services.change(kind, row_id, clean, actor=call.actor, forced=forced)
            _ask_eigenschappen(row_id, wanted, call, forced=forced)

    return update


def deleter(kind: type[TenantModel]) -> Delete:
    """DELETE"""

    def delete(row_id: UUID, call: Call) -> None:
        forced = call.caller.has("ztc", [FORCED_DELETE])
        services.delete(kind, row_id, actor=call.actor, forced=forced)

    return delete


def judge(kind: type[TenantModel]) -> Judge:
    """What the rules say of a body of which a part could not be read; nothing as long as it is not known of which
    catalogus or zaaktype it is, or what it is called."""

    def rules(row_id: UUID | None, values: dict[str, Any], call: Call) -> list[Refusal]:
        needed = [
            f.column for f in call.all[f"catalogi.{kind.__name__.lower()}"].resource.fields if f.required
        ]
        if row_id is None and any(values.get(column) is None for column in needed):
            return []
        row: Any = (
            kind.objects.get(id=row_id) if row_id else kind(**_columns(kind, values))  # type: ignore[attr-defined]
        )
        try:
            clean = _clean(kind, row, values, call)
        except Refusal as no:
            return [*no.all]
        links = relations.take(kind, clean)
        for name, value in clean.items():
            setattr(row, name, value)
        fill(row)
        return [*faults(row, links)]

    return rules


def _ask_eigenschappen(row_id: UUID, wanted: list[UUID] | None, call: Call, *, forced: bool) -> None:
    """These have a value before the status of this type is set, and no others. None: as it is."""
    if wanted is None:
        return
    asked = m.Eigenschap.objects.filter(statustype_id=row_id).values_list("id", flat=True)
    changes = [(one, None) for one in asked if one not in wanted]
    changes += [(one, row_id) for one in wanted if one not in set(asked)]
    for one, statustype in changes:
        values = {"statustype_id": statustype}
        services.change(m.Eigenschap, one, values, actor=call.actor, forced=forced)


def _eigenschappen(row: Any, given: list[str], call: Call, wrong: list[CatalogusRefused]) -> list[UUID]:
    """The eigenschappen of the same zaaktype behind these addresses."""
    resource = call.all["catalogi.eigenschap"].resource
    rows = [row_of(call, resource, one) for one in given]
    known = set(m.Eigenschap.objects.filter(zaaktype_id=row.zaaktype_id).values_list("id", flat=True))
    text = "Dit is geen eigenschap van hetzelfde zaaktype."
    wrong += [
        CatalogusRefused("does_not_exist", f"eigenschappen.{number}", text)
        for number, one in enumerate(rows)
        if one not in known
    ]
    return [one for one in rows if one is not None]


def _columns(kind: type[TenantModel], values: dict[str, Any]) -> dict[str, Any]:
    own = {f.attname for f in kind._meta.concrete_fields}
    return {name: value for name, value in values.items() if name in own}


def _clean(kind: type[TenantModel], row: Any, values: dict[str, Any], call: Call) -> dict[str, Any]:
    """Addresses become names, and the name of a document type becomes the row that is pointed to."""
    values = dict(values)
    wrong: list[CatalogusRefused] = []
    if issubclass(kind, m.Catalogus | m.Geldig):
        place = values.get("catalogus_id") or catalogus_of(row)
    else:
        place = catalogus_of(m.ZaakObjectType(zaaktype_id=values.get("zaaktype_id") or row.zaaktype_id))
        if values.pop("catalogus_id", None) not in {None, place}:
            text = "Dit is een andere catalogus dan die van het zaaktype."
            wrong.append(CatalogusRefused("relations-incorrect-catalogus", "catalogus_id", text))
    if values.get("eigenschappen") is not None:
        values["eigenschappen"] = _eigenschappen(row, values["eigenschappen"], call, wrong)
    for field, other in NAMED.get(kind, {}).items():
        if field in values:
            values[field] = _names(field, other, values[field], place, call, wrong)
    if "gerelateerde_zaaktypen" in values:
        for number, related in enumerate(values["gerelateerde_zaaktypen"]):
            related["zaaktype"] = _related(number, related["zaaktype"], call)
    if kind is m.ZaakTypeInformatieObjectType and "informatieobjecttype" in values:
        given = values.pop("informatieobjecttype")
        named = _names("informatieobjecttype", m.InformatieObjectType, [given], place, call, wrong)
        found = relations.newest(m.InformatieObjectType, place, named[0]) if named else None
        if found is None and not wrong:
            text = f"Dit is er niet in deze catalogus: {given}."
            wrong.append(CatalogusRefused("does_not_exist", "informatieobjecttype", text))
        values["informatieobjecttype_id"] = found.id if found else None
    services.refuse(wrong)
    return values


def _names(
    field: str, kind: Any, given: list[str], catalogus: UUID, call: Call, wrong: list[CatalogusRefused]
) -> list[str]:
    """Names as they are, and the name behind each address."""
    names: list[str] = []
    for number, one in enumerate(given):
        if not relations.is_address(one):
            names.append(one)
            continue
        row_id = row_of(call, call.all[f"catalogi.{kind.__name__.lower()}"].resource, one)
        row = kind.objects.filter(id=row_id).first() if row_id else None
        if row is None:
            text = "Dit adres wijst naar niets dat hier bestaat."
            place = field if field == "informatieobjecttype" else f"{field}.{number}"
            wrong.append(CatalogusRefused("object-does-not-exist", place, text))
        else:
            wrong += rules.ztc_013(one, same=row.catalogus_id == catalogus)
            names.append(getattr(row, relations.KEY[kind]))
    return list(dict.fromkeys(names))


def _related(number: int, given: str, call: Call) -> str:
    """A related zaaktype: the identificatie of one of our own, else the address as given."""
    row_id = row_of(call, call.all["catalogi.zaaktype"].resource, given)
    if row_id is None:
        return given
    found = m.ZaakType.objects.filter(id=row_id).values_list("identificatie", flat=True).first()
    if found is None:
        text = "Dit adres wijst naar niets dat hier bestaat."
        raise CatalogusRefused("object-does-not-exist", f"gerelateerdeZaaktypen.{number}.zaaktype", text)
    return str(found)
