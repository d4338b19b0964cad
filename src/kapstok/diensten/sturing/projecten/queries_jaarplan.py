"""Reads of the yearly programmes."""

from datetime import date
from typing import Any
from uuid import UUID

from kapstok.diensten.sturing.projecten.rules import LOPEND
from kapstok.platform.db import fetch_all, fetch_one, fetch_value

WEG = ("afgevoerd", "niet_gehonoreerd")
MOST = 2000
# Where each project stood on the day: its newest step until then. A later year is looked at as it is now.
_PROJECTS = """
SELECT p.id, p.naam, p.jaar, p.noodzaak, p.keuze, p.speerpunten, p.uren_owo, p.boekcode, p.effect_verwacht,
  p.effect_bereikt, s.naar AS toestand,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('code', m.code, 'naam', m.naam, 'kort', m.kort, 'van', d.van,
     'tot', d.tot, 'begroot', d.begroot, 'uren', d.uren, 'besluit', d.besluit) ORDER BY m.volgorde, m.naam), '[]')
   FROM projecten_deelname d JOIN verband_deelnemer m ON m.id = d.deelnemer_id
   WHERE d.project_id = p.id AND d.besluit <> 'ziet_af') AS deelnames
FROM projecten_project p JOIN LATERAL (
  SELECT t.naar FROM projecten_stap t WHERE t.project_id = p.id AND t.op <= %(op)s
  ORDER BY t.moment DESC, t.id DESC LIMIT 1) s ON true
WHERE (p.jaar = %(jaar)s AND s.naar <> ALL (%(weg)s)) OR (p.jaar < %(jaar)s AND s.naar = ANY (%(lopend)s))
ORDER BY p.jaar DESC, p.naam LIMIT %(most)s
"""


def van_jaar(jaar: int, op: date) -> list[dict[str, Any]]:
    """The projects of a year as they stood on this day, and those of earlier years that ran then."""
    return fetch_all(
        _PROJECTS, {"jaar": jaar, "op": op, "weg": list(WEG), "lopend": list(LOPEND), "most": MOST}
    )


_ONE = """
SELECT j.*, (SELECT coalesce(jsonb_agg(jsonb_build_object('gemeente', d.code, 'naam', i.naam, 'op', i.op,
    'plaatsvervanger', i.plaatsvervanger) ORDER BY d.volgorde), '[]')
  FROM projecten_instemming i JOIN verband_deelnemer d ON d.id = i.deelnemer_id
  WHERE i.jaarplan_id = j.id) AS instemmingen,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('project', t.project_id, 'reden', t.reden, 'besluit', t.besluit,
    'op', t.op, 'door', t.door)), '[]') FROM projecten_toevoeging t WHERE t.jaarplan_id = j.id) AS toevoegingen
FROM projecten_jaarplan j WHERE j.jaar = %(jaar)s AND (%(stand)s = '' OR j.stand = %(stand)s)
ORDER BY j.stand = 'ingetrokken', j.nummer DESC LIMIT 1
"""


def van(jaar: int, stand: str = "") -> dict[str, Any] | None:
    """The programme of a year: the one that counts, else the last that was withdrawn."""
    return fetch_one(_ONE, {"jaar": jaar, "stand": stand})


_YEARS = """
WITH jaren AS (SELECT DISTINCT jaar FROM projecten_project UNION SELECT DISTINCT jaar FROM projecten_jaarplan)
SELECT y.jaar, j.stand, j.voorgesteld_op, j.besloten_op, j.besluit,
  (SELECT count(*) FROM projecten_project p WHERE p.jaar = y.jaar) AS projecten,
  (SELECT count(*) FROM projecten_toevoeging t WHERE t.jaarplan_id = j.id) AS toegevoegd
FROM jaren y LEFT JOIN LATERAL (
  SELECT * FROM projecten_jaarplan j WHERE j.jaar = y.jaar ORDER BY j.stand = 'ingetrokken', j.nummer DESC LIMIT 1
) j ON true ORDER BY y.jaar DESC LIMIT 100
"""


def jaren() -> list[dict[str, Any]]:
    """Each year with projects or a programme, the newest first."""
    return fetch_all(_YEARS)


_LATER = """
SELECT p.id, p.naam, p.toestand, p.versie, (SELECT min(s.op) FROM projecten_stap s WHERE s.project_id = p.id) AS op
FROM projecten_project p WHERE p.jaar = %(jaar)s AND NOT p.id = ANY (%(ids)s) ORDER BY op, p.naam LIMIT 500
"""


def later(jaar: int, inhoud: dict[str, Any]) -> list[dict[str, Any]]:
    """Projects of the year that were not in its programme."""
    return fetch_all(_LATER, {"jaar": jaar, "ids": [UUID(p["id"]) for p in inhoud["projecten"]]})


_ADOPTED = """
SELECT id FROM projecten_jaarplan WHERE jaar = %(jaar)s AND stand = 'vastgesteld'
  AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements(inhoud -> 'projecten') p WHERE p ->> 'id' = %(project)s)
"""


def vastgesteld_zonder(jaar: int, project_id: UUID) -> UUID | None:
    """The adopted programme of this year, when this project is not in it."""
    return fetch_value(_ADOPTED, {"jaar": jaar, "project": str(project_id)})
