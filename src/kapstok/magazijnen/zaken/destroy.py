"""Destroying zaken for good, in one statement per table; the archive decides which."""

from typing import Any
from uuid import UUID

from django.db import connection

from kapstok.magazijnen.documenten.destroy import destroy_documenten
from kapstok.magazijnen.registers.spiegel import remove_later
from kapstok.magazijnen.zaken.elders import document_there
from kapstok.platform.db import fetch_all
from kapstok.platform.work import Actor, unit_of_work

_ZAKEN = """
SELECT z.id, z.identificatie, z.bronorganisatie, z.zaaktype_id::text AS zaaktype, z.vertrouwelijkheidaanduiding
FROM zaken_zaak z WHERE z.id = ANY(%(ids)s) ORDER BY z.id FOR UPDATE
"""

_LINKED = """
SELECT informatieobject_id AS id FROM zaken_zaakinformatieobject
      WHERE zaak_id = ANY(%(ids)s) AND informatieobject_id IS NOT NULL
UNION SELECT informatieobject_id FROM documenten_objectinformatieobject
      WHERE object_type = 'zaak' AND object_id = ANY(%(ids)s)
"""

_ELSEWHERE = """
SELECT zaak_id, informatieobject_url AS url FROM zaken_zaakinformatieobject
WHERE zaak_id = ANY(%(ids)s) AND informatieobject_url <> ''
"""
_UNLINK = (
    "DELETE FROM documenten_objectinformatieobject WHERE object_type = 'zaak' AND object_id = ANY(%(ids)s)"
)
_DELETE = "DELETE FROM zaken_zaak WHERE id = ANY(%(ids)s)"

# Documents that nothing uses any more; one that another zaak or besluit holds stays.
_UNUSED = """
SELECT e.id FROM documenten_enkelvoudiginformatieobject e WHERE e.id = ANY(%(ids)s)
  AND NOT EXISTS (SELECT 1 FROM zaken_zaakinformatieobject io WHERE io.informatieobject_id = e.id)
  AND NOT EXISTS (SELECT 1 FROM documenten_objectinformatieobject oi WHERE oi.informatieobject_id = e.id)
"""


def destroy_zaken(
    ids: list[UUID], *, actor: Actor, ground: UUID, documenten: list[UUID] | None = None
) -> list[UUID]:
    """These zaken with all below them, and their documents that nothing else uses.

    Registers of others take their side of it away too, by the outbox.
    `documenten` are more candidates, of besluiten that went before. `ground` (the vernietigingslijst)
    owns the audit content. Returns the subjects of which the audit content must be forgotten.
    Raises IntegrityError when something outside still refers to one of them.
    """
    params = {"ids": ids}
    with unit_of_work(actor, "zaken.zaak.destroy") as work, connection.cursor() as cursor:
        zaken = fetch_all(_ZAKEN, params)
        linked = [row["id"] for row in fetch_all(_LINKED, params)] + (documenten or [])
        elsewhere = fetch_all(_ELSEWHERE, params)
        cursor.execute(_UNLINK, params)
        cursor.execute(_DELETE, params)
        unused = [row["id"] for row in fetch_all(_UNUSED, {"ids": linked})]
        for zaak in zaken:
            before = {"identificatie": zaak["identificatie"]}
            work.record("zaak", zaak["id"], before=before, subject=ground)
            work.publish("zaken.zaak.destroy", subject=zaak["id"], data=_event(zaak))
        for link in elsewhere:
            remove_later(work, document_there(link["url"], link["zaak_id"]), link["zaak_id"])
        gone = destroy_documenten(unused, actor=actor, ground=ground)
    return [*(zaak["id"] for zaak in zaken), *gone]


def _event(zaak: dict[str, Any]) -> dict[str, Any]:
    """What the national channel 'zaken' demands; the same as every other event of a zaak."""
    names = ("bronorganisatie", "zaaktype", "vertrouwelijkheidaanduiding")
    number = str(zaak["id"])
    kenmerken = {name: zaak[name] for name in names}
    return {"zaak": number, "resource": "zaak", "resourceId": number, "kenmerken": kenmerken}
