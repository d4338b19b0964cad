"""Reads of the portfolio; one statement each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from kapstok.diensten.sturing.harmonisatie.rules import Inzet
from kapstok.platform.db import fetch_all, fetch_value

MOST = 5000  # rows in a calendar or a wall


@dataclass(frozen=True, slots=True)
class Zoek:
    """What the list is narrowed by."""

    q: str = ""
    status: str = ""
    component: str = ""
    deelnemer: UUID | None = None
    biv: str = ""  # `geen`: those that were not classified


_WHERE = """
 WHERE (%(q)s = '' OR a.naam ILIKE %(like)s OR a.leverancier ILIKE %(like)s OR a.eigenaar ILIKE %(like)s)
   AND (%(status)s = '' OR a.status = %(status)s)
   AND (%(component)s = '' OR %(component)s = ANY (a.componenten))
   AND (%(biv)s = '' OR a.biv = '')
   AND (%(deelnemer)s::uuid IS NULL OR EXISTS (
     SELECT 1 FROM portfolio_gebruik g WHERE g.applicatie_id = a.id AND g.deelnemer_id = %(deelnemer)s))
"""

# Ids first; uses and contract ends are gathered for the page only.
_PAGE = """
SELECT p.id, p.naam, p.leverancier, p.status, p.biv, p.componenten, p.eigenaar,
  (SELECT jsonb_object_agg(g.deelnemer_id, (CASE WHEN g.beheren THEN 'B' ELSE '' END)
     || (CASE WHEN g.muteren THEN 'M' ELSE '' END) || (CASE WHEN g.raadplegen THEN 'R' ELSE '' END))
   FROM portfolio_gebruik g WHERE g.applicatie_id = p.id) AS gebruik,
  (SELECT min(c.einde) FROM portfolio_contract c WHERE c.applicatie_id = p.id AND c.einde >= %(vandaag)s) AS einde,
  (SELECT coalesce(sum(c.kosten_per_jaar), 0)::bigint FROM portfolio_contract c
   WHERE c.applicatie_id = p.id AND %(vandaag)s BETWEEN c.begin AND c.einde) AS kosten
FROM (SELECT a.id, a.naam, a.leverancier, a.status, a.biv, a.componenten, a.eigenaar FROM portfolio_applicatie a"""
_LIST = "".join(
    (_PAGE, _WHERE, " ORDER BY a.naam, a.id LIMIT %(limit)s OFFSET %(offset)s) p ORDER BY p.naam, p.id")
)
_COUNT = "".join(("SELECT count(*) AS n FROM portfolio_applicatie a", _WHERE))


def _params(zoek: Zoek) -> dict[str, Any]:
    safe = zoek.q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return {
        "q": zoek.q,
        "like": f"%{safe}%",
        "status": zoek.status,
        "component": zoek.component,
        "biv": zoek.biv,
        "deelnemer": zoek.deelnemer,
    }


def applicaties(zoek: Zoek, *, vandaag: date, limit: int, offset: int = 0) -> list[dict[str, Any]]:
    """A page of the list."""
    return fetch_all(_LIST, {**_params(zoek), "vandaag": vandaag, "limit": limit, "offset": offset})


def aantal(zoek: Zoek) -> int:
    """How many there are."""
    return int(fetch_value(_COUNT, _params(zoek)))


_ONE = """
SELECT a.*, v.naam AS vervangen_door_naam,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('deelnemer', g.deelnemer_id, 'beheren', g.beheren, 'muteren', g.muteren,
     'raadplegen', g.raadplegen, 'afdelingen', g.afdelingen)), '[]') FROM portfolio_gebruik g
   WHERE g.applicatie_id = a.id) AS gebruik,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'standaard', k.standaard, 'gegevens', k.gegevens,
     'richting', CASE WHEN k.van_id = a.id OR k.richting = 'beide' THEN k.richting
                      WHEN k.richting = 'heen' THEN 'terug' ELSE 'heen' END,
     'via_bus', k.via_bus, 'andere', o.id, 'naam', o.naam) ORDER BY o.naam, k.standaard), '[]')
   FROM portfolio_koppeling k
   JOIN portfolio_applicatie o ON o.id = CASE WHEN k.van_id = a.id THEN k.naar_id ELSE k.van_id END
   WHERE a.id IN (k.van_id, k.naar_id)) AS koppelingen
FROM portfolio_applicatie a LEFT JOIN portfolio_applicatie v ON v.id = a.vervangen_door_id WHERE a.id = %(id)s
"""


def applicatie(applicatie_id: UUID) -> dict[str, Any] | None:
    """One application with its use and couplings; the direction of a coupling as seen from here."""
    rows = fetch_all(_ONE, {"id": applicatie_id})
    return rows[0] if rows else None


_CONTRACTS = """
SELECT c.id, c.nummer, c.begin, c.einde, c.opzegtermijn_maanden, c.stilzwijgend, c.kosten_per_jaar, c.versie,
  c.applicatie_id, a.naam AS applicatie, c.deelnemer_id, d.naam AS deelnemer
FROM portfolio_contract c JOIN portfolio_applicatie a ON a.id = c.applicatie_id
LEFT JOIN verband_deelnemer d ON d.id = c.deelnemer_id
WHERE (%(applicatie)s::uuid IS NULL OR c.applicatie_id = %(applicatie)s)
  AND (%(vanaf)s::date IS NULL OR c.einde >= %(vanaf)s)
ORDER BY c.einde, a.naam, c.nummer LIMIT 5000
"""


def contracten(applicatie_id: UUID | None = None, *, vanaf: date | None = None) -> list[dict[str, Any]]:
    """Contracts by their end: of one application, or all that end on or after a day."""
    return fetch_all(_CONTRACTS, {"applicatie": applicatie_id, "vanaf": vanaf})


_USES = """
SELECT d.code AS gemeente, a.componenten, a.id::text AS applicatie, a.naam, (CASE WHEN g.beheren THEN 'B' ELSE '' END)
  || (CASE WHEN g.muteren THEN 'M' ELSE '' END) || (CASE WHEN g.raadplegen THEN 'R' ELSE '' END) AS soort
FROM portfolio_gebruik g JOIN portfolio_applicatie a ON a.id = g.applicatie_id
JOIN verband_deelnemer d ON d.id = g.deelnemer_id
WHERE a.status IN ('in_gebruik', 'uitfaserend') AND a.componenten <> '{}' ORDER BY a.naam, a.id LIMIT 20000
"""


@dataclass(frozen=True, slots=True)
class Landschap:
    """Who uses what for which component, with the names of the applications and the kinds of use."""

    inzetten: list[Inzet] = field(default_factory=list)
    namen: dict[str, str] = field(default_factory=dict)
    soorten: dict[tuple[str, str], str] = field(default_factory=dict)  # (application, municipality) -> BMR


def landschap() -> Landschap:
    """The whole landscape as the rules take it."""
    rows = fetch_all(_USES)
    return Landschap(
        [Inzet(r["gemeente"], each, r["applicatie"]) for r in rows for each in r["componenten"]],
        {r["applicatie"]: r["naam"] for r in rows},
        {(r["applicatie"], r["gemeente"]): r["soort"] for r in rows},
    )


_CHOICES = "SELECT id, naam FROM portfolio_applicatie ORDER BY naam LIMIT 5000"


def keuzes() -> list[tuple[str, str]]:
    """All applications as choices of a form."""
    return [(str(r["id"]), r["naam"]) for r in fetch_all(_CHOICES)]


_FIGURES = """
SELECT (SELECT count(*) FROM portfolio_applicatie WHERE status IN ('in_gebruik', 'uitfaserend')) AS applicaties,
  (SELECT count(*) FROM portfolio_applicatie WHERE componenten = '{}') AS zonder_component,
  (SELECT count(*) FROM portfolio_applicatie WHERE biv = '') AS zonder_biv,
  (SELECT coalesce(sum(kosten_per_jaar), 0)::bigint FROM portfolio_contract
   WHERE %(vandaag)s BETWEEN begin AND einde) AS kosten
"""


def cijfers(vandaag: date) -> dict[str, int]:
    """Figures of the portfolio today."""
    return fetch_all(_FIGURES, {"vandaag": vandaag})[0]


_COUPLED = "SELECT naam, integratie FROM portfolio_applicatie WHERE id = ANY (%(ids)s::uuid[])"


def integraties(ids: list[str]) -> dict[str, dict[str, str]]:
    """By name of the application, how it integrates with the bound systems."""
    return {row["naam"]: row["integratie"] for row in fetch_all(_COUPLED, {"ids": ids})}


_IN_USE = """
SELECT a.id, a.naam, a.eigenaar, a.componenten, a.functies, coalesce(u.gemeenten, '{}') AS gemeenten,
  coalesce(k.gegevens, '{}') AS gegevens
FROM portfolio_applicatie a
LEFT JOIN (SELECT g.applicatie_id, array_agg(d.naam ORDER BY d.volgorde, d.naam) AS gemeenten
  FROM portfolio_gebruik g JOIN verband_deelnemer d ON d.id = g.deelnemer_id GROUP BY 1) u ON u.applicatie_id = a.id
LEFT JOIN (SELECT e.applicatie_id, array_agg(DISTINCT e.gegevens ORDER BY e.gegevens) AS gegevens
  FROM (SELECT van_id AS applicatie_id, gegevens FROM portfolio_koppeling
    UNION ALL SELECT naar_id, gegevens FROM portfolio_koppeling) e WHERE e.gegevens <> '' GROUP BY 1) k
  ON k.applicatie_id = a.id
WHERE a.status IN ('in_gebruik', 'uitfaserend') ORDER BY a.naam, a.id LIMIT 20000
"""


def in_gebruik() -> list[dict[str, Any]]:
    """Every application in use with its owner, GEMMA, municipalities and the data of its couplings."""
    return fetch_all(_IN_USE, {})


# What the contracts of a year cost together: those that run on its last day.
_COSTS = """
SELECT j.jaar, coalesce(sum(c.kosten_per_jaar), 0)::bigint AS kosten FROM unnest(%(jaren)s::int[]) AS j (jaar)
LEFT JOIN portfolio_contract c ON c.begin <= make_date(j.jaar, 12, 31)
  AND (c.einde >= make_date(j.jaar, 12, 31) OR c.stilzwijgend)
GROUP BY j.jaar
"""


def contractkosten(jaren: Sequence[int]) -> dict[int, int]:
    """Cents a year of the contracts that run on the last day of each of these years."""
    return {row["jaar"]: row["kosten"] for row in fetch_all(_COSTS, {"jaren": list(jaren)})}
