"""Destroying the besluiten of zaken for good; the archive decides which."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from kapstok.magazijnen.besluiten.elders import take_away_later
from kapstok.platform.db import fetch_all
from kapstok.platform.work import Actor, unit_of_work

_BESLUITEN = """
SELECT b.id, b.identificatie, b.verantwoordelijke_organisatie, b.besluittype_id::text AS besluittype
FROM besluiten_besluit b WHERE b.zaak_id = ANY(%(ids)s) ORDER BY b.id FOR UPDATE
"""
_DOCUMENTEN = """
SELECT informatieobject_id AS id FROM besluiten_besluitinformatieobject WHERE besluit_id = ANY(%(ids)s)
  AND informatieobject_id IS NOT NULL
"""
_UNLINK = (
    "DELETE FROM documenten_objectinformatieobject WHERE object_type = 'besluit' AND object_id = ANY(%(ids)s)"
)
_DELETE = "DELETE FROM besluiten_besluit WHERE id = ANY(%(ids)s)"


@dataclass(frozen=True, slots=True)
class DestroyedBesluiten:
    """Their ids, and the documents that may have lost their last use."""

    besluiten: list[UUID]
    documenten: list[UUID]


def destroy_besluiten_of(zaken: list[UUID], *, actor: Actor, ground: UUID) -> DestroyedBesluiten:
    """All besluiten of these zaken. `ground` (the vernietigingslijst) owns the audit content."""
    besluiten = fetch_all(_BESLUITEN, {"ids": zaken})
    if not besluiten:
        return DestroyedBesluiten([], [])
    ids = [besluit["id"] for besluit in besluiten]
    with unit_of_work(actor, "besluiten.besluit.destroy") as work, connection.cursor() as cursor:
        documenten = [row["id"] for row in fetch_all(_DOCUMENTEN, {"ids": ids})]
        take_away_later(work, ids)
        cursor.execute(_UNLINK, {"ids": ids})
        cursor.execute(_DELETE, {"ids": ids})
        for besluit in besluiten:
            before = {"identificatie": besluit["identificatie"]}
            kenmerken = {
                "verantwoordelijkeOrganisatie": besluit["verantwoordelijke_organisatie"],
                "besluittype": besluit["besluittype"],
            }
            work.record("besluit", besluit["id"], before=before, subject=ground)
            number = str(besluit["id"])
            event = {"besluit": number, "resource": "besluit", "resourceId": number, "kenmerken": kenmerken}
            work.publish("besluiten.besluit.destroy", subject=number, data=event)
    return DestroyedBesluiten(ids, documenten)
