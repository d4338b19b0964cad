"""The number in a list of partijen, contacts and what hangs on them is kept with every write, however it is written."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from kapstok.koppelvlakken.zgw import apis  # noqa: F401 - declares the resources
from kapstok.magazijnen.klanten import models as m
from kapstok.platform.audit.actor import SYSTEM
from kapstok.platform.db import fetch_value, tenant_scope
from kapstok.platform.resource import Call, Caller, compiled, query

MOMENT = datetime(2026, 11, 23, tzinfo=UTC)
KINDS = sorted(n for n in compiled() if n.split(".")[0] in {"klanten", "contactgegevens"})


def _numbers(tenant: int = 1) -> dict[str, int]:
    """What each list says that has any."""
    call = Call(
        Caller(UUID(int=0), tenant, SYSTEM, everything=True), "http://owo.localhost", MOMENT, compiled()
    )
    lists = ((name, compiled()[name]) for name in KINDS)
    counts = {n: own.page(call, query.of_list(call, own, {}), body=False)[0] for n, own in lists}
    return {name.split(".")[1]: count for name, count in counts.items() if count}


def _add(count: int) -> list[m.Partij]:
    partijen = [m.Partij(soort_partij="persoon", indicatie_actief=True) for _ in range(count)]
    m.Partij.objects.bulk_create(partijen)
    fixed = {"kanaal": "telefoon", "onderwerp": "Vraag", "taal": "nld", "vertrouwelijk": False}
    contacten = [m.Klantcontact(plaatsgevonden_op=MOMENT, **fixed) for _ in range(count)]
    m.Klantcontact.objects.bulk_create(contacten)
    m.Betrokkene.objects.bulk_create(
        m.Betrokkene(was_partij=p, had_klantcontact=k, rol="klant", initiator=True)
        for p, k in zip(partijen, contacten, strict=True)
    )
    m.DigitaalAdres.objects.bulk_create(
        m.DigitaalAdres(verstrekt_door_partij=p, adres=f"{n}@voorbeeld.test", soort_digitaal_adres="email")
        for n, p in enumerate(partijen)
    )
    return partijen


def test_klanten_are_counted_as_they_come_and_go(tenant: Any) -> None:
    """Several at once too, and with what goes along; added up or not; and nothing of another municipality."""
    assert _numbers() == {}
    first, *_ = _add(3)
    whole = {"partij": 3, "klantcontact": 3, "betrokkene": 3, "digitaaladres": 3}
    assert _numbers() == whole
    fetch_value("SELECT klant_tellingen_bij()")
    assert not m.Klanttelregel.objects.exists()
    assert _numbers() == whole
    m.Partij.objects.filter(id=first.id).delete()
    m.Klantcontact.objects.all().delete()
    assert _numbers() == {"partij": 2, "digitaaladres": 2}
    fetch_value("SELECT klant_tellingen_bij()")
    assert _numbers() == {"partij": 2, "digitaaladres": 2}
    with tenant_scope(2):
        assert not m.Klanttelling.objects.exists()
        assert _numbers(2) == {}
