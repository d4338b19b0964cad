"""Named reads of the documentenmagazijn, one statement each."""

from datetime import datetime
from typing import Any
from uuid import UUID

from kapstok.platform.db import fetch_all, fetch_one

_COLUMNS = """
e.id, e.identificatie, e.huidige_versie, e.lock_door, t.omschrijving AS informatieobjecttype, v.versie, v.titel,
v.bestandsnaam, v.formaat, v.bestandsomvang, v.sha256, v.status, v.auteur, v.creatiedatum, v.begin_registratie,
v.beschrijving, v.vertrouwelijkheidaanduiding, v.tonen_aan_initiator, v.ontvangstdatum, v.verzenddatum,
v.ondertekening
"""
_FROM = """
FROM documenten_enkelvoudiginformatieobject e
JOIN documenten_informatieobjectversie v ON v.informatieobject_id = e.id
JOIN catalogi_informatieobjecttype t ON t.id = e.informatieobjecttype_id
"""

# Documents of one object in their newest version, newest first.
_OF_OBJECT = f"""
SELECT {_COLUMNS} {_FROM}
JOIN documenten_objectinformatieobject o ON o.informatieobject_id = e.id
WHERE o.object_type = %(type)s AND o.object_id = %(id)s AND v.versie = e.huidige_versie
ORDER BY v.begin_registratie DESC LIMIT 500
"""

# One document: a given version, or the one that was the newest at a moment, or the newest.
_ONE = f"""
SELECT {_COLUMNS} {_FROM}
WHERE e.id = %(id)s AND (%(versie)s::int IS NULL OR v.versie = %(versie)s)
  AND (%(moment)s::timestamptz IS NULL OR v.begin_registratie <= %(moment)s)
ORDER BY v.versie DESC LIMIT 1
"""

_VERSIONS = """
SELECT v.versie, v.begin_registratie, v.titel, v.status, v.auteur, v.bestandsomvang, v.formaat
FROM documenten_informatieobjectversie v WHERE v.informatieobject_id = %(id)s ORDER BY v.versie DESC LIMIT 200
"""


def documents_of(object_type: str, object_id: UUID) -> list[dict[str, Any]]:
    """Documents of a zaak or besluit, newest version each; at most 500."""
    return fetch_all(_OF_OBJECT, {"type": object_type, "id": object_id})


def document(
    document_id: UUID, *, versie: int | None = None, moment: datetime | None = None
) -> dict[str, Any] | None:
    """One document in the right version: by number, as of a moment, or the newest."""
    return fetch_one(_ONE, {"id": document_id, "versie": versie, "moment": moment})


def versions_of(document_id: UUID) -> list[dict[str, Any]]:
    """All versions, newest first."""
    return fetch_all(_VERSIONS, {"id": document_id})
