"""The zaken in which a person or a business has a part."""

from typing import Any

from kapstok.platform.db import fetch_all

_ZAKEN = """SELECT z.id, z.identificatie, z.omschrijving, z.startdatum, z.einddatum, t.omschrijving AS zaaktype,
  r.omschrijving AS rol
FROM (SELECT zaak_id, min(omschrijving) AS omschrijving FROM zaken_rol
      WHERE (%(bsn)s <> '' AND bsn = %(bsn)s) OR (%(kvk)s <> '' AND kvk_nummer = %(kvk)s) GROUP BY zaak_id) r
JOIN zaken_zaak z ON z.id = r.zaak_id JOIN catalogi_zaaktype t ON t.id = z.zaaktype_id
ORDER BY z.einddatum IS NOT NULL, z.startdatum DESC, z.id LIMIT %(limit)s"""


def zaken_van(*, bsn: str = "", kvk: str = "", limit: int) -> list[dict[str, Any]]:
    """Open ones first, then the newest, each once with the part that is played in it."""
    return fetch_all(_ZAKEN, {"bsn": bsn, "kvk": kvk, "limit": limit})
