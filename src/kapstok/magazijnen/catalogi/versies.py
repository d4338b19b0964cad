"""A new version of a type: a concept with everything the old one has. And how two versions differ."""

import datetime as dt
from typing import Any, NamedTuple
from uuid import UUID

from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.catalogi import relations, services
from kapstok.magazijnen.catalogi.errors import CatalogusRefused
from kapstok.platform.work import Actor, unit_of_work

_LEFT = frozenset({"id", "concept", "versie", "begin_geldigheid", "einde_geldigheid", "versiedatum"})
# By what a part is recognised in another version.
PART_KEYS: dict[Any, tuple[str, ...]] = {
    m.StatusType: ("omschrijving",),
    m.ResultaatType: ("omschrijving",),
    m.RolType: ("omschrijving",),
    m.Eigenschap: ("naam",),
    m.ZaakTypeInformatieObjectType: ("informatieobjecttype", "richting"),
    m.ZaakObjectType: ("objecttype", "relatie_omschrijving"),
}


class Difference(NamedTuple):
    """`part` empty: of the zaaktype itself. `old` or `new` None: the part is not in that version."""

    kind: str
    part: str
    field: str
    old: Any
    new: Any


def new_version(kind: Any, row_id: UUID, *, begin: dt.date, actor: Actor) -> Any:
    """A concept that starts as a copy. One concept per type at a time: two would be merged by hand."""
    with unit_of_work(actor, f"{services.KINDS[kind]}.version") as work:
        old = kind.objects.filter(id=row_id).first()
        if old is None:
            raise CatalogusRefused("not_found", services.KINDS[kind], "Dit type is er niet (meer).")
        one_concept(kind, old.catalogus_id, getattr(old, relations.KEY[kind]))
        values = {n: v for n, v in services.snapshot(old).items() if n not in _LEFT}
        made = services.add(kind, {**values, "begin_geldigheid": begin}, actor=actor)
        if kind is m.ZaakType:
            _copy_parts(old.id, made.id, actor)
        work.record(services.KINDS[kind], made.id, after={"nieuwe_versie_van": str(old.id)})
    return made


def one_concept(kind: Any, catalogus_id: UUID, name: str) -> None:
    """Refuse when there is a concept of this type already. Raises CatalogusRefused."""
    if kind.objects.filter(catalogus_id=catalogus_id, concept=True, **{relations.KEY[kind]: name}).exists():
        text = "Er is al een concept van een nieuwe versie. Werk daarin verder."
        raise CatalogusRefused("unique", "begin_geldigheid", text)


def _copy_parts(old: UUID, new: UUID, actor: Actor) -> None:
    statustypen: dict[UUID, UUID] = {}
    for part in services.PARTS:
        for row in part.objects.filter(zaaktype_id=old).order_by("id"):  # type: ignore[attr-defined]
            values = {n: v for n, v in services.snapshot(row).items() if n not in {"id", "versie"}}
            if values.get("statustype_id"):
                values["statustype_id"] = statustypen[values["statustype_id"]]
            made = services.add(part, {**values, "zaaktype_id": new}, actor=actor)
            if part is m.StatusType:
                statustypen[row.id] = made.id


def publish_version(kind: Any, row_id: UUID, *, end_previous: bool, actor: Actor) -> Any:
    """Publish; `end_previous`: the version that still runs ends where this one begins."""
    with unit_of_work(actor, f"{services.KINDS[kind]}.publish"):
        row = kind.objects.filter(id=row_id).first()
        previous = running(kind, row) if row is not None and end_previous else None
        if row is not None and previous is not None:
            end = {"einde_geldigheid": row.begin_geldigheid}
            services.change(kind, previous.id, end, actor=actor)
        return services.publish(kind, row_id, actor=actor)


def running(kind: Any, row: Any) -> Any:
    """The published version that goes on past the begin of this one, and began before it; or None."""
    key = relations.KEY[kind]
    same = kind.objects.filter(catalogus_id=row.catalogus_id, concept=False, **{key: getattr(row, key)})
    earlier = same.exclude(id=row.id).filter(begin_geldigheid__lt=row.begin_geldigheid)
    open_end = [v for v in earlier if v.einde_geldigheid is None or v.einde_geldigheid > row.begin_geldigheid]
    return open_end[0] if open_end else None


def whole(zaaktype_id: UUID) -> dict[tuple[str, str], dict[str, Any]]:
    """A zaaktype version and its parts, by (kind, name)."""
    row = m.ZaakType.objects.get(id=zaaktype_id)
    made = {("zaaktype", ""): services.snapshot(row)}
    names = dict(m.StatusType.objects.filter(zaaktype_id=zaaktype_id).values_list("id", "omschrijving"))
    documents = dict(
        m.InformatieObjectType.objects.filter(catalogus_id=row.catalogus_id).values_list("id", "omschrijving")
    )
    for part in services.PARTS:
        for child in part.objects.filter(zaaktype_id=zaaktype_id).order_by("id"):  # type: ignore[attr-defined]
            values = services.snapshot(child)
            values.pop("zaaktype_id")
            if "statustype_id" in values:
                values["statustype"] = names.get(values.pop("statustype_id"), "")
            if "informatieobjecttype_id" in values:
                values["informatieobjecttype"] = documents.get(values.pop("informatieobjecttype_id"), "")
            name = ", ".join(str(values[k]) for k in PART_KEYS[part])
            made[(services.KINDS[part], name)] = values
    return made


def plain(value: Any) -> Any:
    """A value for comparing: what is empty is nothing, also within a group."""
    if isinstance(value, dict):
        return {k: v for k, v in value.items() if v not in ("", None, False)} or None
    return value or None


_UNSEEN = frozenset(
    {"id", "versie", "concept", "lokaal", "catalogus_id", "selectielijst_nummer", "versiedatum", "team_id"}
)


def differences(
    old: dict[tuple[str, str], dict[str, Any]], new: dict[tuple[str, str], dict[str, Any]]
) -> list[Difference]:
    """What differs between two versions, in the order of the parts."""
    found: list[Difference] = []
    for kind, part in dict.fromkeys([*old, *new]):
        before, after = old.get((kind, part)), new.get((kind, part))
        if before is None or after is None:
            found.append(Difference(kind, part, "", before and part, after and part))
            continue
        found += [
            Difference(kind, part, field, before.get(field), after.get(field))
            for field in dict.fromkeys([*before, *after])
            if field not in _UNSEEN and plain(before.get(field)) != plain(after.get(field))
        ]
    return found
