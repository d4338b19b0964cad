"""The invented BAG: the same each time, in the form of a delivery, and it fits together."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from lxml import etree

from kapstok.demo.bag.extract import write_extract
from kapstok.demo.bag.streek import STREKEN, streets
from kapstok.magazijnen.bag.levering.laden import load
from kapstok.magazijnen.bag.models import Nummeraanduiding, Straat, Voorkomen
from kapstok.platform.config import settings
from kapstok.platform.db import tenant_scope

XSD = Path(settings.standaarden_map) / "registers" / "bag" / "xsd" / "lvbag"


def test_the_same_seed_gives_the_same_file_and_another_one_another(tmp_path: Path) -> None:
    made = [
        write_extract(tmp_path / f"{n}.zip", "opsterland", adressen=400, seed=seed).read_bytes()
        for n, seed in enumerate((1, 1, 2))
    ]
    assert made[0] == made[1]
    assert made[0] != made[2]


@pytest.mark.parametrize("slug", STREKEN)
def test_as_many_addresses_as_asked_and_no_street_twice_in_a_place(slug: str) -> None:
    streek = STREKEN[slug]
    found = list(streets(streek, streek.adressen, 1))
    assert sum(len(s.huisnummers) for s in found) == streek.adressen
    assert len({(s.naam, s.kern.naam) for s in found}) == len(found)
    assert not {s.postcode[4:] for s in found} & {"SA", "SD", "SS"}


def test_it_loads_and_every_reference_leads_somewhere(db: None, actor: Any, tmp_path: Path) -> None:
    made = write_extract(tmp_path / "bag.zip", "weststellingwerf", adressen=1200)
    counts = load(made, tenant=1, actor=actor, now=timezone.now())
    with tenant_scope(1):
        rows = list(Voorkomen.objects.values_list("objecttype", "identificatie", "gegevens"))
        numbers = {number for _, number, _ in rows}
        assert counts.adressen == Nummeraanduiding.objects.count() == sum(1 for c, _, _ in rows if c == "NUM")
        assert counts.adressen >= 1200  # some houses hold several dwellings
        assert Straat.objects.exclude(naam="").count() == sum(1 for c, _, _ in rows if c == "OPR")
    assert all(own["documentnummer"].startswith("VERZONNEN") for _, _, own in rows)
    fields = ("ligtAan", "ligtIn", "heeftAlsHoofdadres", "maaktDeelUitVan")
    named = [own[f] for _, _, own in rows for f in fields if f in own]
    assert {n for v in named for n in (v if isinstance(v, list) else [v])} <= numbers


@pytest.mark.standaard
@pytest.mark.skipif(not XSD.exists(), reason="de map met standaarden is er niet")
def test_it_is_of_the_published_schema(tmp_path: Path) -> None:
    schema = etree.XMLSchema(
        etree.parse(XSD / "extract-deelbestand-lvc/v20200601/BagvsExtractDeelbestandExtractLvc-2.1.0.xsd")
    )
    with zipfile.ZipFile(write_extract(tmp_path / "bag.zip", "ooststellingwerf", adressen=400)) as outer:
        inner = [zipfile.ZipFile(BytesIO(outer.read(name))) for name in outer.namelist()]
    files = [archive.read(name) for archive in inner for name in archive.namelist()]
    assert len(files) == 5
    for content in files:
        schema.assertValid(etree.fromstring(content))
