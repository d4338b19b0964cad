"""Out to a folder and in again in another municipality: nothing is lost, nothing is doubled, nobody else sees it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kapstok.koppelvlakken.zgw.migratie import invoer, verslag
from kapstok.koppelvlakken.zgw.migratie.api import ApiBron
from kapstok.koppelvlakken.zgw.migratie.bron import BronFout
from kapstok.koppelvlakken.zgw.migratie.eigen import EigenBron
from kapstok.koppelvlakken.zgw.migratie.map import MapBron, opened, write_out
from kapstok.koppelvlakken.zgw.migratie.stand import EVENT, Migratie
from kapstok.koppelvlakken.zgw.migratie.verschil import Vergelijking, Verslag
from kapstok.koppelvlakken.zgw.models import (
    MigratieAfgewezen,
    MigratieBron,
    MigratieStap,
    MigratieTaak,
    OvergenomenRegel,
)
from kapstok.magazijnen.autorisaties.models import Applicatie
from kapstok.magazijnen.zaken.models import Zaak, Zaaktelling
from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.db import fetch_value, tenant_scope
from kapstok.platform.events.models import Delivery, Event, Subscriber
from kapstok.platform.resource import compiled
from kapstok.platform.work import SYSTEM

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
FROM, TO = 1, 2


def _write(place: Path) -> None:
    with opened(place, new=True) as archive, tenant_scope(FROM):
        write_out(EigenBron(FROM, SYSTEM, NOW), archive, "nu", audittrail=True, vertel=lambda _: None)


def _read(place: Path, **more: Any) -> dict[str, Any]:
    with opened(place, new=False) as archive:
        migratie = Migratie(MapBron(archive, str(place)), TO, SYSTEM, NOW, "http://w.localhost", **more)
        return invoer.run(migratie)


def _differences(place: Path) -> Verslag:
    with opened(place, new=False) as archive, tenant_scope(TO):
        work = Vergelijking(MapBron(archive, str(place)), EigenBron(TO, SYSTEM, NOW), inhoud=True)
        try:
            return work.run()
        finally:
            work.close()


@pytest.fixture(params=["uitvoer", "uitvoer.zip"])
def place(request: Any, everything: Any, tmp_path: Path) -> Path:
    """Everything of a municipality as a folder, and as a ZIP."""
    made = tmp_path / request.param
    _write(made)
    # A client id is of one application in the whole installation: the municipality that moves takes it along.
    Applicatie.objects.all().delete()
    return made


def test_what_goes_out_comes_in_without_a_difference(place: Path) -> None:
    told = _read(place)
    assert told["afgewezen"] == []
    found = _differences(place)
    assert found.verschillen == [], verslag.as_text(found)
    filled = {name for name, one in found.tellingen.items() if one.bron}
    assert filled >= {
        "catalogi.zaaktype",
        "zaken.zaak",
        "zaken.rol",
        "zaken.status",
        "zaken.resultaat",
        "zaken.zaakeigenschap",
        "zaken.zaakobject",
        "zaken.zaakinformatieobject",
        "zaken.zaakcontactmoment",
        "zaken.zaakverzoek",
        "zaken.klantcontact",
        "zaken.substatus",
        "zaken.zaaknotitie",
        "documenten.gebruiksrechten",
        "documenten.verzending",
        "documenten.objectinformatieobject",
        "documenten.enkelvoudiginformatieobject.inhoud",
        "besluiten.besluit",
        "besluiten.besluitinformatieobject",
    }


def test_a_second_time_changes_nothing(place: Path) -> None:
    _read(place)
    with tenant_scope(TO):
        before = (AuditRecord.objects.count(), Event.objects.count(), OvergenomenRegel.objects.count())
    told = _read(place)
    with tenant_scope(TO):
        after = (AuditRecord.objects.count(), Event.objects.count(), OvergenomenRegel.objects.count())
    assert [s["nieuw"] for s in told["stappen"]] == [0] * len(told["stappen"])
    assert before == after


def _counted() -> set[tuple[Any, ...]]:
    fetch_value("SELECT zaak_tellingen_bij()")
    columns = ("wat", "maand", "waarde", "sleutel", "zaaktype_id", "vertrouwelijkheid_rang", "aantal")
    return set(Zaaktelling.objects.filter(aantal__gt=0).values_list(*columns))


def test_derived_columns_and_counts_are_as_if_made_here(place: Path) -> None:
    zaak = Zaak.objects.get()
    derived = ("status_id", "statustype_id", "resultaat_id", "vertrouwelijkheid_rang", "min_x")
    kept = _counted()
    _read(place)
    with tenant_scope(TO):
        moved = Zaak.objects.get()
        assert [getattr(moved, n) for n in derived] == [getattr(zaak, n) for n in derived]
        assert set(moved.zoektekst.split()) == set(zaak.zoektekst.split())
        assert _counted() == kept


def test_the_history_of_the_source_stands_before_ours_and_not_in_our_chain(place: Path) -> None:
    zaak = Zaak.objects.get()
    source = EigenBron(FROM, SYSTEM, NOW)
    url = f"{source.adres}/zaken/api/v1/zaken/{zaak.id}"
    [said] = source.trails([url])
    assert said
    _read(place)
    with tenant_scope(TO):
        assert not AuditRecord.objects.exclude(
            object_soort__in=["migratie", "applicatie", "abonnement"]
        ).exists()
        [lines] = EigenBron(TO, SYSTEM, NOW).trails([url])
        assert [{k: v for k, v in line.items() if k != "overgenomenVan"} for line in lines] == said
        assert {line["overgenomenVan"] for line in lines} == {source.adres}
        Zaak.objects.all().delete()
        assert not OvergenomenRegel.objects.filter(zaak_id=zaak.id).exists()


def test_subscribers_hear_of_an_import_only_when_that_is_asked(place: Path) -> None:
    _read(place)
    with tenant_scope(TO):
        assert set(Event.objects.values_list("type", flat=True)) == {EVENT}
        assert not Delivery.objects.exists()
        # Subscriptions came along, and wait.
        assert list(Subscriber.objects.values_list("paused", flat=True)) == [True]


def test_asked_for_each_zaak_document_and_besluit_is_told(place: Path) -> None:
    _read(place, melden=True)
    with tenant_scope(TO):
        told = {e.topic: e.message for e in Event.objects.exclude(topic="")}
    assert set(told) == {"zaken", "documenten", "besluiten"}
    assert told["zaken"]["actie"] == "create"
    assert {"bronorganisatie", "zaaktype", "vertrouwelijkheidaanduiding"} <= set(told["zaken"]["kenmerken"])


def test_another_municipality_sees_nothing_of_a_move(place: Path) -> None:
    _read(place)
    kinds = (MigratieBron, MigratieStap, MigratieTaak, MigratieAfgewezen, OvergenomenRegel)
    with tenant_scope(TO):
        assert MigratieBron.objects.exists()
        assert MigratieStap.objects.exists()
        assert OvergenomenRegel.objects.exists()
        assert not MigratieTaak.objects.exists()
    with tenant_scope(3):
        assert not any(kind.objects.exists() for kind in kinds)  # type: ignore[attr-defined]


def test_what_cannot_come_along_is_named_and_the_rest_goes_on(everything: Any, tmp_path: Path) -> None:
    place = tmp_path / "uitvoer"
    _write(place)
    file = place / "zaken.zaak" / "000001.json"
    [zaak] = json.loads(file.read_text())
    strange = {
        **zaak,
        "url": zaak["url"][:-12] + "0" * 12,
        "identificatie": "VREEMD",
        "zaaktype": zaak["url"],
    }
    long = {**zaak, "url": zaak["url"][:-12] + "1" * 12, "identificatie": "L" * 41}
    same = {**zaak, "url": zaak["url"][:-12] + "2" * 12}
    file.write_text(json.dumps([strange, long, zaak, same]))
    told = _read(place)
    why = {r["url"][-12:]: r["reden"] for r in told["afgewezen"] if r["soort"] == "zaken.zaak"}
    assert set(why) == {"0" * 12, "1" * 12, "2" * 12}
    assert "zaaktype is hier niet" in why["0" * 12]
    assert "character varying(40)" in why["1" * 12]
    with tenant_scope(TO):
        assert [z.identificatie for z in Zaak.objects.all()] == [zaak["identificatie"]]
    found = _differences(place)
    assert found.tellingen["zaken.zaak"].ontbreekt == 3


def test_each_kind_of_difference_is_found_with_its_path(everything: Any, tmp_path: Path) -> None:
    place = tmp_path / "uitvoer"
    _write(place)
    _read(place)
    with tenant_scope(TO):
        Zaak.objects.update(omschrijving="=1+1")
        compiled()  # the declarations stay what they are
        row = Zaak.objects.get()
        copy = Zaak.objects.get()
        copy.id, copy.identificatie = row.id.__class__(int=7), "EXTRA"
        copy.save(force_insert=True)
    found = _differences(place)
    kinds = {(v.soort, v.resource, v.pad) for v in found.verschillen}
    assert ("anders", "zaken.zaak", "omschrijving") in kinds
    assert ("extra", "zaken.zaak", "") in kinds
    assert found.aantal >= 2
    assert '"=1+1"' in verslag.as_csv(found).replace('""', '"')
    data = verslag.as_data(found)
    assert data["gelijk"] is False
    assert data["tellingen"]["zaken.zaak"]["extra"] == 1


@pytest.mark.parametrize("name", ["niets.zip", "map"])
def test_something_else_than_an_output_is_refused(tmp_path: Path, name: str) -> None:
    place = tmp_path / name
    if place.suffix:
        place.write_bytes(b"geen zip")
    else:
        place.mkdir()
    with pytest.raises(BronFout), opened(place, new=False) as archive:
        MapBron(archive, str(place))


def test_an_output_never_overwrites_another(tmp_path: Path) -> None:
    (tmp_path / "oud").mkdir()
    (tmp_path / "oud" / "a").write_text("x")
    with pytest.raises(BronFout), opened(tmp_path / "oud", new=True):
        pass


def test_our_token_goes_only_under_the_addresses_that_were_given() -> None:
    source = ApiBron(
        "https://zaken.voorbeeld.test", "ik", "g" * 40, roots={"notificaties": "https://nrc.voorbeeld.test"}
    )
    for elsewhere in (
        "https://kwaad.voorbeeld.test/zaken/api/v1/zaken/1",
        "http://zaken.voorbeeld.test/zaken/api/v1/zaken/1",
        "https://zaken.voorbeeld.test.kwaad.test/1",
    ):
        with pytest.raises(BronFout, match="opgegeven adres"):
            source.call("PATCH", elsewhere, json={})
    source.close()
