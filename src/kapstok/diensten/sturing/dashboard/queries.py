"""Reads of measurements."""

from typing import Any

from kapstok.platform.db import fetch_all

# The newest of each indicator and municipality, oldest first: enough for a trend, and bounded.
_MEASURED = """
SELECT * FROM (
  SELECT m.indicator, coalesce(d.code, '') AS gemeente, coalesce(d.naam, '') AS naam, m.datum, m.waarde, m.toelichting,
    m.door, d.volgorde, row_number() OVER (PARTITION BY m.indicator, m.deelnemer_id ORDER BY m.datum DESC) AS nr
  FROM dashboard_meting m LEFT JOIN verband_deelnemer d ON d.id = m.deelnemer_id
  WHERE %(indicator)s = '' OR m.indicator = %(indicator)s) t
WHERE nr <= %(most)s ORDER BY indicator, volgorde NULLS FIRST, datum LIMIT 5000
"""


def metingen(indicator: str = "", *, most: int = 12) -> list[dict[str, Any]]:
    """The last measurements of one indicator, or of all."""
    return fetch_all(_MEASURED, {"indicator": indicator, "most": most})
