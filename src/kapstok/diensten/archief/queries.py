"""Reads of the archive. The SQL over other stores reads their tables; it never writes there."""

from typing import Any
from uuid import UUID

from kapstok.diensten.archief.models import Actie, Vernietigingslijst, Vernietigingsregel
from kapstok.platform.db import fetch_all

PAGE = 100

# Why a zaak z that is due may not be destroyed yet, NULL when it may. The caller says what z is.
# A deelzaak that stays keeps its hoofdzaak: destroying that would take the deelzaak with it.
# min over an expression, as the planner would walk the index on identificatie for a bare column.
OBSTACLE = """
CASE
  WHEN z.einddatum IS NULL THEN 'De zaak is weer open.'
  WHEN z.archiefnominatie IS DISTINCT FROM 'vernietigen' THEN 'De zaak wordt niet vernietigd maar bewaard.'
  WHEN z.archiefactiedatum IS NULL OR z.archiefactiedatum > %(today)s THEN 'De bewaartermijn is nog niet voorbij.'
  ELSE coalesce(
    (SELECT CASE s.grond WHEN 'juridisch' THEN 'Juridische procedure' WHEN 'hotspot' THEN 'Hotspot'
                         WHEN 'woo' THEN 'Woo-verzoek' ELSE 'Onderzoek' END || ': ' || s.reden
     FROM archief_vernietigingsstop s
     WHERE s.opgeheven_op IS NULL
       AND (s.zaak IS NULL OR s.zaak = z.id)
       AND (s.zaaktype = '' OR s.zaaktype = zt.identificatie)
       AND (s.periode_begin IS NULL OR z.einddatum >= s.periode_begin)
       AND (s.periode_einde IS NULL OR z.startdatum <= s.periode_einde)
     ORDER BY s.ingesteld_op, s.id LIMIT 1),
    (SELECT 'Deelzaak ' || min(d.identificatie || '') || ' moet langer bewaard blijven.'
     FROM zaken_zaak d
     WHERE d.hoofdzaak_id = z.id
       AND (d.einddatum IS NULL OR d.archiefnominatie IS DISTINCT FROM 'vernietigen'
            OR d.archiefactiedatum IS NULL OR d.archiefactiedatum > %(today)s)))
END
"""

# Puts every zaak that is due, and on no open list, on this list; those with an obstacle as excluded.
COLLECT = f"""
WITH kandidaat AS MATERIALIZED (
  SELECT z.id
  FROM zaken_zaak z
  WHERE z.archiefnominatie = 'vernietigen' AND z.archiefactiedatum <= %(today)s AND z.einddatum IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM archief_vernietigingsregel r WHERE r.zaak = z.id AND r.open)
  ORDER BY z.archiefactiedatum, z.id
  LIMIT %(limit)s
), beoordeeld AS MATERIALIZED (
  SELECT z.id, z.identificatie, zt.omschrijving AS zaaktype, z.startdatum, z.einddatum, z.archiefactiedatum,
         coalesce(rt.omschrijving, '') AS resultaat,
         left(coalesce(nullif(rt.selectielijst_nummer, ''), nullif(z.selectielijstklasse, ''),
                       rt.selectielijstklasse, ''), 200) AS selectielijst,
         (SELECT count(*) FROM zaken_zaakinformatieobject io WHERE io.zaak_id = z.id) AS documenten,
         {OBSTACLE} AS bezwaar
  FROM kandidaat k
  JOIN zaken_zaak z ON z.id = k.id
  JOIN catalogi_zaaktype zt ON zt.id = z.zaaktype_id
  LEFT JOIN zaken_resultaat res ON res.zaak_id = z.id
  LEFT JOIN catalogi_resultaattype rt ON rt.id = res.resultaattype_id
)
INSERT INTO archief_vernietigingsregel (id, lijst_id, zaak, identificatie, zaaktype, resultaat, selectielijst,
  startdatum, einddatum, archiefactiedatum, documenten, actie, reden, open)
SELECT gen_random_uuid(), %(lijst)s, b.id, b.identificatie, b.zaaktype, b.resultaat, b.selectielijst,
  b.startdatum, b.einddatum, b.archiefactiedatum, b.documenten,
  CASE WHEN b.bezwaar IS NULL THEN 'vernietigen' ELSE 'uitgesloten' END, coalesce(b.bezwaar, ''), b.bezwaar IS NULL
FROM beoordeeld b
"""  # noqa: S608 - built from constants

# The next zaken to destroy, deelzaken first, with what stands in the way today; locks zaken that remain.
NEXT_BATCH = f"""
SELECT r.id AS regel, r.zaak, CASE WHEN z.id IS NULL THEN 'De zaak bestond al niet meer.' ELSE
  coalesce({OBSTACLE}, (SELECT 'Deelzaak ' || min(d.identificatie || '') || ' bestaat nog.'
                        FROM zaken_zaak d WHERE d.hoofdzaak_id = z.id
                          AND NOT EXISTS (SELECT 1 FROM archief_vernietigingsregel rd
                                          WHERE rd.zaak = d.id AND rd.lijst_id = r.lijst_id AND rd.open)))
  END AS bezwaar
FROM archief_vernietigingsregel r
LEFT JOIN zaken_zaak z ON z.id = r.zaak
LEFT JOIN catalogi_zaaktype zt ON zt.id = z.zaaktype_id
WHERE r.lijst_id = %(lijst)s AND r.open AND r.actie = 'vernietigen'
ORDER BY z.hoofdzaak_id IS NULL, r.id
LIMIT %(size)s
FOR UPDATE OF r
"""  # noqa: S608 - built from constants

# How many closed zaken come due per year and nominatie: the retention calendar.
CALENDAR = """
SELECT extract(year FROM z.archiefactiedatum)::int AS jaar, z.archiefnominatie, count(*) AS aantal
FROM zaken_zaak z
WHERE z.archiefactiedatum IS NOT NULL
GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 500
"""


def lijsten(*, page: int = 1) -> list[Vernietigingslijst]:
    """Newest first."""
    start = (page - 1) * PAGE
    return list(Vernietigingslijst.objects.order_by("-peildatum", "-id")[start : start + PAGE])


def regels(lijst_id: UUID, *, actie: Actie | None = None, page: int = 1) -> list[Vernietigingsregel]:
    found = Vernietigingsregel.objects.filter(lijst_id=lijst_id)
    if actie is not None:
        found = found.filter(actie=actie)
    start = (page - 1) * PAGE
    return list(found.order_by("archiefactiedatum", "id")[start : start + PAGE])


def bewaarkalender() -> list[dict[str, Any]]:
    return fetch_all(CALENDAR)
