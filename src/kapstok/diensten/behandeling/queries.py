"""What the workbench reads; each list is one statement."""

from datetime import date
from typing import Any
from uuid import UUID

from kapstok.magazijnen.zaken.zoeken import find_zaken
from kapstok.platform.db import fetch_all, fetch_one

PAGE = 50

# Open zaken of a person or of teams; what came in and is nobody's yet is of every team, so that it is not overlooked.
# What goes wrong first: who is late by how long it is late, then the last day minus the days that such a zaak usually
# takes; suspended ones last. Ids first, then what a row shows.
_WORK_LIST = """
WITH gekozen AS (
  SELECT z.id,
    CASE WHEN z.uiterlijke_einddatum_afdoening < %(today)s THEN z.uiterlijke_einddatum_afdoening - 100000
      ELSE z.uiterlijke_einddatum_afdoening - coalesce(g.dagen, 0) END AS knelpunt,
    coalesce((z.opschorting->>'indicatie')::boolean, false) AS opgeschort
  FROM zaken_zaak z LEFT JOIN behandeling_gemiddelde g ON g.zaaktype_id = z.zaaktype_id
  WHERE z.einddatum IS NULL
    AND (%(behandelaar)s::uuid IS NULL OR z.behandelaar_id = %(behandelaar)s)
    AND (%(teams)s::uuid[] IS NULL OR z.team_id = ANY(%(teams)s)
      OR (z.team_id IS NULL AND z.behandelaar_id IS NULL))
    AND (NOT %(vrij)s OR z.behandelaar_id IS NULL)
    AND (NOT %(te_laat)s OR z.uiterlijke_einddatum_afdoening < %(today)s)
    AND (%(zaaktype)s = '' OR z.zaaktype_id IN (SELECT id FROM catalogi_zaaktype WHERE identificatie = %(zaaktype)s))
    AND (%(term)s = '' OR z.zoektekst LIKE '%%' || %(term)s || '%%')
  ORDER BY {order} LIMIT %(limit)s OFFSET %(offset)s
)
SELECT z.id, z.identificatie, z.omschrijving, z.startdatum, z.uiterlijke_einddatum_afdoening, z.behandelaar_id,
  z.team_id, z.zaaktype_id, t.omschrijving AS zaaktype, s.omschrijving AS status, g.opgeschort, g.knelpunt,
  (SELECT r.naam FROM zaken_rol r WHERE r.zaak_id = z.id AND r.omschrijving_generiek = 'initiator' LIMIT 1) AS aanvrager
FROM gekozen g JOIN zaken_zaak z ON z.id = g.id
JOIN catalogi_zaaktype t ON t.id = z.zaaktype_id
LEFT JOIN catalogi_statustype s ON s.id = z.statustype_id
ORDER BY {outer}
"""
_ORDERS = {
    "knelpunt": ("opgeschort, knelpunt NULLS LAST, z.id", "g.opgeschort, g.knelpunt NULLS LAST, z.id"),
    "nieuwste": ("z.startdatum DESC, z.id", "z.startdatum DESC, z.id"),
    "oudste": ("z.startdatum, z.id", "z.startdatum, z.id"),
    "nummer": ("z.identificatie", "z.identificatie"),
}
ORDERS = tuple(_ORDERS)

# Exact number of open zaken under the same filter, at most counted to 10,000.
_COUNT = """
SELECT count(*) FROM (SELECT 1 FROM zaken_zaak z WHERE z.einddatum IS NULL
    AND (%(behandelaar)s::uuid IS NULL OR z.behandelaar_id = %(behandelaar)s)
    AND (%(teams)s::uuid[] IS NULL OR z.team_id = ANY(%(teams)s)
      OR (z.team_id IS NULL AND z.behandelaar_id IS NULL))
    AND (NOT %(vrij)s OR z.behandelaar_id IS NULL)
    AND (NOT %(te_laat)s OR z.uiterlijke_einddatum_afdoening < %(today)s)
    AND (%(zaaktype)s = '' OR z.zaaktype_id IN (SELECT id FROM catalogi_zaaktype WHERE identificatie = %(zaaktype)s))
    AND (%(term)s = '' OR z.zoektekst LIKE '%%' || %(term)s || '%%') LIMIT 10001) x
"""


def work_list(
    *,
    today: date,
    behandelaar: UUID | None = None,
    teams: list[UUID] | None = None,
    vrij: bool = False,
    te_laat: bool = False,
    zaaktype: str = "",
    term: str = "",
    order: str = "knelpunt",
    page: int = 1,
    first: int = 0,
) -> tuple[list[dict[str, Any]], int]:
    """A page of open zaken and their number (10,001 means more than 10,000).

    `first` asks for that many from the beginning instead of a page, to be merged with other lists.
    """
    params = {
        "today": today,
        "behandelaar": behandelaar,
        "teams": teams,
        "vrij": vrij,
        "te_laat": te_laat,
        "zaaktype": zaaktype,
        "term": _like(term),
        "limit": first or PAGE,
        "offset": 0 if first else (page - 1) * PAGE,
    }
    inner, outer = _ORDERS[order]
    rows = fetch_all(_WORK_LIST.format(order=inner, outer=outer), params)
    return rows, (fetch_one(_COUNT, params) or {"count": 0})["count"]


def merged(lists: list[list[dict[str, Any]]], *, order: str, page: int) -> list[dict[str, Any]]:
    """One page out of the lists of several municipalities, each the first page * PAGE of its own."""
    rows = sorted((row for rows in lists for row in rows), key=_KEYS[order])
    return rows[(page - 1) * PAGE : page * PAGE]


def _pressing(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["opgeschort"], row["knelpunt"] is None, row["knelpunt"] or date.max, str(row["id"])


_KEYS: dict[str, Any] = {
    "knelpunt": _pressing,
    "nieuwste": lambda row: (-row["startdatum"].toordinal(), str(row["id"])),
    "oudste": lambda row: (row["startdatum"], str(row["id"])),
    "nummer": lambda row: (row["identificatie"], str(row["id"])),
}


def _like(term: str) -> str:
    """A search term as zoektekst is written: upper case, single spaces, no wildcards of its own."""
    clean = " ".join(term.upper().split())[:80]
    return clean.replace("\\", "").replace("%", "").replace("_", " ")


# A whole number is one look-up by index; words are looked for only when that gives nothing.
_BY_NUMBER = """
SELECT z.id, z.identificatie, z.omschrijving, z.startdatum, z.einddatum, t.omschrijving AS zaaktype
FROM zaken_zaak z JOIN catalogi_zaaktype t ON t.id = z.zaaktype_id
WHERE z.identificatie = %(nummer)s LIMIT %(limit)s
"""


def search(term: str, *, nummer: str = "", limit: int = 50) -> list[dict[str, Any]]:
    """Zaken that match (docs/besluiten/0007); a number that is a zaaknummer is passed as `nummer` as well."""
    if nummer and (found := fetch_all(_BY_NUMBER, {"nummer": nummer, "limit": limit})):
        return found
    return find_zaken(term, limit=limit) if len(term.strip()) >= 3 else []
