"""Destroying documents for good, in one statement per table; the archive decides which.

The bytes go later: content that no version names any more is announced, and erased after the commit.
"""

from uuid import UUID

from django.db import connection

from kapstok.platform.work import Actor, unit_of_work

# Version hashes of the documents that no other document uses; then the documents with all below them.
_LAST_USE = """
SELECT DISTINCT v.sha256 FROM documenten_informatieobjectversie v
WHERE v.informatieobject_id = ANY(%(ids)s) AND v.sha256 <> '' AND NOT EXISTS (
  SELECT 1 FROM documenten_informatieobjectversie o
  WHERE o.sha256 = v.sha256 AND o.informatieobject_id <> ALL(%(ids)s))
ORDER BY v.sha256
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
        cursor.execute(_LAST_USE, {"ids": ids})
        hashes = [row[0] for row in cursor.fetchall()]
        cursor.execute(_DELETE, {"ids": ids})
        gone = [row[0] for row in cursor.fetchall()]
        for document in gone:
            work.record("informatieobject", document, subject=ground)
            data = {"informatieobject": str(document)}
            work.publish("documenten.informatieobject.destroy", subject=document, data=data)
        if hashes:
            work.publish("documenten.inhoud.destroy", subject=ground, data={"sha256": hashes})
    return gone
