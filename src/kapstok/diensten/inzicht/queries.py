"""Figures of the work: what came in, went out, lies there and is late; one statement each."""

from datetime import date
from typing import Any

from kapstok.platform.db import fetch_all, fetch_one

MOST = 200  # zaaktypen or teams

# Per zaaktype and team: stock today, what came in and went out in the period, and how much of that on time.
_WORK = """
SELECT t.omschrijving AS zaaktype, coalesce(tm.naam, '') AS team,
  count(*) FILTER (WHERE z.einddatum IS NULL) AS voorraad,
  count(*) FILTER (WHERE z.einddatum IS NULL AND z.uiterlijke_einddatum_afdoening < %(today)s) AS te_laat,
  count(*) FILTER (WHERE z.einddatum IS NULL AND z.behandelaar_id IS NULL) AS vrij,
  count(*) FILTER (WHERE z.startdatum BETWEEN %(van)s AND %(tot)s) AS binnen,
  count(*) FILTER (WHERE z.einddatum BETWEEN %(van)s AND %(tot)s) AS klaar,
  count(*) FILTER (WHERE z.einddatum BETWEEN %(van)s AND %(tot)s
                   AND z.einddatum <= z.uiterlijke_einddatum_afdoening) AS op_tijd
FROM zaken_zaak z JOIN catalogi_zaaktype t ON t.id = z.zaaktype_id LEFT JOIN identity_team tm ON tm.id = z.team_id
WHERE z.einddatum IS NULL OR z.einddatum BETWEEN %(van)s AND %(tot)s OR z.startdatum BETWEEN %(van)s AND %(tot)s
GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 2000
"""

# In and out per step of the period; every step stands there, also an empty one.
_FLOW = """
WITH stap AS (
  SELECT d::date AS van, least((d + %(stap)s::interval)::date - 1, %(tot)s::date) AS tot
  FROM generate_series(%(van)s::date, %(tot)s::date, %(stap)s::interval) d),
erin AS (SELECT startdatum AS dag, count(*) AS n FROM zaken_zaak
         WHERE startdatum BETWEEN %(van)s AND %(tot)s GROUP BY 1),
eruit AS (SELECT einddatum AS dag, count(*) AS n FROM zaken_zaak
          WHERE einddatum BETWEEN %(van)s AND %(tot)s GROUP BY 1)
SELECT s.van,
  coalesce((SELECT sum(n) FROM erin WHERE dag BETWEEN s.van AND s.tot), 0)::int AS binnen,
  coalesce((SELECT sum(n) FROM eruit WHERE dag BETWEEN s.van AND s.tot), 0)::int AS klaar
FROM stap s ORDER BY 1
"""

# What lay there on the morning of a day, as far as zaken still exist.
_STOCK_ON = """
SELECT count(*) AS voorraad FROM zaken_zaak
WHERE startdatum < %(van)s AND (einddatum IS NULL OR einddatum >= %(van)s)
"""


def work(van: date, tot: date, *, today: date) -> list[dict[str, Any]]:
    """Per zaaktype and team, over the period from `van` up to and including `tot`."""
    return fetch_all(_WORK, {"van": van, "tot": tot, "today": today})


def flow(van: date, tot: date) -> list[dict[str, Any]]:
    """In and out: per day in a short period, then per week, then per month."""
    days = (tot - van).days + 1
    step = "1 day" if days <= 31 else "7 days" if days <= 190 else "1 month"
    return fetch_all(_FLOW, {"van": van, "tot": tot, "stap": step})


def stock_on(van: date) -> int:
    """Open zaken at the beginning of this day."""
    return (fetch_one(_STOCK_ON, {"van": van}) or {"voorraad": 0})["voorraad"]


# Digital: what came in by the site or another electronic way; the words are those of the zaken themselves.
DIGITAAL = ("internet", "website", "e-mail", "email", "app", "api")
_SHARES = """
SELECT count(*) FILTER (WHERE einddatum BETWEEN %(van)s AND %(tot)s) AS klaar,
  count(*) FILTER (WHERE einddatum BETWEEN %(van)s AND %(tot)s
                   AND einddatum <= uiterlijke_einddatum_afdoening) AS op_tijd,
  count(*) FILTER (WHERE startdatum BETWEEN %(van)s AND %(tot)s AND communicatiekanaal_naam <> '') AS binnen,
  count(*) FILTER (WHERE startdatum BETWEEN %(van)s AND %(tot)s
                   AND lower(communicatiekanaal_naam) = ANY (%(digitaal)s)) AS digitaal,
  (SELECT count(*) FROM klanten_klantcontact k
   WHERE k.plaatsgevonden_op >= %(van)s::date AND k.plaatsgevonden_op < %(tot)s::date + 1) AS contacten,
  (SELECT count(*) FROM klanten_klantcontact k
   WHERE k.plaatsgevonden_op >= %(van)s::date AND k.plaatsgevonden_op < %(tot)s::date + 1 AND NOT EXISTS (
     SELECT 1 FROM klanten_internetaak t WHERE t.aanleidinggevend_klantcontact_id = k.id)) AS direct
FROM zaken_zaak
WHERE einddatum BETWEEN %(van)s AND %(tot)s OR startdatum BETWEEN %(van)s AND %(tot)s
"""


def aandelen(van: date, tot: date) -> dict[str, tuple[int, int]]:
    """Part and whole in a period: zaken finished on time, zaken that came in digitally, contacts that left no task."""
    row = fetch_one(_SHARES, {"van": van, "tot": tot, "digitaal": list(DIGITAAL)}) or {}
    pairs = {
        "zaken_op_tijd": ("op_tijd", "klaar"),
        "zaken_digitaal": ("digitaal", "binnen"),
        "eerste_contact": ("direct", "contacten"),
    }
    return {name: (row.get(part, 0), row.get(whole, 0)) for name, (part, whole) in pairs.items()}
