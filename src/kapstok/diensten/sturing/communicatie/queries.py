"""Reads of the communication plan."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from kapstok.diensten.sturing.communicatie.models import Publicatie
from kapstok.diensten.sturing.communicatie.rules import dag, stand
from kapstok.platform.db import fetch_all

# The day on which that happened what a message waits for: directie adopted, quarter closed, project ended.
_MESSAGES = """
SELECT * FROM (
  SELECT b.*, (SELECT max(p.op) FROM communicatie_publicatie p WHERE p.bericht_id = b.id) AS laatst,
    (SELECT coalesce(array_agg(d.naam ORDER BY d.naam), '{}') FROM communicatie_doelgroep d
      WHERE d.id = ANY (b.doelgroepen)) AS namen,
    CASE b.moment
      WHEN 'plan' THEN (SELECT max(v.datum) FROM plan_vaststelling v WHERE v.planversie_id = b.aanleiding_id
        AND v.orgaan = 'owo_directie')
      WHEN 'kwartaal' THEN (SELECT k.gesloten_op FROM kwartaal_kwartaal k WHERE k.id = b.aanleiding_id)
      WHEN 'project' THEN (SELECT max(s.op) FROM projecten_stap s
        WHERE s.project_id = b.aanleiding_id AND s.naar = 'afgerond')
    END AS gebeurd_op
  FROM communicatie_bericht b
  WHERE (%(q)s = '' OR b.titel ILIKE %(like)s OR b.verantwoordelijke ILIKE %(like)s)
    AND (%(id)s::uuid IS NULL OR b.id = %(id)s::uuid)) t
ORDER BY coalesce(datum, gebeurd_op + dagen_na) NULLS LAST, titel, id LIMIT %(most)s
"""
MOST = 2000  # messages of a plan; what is more is refused when it is added


def berichten(today: date, *, q: str = "", bericht_id: Any = None) -> list[dict[str, Any]]:
    """Messages with the day that they are due and where they stand, by that day."""
    like = f"%{q.translate(str.maketrans({'%': chr(92) + '%', '_': chr(92) + '_', chr(92): chr(92) * 2}))}%"
    rows = fetch_all(_MESSAGES, {"q": q, "like": like, "id": bericht_id, "most": MOST})
    for row in rows:
        row["dag"] = dag(row["moment"], row["datum"], row["gebeurd_op"], row["dagen_na"])
        row["stand"] = stand(row["dag"], row["laatst"], row["herhaling"], today)
    return rows


def schema(rows: Iterable[dict[str, Any]]) -> list[tuple[str, str, list[str], int]]:
    """Figure 4: who informs whom, by which channels, with how many messages."""
    found: dict[tuple[str, str], tuple[set[str], int]] = {}
    for row in rows:
        for naam in row["namen"]:
            kinds, n = found.get((row["verantwoordelijke"], naam), (set(), 0))
            found[row["verantwoordelijke"], naam] = (kinds | set(row["kanalen"]), n + 1)
    return [(who, whom, sorted(kinds), n) for (who, whom), (kinds, n) in sorted(found.items())]


def nieuws(gemeente: str, *, most: int = 50) -> list[Publicatie]:
    """What was published on the intranet of this municipality, the newest first."""
    return list(
        Publicatie.objects.filter(kanalen__contains=["intranet"], gemeenten__contains=[gemeente])[:most]
    )
