"""The number in a list is kept with every write, and is the number of rows that the caller sees."""

from datetime import UTC, datetime
from typing import Any

import pytest

from kapstok.magazijnen.zaken import services as s

PLACE = "/zaken/api/v1/zaken"
SCAN = "startdatum__gte=1900-01-01"  # no counter is kept by this: the rows are counted


def _both(client: Any, query: str = "") -> int:
    kept = client.get(f"{PLACE}?{query}").data["count"]
    scanned = client.get(f"{PLACE}?{SCAN}&{query}").data["count"]
    assert kept == scanned
    return int(kept)


@pytest.mark.regel("zgw-x-lijst")
def test_the_kept_number_is_the_number_of_rows_in_reach(given: Any, application: Any) -> None:
    kap, other = given.zaaktype(), given.zaaktype(identificatie="ANDERS", omschrijving="Anders")
    given.zaak(kap)
    given.zaak(kap, vertrouwelijkheidaanduiding="geheim")
    closed, gone = given.zaak(kap), given.zaak(other)
    everybody = application()
    limited = application(zrc=(["zaken.lezen"], "KAP", "vertrouwelijk"))
    assert (_both(everybody), _both(limited)) == (4, 2)
    s.close_zaak(
        closed.id, kap.resultaattypen[0].id, actor=given.actor, moment=datetime(2026, 11, 24, tzinfo=UTC)
    )
    assert (_both(everybody), _both(limited)) == (4, 2)
    s.change_zaak(closed.id, {"vertrouwelijkheidaanduiding": "geheim"}, actor=given.actor, forced=True)
    assert (_both(everybody), _both(limited)) == (4, 1)
    s.delete_zaak(gone.id, actor=given.actor)
    assert (_both(everybody), _both(limited)) == (3, 1)
    of_type = f"zaaktype=http://ooststellingwerf.localhost/catalogi/api/v1/zaaktypen/{kap.id}"
    assert (_both(everybody, of_type), _both(limited, of_type)) == (3, 1)
    assert _both(everybody, "maximaleVertrouwelijkheidaanduiding=openbaar") == 0
    assert _both(application(zrc=(["zaken.lezen"], "NIETS", "zeer_geheim"))) == 0
