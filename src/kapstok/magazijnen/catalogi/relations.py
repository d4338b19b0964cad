"""Relations between types are by name (Catalogi 1.3, history model): a name means every version that has it.

A relation is kept as a row that points to one version; reading goes by the name of that version, so that a
later version of the other side needs no new row.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from kapstok.magazijnen.catalogi.errors import CatalogusRefused
from kapstok.magazijnen.catalogi.models import (
    BesluitType,
    BesluitTypeInformatieObjectType,
    InformatieObjectType,
    ResultaatType,
    ZaakType,
    ZaakTypeBesluitType,
    ZaakTypeInformatieObjectType,
)
from kapstok.platform.db import TenantModel

Versioned = type[ZaakType] | type[InformatieObjectType] | type[BesluitType]
KEY: dict[Any, str] = {
    ZaakType: "identificatie",
    InformatieObjectType: "omschrijving",
    BesluitType: "omschrijving",
}


class _Link(NamedTuple):
    """`table` has a row per relation: `own` points to the row, `far` to a version of `to`."""

    table: Any
    own: str
    to: Any
    far: str


LINKS: dict[Any, dict[str, _Link]] = {
    ZaakType: {"besluittypen": _Link(ZaakTypeBesluitType, "zaaktype_id", BesluitType, "besluittype_id")},
    BesluitType: {
        "informatieobjecttypen": _Link(
            BesluitTypeInformatieObjectType, "besluittype_id", InformatieObjectType, "informatieobjecttype_id"
        )
    },
}
# Relations that are kept as names in the row itself.
NAMES: dict[Any, dict[str, Any]] = {
    ZaakType: {"deelzaaktypen": ZaakType},
    ResultaatType: {"besluittypen": BesluitType, "informatieobjecttypen": InformatieObjectType},
}
# Rows that point to a version, per kind: (table, column).
_POINTING: dict[Any, tuple[tuple[Any, str], ...]] = {
    BesluitType: ((ZaakTypeBesluitType, "besluittype_id"),),
    InformatieObjectType: (
        (ZaakTypeInformatieObjectType, "informatieobjecttype_id"),
        (BesluitTypeInformatieObjectType, "informatieobjecttype_id"),
    ),
}


def newest(kind: Any, catalogus_id: UUID, name: str) -> Any:
    """The version to point to: the latest published one, else the latest concept. None: no such name."""
    same = kind.objects.filter(catalogus_id=catalogus_id, **{KEY[kind]: name})
    return same.order_by("concept", "-begin_geldigheid").first()


def take(kind: type[TenantModel], values: dict[str, Any]) -> dict[str, list[str]]:
    """Take the names of linked types out of the values."""
    return {name: list(values.pop(name)) for name in LINKS.get(kind, {}) if name in values}


def faults(
    row: TenantModel, catalogus_id: UUID, links: Mapping[str, Iterable[str]]
) -> list[CatalogusRefused]:
    """Names that nothing in the catalogus has."""
    found: list[CatalogusRefused] = []
    for field, names in links.items():
        found += _missing(field, LINKS[type(row)][field].to, catalogus_id, names)
    for field, kind in NAMES.get(type(row), {}).items():
        own = {row.identificatie} if isinstance(row, ZaakType) else set()
        found += _missing(field, kind, catalogus_id, getattr(row, field), own)
    if isinstance(row, ZaakType):
        related = [r["zaaktype"] for r in row.gerelateerde_zaaktypen if not is_address(r["zaaktype"])]
        found += _missing("gerelateerdeZaaktypen", ZaakType, catalogus_id, related, {row.identificatie})
    return found


def is_address(name: str) -> bool:
    """A zaaktype elsewhere is named by its address."""
    return name.startswith(("http://", "https://"))


def _missing(
    field: str, kind: Any, catalogus_id: UUID, names: Iterable[str], known: set[str] | None = None
) -> list[CatalogusRefused]:
    wanted = list(names)
    there = set(known or ())
    if set(wanted) - there:
        rows = kind.objects.filter(catalogus_id=catalogus_id, **{f"{KEY[kind]}__in": wanted})
        there |= set(rows.values_list(KEY[kind], flat=True))
    return [
        CatalogusRefused("does_not_exist", f"{field}.{place}", f"Dit is er niet in deze catalogus: {name}.")
        for place, name in enumerate(wanted)
        if name not in there
    ]


def write(row: Any, links: Mapping[str, Iterable[str]]) -> None:
    """The relations of a row become exactly these names."""
    for field, names in links.items():
        link = LINKS[type(row)][field]
        now = dict(_named(link, row.id))
        wanted = set(names)
        link.table.objects.filter(id__in=[now[n] for n in set(now) - wanted]).delete()
        for name in sorted(wanted - set(now)):
            version = newest(link.to, row.catalogus_id, name)
            link.table.objects.create(**{link.own: row.id, link.far: version.id})


def _named(link: _Link, row_id: UUID) -> list[tuple[str, UUID]]:
    rows = list(link.table.objects.filter(**{link.own: row_id}).values_list(link.far, "id"))
    names = dict(link.to.objects.filter(id__in=[far for far, _ in rows]).values_list("id", KEY[link.to]))
    return [(names[far], row) for far, row in rows]


def names_of(row: Any) -> dict[str, list[str]]:
    """The names a row is linked to, per field; for the audit trail and for a copy."""
    return {f: sorted({n for n, _ in _named(link, row.id)}) for f, link in LINKS.get(type(row), {}).items()}


def concept_only(row: ZaakType) -> list[str]:
    """Names this zaaktype relates to of which no version is published (ztc-012)."""
    besluiten = BesluitType.objects.filter(
        id__in=ZaakTypeBesluitType.objects.filter(zaaktype_id=row.id).values("besluittype_id")
    )
    documents = InformatieObjectType.objects.filter(
        id__in=ZaakTypeInformatieObjectType.objects.filter(zaaktype_id=row.id).values(
            "informatieobjecttype_id"
        )
    )
    found: list[str] = []
    for kind, linked in ((BesluitType, besluiten), (InformatieObjectType, documents)):
        names = set(linked.filter(concept=True).values_list("omschrijving", flat=True))
        same = kind.objects.filter(catalogus_id=row.catalogus_id, omschrijving__in=names, concept=False)
        found += sorted(names - set(same.values_list("omschrijving", flat=True)))
    return found


def repoint(row: Any) -> None:
    """Before a version goes: what points to it points to another version with the same name, if any."""
    pointing = _POINTING.get(type(row), ())
    if not pointing:
        return
    others = type(row).objects.filter(catalogus_id=row.catalogus_id, omschrijving=row.omschrijving)
    other = others.exclude(id=row.id).order_by("concept", "-begin_geldigheid").first()
    if other is not None:
        for table, column in pointing:
            table.objects.filter(**{column: row.id}).update(**{column: other.id})
