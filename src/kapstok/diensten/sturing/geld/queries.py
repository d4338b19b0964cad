"""Reads of the money; one statement each."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from kapstok.platform.db import fetch_all, fetch_value

_ROOM = """
SELECT laag, sum(bedrag)::bigint AS bedrag FROM geld_regel
WHERE deelnemer_id = %(deelnemer)s AND rekening = %(rekening)s AND project = %(project)s
GROUP BY laag HAVING sum(bedrag) > 0
"""


def lagen(deelnemer: UUID, rekening: str, project: str = "") -> dict[int, int]:
    """What is on one account of a municipality, by layer."""
    params = {"deelnemer": deelnemer, "rekening": rekening, "project": project}
    return {row["laag"]: row["bedrag"] for row in fetch_all(_ROOM, params)}


# Settled is what the municipalities were charged, so with the sign turned. Without what is booked after the day, and
# not with what is booked up to it: that is mostly nothing, and a join with all bookings costs as much as the rest.
_OVERVIEW = """
SELECT d.id AS deelnemer, d.naam, r.laag,
  (coalesce(-sum(r.bedrag) FILTER (WHERE r.rekening = 'inbreng'), 0))::bigint AS gereserveerd,
  (coalesce(sum(r.bedrag) FILTER (WHERE r.rekening = 'vastgelegd'), 0))::bigint AS vastgelegd,
  (coalesce(sum(r.bedrag) FILTER (WHERE r.rekening = 'uitgegeven'), 0))::bigint AS uitgegeven,
  (coalesce(sum(r.bedrag) FILTER (WHERE r.rekening = 'vrij'), 0))::bigint AS vrij,
  (coalesce(-sum(r.bedrag) FILTER (WHERE r.rekening = 'verrekend'), 0))::bigint AS verrekend
FROM geld_regel r JOIN verband_deelnemer d ON d.id = r.deelnemer_id
WHERE r.transactie_id NOT IN (SELECT id FROM geld_transactie WHERE datum > %(op)s)
GROUP BY d.id, d.naam, d.volgorde, r.laag ORDER BY d.volgorde, d.naam, r.laag
"""


def overzicht(op: date) -> list[dict[str, Any]]:
    """Per municipality and layer, as it was at the end of this day by the dates of the bookings."""
    return fetch_all(_OVERVIEW, {"op": op})


_BOOKINGS = """
SELECT t.id, t.datum, t.soort, t.omschrijving, t.besluit, t.project, t.geboekt_door, t.geboekt_op, t.storneert_id,
  EXISTS (SELECT 1 FROM geld_transactie s WHERE s.storneert_id = t.id) AS gestorneerd,
  (SELECT jsonb_agg(jsonb_build_object('gemeente', d.naam, 'laag', r.laag, 'rekening', r.rekening, 'bedrag', r.bedrag)
     ORDER BY d.volgorde, r.laag, r.rekening, r.bedrag)
   FROM geld_regel r JOIN verband_deelnemer d ON d.id = r.deelnemer_id WHERE r.transactie_id = t.id) AS regels
FROM geld_transactie t
WHERE t.id IN (SELECT id FROM geld_transactie
  WHERE (%(project)s = '' OR project = %(project)s) AND (%(soort)s = '' OR soort = %(soort)s)
    AND (%(jaar)s::int IS NULL OR extract(year FROM datum) = %(jaar)s)
  ORDER BY datum DESC, id DESC LIMIT %(limit)s OFFSET %(offset)s)
ORDER BY t.datum DESC, t.id DESC
"""


@dataclass(frozen=True, slots=True)
class Zoek:
    """What the list of bookings is narrowed by."""

    soort: str = ""
    project: str = ""
    jaar: int | None = None


def boekingen(zoek: Zoek, *, limit: int, offset: int = 0) -> list[dict[str, Any]]:
    """A page of bookings with their lines, newest first."""
    params = {
        "project": zoek.project,
        "soort": zoek.soort,
        "jaar": zoek.jaar,
        "limit": limit,
        "offset": offset,
    }
    return fetch_all(_BOOKINGS, params)


_LAST = "SELECT max(jaar * 10 + kwartaal) AS k FROM geld_afsluiting"


def laatst_gesloten() -> tuple[int, int] | None:
    """Year and number of the last closed quarter."""
    found = fetch_value(_LAST)
    return divmod(found, 10) if found else None


_RESERVED = """
SELECT 1 FROM geld_transactie t JOIN geld_regel r ON r.transactie_id = t.id
WHERE t.soort = 'reserveren' AND r.deelnemer_id = %(deelnemer)s AND r.laag = %(jaar)s
  AND NOT EXISTS (SELECT 1 FROM geld_transactie s WHERE s.storneert_id = t.id) LIMIT 1
"""


def is_gereserveerd(deelnemer: UUID, jaar: int) -> bool:
    """Has this municipality a reservation for the year that was not taken back?"""
    return fetch_value(_RESERVED, {"deelnemer": deelnemer, "jaar": jaar}) is not None


_PER_PROJECT = """
SELECT r.project, r.deelnemer_id AS deelnemer,
  (coalesce(sum(r.bedrag) FILTER (WHERE r.rekening = 'vastgelegd'), 0))::bigint AS vastgelegd,
  (coalesce(sum(r.bedrag) FILTER (WHERE r.rekening = 'uitgegeven'), 0))::bigint AS uitgegeven
FROM geld_regel r JOIN geld_transactie t ON t.id = r.transactie_id
WHERE t.datum <= %(op)s AND r.project = ANY (%(projecten)s)
GROUP BY r.project, r.deelnemer_id
"""


def per_project(projecten: list[str], op: date) -> dict[str, dict[UUID, dict[str, int]]]:
    """Committed and spent per project and municipality at the end of this day."""
    found: dict[str, dict[UUID, dict[str, int]]] = {}
    for row in fetch_all(_PER_PROJECT, {"projecten": projecten, "op": op}):
        amounts = {"vastgelegd": row["vastgelegd"], "uitgegeven": row["uitgegeven"]}
        found.setdefault(row["project"], {})[row["deelnemer"]] = amounts
    return found


_CUSTOM = """
SELECT m.id, m.omschrijving, m.gemeenten, m.kosten, m.akkoord, m.besloten_op, m.besluit,
  (SELECT t.datum FROM geld_transactie t WHERE t.maatwerk_id = m.id AND t.soort = 'verrekenen'
     AND NOT EXISTS (SELECT 1 FROM geld_transactie s WHERE s.storneert_id = t.id)
   ORDER BY t.datum DESC LIMIT 1) AS verrekend_op
FROM geld_maatwerk m ORDER BY (m.akkoord IS NULL) DESC, m.besloten_op DESC NULLS FIRST, m.id DESC
LIMIT %(limit)s OFFSET %(offset)s
"""


def maatwerk(*, limit: int, offset: int = 0) -> list[dict[str, Any]]:
    """A page of custom solutions: what waits for the directie first; with the day of settlement that still counts."""
    return fetch_all(_CUSTOM, {"limit": limit, "offset": offset})


# Bookings of this kind on this day that were not taken back, with what each municipality paid.
_SAME = """
SELECT t.omschrijving, t.geboekt_door, t.geboekt_op,
  (SELECT jsonb_object_agg(r.deelnemer_id, r.cents) FROM (
     SELECT deelnemer_id, sum(bedrag) AS cents FROM geld_regel
     WHERE transactie_id = t.id AND bedrag > 0 GROUP BY deelnemer_id) r) AS bedragen
FROM geld_transactie t
WHERE t.datum = %(datum)s AND t.soort = %(soort)s AND t.project = %(project)s
  AND NOT EXISTS (SELECT 1 FROM geld_transactie s WHERE s.storneert_id = t.id)
ORDER BY t.id DESC LIMIT 500
"""


def zelfde(soort: str, datum: date, project: str) -> list[dict[str, Any]]:
    """What was booked of this kind for this project on this day, with the cents by id of a municipality."""
    return fetch_all(_SAME, {"soort": soort, "datum": datum, "project": project})


# Approved in a year, and settled in it (what was taken back counts less); the newest years first.
_CUSTOM_YEARS = """
SELECT jaar, sum(goedgekeurd)::int AS goedgekeurd, sum(verrekend)::bigint AS verrekend FROM (
  SELECT extract(year FROM besloten_op)::int AS jaar, 1 AS goedgekeurd, 0 AS verrekend FROM geld_maatwerk WHERE akkoord
  UNION ALL
  SELECT extract(year FROM t.datum)::int, 0, r.bedrag FROM geld_regel r JOIN geld_transactie t ON t.id = r.transactie_id
  WHERE r.rekening = 'maatwerk') x
GROUP BY jaar ORDER BY jaar DESC LIMIT 20
"""


def maatwerk_per_jaar() -> list[dict[str, Any]]:
    """How many custom solutions were approved, and how many cents were settled."""
    return fetch_all(_CUSTOM_YEARS)
