"""Out: a catalogus, or some of its zaaktypen with all they need."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.catalogi import relations
from kapstok.magazijnen.catalogi.errors import CatalogusRefused
from kapstok.magazijnen.catalogi.uitwisseling.archief import Rows, write
from kapstok.platform.work import Actor, unit_of_work

PATHS = {
    "catalogus": "catalogussen",
    "zaaktype": "zaaktypen",
    "statustype": "statustypen",
    "informatieobjecttype": "informatieobjecttypen",
    "besluittype": "besluittypen",
    "resultaattype": "resultaattypen",
    "roltype": "roltypen",
    "eigenschap": "eigenschappen",
    "zaakobjecttype": "zaakobjecttypen",
    "zaaktypeinformatieobjecttype": "zaaktype-informatieobjecttypen",
}
# What is ours alone, and what the standard calls otherwise.
_OWN = frozenset({"id", "tenant", "versie", "basis_versie", "lokaal", "selectielijst_nummer", "team_id"})
_RENAMED = {"catalogus_versie": "versie"}


def export_catalogus(
    catalogus_id: UUID, *, base: str, actor: Actor, zaaktypen: Collection[UUID] | None = None
) -> bytes:
    """The ZIP. `zaaktypen` narrows it to those versions and the types they relate to."""
    catalogus = m.Catalogus.objects.filter(id=catalogus_id).first()
    if catalogus is None:
        raise CatalogusRefused("not_found", "catalogus", "Deze catalogus is er niet (meer).")
    rows = _rows(catalogus, zaaktypen, f"{base}/catalogi/api/v1")
    with unit_of_work(actor, "catalogus.export") as work:
        work.record("catalogus", catalogus_id, after={k: len(v) for k, v in rows.items()})
    return write(rows)


def _rows(catalogus: m.Catalogus, wanted: Collection[UUID] | None, base: str) -> Rows:
    kinds = m.ZaakType.objects.filter(catalogus_id=catalogus.id)
    zaaktypen = list((kinds if wanted is None else kinds.filter(id__in=wanted)).order_by("id"))
    ids = [z.id for z in zaaktypen]
    besluiten, documenten = _related(catalogus.id, ids, everything=wanted is None)
    made: Rows = {
        "Catalogus": [_plain(catalogus, base)],
        "InformatieObjectType": [_plain(row, base) for row in documenten],
        "BesluitType": [_besluittype(row, base) for row in besluiten],
        "ZaakType": [_zaaktype(row, base) for row in zaaktypen],
    }
    for part in (m.StatusType, m.RolType, m.ResultaatType, m.Eigenschap, m.ZaakObjectType):
        made[part.__name__] = [
            _plain(r, base)
            for r in part.objects.filter(zaaktype_id__in=ids).order_by("id")  # type: ignore[attr-defined]
        ]
    links = m.ZaakTypeInformatieObjectType.objects.filter(zaaktype_id__in=ids).order_by("id")
    names = {d.id: d.omschrijving for d in m.InformatieObjectType.objects.filter(catalogus_id=catalogus.id)}
    made["ZaakTypeInformatieObjectType"] = [
        {
            **_plain(link, base),
            "informatieobjecttype_omschrijving": names.get(link.informatieobjecttype_id, ""),
        }
        for link in links
    ]
    return made


def _related(
    catalogus_id: UUID, zaaktypen: list[UUID], *, everything: bool
) -> tuple[list[m.BesluitType], list[m.InformatieObjectType]]:
    besluiten = m.BesluitType.objects.filter(catalogus_id=catalogus_id)
    documenten = m.InformatieObjectType.objects.filter(catalogus_id=catalogus_id)
    if not everything:
        links = m.ZaakTypeBesluitType.objects.filter(zaaktype_id__in=zaaktypen)
        besluiten = besluiten.filter(id__in=links.values("besluittype_id"))
        of_zaak = m.ZaakTypeInformatieObjectType.objects.filter(zaaktype_id__in=zaaktypen)
        of_besluit = m.BesluitTypeInformatieObjectType.objects.filter(besluittype_id__in=besluiten)
        documenten = documenten.filter(
            id__in={
                *of_zaak.values_list("informatieobjecttype_id", flat=True),
                *of_besluit.values_list("informatieobjecttype_id", flat=True),
            }
        )
    return list(besluiten.order_by("id")), list(documenten.order_by("id"))


def _address(base: str, kind: str, row_id: UUID) -> str:
    return f"{base}/{PATHS[kind]}/{row_id}"


def _plain(row: Any, base: str) -> dict[str, Any]:
    """A row by its columns; what points elsewhere becomes an address."""
    made: dict[str, Any] = {"url": _address(base, type(row).__name__.lower(), row.id)}
    for column in row._meta.concrete_fields:
        value = getattr(row, column.attname)
        if column.attname in _OWN:
            continue
        if column.attname.endswith("_id"):
            kind = column.related_model.__name__.lower()
            made[column.name] = _address(base, kind, value) if value else None
        elif isinstance(value, dt.date):
            made[column.name] = value.isoformat()
        else:
            made[_RENAMED.get(column.name, column.name)] = value
    return made


def _addresses(kind: Any, catalogus_id: UUID, names: Iterable[str], base: str) -> list[str]:
    found = (relations.newest(kind, catalogus_id, n) for n in names)
    return [_address(base, kind.__name__.lower(), r.id) for r in found if r is not None]


def _besluittype(row: m.BesluitType, base: str) -> dict[str, Any]:
    names = relations.names_of(row)["informatieobjecttypen"]
    return {
        **_plain(row, base),
        "zaaktypen": [],
        "informatieobjecttypen": _addresses(m.InformatieObjectType, row.catalogus_id, names, base),
        "informatieobjecttype_omschrijvingen": names,
    }


def _zaaktype(row: m.ZaakType, base: str) -> dict[str, Any]:
    names = relations.names_of(row)["besluittypen"]
    return {
        **_plain(row, base),
        "informatieobjecttypen": [],
        "besluittypen": _addresses(m.BesluitType, row.catalogus_id, names, base),
        "besluittype_omschrijving": names,
        "deelzaaktypen": _addresses(m.ZaakType, row.catalogus_id, row.deelzaaktypen, base),
        "deelzaaktype_identificaties": row.deelzaaktypen,
        "gerelateerde_zaaktypen": [
            {**r, "zaaktype_identificatie": "" if relations.is_address(r["zaaktype"]) else r["zaaktype"]}
            for r in row.gerelateerde_zaaktypen
        ],
    }
