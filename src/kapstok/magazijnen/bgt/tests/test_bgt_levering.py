"""A delivery of the BGT is loaded whole or not at all, keeps the history, and says where it is broken."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.magazijnen.bgt import queries
from kapstok.magazijnen.bgt.levering.laden import load
from kapstok.magazijnen.bgt.models import Levering, Vak, Voorkomen
from kapstok.magazijnen.bgt.rules import Kader, Stand, bezwaar, vak_van, vakken
from kapstok.magazijnen.bgt.soorten import OBJECTTYPEN
from kapstok.magazijnen.bgt.tests import leveringen as maak
from kapstok.platform.config import settings
from kapstok.platform.db import tenant_scope
from kapstok.platform.geo.wkb import to_geojson
from kapstok.platform.leveringen.fouten import LeveringFout

NOW, TODAY = datetime(2026, 11, 25, 12, tzinfo=UTC), date(2026, 11, 25)
SAMPLE = Path(settings.standaarden_map) / "registers" / "bgt" / "bgt-otterlo-gmllight.zip"
ALL = tuple(kind.naam for kind in OBJECTTYPEN)


@pytest.fixture
def laad(tenant: Any, actor: Any, tmp_path: Path) -> Callable[..., Any]:
    """Load files for Ooststellingwerf."""

    def make(*things: maak.Ding, **files: bytes) -> Any:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.zip"
        content = files or {"bgt": maak.gml(*things)}
        return load(maak.zipped(path, content), tenant=1, actor=actor, now=NOW)

    return make


def there(*kinds: str, kader: Kader | None = None) -> list[str]:
    vraag = queries.Vraag(kinds or ALL, TODAY, TODAY, kader)
    found = [r["lokaal_id"] for r in queries.objecten(vraag, limit=100)]
    assert queries.aantal(vraag) == len(found)
    return found


def test_what_was_delivered_is_found_on_the_map(laad: Any) -> None:
    counts = laad(maak.weg(), maak.pand(), maak.water())
    assert (counts.gelezen, counts.nieuw) == (3, 3)
    assert there("wegdeel") == ["G0085.weg1"]
    assert there(kader=Kader(200_001, 550_001, 200_002, 550_022)) == ["G0085.pand1", "G0085.weg1"]
    assert there(kader=Kader(0, 300_000, 300_000, 620_000)) == ["G0085.pand1", "G0085.water1", "G0085.weg1"]
    assert there(kader=Kader(100_000, 550_000, 100_100, 550_100)) == []
    row = queries.object_van("pand", "G0085.pand1", TODAY)
    assert row is not None
    assert row["gegevens"]["identificatieBAGPND"] == "0085100000000001"
    assert to_geojson(bytes(row["geometrie"]))["coordinates"][0][1] == [200_010.0, 550_020.0]


def test_the_same_again_changes_nothing(laad: Any) -> None:
    laad(maak.weg(), maak.pand())
    before = set(Voorkomen.objects.values_list("id", flat=True))
    counts = laad(maak.weg(), maak.pand(), maak.pand())
    assert (counts.gelijk, counts.nieuw, counts.gewijzigd) == (3, 0, 0)
    assert set(Voorkomen.objects.values_list("id", flat=True)) == before


def test_the_same_file_is_known(laad: Any, actor: Any, tmp_path: Path) -> None:
    path = maak.zipped(tmp_path / "een.zip", {"bgt": maak.gml(maak.weg())})
    load(path, tenant=1, actor=actor, now=NOW)
    again = load(path, tenant=1, actor=actor, now=NOW)
    assert again.al_geladen
    assert Levering.objects.count() == 1


def test_a_later_voorkomen_ends_the_one_before_it(laad: Any) -> None:
    laad(maak.weg())
    wider = maak.replace(maak.weg(), size=20.0, geregistreerd="2020-01-02T10:00:00.000")
    counts = laad(wider)
    assert counts.nieuw == 1
    old, new = Voorkomen.objects.order_by("geregistreerd")
    assert old.eind_registratie == new.geregistreerd
    assert new.oost == 200_020.0
    assert there() == ["G0085.weg1"]


def test_history_within_one_file(laad: Any) -> None:
    moment = "2020-01-02T10:00:00.000"
    old = maak.replace(maak.weg(), eind=moment)
    new = maak.replace(maak.weg(), geregistreerd=moment, size=20.0)
    laad(new, old)
    assert there() == ["G0085.weg1"]
    assert Voorkomen.objects.filter(eind_registratie=None).get().oost == 200_020.0


def test_what_was_taken_away_is_not_on_the_map(laad: Any) -> None:
    laad(maak.water())
    gone = maak.replace(maak.water(), einde="2021-05-01", eind="2021-05-02T10:00:00")
    assert laad(gone).gewijzigd == 1
    assert there() == []
    assert Vak.objects.count() == len(set(vakken(Kader(200_000, 550_040, 200_010, 550_050))))


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        (
            maak.replace(maak.weg(), geregistreerd="2020-01-02T10:00:00.000"),
            maak.weg(),
            "er is al een later voorkomen",
        ),
        (maak.replace(maak.weg(), eind="2020-01-02T10:00:00"), maak.weg(), "dit voorkomen is al beëindigd"),
    ],
)
def test_out_of_order_is_refused(laad: Any, first: Any, then: Any, told: str) -> None:
    laad(first)
    with pytest.raises(LeveringFout, match=rf"bgt\.gml, regel \d+: wegdeel G0085\.weg1: {told}"):
        laad(maak.pand(), then)
    assert there("pand") == []


@pytest.mark.parametrize(
    ("thing", "told"),
    [
        (maak.replace(maak.weg(), status="verzonnen"), "status “verzonnen” staat niet in de lijst"),
        (maak.replace(maak.weg(), begin="gisteren"), "creationDate “gisteren” is geen datum"),
        (maak.replace(maak.weg(), geregistreerd="ooit"), "tijdstipRegistratie “ooit” is geen tijdstip"),
        (maak.replace(maak.weg(), shape="geometrie2dPaal"), "geometrie2dWegdeel ontbreekt"),
        (maak.replace(maak.weg(), element="Luchtkasteel"), "Luchtkasteel is geen object van de BGT"),
        (maak.replace(maak.weg(), hoogte="hoog"), "relatieveHoogteligging “hoog” is geen getal"),
        (maak.replace(maak.weg(), eind="2001-01-01T00:00:00"), "eindRegistratie ligt voor"),
        (maak.replace(maak.weg(), meetkunde="<gml:Point><gml:pos>1 inf</gml:pos></gml:Point>"), "geen plek"),
    ],
)
def test_a_broken_object_is_told_with_its_place(laad: Any, thing: Any, told: str) -> None:
    with pytest.raises(LeveringFout, match=r"bgt\.gml, regel \d+") as no:
        laad(maak.pand(), thing)
    assert told in no.value.message
    assert there() == []
    assert Levering.objects.get().fout == no.value.message


def test_broken_files(tenant: Any, actor: Any, tmp_path: Path) -> None:
    whole = maak.zipped(tmp_path / "heel.zip", {"bgt": maak.gml(maak.weg())}).read_bytes()
    good = maak.gml(maak.weg())
    for content, name, told in (
        (whole[: len(whole) // 2], "half.zip", "niet heel"),
        (good[:-20], "half.gml", "geen goede XML"),
        (good.replace(b"UTF-8", b"UTF-16", 1), "codering.gml", "geen goede XML"),
        (good.replace(b"G0085.weg1", b"\xff\xfe"), "bytes.gml", "geen goede XML"),
        (good.replace(b"citygml/2.0", b"citygml/3.0"), "versie.gml", "geen BGT-levering"),
        (maak.gml(), "leeg.gml", "geen object van de BGT"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(LeveringFout, match=told):
            load(path, tenant=1, actor=actor, now=NOW)
    assert there() == []


def test_another_municipality_sees_nothing(laad: Any) -> None:
    laad(maak.weg())
    with tenant_scope(2):
        assert there() == []
        assert not Voorkomen.objects.exists()
        assert not Vak.objects.exists()
        assert not Levering.objects.exists()


@pytest.mark.standaard
@pytest.mark.skipif(not SAMPLE.exists(), reason="de voorbeeldlevering van de BGT is er niet")
def test_a_real_delivery(tenant: Any, actor: Any) -> None:
    counts = load(SAMPLE, tenant=1, actor=actor, now=NOW)
    assert counts.gelezen > 13_000
    assert counts.nieuw + counts.gewijzigd + counts.gelijk == counts.gelezen
    assert queries.aantal(queries.Vraag(("pand",), TODAY)) == 1711
    twice = Voorkomen.objects.filter(eind_registratie=None).values("lokaal_id").order_by("lokaal_id")
    assert len(set(twice.values_list("lokaal_id", flat=True))) == twice.count()


_PLACES = st.floats(-10_000, 300_000)


@given(_PLACES, _PLACES, st.floats(0, 2000), st.floats(0, 2000), st.floats(0, 1), st.floats(0, 1))
def test_every_place_in_a_box_lies_on_one_of_its_squares(
    x: float, y: float, wide: float, high: float, a: float, b: float
) -> None:
    box = Kader(x, y, x + wide, y + high)
    assert vak_van(x + a * wide, y + b * high) in set(vakken(box))


@given(
    st.lists(st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)), min_size=1, max_size=5, unique=True)
)
def test_in_order_everything_fits(moments: list[datetime]) -> None:
    known: list[Stand] = []
    for moment in sorted(moments):
        assert bezwaar(known, moment, None, str(moment)) == ""
        known = [Stand(s.geregistreerd, s.eind or moment, s.merk) for s in known]
        known.append(Stand(moment, None, str(moment)))
    assert all(bezwaar(known, m, None, "anders") for m in moments if m != max(moments))
