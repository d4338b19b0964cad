"""What the workbench reads; each list is one statement."""

from datetime import date
from typing import Any
from uuid import UUID

from kapstok.platform.db import fetch_all, fetch_one

PAGE = 50

# Open zaken of a person or of teams. What goes wrong first: the last day minus the days that such a zaak
# usually takes; suspended ones last. Ids first, then what a row shows.
_WORK_LIST = """
WITH gekozen AS (
  SELECT z.id, z.uiterlijke_einddatum_afdoening - coalesce(g.dagen, 0) AS knelpunt,
    coalesce((z.opschorting->>'indicatie')::boolean, false) AS opgeschort
  FROM zaken_zaak z LEFT JOIN behandeling_gemiddelde g ON g.zaaktype_id = z.zaaktype_id
  WHERE z.einddatum IS NULL
    AND (%(behandelaar)s::uuid IS NULL OR z.behandelaar_id = %(behandelaar)s)
    AND (%(teams)s::uuid[] IS NULL OR z.team_id = ANY(%(teams)s))
    AND (NOT %(vrij)s OR z.behandelaar_id IS NULL)
    AND (NOT %(te_laat)s OR z.uiterlijke_einddatum_afdoening < %(today)s)
    AND (%(zaaktype)s = '' OR z.zaaktype_id IN (SELECT id FROM catalogi_zaaktype WHERE identificatie = %(zaaktype)s))
    AND (%(term)s = '' OR z.zoektekst LIKE '%%' || %(term)s || '%%')
  ORDER BY {order} LIMIT %(limit)s OFFSET %(offset)s
)
SELECT z.id, z.identificatie, z.omschrijving, z.startdatum, z.uiterlijke_einddatum_afdoening, z.behandelaar_id,
  z.team_id, z.zaaktype_id, t.omschrijving AS zaaktype, s.omschrijving AS status, g.opgeschort,
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
    AND (%(teams)s::uuid[] IS NULL OR z.team_id = ANY(%(teams)s))
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
) -> tuple[list[dict[str, Any]], int]:
    """A page of open zaken and their number (10,001 means more than 10,000)."""
    params = {
        "today": today,
        "behandelaar": behandelaar,
        "teams": teams,
        "vrij": vrij,
        "te_laat": te_laat,
        "zaaktype": zaaktype,
        "term": _like(term),
        "limit": PAGE,
        "offset": (page - 1) * PAGE,
    }
    inner, outer = _ORDERS[order]
    rows = fetch_all(_WORK_LIST.format(order=inner, outer=outer), params)
    return rows, (fetch_one(_COUNT, params) or {"count": 0})["count"]


def _like(term: str) -> str:
    """A search term as zoektekst is written: upper case, single spaces, no wildcards of its own."""
    clean = " ".join(term.upper().split())[:80]
    return clean.replace("\\", "").replace("%", "").replace("_", " ")


# Zaken by a part of number, subject or name, open ones first (docs/besluiten/0007).
_SEARCH = """
SELECT z.id, z.identificatie, z.omschrijving, z.startdatum, z.einddatum, t.omschrijving AS zaaktype
FROM zaken_zaak z JOIN catalogi_zaaktype t ON t.id = z.zaaktype_id
WHERE z.zoektekst LIKE '%%' || %(term)s || '%%'
ORDER BY z.einddatum IS NOT NULL, z.startdatum DESC, z.id LIMIT %(limit)s
"""


# A whole number is one look-up by index; words are looked for only when that gives nothing.
_BY_NUMBER = """
SELECT z.id, z.identificatie, z.omschrijving, z.startdatum, z.einddatum, t.omschrijving AS zaaktype
FROM zaken_zaak z JOIN catalogi_zaaktype t ON t.id = z.zaaktype_id
WHERE z.identificatie = %(nummer)s LIMIT %(limit)s
"""


def search(term: str, *, nummer: str = "", limit: int = 50) -> list[dict[str, Any]]:
    """Zaken that match; a number that is a zaaknummer is passed as `nummer` as well."""
    if nummer and (found := fetch_all(_BY_NUMBER, {"nummer": nummer, "limit": limit})):
        return found
    clean = _like(term)
    return fetch_all(_SEARCH, {"term": clean, "limit": limit}) if len(clean) >= 3 else []


# A zaak with the names of its types; one row.
_CASE = """
SELECT z.*, t.identificatie AS zaaktype_identificatie, t.omschrijving AS zaaktype_omschrijving, t.doorlooptijd,
  t.servicenorm, t.opschorting_en_aanhouding_mogelijk, t.verlenging_mogelijk, t.verlengingstermijn, t.lokaal,
  s.omschrijving AS status, s.volgnummer AS status_nummer, rt.omschrijving AS resultaat,
  u.naam AS behandelaar, tm.naam AS team
FROM zaken_zaak z JOIN catalogi_zaaktype t ON t.id = z.zaaktype_id
LEFT JOIN catalogi_statustype s ON s.id = z.statustype_id
LEFT JOIN zaken_resultaat r ON r.id = z.resultaat_id
LEFT JOIN catalogi_resultaattype rt ON rt.id = r.resultaattype_id
LEFT JOIN identity_user u ON u.id = z.behandelaar_id
LEFT JOIN identity_team tm ON tm.id = z.team_id
WHERE z.id = %(zaak)s
"""

_ROLES = """
SELECT id, omschrijving, omschrijving_generiek, naam, bsn, kvk_nummer, vestigings_nummer, contactpersoon_rol,
  betrokkene_type, roltoelichting
FROM zaken_rol WHERE zaak_id = %(zaak)s ORDER BY registratiedatum LIMIT 50
"""

_FACTS = """
SELECT e.naam, e.waarde, t.definitie, t.specificatie->>'formaat' AS formaat, e.eigenschap_id
FROM zaken_zaakeigenschap e JOIN catalogi_eigenschap t ON t.id = e.eigenschap_id
WHERE e.zaak_id = %(zaak)s ORDER BY t.definitie LIMIT 100
"""

_BESLUITEN = """
SELECT b.identificatie, b.datum, b.ingangsdatum, b.vervaldatum, b.toelichting, t.omschrijving AS besluittype
FROM besluiten_besluit b JOIN catalogi_besluittype t ON t.id = b.besluittype_id
WHERE b.zaak_id = %(zaak)s ORDER BY b.datum DESC LIMIT 50
"""

_STEPS = """
SELECT t.id, t.omschrijving, t.volgnummer, s.datum_status_gezet, s.statustoelichting, s.gezetdoor
FROM catalogi_statustype t
LEFT JOIN LATERAL (SELECT * FROM zaken_status s WHERE s.zaak_id = %(zaak)s AND s.statustype_id = t.id
                   ORDER BY s.datum_status_gezet DESC LIMIT 1) s ON true
WHERE t.zaaktype_id = %(zaaktype)s ORDER BY t.volgnummer
"""

# The story of a zaak from its audit trail, newest first.
_HISTORY = """
SELECT moment, actor_naam, actie, object_soort FROM audit_auditrecord
WHERE subject = %(subject)s ORDER BY volgnummer DESC LIMIT 60
"""


def case(zaak_id: UUID) -> dict[str, Any] | None:
    """The zaak with what its columns point at; None when it is not there."""
    return fetch_one(_CASE, {"zaak": zaak_id})


def case_parts(zaak_id: UUID, zaaktype_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """Roles, facts, besluiten, steps and history; five statements whatever their number."""
    params = {"zaak": zaak_id, "zaaktype": zaaktype_id, "subject": str(zaak_id)}
    return {
        "rollen": fetch_all(_ROLES, params),
        "eigenschappen": fetch_all(_FACTS, params),
        "besluiten": fetch_all(_BESLUITEN, params),
        "stappen": fetch_all(_STEPS, params),
        "geschiedenis": fetch_all(_HISTORY, params),
    }


# Figures for the dashboard: open, late and unassigned per team and zaaktype; then in and out per week.
_STOCK = """
SELECT coalesce(tm.naam, '') AS team, t.omschrijving AS zaaktype, count(*) AS open,
  count(*) FILTER (WHERE z.uiterlijke_einddatum_afdoening < %(today)s) AS te_laat,
  count(*) FILTER (WHERE z.behandelaar_id IS NULL) AS vrij
FROM zaken_zaak z JOIN catalogi_zaaktype t ON t.id = z.zaaktype_id LEFT JOIN identity_team tm ON tm.id = z.team_id
WHERE z.einddatum IS NULL GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 200
"""
_FLOW = """
SELECT w.week::date AS week,
  (SELECT count(*) FROM zaken_zaak z
   WHERE z.startdatum >= w.week AND z.startdatum < w.week + interval '7 days') AS binnen,
  (SELECT count(*) FROM zaken_zaak z WHERE z.einddatum >= w.week AND z.einddatum < w.week + interval '7 days') AS klaar
FROM generate_series(date_trunc('week', %(today)s::date) - interval '11 weeks', date_trunc('week', %(today)s::date),
  interval '1 week') AS w(week) ORDER BY 1
"""
_ON_TIME = """
SELECT count(*) AS klaar, count(*) FILTER (WHERE einddatum <= uiterlijke_einddatum_afdoening) AS op_tijd
FROM zaken_zaak WHERE einddatum > %(today)s::date - 91 AND einddatum <= %(today)s
"""


def figures(today: date) -> dict[str, Any]:
    """Stock per team and zaaktype, flow over twelve weeks, and on time over a quarter; three statements."""
    params = {"today": today}
    return {
        "voorraad": fetch_all(_STOCK, params),
        "stroom": fetch_all(_FLOW, params),
        "op_tijd": fetch_one(_ON_TIME, params) or {},
    }
