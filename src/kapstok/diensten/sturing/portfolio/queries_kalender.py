"""The contract calendar in SQL: the same days as rules_kalender gives (a test compares), a page at a time."""

from datetime import date
from typing import Any
from uuid import UUID

from kapstok.platform.db import fetch_all

# End, minus the notice, minus eighteen months to choose; an end of a month stays one, as in rules_kalender.
_DAYS = """
WITH c AS (
  SELECT c.*, (c.einde - make_interval(months => c.opzegtermijn_maanden))::date AS opzeggen,
    ((c.einde - make_interval(months => c.opzegtermijn_maanden))::date - interval '18 months')::date AS beginnen
  FROM portfolio_contract c
  WHERE c.einde >= %(vandaag)s),
dagen AS (
  SELECT c.*, CASE WHEN %(vandaag)s > c.opzeggen THEN 'opzegdag_voorbij'
                   WHEN %(vandaag)s < c.beginnen THEN 'later' ELSE 'beginnen' END AS stand FROM c)
"""
_COLUMNS = """
SELECT d.id, d.nummer, d.begin, d.einde, d.opzegtermijn_maanden, d.stilzwijgend, d.kosten_per_jaar, d.versie,
  d.applicatie_id, a.naam AS applicatie, d.deelnemer_id, m.naam AS deelnemer, d.beginnen, d.opzeggen, d.stand
FROM keuze d JOIN portfolio_applicatie a ON a.id = d.applicatie_id
LEFT JOIN verband_deelnemer m ON m.id = d.deelnemer_id ORDER BY d.beginnen, d.nummer
"""
# Which ones first, their names after: only a page is joined.
_SOME = """,
keuze AS MATERIALIZED (
  SELECT * FROM dagen d WHERE %(standen)s::text[] IS NULL OR d.stand = ANY (%(standen)s)
  ORDER BY d.beginnen, d.nummer LIMIT %(limit)s OFFSET %(offset)s)
"""
_PAGE = "".join((_DAYS, _SOME, _COLUMNS))
_COUNTS = "".join((_DAYS, "SELECT stand, count(*)::int AS n FROM dagen GROUP BY stand"))


def kalender(
    vandaag: date, standen: list[str] | None, *, limit: int, offset: int = 0
) -> list[dict[str, Any]]:
    """Running contracts with the days on which they ask for something, those that ask first on top."""
    return fetch_all(_PAGE, {"vandaag": vandaag, "standen": standen, "limit": limit, "offset": offset})


def aantallen(vandaag: date) -> dict[str, int]:
    """How many running contracts are in each stand."""
    return {row["stand"]: row["n"] for row in fetch_all(_COUNTS, {"vandaag": vandaag})}


_FIND = """
SELECT c.id, c.nummer, c.einde, a.naam AS applicatie, m.naam AS deelnemer FROM portfolio_contract c
JOIN portfolio_applicatie a ON a.id = c.applicatie_id LEFT JOIN verband_deelnemer m ON m.id = c.deelnemer_id
WHERE %(q)s = '' OR a.naam ILIKE %(like)s OR c.nummer ILIKE %(like)s ORDER BY c.einde, a.naam, c.nummer LIMIT %(limit)s
"""


def zoek_contract(q: str, *, limit: int) -> list[dict[str, Any]]:
    """Contracts by a part of their number or of the name of the application."""
    safe = q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return fetch_all(_FIND, {"q": q, "like": f"%{safe}%", "limit": limit})


_ONE = """
SELECT c.id, c.nummer, c.begin, c.einde, c.opzegtermijn_maanden, c.applicatie_id, a.naam AS applicatie,
  c.deelnemer_id, m.naam AS deelnemer FROM portfolio_contract c JOIN portfolio_applicatie a ON a.id = c.applicatie_id
LEFT JOIN verband_deelnemer m ON m.id = c.deelnemer_id WHERE c.id = %(id)s
"""


def contract(contract_id: UUID) -> dict[str, Any] | None:
    """One contract."""
    rows = fetch_all(_ONE, {"id": contract_id})
    return rows[0] if rows else None


_LIKE_IT = """
SELECT o.id, o.naam FROM portfolio_applicatie a JOIN portfolio_applicatie o
  ON o.id <> a.id AND o.componenten && a.componenten AND o.status <> 'beeindigd'
WHERE a.id = %(id)s ORDER BY o.naam, o.id LIMIT 200
"""


def alternatieven(applicatie_id: UUID) -> list[tuple[str, str]]:
    """Applications for a component that this one is for too, as choices of a form."""
    return [(str(row["id"]), row["naam"]) for row in fetch_all(_LIKE_IT, {"id": applicatie_id})]


_ASKING = """,
keuze AS MATERIALIZED (
  SELECT * FROM dagen d WHERE d.beginnen <= %(vandaag)s AND NOT EXISTS (
    SELECT 1 FROM portfolio_harmonisatiezaak h WHERE h.contract_id = d.id AND h.einde = d.einde)
  ORDER BY d.beginnen, d.nummer LIMIT %(limit)s)
"""
_DUE = "".join((_DAYS, _ASKING, _COLUMNS))


def zonder_zaak(vandaag: date, *, limit: int) -> list[dict[str, Any]]:
    """Contracts that ask for a choice and have no zaak for this end yet."""
    return fetch_all(_DUE, {"vandaag": vandaag, "limit": limit})


_ZAKEN = """
SELECT DISTINCT ON (h.contract_id) h.contract_id, h.zaak_id FROM portfolio_harmonisatiezaak h
WHERE h.contract_id = ANY (%(ids)s) ORDER BY h.contract_id, h.einde DESC
"""


def zaken_bij(ids: list[UUID]) -> dict[UUID, UUID]:
    """The newest harmonisation zaak of each of these contracts."""
    return {row["contract_id"]: row["zaak_id"] for row in fetch_all(_ZAKEN, {"ids": ids})}
