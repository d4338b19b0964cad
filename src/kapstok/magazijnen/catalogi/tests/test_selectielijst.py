"""The transcribed facts of the selectielijst 2020 are those of the published list."""

import json
from pathlib import Path

import pytest

from kapstok.magazijnen.catalogi.selectielijst import BASE, lijst
from kapstok.platform.config import settings

PLACE = Path(settings.standaarden_map) / "zgw" / "referentielijsten" / "vng-referentielijsten-api"
published = pytest.mark.skipif(not PLACE.is_dir(), reason="the published selectielijst is not here")


@published
def test_results_are_those_of_the_published_list():
    rows = {r["url"]: r for r in json.loads((PLACE / "resultaten.json").read_text())}
    procestypen = {p.uuid: p.nummer for p in lijst().procestypen.values()}
    assert set(rows) == set(lijst().resultaten)
    for uuid, own in lijst().resultaten.items():
        row = rows[uuid]
        assert (own.volledig_nummer, own.naam, own.omschrijving, own.generiek) == (
            row["volledigNummer"],
            row["naam"].strip(),
            row["omschrijving"],
            row["generiek"],
        )
        assert (own.waardering, own.bewaartermijn, own.procestermijn, own.procestype) == (
            row["waardering"],
            row.get("bewaartermijn") or "",
            row["procestermijn"],
            procestypen[row["procesType"]],
        )


@published
def test_procestypen_are_those_of_the_published_list():
    rows = {p["url"]: p for p in json.loads((PLACE / "procestypen.json").read_text())}
    own = {p.uuid: p for p in lijst().procestypen.values()}
    assert set(rows) == set(own)
    for uuid, procestype in own.items():
        assert (procestype.nummer, procestype.naam) == (rows[uuid]["nummer"], rows[uuid]["naam"].strip())


def test_an_address_is_known_by_its_last_part_on_any_host():
    one = next(iter(lijst().resultaten.values()))
    for start in (BASE, "http://ooststellingwerf.localhost/selectielijst/api/v1"):
        assert lijst().resultaat(f"{start}/resultaten/{one.uuid}") is one
    assert lijst().resultaat(f"{BASE}/procestypen/{one.uuid}") is None
    assert lijst().resultaat(f"{BASE}/resultaten/{one.uuid[:-1]}0000") is None
    assert lijst().resultaat("geen adres") is None


def test_an_earlier_publication_of_a_procestype_is_the_same_procestype():
    old = lijst().procestype(f"{BASE}/procestypen/e1b73b12-b2f6-4c4e-8929-94f84dd2a57d")
    assert old is not None
    assert old.nummer == 1
