"""A delivery that is broken, wherever: it is refused with its place, and nothing of it is there for anybody."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapstok.magazijnen.bag.levering.laden import load
from kapstok.magazijnen.bag.models import Aanvoer, Ingang, Levering, Nummeraanduiding, Straat, Voorkomen
from kapstok.magazijnen.bag.tests import leveringen as maak
from kapstok.platform.db import tenant_scope
from kapstok.platform.leveringen.fouten import LeveringFout
from kapstok.platform.work import Actor

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ONE_DATABASE = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
GOOD = maak.stand(*maak.huis())


def whole(folder: Path) -> bytes:
    """A good delivery of two inner zips."""
    first = maak.stand(maak.woonplaats(), maak.straat(), maak.adres())
    second = maak.stand(maak.pand(), maak.verblijfsobject())
    return maak.zipped(folder / "heel.zip", {"9999NUM": first, "9999VBO": second}).read_bytes()


def offered(folder: Path, content: bytes, actor: Actor, name: str = "stuk.zip") -> str:
    """What is said of it; empty when it was taken. Nothing is left of a refused one but what was wrong."""
    path = folder / name
    path.write_bytes(content)
    with tenant_scope(1):
        for model in (Voorkomen, Nummeraanduiding, Levering):
            model.objects.all().delete()
    said = _said(path, actor)
    if said:
        with tenant_scope(1):
            for model in (Voorkomen, Nummeraanduiding, Straat, Ingang, Aanvoer):
                assert not model.objects.exists(), model
            assert list(Levering.objects.values_list("klaar", "fout")) == [(None, said[:500])]
    return said


def _said(path: Path, actor: Actor) -> str:
    try:
        load(path, tenant=1, actor=actor, now=NOW)
    except LeveringFout as fault:
        return fault.message
    return ""


@ONE_DATABASE
@given(st.data())
def test_cut_off_at_any_byte(db: None, actor: Any, tmp_path: Path, data: Any) -> None:
    content = whole(tmp_path)
    at = data.draw(st.integers(0, len(content) - 1))
    assert "stuk.zip" in offered(tmp_path, content[:at], actor)


@ONE_DATABASE
@given(st.data())
def test_a_byte_that_changed_on_the_way_is_seen_or_does_not_matter(
    db: None, actor: Any, tmp_path: Path, data: Any
) -> None:
    """What is compressed has a checksum: it comes in as it was sent, or not at all."""
    content = bytearray(whole(tmp_path))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    if not offered(tmp_path, bytes(content), actor):
        with tenant_scope(1):
            kinds = set(Voorkomen.objects.values_list("objecttype", flat=True))
            streets = set(Nummeraanduiding.objects.values_list("openbare_ruimte", flat=True))
        assert kinds <= {"WPL", "OPR", "NUM", "PND", "VBO"}
        assert streets <= {"Proefstraat"}


@ONE_DATABASE
@given(st.data())
def test_xml_that_is_cut_off_anywhere(db: None, actor: Any, tmp_path: Path, data: Any) -> None:
    at = data.draw(st.integers(0, len(GOOD.rstrip()) - 1))
    packed = maak.zipped(tmp_path / "x.zip", {"9999NUM": GOOD[:at]}).read_bytes()
    assert "9999NUM-000001.xml" in offered(tmp_path, packed, actor) or at == 0


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_another_encoding_than_it_says(db: None, actor: Any, tmp_path: Path, encoding: str) -> None:
    made = maak.stand(
        maak.replace(maak.straat(), voor=maak.straat().voor.replace("Proefstraat", "Café é"))
    ).decode()
    packed = maak.zipped(tmp_path / "x.zip", {"9999OPR": made.encode(encoding)}).read_bytes()
    assert "9999OPR-000001.xml" in offered(tmp_path, packed, actor)


@pytest.mark.parametrize(
    ("was", "wordt", "said"),
    [
        ("Pand in gebruik", "Luchtkasteel", "staat niet in de lijst"),
        ("woonfunctie", "spookfunctie", "staat niet in de lijst"),
        ("0085100000000001</Objecten:identificatie>", "123</Objecten:identificatie>", "PND"),
        ("<Historie:beginGeldigheid>2010-01-01", "<Historie:beginGeldigheid>2010-13-01", "regel"),
        ("v20200601", "v20300601", "versie 2.1"),
        (">1965<", ">negentien<", "geen getal"),
        ("200400 550400 0 ", "200400 550400 ", "regel"),
    ],
)
def test_an_unknown_code_version_or_value_stops_at_its_record(
    db: None, actor: Any, tmp_path: Path, was: str, wordt: str, said: str
) -> None:
    changed = GOOD.decode().replace(was, wordt)
    assert changed != GOOD.decode()
    packed = maak.zipped(tmp_path / "x.zip", {"9999PND": changed.encode()}).read_bytes()
    told = offered(tmp_path, packed, actor)
    assert "9999PND-000001.xml" in told
    assert said in told or said == "PND"


def test_after_a_refused_one_the_mended_one_comes_in(db: None, actor: Any, tmp_path: Path) -> None:
    assert offered(tmp_path, whole(tmp_path)[:-30], actor)
    assert offered(tmp_path, whole(tmp_path), actor) == ""
    with tenant_scope(1):
        assert Nummeraanduiding.objects.count() == 1
    assert len(ZipFile(BytesIO(whole(tmp_path))).namelist()) == 2
