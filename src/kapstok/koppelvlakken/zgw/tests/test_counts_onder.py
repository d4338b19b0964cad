"""The number in a list of what hangs on zaken is kept with every write, and is the number of rows in reach."""

from datetime import UTC, datetime
from typing import Any

from kapstok.magazijnen.zaken import services as s
from kapstok.magazijnen.zaken.models import Ondertelling, Ondertelregel, Rol, Status, Zaak
from kapstok.platform.db import fetch_value, tenant_scope

API = "/zaken/api/v1"


def _numbers(client: Any) -> list[int]:
    """Of statussen, rollen and resultaten; each is as many as there are rows on the page."""
    pages = [client.get(f"{API}/{path}").data for path in ("statussen", "rollen", "resultaten")]
    assert all(page["count"] == len(page["results"]) for page in pages), pages
    return [page["count"] for page in pages]


def test_what_hangs_on_zaken_is_counted_as_far_as_they_are_in_reach(given: Any, application: Any) -> None:
    kap, other = given.zaaktype(), given.zaaktype(identificatie="ANDERS", omschrijving="Anders")
    one, two, last = given.zaak(kap), given.zaak(kap), given.zaak(other)
    everybody, limited = application(), application(zrc=(["zaken.lezen"], "KAP", "vertrouwelijk"))
    assert (_numbers(everybody), _numbers(limited)) == ([0, 0, 0], [0, 0, 0])
    for zaak, kind in ((one, kap), (two, kap), (last, other)):
        given.initiator(zaak, kind)
        s.set_status(
            zaak.id, kind.statustypen[0].id, actor=given.actor, moment=datetime(2026, 11, 23, tzinfo=UTC)
        )
    s.set_resultaat(one.id, kap.resultaattypen[0].id, actor=given.actor)
    assert (_numbers(everybody), _numbers(limited)) == ([3, 3, 1], [2, 2, 1])
    fetch_value("SELECT zaak_tellingen_bij()")
    assert not Ondertelregel.objects.exists()
    assert (_numbers(everybody), _numbers(limited)) == ([3, 3, 1], [2, 2, 1])
    s.change_zaak(one.id, {"vertrouwelijkheidaanduiding": "geheim"}, actor=given.actor, forced=True)
    assert (_numbers(everybody), _numbers(limited)) == ([3, 3, 1], [1, 1, 0])
    s.delete_zaak(two.id, actor=given.actor)
    assert (_numbers(everybody), _numbers(limited)) == ([2, 2, 1], [0, 0, 0])
    with tenant_scope(2):
        assert not Ondertelling.objects.exists()


def test_however_it_is_written_it_is_counted(given: Any, application: Any) -> None:
    """Several rows at once, a rol that goes to another zaak, and a zaak that goes with all that hangs on it."""
    kap, other = given.zaaktype(), given.zaaktype(identificatie="ANDERS", omschrijving="Anders")
    one, last = given.zaak(kap), given.zaak(other)
    limited = application(zrc=(["zaken.lezen"], "KAP", "vertrouwelijk"))
    given.initiator(one, kap)
    given.initiator(last, other)
    kind, day = kap.statustypen[0].id, datetime(2026, 11, 23, tzinfo=UTC)
    Status.objects.bulk_create(
        [Status(zaak_id=one.id, statustype_id=kind, datum_status_gezet=day.replace(hour=h)) for h in range(3)]
    )
    assert _numbers(limited) == [3, 1, 0]
    Rol.objects.filter(zaak_id=last.id).update(zaak_id=one.id)
    assert _numbers(limited) == [3, 2, 0]
    Status.objects.filter(datum_status_gezet__gt=day).delete()
    assert _numbers(limited) == [1, 2, 0]
    Zaak.objects.filter(id=one.id).delete()
    assert _numbers(limited) == [0, 0, 0]
    assert _numbers(application()) == [0, 0, 0]
