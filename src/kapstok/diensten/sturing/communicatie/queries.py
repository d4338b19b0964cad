"""Reads of the communication plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from kapstok.diensten.sturing.communicatie.models import Publicatie, Rectificatie
from kapstok.diensten.sturing.communicatie.rules import dag, stand
from kapstok.platform.db import fetch_all

# The day on which that happened what a message waits for: directie adopted, quarter closed, project ended.
_MESSAGES = """
SELECT * FROM (
  SELECT b.*, (SELECT max(p.op) FROM communicatie_publicatie p WHERE p.bericht_id = b.id) AS laatst,
    EXISTS (SELECT 1 FROM communicatie_rectificatie r WHERE r.soort = 'intrekking' AND r.publicatie_id =
      (SELECT p.id FROM communicatie_publicatie p WHERE p.bericht_id = b.id ORDER BY p.moment DESC LIMIT 1)
    ) AS ingetrokken,
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
        row["stand"] = stand(
            row["dag"], row["laatst"], row["herhaling"], today, ingetrokken=row["ingetrokken"]
        )
    return rows


def schema(rows: Iterable[dict[str, Any]]) -> list[tuple[str, str, list[str], int]]:
    """Figure 4: who informs whom, by which channels, with how many messages."""
    found: dict[tuple[str, str], tuple[set[str], int]] = {}
    for row in rows:
        for naam in row["namen"]:
            kinds, n = found.get((row["verantwoordelijke"], naam), (set(), 0))
            found[row["verantwoordelijke"], naam] = (kinds | set(row["kanalen"]), n + 1)
    return [(who, whom, sorted(kinds), n) for (who, whom), (kinds, n) in sorted(found.items())]


@dataclass(frozen=True, slots=True)
class Uitgegeven:
    """A publication with what was set right of it since, the oldest first."""

    publicatie: Publicatie
    rectificaties: tuple[Rectificatie, ...] = ()

    @property
    def laatste(self) -> Rectificatie | None:
        return self.rectificaties[-1] if self.rectificaties else None

    @property
    def ingetrokken(self) -> bool:
        return self.laatste is not None and self.laatste.soort == "intrekking"

    @property
    def nu(self) -> tuple[str, str]:
        """Title and text as they stand now; of what was withdrawn: as they stood last."""
        fixed = [r for r in self.rectificaties if r.soort == "correctie"]
        return (fixed[-1].titel, fixed[-1].tekst) if fixed else (self.publicatie.titel, self.publicatie.tekst)

    @property
    def gewijzigd(self) -> datetime:
        return self.laatste.moment if self.laatste else self.publicatie.moment


def met_rectificaties(rows: Iterable[Publicatie]) -> list[Uitgegeven]:
    """These publications, each with what was set right."""
    sent = list(rows)
    found: dict[UUID, list[Rectificatie]] = {}
    for each in Rectificatie.objects.filter(publicatie_id__in=[p.id for p in sent]):
        found.setdefault(each.publicatie_id, []).append(each)
    return [Uitgegeven(p, tuple(found.get(p.id, []))) for p in sent]


def nieuws(gemeente: str, *, most: int = 50) -> list[Uitgegeven]:
    """What was published on the intranet of this municipality, the newest first."""
    rows = Publicatie.objects.filter(kanalen__contains=["intranet"], gemeenten__contains=[gemeente])
    return met_rectificaties(rows[:most])
