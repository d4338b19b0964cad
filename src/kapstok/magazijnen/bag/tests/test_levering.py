"""A delivery of the BAG comes in whole or not at all, and the same one twice changes nothing."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from kapstok.magazijnen.bag.levering.laden import Telling, load
from kapstok.magazijnen.bag.models import Aanvoer, Levering, Nummeraanduiding, Voorkomen
from kapstok.magazijnen.bag.queries import adres as find_address
from kapstok.magazijnen.bag.queries import object_op
from kapstok.magazijnen.bag.tests import leveringen as maak
from kapstok.platform.config import settings
from kapstok.platform.db import tenant_scope
from kapstok.platform.leveringen.fouten import LeveringFout

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
BAG = Path(settings.standaarden_map) / "registers" / "bag"
needs_standards = pytest.mark.skipif(not BAG.exists(), reason="de map met standaarden is er niet")
Load = Callable[..., Telling]


@pytest.fixture
def laad(db: None, actor: Any, tmp_path: Path) -> Load:
    """Load files (name to content) or a path for Ooststellingwerf."""

    def make(given: dict[str, bytes] | Path, **more: Any) -> Telling:
        path = given if isinstance(given, Path) else maak.zipped(tmp_path / "levering.zip", given)
        return load(path, tenant=1, actor=actor, now=NOW, **more)

    return make


def content() -> list[tuple[Any, ...]]:
    with tenant_scope(1):
        return sorted(
            Voorkomen.objects.values_list("objecttype", "identificatie", "kenmerk", "voorkomen", "merk")
        )


def test_a_stand_gives_voorkomens_and_the_addresses_of_today(laad: Load) -> None:
    counts = laad({"9999NUM": maak.stand(*maak.huis())})
    assert (counts.gelezen, counts.nieuw, counts.adressen) == (5, 5, 1)
    with tenant_scope(1):
        found = find_address("8431AA", "12")
        kept = Voorkomen.objects.get(objecttype="VBO")
        assert Aanvoer.objects.count() == 0
    assert found is not None
    assert (found["straat"], found["woonplaats"]) == ("Proefstraat", "Oosterhout aan de Proef")
    assert kept.gegevens["oppervlakte"] == 120
    assert kept.gegevens["maaktDeelUitVan"] == ["0085100000000001"]
    assert kept.geregistreerd == datetime(2010, 1, 2, 9, tzinfo=UTC)  # Dutch time in the delivery


def test_the_same_file_twice_and_the_same_content_in_another_file_change_nothing(laad: Load) -> None:
    laad({"9999NUM": maak.stand(*maak.huis())})
    before = content()
    again = laad({"9999NUM": maak.stand(*maak.huis())})
    assert again.al_geladen
    other = laad({"9999NUM": maak.stand(*maak.huis(), datum="2026-11-09")})
    assert (other.nieuw, other.gewijzigd, other.gelijk) == (0, 0, 5)
    assert content() == before


def test_a_stand_replaces_what_is_no_longer_in_it_only_when_asked(laad: Load) -> None:
    first = maak.adres()
    laad({"9999NUM": maak.stand(*maak.huis(), maak.adres("0085200000000002", 14))})
    assert laad({"9999NUM": maak.stand(first, datum="2026-11-09")}).verwijderd == 0
    assert laad({"9999NUM": maak.stand(first, datum="2026-11-10")}, replace=True).verwijderd == 1
    assert {c[0] for c in content()} == {"WPL", "OPR", "NUM", "PND", "VBO"}


def test_a_withdrawn_object_is_no_address_any_more(laad: Load) -> None:
    laad({"9999NUM": maak.stand(*maak.huis())})
    gone = maak.verblijfsobject(status="Verblijfsobject ingetrokken")
    counts = laad({"9999VBO": maak.stand(gone, datum="2026-11-09")})
    assert (counts.gewijzigd, counts.adressen) == (1, 0)


def test_generated_addresses_of_the_demo_stay(laad: Load) -> None:
    with tenant_scope(1):
        Nummeraanduiding.objects.create(
            identificatie="0085200000099999",
            openbare_ruimte="Verzonnen weg",
            huisnummer=1,
            postcode="8431ZZ",
            woonplaats="Oosterwolde",
            lon=6.3,
            lat=53.0,
            gegenereerd=True,
        )
    laad({"9999NUM": maak.stand(*maak.huis())})
    with tenant_scope(1):
        assert Nummeraanduiding.objects.count() == 2


def test_mutations_follow_each_other_and_a_second_time_change_nothing(laad: Load) -> None:
    laad({"9999NUM": maak.stand(*maak.huis())})
    old = maak.adres()
    ended, new = old.gevolgd("2026-11-01", "2026-11-01T09:00:00.000", voor=maak.adres(huisnummer=13).voor)
    later, last = new.gevolgd("2026-11-02", "2026-11-02T09:00:00.000", voor=maak.adres(huisnummer=15).voor)
    fresh = maak.adres("0085200000000002", 99)
    changes = (
        maak.anders(old, ended),
        maak.erbij(new),
        maak.anders(new, later),
        maak.erbij(last),
        maak.erbij(fresh),
        maak.weg(fresh),
    )
    counts = laad({"9999MUT": maak.mutaties(*changes)})
    assert (counts.nieuw, counts.gewijzigd, counts.verwijderd, counts.gelijk) == (3, 2, 1, 0)
    with tenant_scope(1):
        assert find_address("8431AA", "15") is not None
        assert Voorkomen.objects.filter(objecttype="NUM").count() == 3
        old_number = object_op("NUM", old.nummer, geldig_op=date(2026, 10, 1), bekend_op=NOW)
    assert old_number is not None
    assert old_number["gegevens"]["huisnummer"] == 12
    before = content()
    once = laad({"9999MUT": maak.mutaties(*changes[:4], datum="2026-11-10")})
    assert (once.nieuw, once.gewijzigd) == (0, 0)
    assert content() == before


def test_a_mutation_out_of_order_is_named_with_its_place_and_nothing_counts(laad: Load) -> None:
    laad({"9999NUM": maak.stand(*maak.huis())})
    before = content()
    unknown = maak.adres("0085200000000777")
    ended, _ = unknown.gevolgd("2026-11-01", "2026-11-01T09:00:00.000")
    good = maak.erbij(maak.adres("0085200000000002", 14))
    with pytest.raises(
        LeveringFout, match=r"9999MUT-000001\.xml, regel \d+: NUM 0085200000000777.*niet of anders"
    ):
        laad({"9999MUT": maak.mutaties(good, maak.anders(unknown, ended))})
    assert content() == before
    with tenant_scope(1):
        assert Aanvoer.objects.count() == 0
        assert "0085200000000777" in Levering.objects.exclude(fout="").get().fout


BROKEN = {
    "an unknown status": (replace(maak.adres(), status="Naamgeving bedacht"), "staat niet in de lijst"),
    "a number of another type": (replace(maak.adres(), nummer="0085300000000001"), "hoort niet bij"),
    "a number that is too short": (replace(maak.adres(), nummer="00852"), "hoort niet bij"),
    "no begin": (replace(maak.adres(), van=""), "beginGeldigheid ontbreekt"),
    "an impossible date": (replace(maak.adres(), van="2026-02-30"), "day is out of range"),
    "a house number in words": (
        replace(maak.adres(), voor="<Objecten:huisnummer>twaalf</Objecten:huisnummer>"),
        "is geen getal",
    ),
    "an unknown purpose": (
        replace(maak.verblijfsobject(), voor="<Objecten:gebruiksdoel>kasteel</Objecten:gebruiksdoel>"),
        "staat niet in de lijst",
    ),
}


@pytest.mark.parametrize("which", BROKEN)
def test_a_record_that_is_wrong_stops_the_delivery_at_its_place(laad: Load, which: str) -> None:
    broken, told = BROKEN[which]
    with pytest.raises(LeveringFout, match=r"regel \d+") as no:
        laad({"9999NUM": maak.stand(*maak.huis(), broken)})
    assert told in no.value.message
    assert content() == []


def _with_a_wrong_byte(path: Path, content: bytes) -> bytes:
    """A zip that opens, with one byte of what is in it turned: it shows only at the end of reading."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("9999NUM.xml", content)
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"BESLUIT-1")] ^= 1
    return bytes(raw)


def test_a_file_that_is_no_delivery_is_told_as_such(laad: Load, tmp_path: Path) -> None:
    good = maak.stand(*maak.huis())
    cut = tmp_path / "half.zip"
    whole = maak.zipped(tmp_path / "heel.zip", {"9999NUM": good}).read_bytes()
    cut.write_bytes(whole[: len(whole) // 2])
    bare = tmp_path / "los.xml"
    bare.write_bytes(good.replace(b"v20200601", b"v20090901"))
    flipped = tmp_path / "bit.zip"
    flipped.write_bytes(_with_a_wrong_byte(tmp_path / "bit-bron.zip", good))
    empty = maak.zipped(tmp_path / "leeg.zip", {})
    wrong = maak.zipped(tmp_path / "taal.zip", {"9999NUM": good.replace(b"UTF-8", b"UTF-16")})
    half = maak.zipped(tmp_path / "xml.zip", {"9999NUM": good[: len(good) // 2]})
    for path, told in (
        (cut, "niet heel"),
        (flipped, "niet heel"),
        (bare, "versie 2.1"),
        (empty, "geen bestand"),
        (wrong, "XML"),
        (half, "XML"),
    ):
        with pytest.raises(LeveringFout, match=told):
            laad(path)
    assert content() == []


def test_entities_of_a_delivery_are_never_opened(laad: Load, tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("niet voor u")
    start = b'<?xml version="1.0" encoding="UTF-8"?>\n'
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'.encode()
    street = replace(maak.straat(), voor=maak.straat().voor.replace("Proefstraat", "&e;"))
    path = tmp_path / "entiteit.xml"
    path.write_bytes(start + doctype + maak.stand(maak.woonplaats(), street).removeprefix(start))
    with pytest.raises(LeveringFout, match="naam is leeg"):
        laad(path)
    assert content() == []


def test_an_interrupted_load_goes_on_where_it_was(laad: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    from kapstok.magazijnen.bag.levering import laden

    monkeypatch.setattr(laden, "BATCH", 2)
    many = [maak.adres(f"00852000000{n:05d}", n) for n in range(1, 8)]
    files = {"9999NUM": maak.stand(*many), "9999WPL": maak.stand(*maak.huis())}

    class Stroom(Exception):
        """The power goes off."""

    def off_after(limit: int) -> Any:
        def tell(_file: str, number: int) -> None:
            if number >= limit:
                raise Stroom

        return tell

    for limit in (4, 8):
        with pytest.raises(Stroom):
            laad(files, tell=off_after(limit))
        with tenant_scope(1):
            assert Voorkomen.objects.count() == 0
            assert Levering.objects.get().telling["gelezen"] >= limit
    read: list[int] = []
    counts = laad(files, tell=lambda _file, number: read.append(number))
    assert counts.gelezen == 12
    assert read[0] > 8
    assert len(content()) == 11  # one address stands in both files


def test_another_municipality_sees_nothing_of_it(laad: Load, other_tenant: int) -> None:
    laad({"9999NUM": maak.stand(*maak.huis())})
    with tenant_scope(other_tenant):
        for model in (Voorkomen, Levering, Aanvoer, Nummeraanduiding):
            assert model.objects.count() == 0


@needs_standards
def test_the_deliveries_of_these_tests_are_valid() -> None:
    for name, made in (
        (
            "extract-deelbestand-lvc/v20200601/BagvsExtractDeelbestandExtractLvc-2.1.0.xsd",
            maak.stand(*maak.huis()),
        ),
        (
            "extract-deelbestand-mutaties-lvc/v20200601/BagvsExtractDeelbestandMutatieLvc-2.1.0.xsd",
            maak.mutaties(maak.erbij(maak.adres()), maak.weg(maak.straat())),
        ),
    ):
        schema = etree.XMLSchema(etree.parse(BAG / "xsd" / "lvbag" / name))
        schema.assertValid(etree.fromstring(made))


@needs_standards
def test_the_national_sample_comes_in_with_all_its_kinds_of_files(laad: Load) -> None:
    sample = BAG / "extract" / "BAGNLDL-15092020-small.zip"
    counts = laad(sample)
    with tenant_scope(1):
        kinds = set(Voorkomen.objects.filter(kenmerk="").values_list("objecttype", flat=True))
        investigated = Voorkomen.objects.exclude(kenmerk="").exclude(objecttype="GWR")
        assert investigated.filter(objecttype="PND", kenmerk="geometrie").exists()
        assert Voorkomen.objects.filter(objecttype="GWR", identificatie="2142", kenmerk="0221").exists()
        assert Voorkomen.objects.filter(objecttype="NUM", niet_bag__isnull=False).count() == 1
    assert kinds == {"WPL", "OPR", "NUM", "VBO", "LIG", "STA", "PND"}
    assert counts.adressen > 0
    assert laad(sample).al_geladen
