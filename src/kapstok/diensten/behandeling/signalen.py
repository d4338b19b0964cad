"""**Nieuw voor mij** and **Mijn taken**: what changed in the zaken of a medewerker since they last looked."""

from datetime import date
from typing import Any
from uuid import UUID

from kapstok.platform.db import fetch_all

SOON = 5  # days before the last day on which the term becomes news
MOST = 30

# One row per piece of news, newest first. A zaak that was never opened is news as a whole, once.
_NEWS = """
WITH mijn AS MATERIALIZED (
  SELECT z.id, z.uiterlijke_einddatum_afdoening AS uiterlijk, g.moment AS gezien
  FROM zaken_zaak z
  LEFT JOIN behandeling_gezien g ON g.zaak_id = z.id AND g.medewerker_id = %(medewerker)s
  WHERE z.behandelaar_id = %(medewerker)s AND z.einddatum IS NULL
  ORDER BY z.uiterlijke_einddatum_afdoening LIMIT 1000),
nieuws AS (
  SELECT m.id, 'nieuw' AS soort, '' AS tekst, NULL::timestamptz AS moment, 3 AS rang FROM mijn m WHERE m.gezien IS NULL
  UNION ALL
  SELECT m.id, 'bericht', left(b.inhoud, 160), b.plaatsgevonden_op, 1
  FROM mijn m JOIN klanten_onderwerpobject o ON o.object_id = m.id::text
  JOIN klanten_klantcontact b ON b.id = o.klantcontact_id AND b.soort = 'bericht' AND b.van = 'inwoner'
    AND b.plaatsgevonden_op > m.gezien
  UNION ALL
  SELECT m.id, 'document', v.titel, d.registratiedatum, 1
  FROM mijn m JOIN zaken_zaakinformatieobject d ON d.zaak_id = m.id AND d.registratiedatum > m.gezien
  JOIN documenten_enkelvoudiginformatieobject e ON e.id = d.informatieobject_id
  JOIN documenten_informatieobjectversie v ON v.informatieobject_id = e.id AND v.versie = e.huidige_versie
  WHERE v.ontvangstdatum IS NOT NULL
  UNION ALL
  SELECT m.id, 'te-laat', '', m.uiterlijk + time '00:00', 2
  FROM mijn m WHERE m.uiterlijk < %(today)s AND (m.gezien AT TIME ZONE 'Europe/Amsterdam')::date <= m.uiterlijk
  UNION ALL
  SELECT m.id, 'bijna', '', m.uiterlijk - %(soon)s + time '00:00', 2
  FROM mijn m WHERE m.uiterlijk BETWEEN %(today)s AND %(today)s + %(soon)s
    AND (m.gezien AT TIME ZONE 'Europe/Amsterdam')::date < m.uiterlijk - %(soon)s)
SELECT n.*, z.identificatie, z.omschrijving, z.uiterlijke_einddatum_afdoening, t.omschrijving AS zaaktype
FROM nieuws n JOIN zaken_zaak z ON z.id = n.id JOIN catalogi_zaaktype t ON t.id = z.zaaktype_id
ORDER BY n.rang, n.moment DESC NULLS LAST, z.startdatum DESC, n.id LIMIT %(limit)s
"""

# Open tasks of this person, in any zaak; the first deadline in front.
_TASKS = """
SELECT k.id, k.titel, k.uiterlijk, z.id AS zaak_id, z.identificatie, z.omschrijving, k.uiterlijk < %(today)s AS te_laat
FROM behandeling_taak k JOIN zaken_zaak z ON z.id = k.zaak_id
WHERE k.behandelaar_id = %(medewerker)s AND k.wie = 'medewerker' AND k.gedaan IS NULL
ORDER BY k.uiterlijk NULLS LAST, k.gemaakt, k.id LIMIT 50
"""


def news(medewerker: UUID, *, today: date) -> list[dict[str, Any]]:
    """What is new; at most MOST rows and one more that tells there is more."""
    return fetch_all(_NEWS, {"medewerker": medewerker, "today": today, "soon": SOON, "limit": MOST + 1})


def tasks_of(medewerker: UUID, *, today: date) -> list[dict[str, Any]]:
    """What this person still has to do for a zaak, besides their own zaken."""
    return fetch_all(_TASKS, {"medewerker": medewerker, "today": today})
