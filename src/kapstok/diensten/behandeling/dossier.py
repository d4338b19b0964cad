"""What the case page reads of one zaak."""

from typing import Any
from uuid import UUID

from kapstok.platform.db import fetch_all, fetch_one

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
  betrokkene_type, roltoelichting, indicatie_machtiging
FROM zaken_rol WHERE zaak_id = %(zaak)s ORDER BY registratiedatum LIMIT 50
"""

_FACTS = """
SELECT t.id, t.naam, t.definitie, t.specificatie, t.toelichting, coalesce(e.waarde, '') AS waarde
FROM catalogi_eigenschap t
LEFT JOIN zaken_zaakeigenschap e ON e.eigenschap_id = t.id AND e.zaak_id = %(zaak)s
WHERE t.zaaktype_id = %(zaaktype)s OR e.zaak_id = %(zaak)s ORDER BY t.definitie LIMIT 100
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

# Zaken that belong with this one: its hoofdzaak and deelzaken, those it names, and others of the same applicant.
_RELATED = """
WITH verwant AS (
  SELECT hoofdzaak_id AS id, 'hoofdzaak' AS relatie, 1 AS rang FROM zaken_zaak
  WHERE id = %(zaak)s AND hoofdzaak_id IS NOT NULL
  UNION ALL (SELECT id, 'deelzaak', 2 FROM zaken_zaak WHERE hoofdzaak_id = %(zaak)s LIMIT 50)
  UNION ALL (SELECT andere_zaak_id, aard_relatie, 3 FROM zaken_zaakrelatie
    WHERE zaak_id = %(zaak)s AND andere_zaak_id IS NOT NULL LIMIT 50)
  UNION ALL (SELECT zaak_id, '', 3 FROM zaken_zaakrelatie WHERE andere_zaak_id = %(zaak)s LIMIT 50)
  UNION ALL (SELECT DISTINCT a.zaak_id, 'aanvrager', 4 FROM zaken_rol r
    JOIN zaken_rol a ON a.omschrijving_generiek = 'initiator' AND a.zaak_id <> r.zaak_id
      AND ((r.bsn <> '' AND a.bsn = r.bsn) OR (r.kvk_nummer <> '' AND a.kvk_nummer = r.kvk_nummer))
    WHERE r.zaak_id = %(zaak)s AND r.omschrijving_generiek = 'initiator' LIMIT 50))
SELECT DISTINCT ON (v.rang, z.einddatum IS NOT NULL, z.startdatum, z.id) z.id, z.identificatie, z.omschrijving,
  z.startdatum, z.einddatum, t.omschrijving AS zaaktype, v.relatie
FROM verwant v JOIN zaken_zaak z ON z.id = v.id JOIN catalogi_zaaktype t ON t.id = z.zaaktype_id
ORDER BY v.rang, z.einddatum IS NOT NULL, z.startdatum DESC, z.id LIMIT 30
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
    """Roles, facts, besluiten, steps, relations and history; six statements whatever their number."""
    params = {"zaak": zaak_id, "zaaktype": zaaktype_id, "subject": str(zaak_id)}
    return {
        "rollen": fetch_all(_ROLES, params),
        "eigenschappen": fetch_all(_FACTS, params),
        "besluiten": fetch_all(_BESLUITEN, params),
        "stappen": fetch_all(_STEPS, params),
        "verwant": fetch_all(_RELATED, params),
        "geschiedenis": fetch_all(_HISTORY, params),
    }


def roles_of(zaak_id: UUID) -> list[dict[str, Any]]:
    """Who has to do with the zaak; at most 50."""
    return fetch_all(_ROLES, {"zaak": zaak_id})


def facts_of(zaak_id: UUID, zaaktype_id: UUID) -> list[dict[str, Any]]:
    """Every eigenschap of the zaaktype, with its value when there is one."""
    return fetch_all(_FACTS, {"zaak": zaak_id, "zaaktype": zaaktype_id})
