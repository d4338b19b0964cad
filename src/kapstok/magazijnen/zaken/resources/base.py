"""What the resources of the Zaken API share: who reaches which row, the version, and small steps of a write."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.magazijnen.zaken.resources.filters import of_kinds
from kapstok.magazijnen.zaken.rules import fields_stay
from kapstok.magazijnen.zaken.services import remove_below
from kapstok.platform.db import TenantModel
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.resource import Api, Call, Resource, Scopes, fields, register
from kapstok.platform.resource.once import once

ZAKEN = Api("zaken", "/zaken/api/v1", "1.7.0", "zrc")
FORCE = "zaken.geforceerd-bijwerken"
READ = ("zaken.lezen",)
CHANGE = ("zaken.bijwerken", FORCE)
BELOW = Scopes(READ, CHANGE, CHANGE, CHANGE)
# Where the standard names one scope only; below a closed zaak force is asked as well.
PLAIN = Scopes(READ, CHANGE[:1], CHANGE[:1], CHANGE[:1])

# A zaak is in reach by its zaaktype (identificatie or catalogus) and its confidentiality. The rights of the caller are
# gathered once per statement, as two arrays: the zaaktypen, and how confidential a zaak of each may be.
RIGHTS = once(
    "zaak_rights",
    """SELECT array_agg(r.zaaktype) AS kinds, array_agg(r.rang) AS ranks
FROM (SELECT zt.id AS zaaktype, max(array_position(
ARRAY['openbaar','beperkt_openbaar','intern','zaakvertrouwelijk','vertrouwelijk','confidentieel','geheim','zeer_geheim'],
a.max_vertrouwelijkheidaanduiding::text)) AS rang FROM autorisaties_autorisatie a JOIN catalogi_zaaktype zt
ON (zt.identificatie = a.zaaktype OR zt.catalogus_id = a.catalogus_id)
WHERE a.applicatie_id = %(app)s AND a.component = 'zrc' AND a.scopes::text[] && %(scopes)s::text[]
GROUP BY zt.id) AS r""",
)
_NTH = f"array_position({RIGHTS}.kinds, {{z}}.zaaktype_id)"
REACH = f"({{z}}.vertrouwelijkheid_rang <= {RIGHTS}.ranks[{_NTH}])"
OWN = REACH.replace("{z}", "{t}")
# Those of the zaaktypen that it has a right on, and which rows are theirs.
REACHED = of_kinds(f"unnest({RIGHTS}.kinds) AS k(id)")
OF_KINDS = f"{_NTH} IS NOT NULL"
OF_ZAAK = f"EXISTS (SELECT 1 FROM zaken_zaak z WHERE z.id = {{t}}.zaak_id AND {REACH.replace('{z}', 'z')})"
# Everything below a zaak counts in its version.
VERSION_OF_ZAAK = "(SELECT z.versie::text FROM zaken_zaak z WHERE z.id = {t}.zaak_id)"


def url(name: str) -> fields.Field:
    """The address of the row itself."""
    return fields.computed("url", f"{{url:{name}:{{t}}.id}}", form="uri")


UUID_FIELD = fields.computed("uuid", "{t}.id", form="uuid")


def below(
    name: str, path: str, *members: fields.Field, scopes: Scopes = BELOW, uuid: bool = True, **more: Any
) -> Resource:
    """Declare a resource that hangs on a zaak: reached through it, and versioned with it."""
    return register(
        Resource(
            name=f"zaken.{name}",
            table=f"zaken_{name}",
            path=path,
            api=ZAKEN,
            scopes=scopes,
            visible=OF_ZAAK,
            etag=VERSION_OF_ZAAK,
            fields=[url(f"zaken.{name}"), *([UUID_FIELD] if uuid else []), *members],
            **more,
        )
    )


def is_forced(call: Call, zaak_id: UUID | None) -> bool:
    """May the caller change this zaak after it was closed (zrc-007)? Looked up for a closed one only."""
    return call.perhaps("zaken.zaak", zaak_id, FORCE)


def _moved(row: Any, changes: dict[str, Any], frozen: Sequence[str]) -> list[str]:
    return [f for f in frozen if f in changes and changes[f] != getattr(row, f)]


def require_same(row: Any, changes: dict[str, Any], frozen: Sequence[str]) -> None:
    """Refuse changes of columns that stay."""
    refusals = fields_stay(_moved(row, changes, frozen))
    if refusals:
        raise Refusals([*refusals])


Rules = Callable[[UUID | None, dict[str, Any], Call], list[Refusal]]


def judged(
    model: type[TenantModel],
    faults: Callable[[Any, Zaak | None], list[ZaakRefused]],
    frozen: Sequence[str] = ("zaak_id",),
) -> Rules:
    """The rules of a row below a zaak, over the row as it would become. Of a zaak out of reach they say nothing."""

    def rules(row_id: UUID | None, values: dict[str, Any], call: Call) -> list[Refusal]:
        row: Any = model.objects.get(id=row_id) if row_id else model()  # type: ignore[attr-defined]
        moved = _moved(row, values, frozen) if row_id else []
        for column, value in values.items():
            if column not in moved:
                setattr(row, column, value)
        if row.zaak_id and not call.may("zaken.zaak", row.zaak_id, *READ, *CHANGE):
            return [*fields_stay(moved)]
        zaak = Zaak.objects.filter(id=row.zaak_id).first() if row.zaak_id else None
        return [*fields_stay(moved), *faults(row, zaak)]

    return rules


def remover(model: Any, use_case: Callable[..., None]) -> Callable[[UUID, Call], None]:
    """DELETE by a use case that takes the id of the row."""

    def delete(row_id: UUID, call: Call) -> None:
        zaak = model.objects.filter(id=row_id).values_list("zaak_id", flat=True).first()
        use_case(row_id, actor=call.actor, forced=is_forced(call, zaak))

    return delete


def remover_of(model: type[TenantModel]) -> Callable[[UUID, Call], None]:
    """DELETE of a plain row below a zaak."""

    def use_case(row_id: UUID, **how: Any) -> None:
        remove_below(model, row_id, **how)

    return remover(model, use_case)
