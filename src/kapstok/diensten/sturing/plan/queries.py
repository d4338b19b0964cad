"""Reads of the plan; a whole version is one statement."""

from datetime import date
from typing import Any
from uuid import UUID

from kapstok.platform.db import fetch_all, fetch_one, fetch_value

# What is in force: the newest version that the directie has adopted; before there is one, the newest at all.
_CURRENT = """
SELECT v.id FROM plan_planversie v JOIN plan_plan p ON p.id = v.plan_id
WHERE v.datum <= %(op)s ORDER BY (v.status = 'vastgesteld') DESC, p.van DESC, v.nummer DESC LIMIT 1
"""


def huidige(op: date) -> UUID | None:
    """The version that counts on this day."""
    return fetch_value(_CURRENT, {"op": op})


_WHOLE = """
SELECT v.id, v.nummer, v.status, v.datum, v.auteurs, v.aanleiding, v.missie, v.visie, v.versie, v.zaak_id,
  v.ingediend_op, v.ingediend_door, v.vastgesteld_op, v.gebaseerd_op_id, v.tekstversie, p.id AS plan_id, p.naam,
  coalesce(v.van, p.van) AS van, coalesce(v.tot, p.tot) AS tot,
  (SELECT naam FROM plan_plan o WHERE o.id = p.voorganger_id) AS voorganger,
  (SELECT coalesce(jsonb_agg(to_jsonb(b) - 'tenant' ORDER BY b.volgorde), '[]') FROM plan_bron b
   WHERE b.planversie_id = v.id) AS bronnen,
  (SELECT coalesce(jsonb_agg(to_jsonb(o) - 'tenant' ORDER BY o.soort, o.groep DESC, o.volgorde), '[]')
   FROM plan_onderdeel o
   WHERE o.planversie_id = v.id) AS onderdelen,
  (SELECT coalesce(jsonb_agg(to_jsonb(i) - 'tenant' ORDER BY i.volgorde), '[]') FROM plan_indicator i
   WHERE i.planversie_id = v.id) AS indicatoren,
  (SELECT coalesce(jsonb_agg(to_jsonb(s) - 'tenant' || jsonb_build_object(
     'akkoorden', (SELECT coalesce(jsonb_object_agg(d.code, a.bron), '{}') FROM plan_akkoord a
                   JOIN verband_deelnemer d ON d.id = a.deelnemer_id WHERE a.speerpunt_id = s.id),
     'ambities', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'gemeente', d.code, 'niveau', m.niveau,
                    'van', m.van, 'tot', m.tot, 'besluit', m.besluit) ORDER BY d.volgorde, m.van), '[]')
                  FROM plan_ambitie m JOIN verband_deelnemer d ON d.id = m.deelnemer_id WHERE m.speerpunt_id = s.id))
     ORDER BY s.volgorde), '[]') FROM plan_speerpunt s WHERE s.planversie_id = v.id) AS speerpunten,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'orgaan', t.orgaan, 'volgorde', t.volgorde,
     'gemeente', coalesce(d.code, ''), 'gemeente_naam', coalesce(d.naam, ''), 'datum', t.datum,
     'geagendeerd_op', t.geagendeerd_op, 'besluit', b.identificatie, 'door', t.door, 'toelichting', t.toelichting,
     'stemmen', (SELECT coalesce(jsonb_agg(jsonb_build_object('gemeente', sd.code, 'naam', m.naam, 'op', m.op,
        'plaatsvervanger', m.plaatsvervanger) ORDER BY sd.volgorde), '[]') FROM plan_stem m
        JOIN verband_deelnemer sd ON sd.id = m.deelnemer_id WHERE m.vaststelling_id = t.id)) ORDER BY t.volgorde), '[]')
   FROM plan_vaststelling t LEFT JOIN verband_deelnemer d ON d.id = t.deelnemer_id
   LEFT JOIN besluiten_besluit b ON b.id = t.besluit_id WHERE t.planversie_id = v.id) AS vaststellingen
FROM plan_planversie v JOIN plan_plan p ON p.id = v.plan_id WHERE v.id = %(id)s
"""


def geheel(versie_id: UUID) -> dict[str, Any] | None:
    """A version with all that stands in it; days inside the lists are text (2016-11-01)."""
    return fetch_one(_WHOLE, {"id": versie_id})


_VERSIONS = """
SELECT v.id, v.nummer, v.status, v.datum, v.aanleiding, v.vastgesteld_op, p.naam, coalesce(v.van, p.van) AS van,
  coalesce(v.tot, p.tot) AS tot, p.id AS plan_id,
  (SELECT count(*) FROM plan_vaststelling t WHERE t.planversie_id = v.id) AS organen,
  (SELECT count(t.datum) FROM plan_vaststelling t WHERE t.planversie_id = v.id) AS besloten
FROM plan_planversie v JOIN plan_plan p ON p.id = v.plan_id ORDER BY p.van DESC, v.nummer DESC LIMIT 100
"""


def versies() -> list[dict[str, Any]]:
    """All versions of all plans, the newest first."""
    return fetch_all(_VERSIONS)


_SPEERPUNTEN = """
SELECT code, naam, pijlers, ks FROM plan_speerpunt WHERE planversie_id = %(id)s ORDER BY volgorde
"""
_PIJLERS = """
SELECT code, naam, groep FROM plan_onderdeel WHERE planversie_id = %(id)s AND soort = 'pijler'
ORDER BY groep DESC, volgorde
"""


def speerpunten(op: date) -> list[dict[str, Any]]:
    """Code and name of the priorities that count on this day; a code stays the same through versions."""
    return fetch_all(_SPEERPUNTEN, {"id": huidige(op)})


def pijlers(op: date) -> list[dict[str, Any]]:
    """Code and name of the pillars that count on this day."""
    return fetch_all(_PIJLERS, {"id": huidige(op)})


_KS = "SELECT code, naam FROM plan_onderdeel WHERE planversie_id = %(id)s AND soort = 'k' ORDER BY volgorde"


def ks(op: date) -> list[dict[str, Any]]:
    """Code and name of the K's that count on this day."""
    return fetch_all(_KS, {"id": huidige(op)})


_REVIEWS = """
SELECT h.id, h.jaar, h.geopend_op, h.gesloten_op, h.uitkomst, h.planversie_id, p.naam AS plan,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('gemeente', d.code, 'naam', d.naam, 'actueel', a.actueel,
     'toelichting', a.toelichting, 'op', a.op, 'door', a.door) ORDER BY d.volgorde), '[]')
   FROM plan_antwoord a JOIN verband_deelnemer d ON d.id = a.deelnemer_id WHERE a.herziening_id = h.id) AS antwoorden
FROM plan_herziening h JOIN plan_plan p ON p.id = h.plan_id ORDER BY h.jaar DESC LIMIT 50
"""


def herzieningen() -> list[dict[str, Any]]:
    """The spring reviews with the answers, the newest first."""
    return fetch_all(_REVIEWS)


_WRITERS = """
SELECT DISTINCT ON (object_id) object_id, actor_naam FROM audit_auditrecord WHERE subject = %(id)s
ORDER BY object_id, volgnummer DESC LIMIT 1000
"""


def schrijvers(versie_id: UUID) -> dict[str, str]:
    """Who wrote last, by id of what stands in a version."""
    return {row["object_id"]: row["actor_naam"] for row in fetch_all(_WRITERS, {"id": str(versie_id)})}
