"""Reads about who may do what."""

from datetime import date
from typing import Any
from uuid import UUID

from kapstok.diensten.sturing.rollen.rules import Houder, mandaat
from kapstok.platform.db import fetch_all

_HELD = """
SELECT v.id, v.functie, v.naam, coalesce(d.code, '') AS gemeente, coalesce(d.naam, '') AS gemeente_naam, v.project,
  v.aandachtsveld, v.plaatsvervanger, v.van, v.tot, v.persoon_id
FROM rollen_vervulling v LEFT JOIN verband_deelnemer d ON d.id = v.deelnemer_id
WHERE (%(persoon)s::uuid IS NULL OR v.persoon_id = %(persoon)s)
  AND (%(op)s::date IS NULL OR (v.van <= %(op)s AND (v.tot IS NULL OR v.tot >= %(op)s)))
ORDER BY v.functie, d.volgorde NULLS FIRST, v.project, v.plaatsvervanger, v.naam, v.van LIMIT 2000
"""
FIELDS = ("functie", "naam", "gemeente", "project", "plaatsvervanger", "van", "tot")


def vervullingen(op: date | None = None) -> list[dict[str, Any]]:
    """Everybody in a function on this day, or ever."""
    return fetch_all(_HELD, {"persoon": None, "op": op})


def houders(op: date, persoon: UUID | None = None) -> list[Houder]:
    """The same as values for the rules; of one person, when given."""
    rows = fetch_all(_HELD, {"persoon": persoon, "op": op})
    return [Houder(**{name: row[name] for name in FIELDS}) for row in rows]


def may(
    person: UUID | str, act: str, municipality: str | None, op: date, *, project: str = "", functie: str = ""
) -> Houder | None:
    """With which function this person may do the act that day; None when with none."""
    try:
        key = person if isinstance(person, UUID) else UUID(person)
    except ValueError:
        return None
    return mandaat(houders(op, key), act, op, gemeente=municipality or "", project=project, functie=functie)


_ADDRESSES = """
SELECT v.naam, v.plaatsvervanger, coalesce(d.naam, '') AS gemeente, u.email, u.id AS persoon_id
FROM rollen_vervulling v LEFT JOIN verband_deelnemer d ON d.id = v.deelnemer_id
LEFT JOIN identity_user u ON u.id = v.persoon_id AND u.active
WHERE v.functie = %(functie)s AND (%(project)s = '' OR v.project = %(project)s)
  AND v.van <= %(op)s AND (v.tot IS NULL OR v.tot >= %(op)s)
ORDER BY v.plaatsvervanger, d.volgorde NULLS FIRST, v.naam LIMIT 200
"""


def adressen(functie: str, op: date, *, project: str = "") -> list[dict[str, Any]]:
    """Who holds this function on this day and where mail reaches them; holders before deputies."""
    return fetch_all(_ADDRESSES, {"functie": functie, "op": op, "project": project})


_FIELDS = """
SELECT aandachtsveld, array_agg(DISTINCT naam ORDER BY naam) AS namen, bool_or(persoon_id = %(persoon)s) AS eigen
FROM rollen_vervulling WHERE aandachtsveld <> '' AND van <= %(op)s AND (tot IS NULL OR tot >= %(op)s)
GROUP BY aandachtsveld ORDER BY aandachtsveld LIMIT 200
"""


def aandachtsvelden(op: date, persoon: UUID | None = None) -> list[dict[str, Any]]:
    """The fields that somebody watches on this day, with who; `eigen`: this person does."""
    return fetch_all(_FIELDS, {"op": op, "persoon": persoon})
