"""What zaken have besides themselves: a place, and for some a status, facts, objects, a document and a past.

The places are set in one statement; the rest goes through the services, so that it has its audit records.
"""

from datetime import UTC, datetime
from typing import Any

RICH = 120  # zaken per municipality, the first of the list
CHANGES = 4  # by which the audit trail of those grows
# One in four has a place, spread over 25 by 25 km.
_PLAATS = """
UPDATE zaken_zaak z SET zaakgeometrie = jsonb_build_object('type', 'Point', 'coordinates', jsonb_build_array(x, y)),
  min_x = x, max_x = x, min_y = y, max_y = y
FROM (SELECT id, 6.0 + (n * 7919 %% 40000) / 1e5::float8 AS x, 52.9 + (n * 104729 %% 20000) / 1e5::float8 AS y
      FROM (SELECT id, substring(identificatie FROM 7)::bigint AS n FROM zaken_zaak
            WHERE tenant = %(tenant)s AND identificatie LIKE 'BENCH-%%') g WHERE n %% 4 = 0) p
WHERE z.tenant = %(tenant)s AND z.id = p.id
"""
ADRES = {
    "identificatie": "0085200000001234",
    "wplWoonplaatsNaam": "Oosterwolde",
    "gorOpenbareRuimteNaam": "Brink",
    "huisnummer": 1,
}


def places(connection: Any, tenant: int) -> None:
    """Give zaken their place, once. As the superuser: the policies are forced for the owner too."""
    there = "SELECT 1 FROM zaken_zaak WHERE tenant = %s AND min_x IS NOT NULL LIMIT 1"
    if connection.execute(there, [tenant]).fetchone() is None:
        connection.execute(_PLAATS, {"tenant": tenant})


def enrich() -> None:
    """Everything below the first zaken of the municipality in scope, once."""
    from kapstok.magazijnen.catalogi import models as c
    from kapstok.magazijnen.zaken import services as s
    from kapstok.magazijnen.zaken.models import Status, Zaak
    from kapstok.platform.work import SYSTEM
    from kapstok.site.given import Given, MadeZaakType

    if Status.objects.exists():
        return
    kind = c.ZaakType.objects.get(identificatie="KAP")
    statustype = c.StatusType.objects.get(zaaktype_id=kind.id, volgnummer=2)
    eigenschap = c.Eigenschap.objects.get(zaaktype_id=kind.id)
    of_document = c.InformatieObjectType.objects.get(omschrijving="Bijlage", concept=False)
    document = Given(SYSTEM).document(MadeZaakType(kind.id, informatieobjecttype=of_document))
    how: dict[str, Any] = {"actor": SYSTEM, "forced": True}
    for zaak in Zaak.objects.order_by("-id")[:RICH]:
        if zaak.einddatum is None:
            s.set_status(zaak.id, statustype.id, actor=SYSTEM, moment=datetime(2026, 11, 24, tzinfo=UTC))
        s.add_eigenschap(zaak.id, eigenschap.id, "20261201", **how)
        s.add_zaakobject(zaak.id, {"object_type": "adres", "object_identificatie": ADRES}, **how)
        s.link_document(zaak.id, document.informatieobject_id, **how)
        for number in range(CHANGES):
            s.change_zaak(zaak.id, {"toelichting": f"Gebeld, {number}"}, **how)
