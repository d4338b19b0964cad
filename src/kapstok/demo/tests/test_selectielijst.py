"""The transcribed facts of the selectielijst 2020 are those of the published list."""

import json
from pathlib import Path

import pytest

from kapstok.demo.selectielijst import PROCESTYPEN, RESULTATEN
from kapstok.platform.config import settings

PLACE = Path(settings.standaarden_map) / "zgw" / "referentielijsten" / "vng-referentielijsten-api"
pytestmark = pytest.mark.skipif(not PLACE.is_dir(), reason="the published selectielijst is not here")


def test_results_are_those_of_the_published_list():
    rows = json.loads((PLACE / "resultaten.json").read_text())
    published = {r["volledigNummer"]: r for r in rows if r["generiek"]}
    for nummer, facts in RESULTATEN.items():
        row = published[nummer]
        found = (
            row["naam"].strip(),
            row["waardering"],
            row["bewaartermijn"],
            row["procestermijn"],
            row["url"],
        )
        assert tuple(facts) == found, nummer


def test_procestypen_are_those_of_the_published_list():
    published = {
        p["nummer"]: (p["naam"].strip(), p["url"])
        for p in json.loads((PLACE / "procestypen.json").read_text())
    }
    assert {n: published[n] for n in PROCESTYPEN} == PROCESTYPEN
