"""Which fields there are, and that an answer holds exactly what was asked."""

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapstok.magazijnen.brp.bevragen import velden
from kapstok.magazijnen.brp.bevragen.persoon import persoon
from kapstok.platform.config import settings as config

TODAY = date(2026, 11, 25)
BRP = Path(config.standaarden_map) / "registers" / "brp"
OFFICIAL = BRP / "testset-gbav-2022.pl.json"
needs_standards = pytest.mark.skipif(
    not OFFICIAL.exists(), reason="the official test set is in the standards folder, which is absent"
)
UNASKED = {"geheimhoudingPersoonsgegevens", "opschortingBijhouding", "rni", "verificatie", "inOnderzoek"}
INDICATIE = "indicatieVastgesteldVerblijftNietOpAdres"

FULL = {
    "01": [[{"0110": "1", "0120": "999993653", "0210": "Sam", "0220": "B", "0230": "van", "0240": "Veen",
             "0310": "19800101", "0320": "0085", "0330": "6030", "0410": "V", "6110": "V",
             "8310": "010000", "8320": "20200101", "8810": "0101"}]],
    "02": [[{"0120": "999990007", "0210": "Bo", "0240": "Veen", "0310": "19500000", "0410": "M", "6210": "19800101"}]],
    "04": [[{"0510": "0001", "6310": "001", "8510": "19800101", "8310": "040510", "8320": "20200101"}]],
    "05": [[{"0120": "999990019", "0240": "Wit", "0220": "G", "0410": "M", "0610": "20100101", "0620": "0086",
             "0630": "6030", "1510": "H", "8310": "050000", "8320": "20200101"}]],
    "06": [[{"0810": "20250101", "0820": "0085", "0830": "6030"}]],
    "07": [[{"6710": "20250101", "6720": "O", "6810": "19950101", "7010": "7", "7110": "20200101", "7120": "akte"}]],
    "08": [[{"0910": "0085", "0920": "20000101", "1010": "W", "1030": "20000101", "1110": "Vaart", "1115": "De Vaart",
             "1120": "1", "1130": "a", "1140": "II", "1150": "by", "1160": "8431AB", "1170": "Oosterwolde",
             "1180": "0085010000012345", "1190": "0085200000012345", "1410": "5010", "1420": "19990101",
             "8510": "20000101", "8310": "089999", "8320": "20200101", "8810": "0201"}]],
    "09": [[{"0120": "999990020", "0210": "Ot", "0240": "Wit", "0310": "20110101"}]],
    "10": [[{"3910": "37", "3920": "20300101", "3930": "20100101"}]],
    "11": [[{"3210": "12", "3310": "1"}]],
    "13": [[{"3110": "1", "3130": "20300101", "3810": "A", "3820": "20300101"}]],
}  # fmt: skip


def _leaves(boom):
    return sorted(leaf for name in boom for leaf in velden.uitgeschreven(boom, name))


def _given(answer, boom, where=()):
    """The paths of an answer up to the fields that are given as a whole, without what always comes along."""
    for name, value in answer.items():
        if name in UNASKED or name == INDICATIE:
            continue
        below = boom[name]
        if isinstance(below, tuple):
            yield ".".join((*where, name))
        else:
            for one in value if isinstance(value, list) else [value]:
                yield from _given(one, below, (*where, name))


@pytest.mark.parametrize("boom", [velden.PERSOON, velden.PERSOON_BEPERKT])
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_choice_of_fields_gives_those_and_no_other(boom, data):
    every = _leaves(boom)
    fields = data.draw(st.lists(st.sampled_from(every), min_size=1, max_size=20, unique=True))
    vraag = velden.vraag(boom, fields)
    answer = persoon(FULL, vraag, TODAY)
    wanted = {f.replace("Binnenland", "") for f in fields}
    # The type of a residence and a nationality comes with whatever is asked of it.
    wanted |= {
        f"{f.split('.')[0]}.type" for f in wanted if f.startswith(("verblijfplaats.", "nationaliteiten."))
    }
    assert set(_given(answer, boom)) <= wanted
    absent = wanted - set(_given(answer, boom))
    everything = set(_given(persoon(FULL, velden.vraag(boom, list(boom)), TODAY), boom))
    assert not absent & everything, "what has a value and was asked, is given"


@pytest.mark.parametrize("boom", [velden.PERSOON, velden.PERSOON_BEPERKT])
def test_asking_a_group_is_asking_all_its_fields(boom):
    for name in boom:
        leaves = velden.uitgeschreven(boom, name)
        assert persoon(FULL, velden.vraag(boom, [name]), TODAY) == persoon(
            FULL, velden.vraag(boom, leaves), TODAY
        )


def test_a_part_of_a_date_or_code_gives_the_whole():
    whole = persoon(FULL, velden.vraag(velden.PERSOON, ["geboorte.datum", "geslacht"]), TODAY)
    assert (
        persoon(FULL, velden.vraag(velden.PERSOON, ["geboorte.datum.jaar", "geslacht.code"]), TODAY) == whole
    )
    assert not velden.bestaat(velden.PERSOON, "geboorte.datum.jaar.jaar")
    assert not velden.bestaat(velden.PERSOON, "geslacht.soort")


@needs_standards
@pytest.mark.standaard
@pytest.mark.parametrize(
    ("file", "boom"),
    [
        ("fields-Persoon.csv", velden.PERSOON),
        ("fields-PersoonBeperkt.csv", velden.PERSOON_BEPERKT),
        ("fields-GezagPersoonBeperkt.csv", velden.GEZAG_PERSOON_BEPERKT),
    ],
)
def test_the_fields_are_those_of_the_standard(file, boom):
    published = set((BRP / file).read_text().split()) - {"pad"}
    served = {p for p in published if not velden.mag_niet(p)}
    # A part of gezag cannot be asked since 2.7: it is given whole.
    assert published - served == {p for p in published if p.startswith("gezag.")}
    assert [p for p in served if not velden.bestaat(boom, p)] == []
    assert [p for p in _leaves(boom) if p not in published] == []


@cache
def _persons():
    return json.loads(OFFICIAL.read_bytes())["personen"]


@needs_standards
@pytest.mark.standaard
@pytest.mark.parametrize("boom", [velden.PERSOON, velden.PERSOON_BEPERKT])
def test_every_official_test_person_can_be_asked_everything(boom):
    vraag = velden.vraag(boom, list(boom))
    for person in _persons():
        answer = persoon(person["categorieen"], vraag, TODAY)
        assert set(answer) <= set(boom) | UNASKED
        assert "burgerservicenummer" in answer or "0120" not in person["categorieen"]["01"][0][0]
