"""What a resident or company reads of their own zaken; one statement each.

Only zaken in which the person is a betrokkene exist here: that condition stands in every statement.
"""

from typing import Any
from uuid import UUID

from django.utils import timezone

from kapstok.platform.db import fetch_all, fetch_one
from kapstok.platform.identity import Identity

PAGE = 20
# A role counts for this login: the number fits, and the role has begun and not ended.
_IS_ME = """
((%(bsn)s <> '' AND r.bsn = %(bsn)s)
  OR (%(kvk)s <> '' AND r.kvk_nummer = %(kvk)s AND (%(vestiging)s = '' OR r.vestigings_nummer = %(vestiging)s)))
AND (r.begin_geldigheid IS NULL OR r.begin_geldigheid <= %(today)s)
AND (r.einde_geldigheid IS NULL OR r.einde_geldigheid >= %(today)s)
"""
# Who asked for the zaak, or was authorised to ask for it: sees and does everything of an applicant.
_OWN = f"""
EXISTS (SELECT 1 FROM zaken_rol r WHERE r.zaak_id = z.id
  AND r.omschrijving_generiek IN ('initiator', 'mede_initiator') AND {_IS_ME})
"""  # noqa: S608 - constants above
# A belanghebbende follows the zaak too; what belongs to the applicant stays with the applicant.
_SEES = f"""
EXISTS (SELECT 1 FROM zaken_rol r WHERE r.zaak_id = z.id
  AND r.omschrijving_generiek IN ('initiator', 'mede_initiator', 'belanghebbende') AND {_IS_ME})
"""  # noqa: S608
_COLUMNS = """
z.id, z.identificatie, z.omschrijving, z.startdatum, z.einddatum, z.uiterlijke_einddatum_afdoening, z.zaaktype_id,
z.opschorting, t.omschrijving AS zaaktype, s.omschrijving AS status, s.statustekst, s.volgnummer AS status_nummer,
rt.omschrijving AS resultaat
"""
_COLUMNS += f", {_OWN} AS aanvrager"
_JOINS = """
FROM zaken_zaak z JOIN catalogi_zaaktype t ON t.id = z.zaaktype_id
LEFT JOIN catalogi_statustype s ON s.id = z.statustype_id
LEFT JOIN zaken_resultaat res ON res.id = z.resultaat_id
LEFT JOIN catalogi_resultaattype rt ON rt.id = res.resultaattype_id
"""

_MINE = f"""
SELECT {_COLUMNS} {_JOINS} WHERE z.id IN (SELECT r.zaak_id FROM zaken_rol r WHERE (%(bsn)s <> '' AND r.bsn = %(bsn)s)
    OR (%(kvk)s <> '' AND r.kvk_nummer = %(kvk)s)) AND {_SEES}
  AND (%(open)s::boolean IS NULL OR (z.einddatum IS NULL) = %(open)s)
ORDER BY z.einddatum IS NOT NULL, z.startdatum DESC, z.id LIMIT %(limit)s OFFSET %(offset)s
"""  # noqa: S608 - constants above
_ONE = f"SELECT {_COLUMNS} {_JOINS} WHERE z.id = %(zaak)s AND {_SEES}"

_TASKS = f"""
SELECT k.id, k.titel, k.toelichting, k.uiterlijk, z.id AS zaak_id, z.identificatie, z.omschrijving
FROM behandeling_taak k JOIN zaken_zaak z ON z.id = k.zaak_id
WHERE k.wie = 'inwoner' AND k.gedaan IS NULL AND z.einddatum IS NULL
  AND (%(zaak)s::uuid IS NULL OR z.id = %(zaak)s)
  AND z.id IN (SELECT r.zaak_id FROM zaken_rol r WHERE (%(bsn)s <> '' AND r.bsn = %(bsn)s)
    OR (%(kvk)s <> '' AND r.kvk_nummer = %(kvk)s)) AND {_OWN}
ORDER BY k.uiterlijk NULLS LAST LIMIT 50
"""  # noqa: S608

_STEPS = """
SELECT t.id, t.omschrijving, t.statustekst, t.volgnummer, s.datum_status_gezet
FROM catalogi_statustype t
LEFT JOIN LATERAL (SELECT datum_status_gezet FROM zaken_status s WHERE s.zaak_id = %(zaak)s AND s.statustype_id = t.id
                   ORDER BY s.datum_status_gezet DESC LIMIT 1) s ON true
WHERE t.zaaktype_id = %(zaaktype)s ORDER BY t.volgnummer
"""

# Documents that are marked to be shown to the initiator. Being received or sent is not enough: a document of
# a third party in the same zaak is received too. A belanghebbende sees what is public.
_DOCUMENTS = """
SELECT e.id, v.titel, v.versie, v.formaat, v.bestandsnaam, v.bestandsomvang, v.sha256, v.begin_registratie,
  v.creatiedatum, v.ontvangstdatum, v.verzenddatum
FROM zaken_zaakinformatieobject l
JOIN documenten_enkelvoudiginformatieobject e ON e.id = l.informatieobject_id
JOIN documenten_informatieobjectversie v ON v.informatieobject_id = e.id AND v.versie = e.huidige_versie
WHERE l.zaak_id = %(zaak)s AND (%(document)s::uuid IS NULL OR e.id = %(document)s)
  AND (CASE WHEN %(aanvrager)s THEN v.tonen_aan_initiator
       ELSE v.vertrouwelijkheidaanduiding = 'openbaar' AND v.status = 'definitief' END)
ORDER BY v.begin_registratie DESC LIMIT 200
"""

# Messages from the municipality about own zaken: a login for one branch does not read those of another.
_MESSAGES = f"""
SELECT b.id, z.id AS zaak_id, b.auteur, b.onderwerp, b.inhoud AS tekst, b.plaatsgevonden_op AS moment, b.gelezen,
  CASE z.omschrijving WHEN '' THEN z.identificatie ELSE z.omschrijving END AS waarover
FROM klanten_betrokkene p JOIN klanten_klantcontact b ON b.id = p.had_klantcontact_id AND b.soort = 'bericht'
JOIN klanten_onderwerpobject o ON o.klantcontact_id = b.id
JOIN zaken_zaak z ON z.id = CASE WHEN o.object_id ~ '^[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}$'
  THEN o.object_id::uuid END
WHERE p.sleutel = %(key)s AND b.van = 'gemeente' AND (b.gelezen IS NULL OR NOT %(unread)s) AND {_SEES}
ORDER BY b.plaatsgevonden_op DESC, b.id DESC LIMIT %(limit)s OFFSET %(offset)s
"""  # noqa: S608

# Branches of a company that have zaken here.
_BRANCHES = """
SELECT DISTINCT r.vestigings_nummer AS nummer FROM zaken_rol r
WHERE r.kvk_nummer = %(kvk)s AND r.vestigings_nummer <> ''
  AND (%(vestiging)s = '' OR r.vestigings_nummer = %(vestiging)s)
ORDER BY 1 LIMIT 200
"""


def _who(identity: Identity) -> dict[str, str]:
    today = timezone.localdate().isoformat()
    if identity.kind == "burger":
        return {"bsn": identity.id, "kvk": "", "vestiging": "", "today": today}
    return {"bsn": "", "kvk": identity.id, "vestiging": identity.vestiging or "", "today": today}


def own_zaken(
    identity: Identity, *, is_open: bool | None = None, page: int = 1, limit: int = PAGE, vestiging: str = ""
) -> list[dict[str, Any]]:
    """Zaken of this person or company, open ones first; one more than `limit` tells of a next page.

    `vestiging` narrows a login for the whole company; it never widens a login for one branch.
    """
    who = _who(identity)
    who["vestiging"] = who["vestiging"] or (vestiging if who["kvk"] else "")
    window = {"open": is_open, "limit": limit + 1, "offset": (page - 1) * limit}
    return fetch_all(_MINE, {**who, **window})


def branches(identity: Identity) -> list[str]:
    """Branches of the company that this login may choose from; none for a person."""
    who = _who(identity)
    return [row["nummer"] for row in fetch_all(_BRANCHES, who)] if who["kvk"] else []


def own_messages(
    identity: Identity, key: str, *, unread: bool = False, page: int = 1, limit: int = PAGE
) -> list[dict[str, Any]]:
    """Messages to this person (`key`), newest first; one more than `limit` tells of a next page."""
    window = {"key": key, "unread": unread, "limit": limit + 1, "offset": (page - 1) * limit}
    return fetch_all(_MESSAGES, {**_who(identity), **window})


def own_zaak(identity: Identity, zaak_id: UUID) -> dict[str, Any] | None:
    """One zaak of this person; None for anybody else's."""
    return fetch_one(_ONE, {**_who(identity), "zaak": zaak_id})


def open_tasks(identity: Identity, zaak_id: UUID | None = None) -> list[dict[str, Any]]:
    """What this person still has to do."""
    return fetch_all(_TASKS, {**_who(identity), "zaak": zaak_id})


def steps(zaak: dict[str, Any]) -> list[dict[str, Any]]:
    """The steps of a zaak with the day each was taken."""
    return fetch_all(_STEPS, {"zaak": zaak["id"], "zaaktype": zaak["zaaktype_id"]})


def visible_documents(zaak: dict[str, Any], document_id: UUID | None = None) -> list[dict[str, Any]]:
    """Documents of this zaak (as `own_zaak` gave it) that the one who looks may see."""
    values = {"zaak": zaak["id"], "document": document_id, "aanvrager": zaak["aanvrager"]}
    return fetch_all(_DOCUMENTS, values)


# The parts that this login plays, and for whom an authorised one acts; then the numbers of all applicants.
_ROLES = f"""
SELECT r.omschrijving_generiek AS soort, r.indicatie_machtiging AS machtiging,
  (SELECT g.naam FROM zaken_rol g WHERE g.zaak_id = r.zaak_id AND g.indicatie_machtiging = 'machtiginggever'
   ORDER BY g.registratiedatum LIMIT 1) AS voor
FROM zaken_rol r WHERE r.zaak_id = %(zaak)s
  AND r.omschrijving_generiek IN ('initiator', 'mede_initiator', 'belanghebbende') AND {_IS_ME}
ORDER BY r.omschrijving_generiek = 'belanghebbende', r.registratiedatum LIMIT 1
"""  # noqa: S608
_APPLICANTS = """
SELECT coalesce(nullif(bsn, ''), kvk_nummer) AS nummer FROM zaken_rol
WHERE zaak_id = %(zaak)s AND omschrijving_generiek IN ('initiator', 'mede_initiator')
  AND (bsn <> '' OR kvk_nummer <> '') LIMIT 50
"""


def own_role(identity: Identity, zaak_id: UUID) -> dict[str, Any]:
    """The first part that this person plays in the zaak: soort, machtiging, and for whom (voor)."""
    found = fetch_one(_ROLES, {**_who(identity), "zaak": zaak_id})
    return found or {"soort": "", "machtiging": "", "voor": None}


def applicants(zaak_id: UUID) -> list[str]:
    """Numbers of who asked for the zaak, to know whose thread an applicant reads."""
    return [row["nummer"] for row in fetch_all(_APPLICANTS, {"zaak": zaak_id})]
