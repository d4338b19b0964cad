"""What of a besluit stands in the registers of others."""

from uuid import UUID

from kapstok.magazijnen.documenten.elders import mirror_of
from kapstok.magazijnen.registers.spiegel import Mirror, remove_later
from kapstok.platform.db import fetch_all
from kapstok.platform.resource import compiled
from kapstok.platform.work import Work

# The documents of besluiten, and (true) their zaken.
_ELSEWHERE = """
SELECT besluit_id AS id, informatieobject_url AS url, false AS zaak FROM besluiten_besluitinformatieobject
WHERE besluit_id = ANY(%(ids)s) AND informatieobject_url <> ''
UNION ALL SELECT id, zaak_url, true FROM besluiten_besluit WHERE id = ANY(%(ids)s) AND zaak_url <> ''
"""


def zaak_there(zaak_url: str, besluit_id: UUID, base: str = "") -> Mirror:
    """The zaakbesluit at a zaak elsewhere (brc-006)."""
    return Mirror(f"{zaak_url}/besluiten", "besluit", _address(besluit_id, base))


def document_there(url: str, besluit_id: UUID, base: str = "") -> Mirror:
    """The relation, as the register of a document elsewhere knows it (brc-005)."""
    return mirror_of(url, "besluit", _address(besluit_id, base))


def _address(besluit_id: UUID, base: str) -> str:
    return compiled()["besluiten.besluit"].resource.address(base, besluit_id)


def take_away_later(work: Work, ids: list[UUID]) -> None:
    """These besluiten go: the other side of their relations goes with them. Before they are deleted."""
    for row in fetch_all(_ELSEWHERE, {"ids": ids}):
        there = zaak_there if row["zaak"] else document_there
        remove_later(work, there(row["url"], row["id"]), row["id"])
