"""What of a zaak stands in the registers of others."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.documenten.elders import mirror_of
from kapstok.magazijnen.registers.spiegel import Mirror
from kapstok.platform.db import fetch_all
from kapstok.platform.resource import compiled

# With the name of its register in our list, the most precise one.
_DOCUMENTS = """
SELECT l.informatieobject_url AS url, COALESCE(NULLIF(l.titel_elders, ''), l.titel) AS titel, l.registratiedatum,
  (SELECT r.naam FROM registers_externregister r
   WHERE left(l.informatieobject_url, length(r.adres) + 1) = r.adres || '/'
   ORDER BY length(r.adres) DESC LIMIT 1) AS register
FROM zaken_zaakinformatieobject l WHERE l.zaak_id = %(zaak)s AND l.informatieobject_url <> ''
ORDER BY l.registratiedatum DESC LIMIT 200
"""


def documents_elsewhere(zaak_id: UUID) -> list[dict[str, Any]]:
    """Documents of a zaak in another register, as told when they were linked; nothing is asked there."""
    return fetch_all(_DOCUMENTS, {"zaak": zaak_id})


def document_there(url: str, zaak_id: UUID, base: str = "") -> Mirror:
    """The relation of a zaak, as the register of a document elsewhere knows it (zrc-005)."""
    return mirror_of(url, "zaak", compiled()["zaken.zaak"].resource.address(base, zaak_id))
