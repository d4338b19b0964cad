"""Reads of the quarters."""

from typing import Any
from uuid import UUID

from kapstok.diensten.sturing.projecten.queries import voor_kwartaal
from kapstok.platform.db import fetch_all

_QUARTERS = """
SELECT k.id, k.jaar, k.nummer, k.gesloten_op, k.geopend_op, k.zaak_id, count(a.id) AS kaarten,
  count(a.id) FILTER (WHERE a.besluit <> '') AS besloten
FROM kwartaal_kwartaal k LEFT JOIN kwartaal_kaart a ON a.kwartaal_id = k.id
GROUP BY k.tenant, k.id ORDER BY k.jaar DESC, k.nummer DESC LIMIT 100
"""


def kwartalen() -> list[dict[str, Any]]:
    """All quarters, the newest first."""
    return fetch_all(_QUARTERS)


_CARDS = """
SELECT id, project_id, besluit, toelichting, opmerking, door, versie FROM kwartaal_kaart
WHERE kwartaal_id = %(id)s LIMIT 2000
"""


def kaarten(kwartaal_id: UUID, jaar: int, nummer: int) -> list[dict[str, Any]]:
    """The cards with their project and its review of the quarter, by name of the project."""
    cards = {row["project_id"]: row for row in fetch_all(_CARDS, {"id": kwartaal_id})}
    rows = voor_kwartaal(list(cards), jaar, nummer)
    return [{**cards[row["id"]], "project": row} for row in rows]
