"""What of a zaak stands in the registers of others."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.documenten.elders import mirror_of
from kapstok.magazijnen.documenten.inhoud_elders import content_of
from kapstok.magazijnen.registers.spiegel import Mirror
from kapstok.platform.db import fetch_all
from kapstok.platform.http.fetch import Stream, Unreachable
from kapstok.platform.resource import compiled
from kapstok.platform.work import Actor, unit_of_work

# With the name of its register in our list, the most precise one.
_DOCUMENTS = """
SELECT l.id, l.informatieobject_url AS url, COALESCE(NULLIF(l.titel_elders, ''), l.titel) AS titel, l.registratiedatum,
  (SELECT r.naam FROM registers_externregister r
   WHERE left(l.informatieobject_url, length(r.adres) + 1) = r.adres || '/'
   ORDER BY length(r.adres) DESC LIMIT 1) AS register
FROM zaken_zaakinformatieobject l WHERE l.zaak_id = %(zaak)s AND l.informatieobject_url <> ''
  AND (%(link)s::uuid IS NULL OR l.id = %(link)s)
ORDER BY l.registratiedatum DESC LIMIT 200
"""


def documents_elsewhere(zaak_id: UUID) -> list[dict[str, Any]]:
    """Documents of a zaak in another register, as told when they were linked; nothing is asked there."""
    return fetch_all(_DOCUMENTS, {"zaak": zaak_id, "link": None})


def document_elsewhere(zaak_id: UUID, link_id: UUID) -> dict[str, Any] | None:
    """One of them, by its relation with the zaak; only when its register is in our list."""
    found = fetch_all(_DOCUMENTS, {"zaak": zaak_id, "link": link_id})
    return found[0] if found and found[0]["register"] else None


def open_elsewhere(
    url: str, versie: int | None, *, zaak_id: UUID, link_id: UUID, actor: Actor
) -> Stream | None:
    """The bytes of a document elsewhere, as they come; who read them is on record with the zaak. None: its register
    does not give them now."""
    try:
        stream = content_of(url, versie)
    except Unreachable:
        return None
    with unit_of_work(actor, "document.elders.read") as work:
        read = {"adres": url, "versie": versie}
        work.record("zaakinformatieobject", link_id, after=read, subject=zaak_id)
    return stream


def document_there(url: str, zaak_id: UUID, base: str = "") -> Mirror:
    """The relation of a zaak, as the register of a document elsewhere knows it (zrc-005)."""
    return mirror_of(url, "zaak", compiled()["zaken.zaak"].resource.address(base, zaak_id))
