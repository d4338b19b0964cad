"""Destroying documents for good, in one statement per table; the archive decides which.

The bytes go later: content that no version names any more is announced, and erased after the commit.
"""

from uuid import UUID

from django.db import connection

from kapstok.platform.db import fetch_all
from kapstok.platform.work import Actor, unit_of_work

_HASHES = """
SELECT DISTINCT sha256 FROM (
  SELECT sha256, informatieobject_id FROM documenten_informatieobjectversie
  UNION ALL SELECT sha256, informatieobject_id FROM documenten_bestandsdeel) h
WHERE h.informatieobject_id = ANY(%(ids)s) AND h.sha256 <> ''
"""
# Which of these contents no version and no part of an upload uses.
_WITHOUT_USE = """
SELECT h FROM unnest(%(hashes)s::text[]) h
WHERE NOT EXISTS (SELECT 1 FROM documenten_informatieobjectversie v WHERE v.sha256 = h)
  AND NOT EXISTS (SELECT 1 FROM documenten_bestandsdeel d WHERE d.sha256 = h)
GROUP BY h ORDER BY h
"""
# What the national channel 'documenten' demands of each.
_KENMERKEN = """
SELECT d.id, d.bronorganisatie, d.informatieobjecttype_id::text AS informatieobjecttype, v.vertrouwelijkheidaanduiding
FROM documenten_enkelvoudiginformatieobject d
JOIN documenten_informatieobjectversie v ON v.informatieobject_id = d.id AND v.versie = d.huidige_versie
WHERE d.id = ANY(%(ids)s)
"""
_DELETE = "DELETE FROM documenten_enkelvoudiginformatieobject WHERE id = ANY(%(ids)s) RETURNING id"


def destroy_documenten(ids: list[UUID], *, actor: Actor, ground: UUID) -> list[UUID]:
    """All versions of these documents. `ground` (the vernietigingslijst) owns the audit content.

    Publishes documenten.inhoud.destroy with the content hashes that have no use left in this
    municipality; who erases checks that again, as the same content may have come back since.
    """
    if not ids:
        return []
    with unit_of_work(actor, "documenten.informatieobject.destroy") as work, connection.cursor() as cursor:
        cursor.execute(_HASHES, {"ids": ids})
        hashes = [row[0] for row in cursor.fetchall()]
        kenmerken = {row.pop("id"): row for row in fetch_all(_KENMERKEN, {"ids": ids})}
        cursor.execute(_DELETE, {"ids": ids})
        gone = [row[0] for row in cursor.fetchall()]
        for document in gone:
            work.record("informatieobject", document, subject=ground)
            data = {"informatieobject": str(document), "kenmerken": kenmerken.get(document, {})}
            work.publish("documenten.informatieobject.destroy", subject=document, data=data)
        if hashes and (unused := without_use(hashes)):
            work.publish("documenten.inhoud.destroy", subject=ground, data={"sha256": unused})
    return gone


def without_use(hashes: list[str]) -> list[str]:
    """Which of these contents no document of this municipality uses (any more)."""
    with connection.cursor() as cursor:
        cursor.execute(_WITHOUT_USE, {"hashes": hashes})
        return [row[0] for row in cursor.fetchall()]
