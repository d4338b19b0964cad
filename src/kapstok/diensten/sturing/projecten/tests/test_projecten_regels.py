"""The state machine of a project: what may follow what, and what each step asks."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.diensten.sturing.projecten import rules
from kapstok.diensten.sturing.projecten.rules import Feiten, fouten, kleur, stappen, verschoven
from kapstok.platform.config import settings

DAYS = st.dates(date(2017, 1, 1), date(2030, 12, 31))


@pytest.mark.eis("R-216", "R-217")
@pytest.mark.standaard
def test_the_steps_are_those_of_the_plan():
    yaml = pytest.importorskip("yaml")
    from pathlib import Path

    file = Path(settings.standaarden_map).resolve() / "governance" / "beleidsplan" / "jaarplan.yaml"
    if not file.exists():
        pytest.skip("jaarplan.yaml is not here (setting standaarden_map)")
    plan = yaml.safe_load(file.read_text())
    assert list(rules.TOESTANDEN) == plan["toestanden"]
    wanted = set()
    for each in plan["overgangen"]:
        sources = each["van"] if isinstance(each["van"], list) else [each["van"]]
        wanted |= {(source, each["naar"]) for source in sources}
    ours = set(rules.OVERGANGEN)
    assert wanted <= ours
    # What we add: judging again, and going back from rounding off when it was too early.
    assert ours - wanted == {
        ("beoordeeld", "beoordeeld"), ("niet_gehonoreerd", "beoordeeld"), ("in_afronding", "in_uitvoering"),
    }  # fmt: skip


def test_every_step_that_is_not_in_the_plan_is_refused():
    for van, naar in product(rules.TOESTANDEN, rules.TOESTANDEN):
        told = fouten(Feiten(van), naar)
        assert (("", "overgang") in told) == ((van, naar) not in rules.OVERGANGEN)
    assert stappen("afgerond") == stappen("afgevoerd") == []


@pytest.mark.eis("R-221")
def test_a_legal_need_names_its_source():
    assert fouten(Feiten("aangemeld", noodzaak="wettelijk"), "beoordeeld") == [("noodzaak_bron", "bron")]
    assert fouten(Feiten("aangemeld", noodzaak="wettelijk", noodzaak_bron="AVG art. 30"), "beoordeeld") == []
    assert fouten(Feiten("aangemeld", noodzaak="wenselijk"), "beoordeeld") == []
    assert fouten(Feiten("aangemeld", noodzaak="leuk"), "beoordeeld") == [("noodzaak", "noodzaak")]


@pytest.mark.eis("R-218", "R-246")
def test_a_start_asks_a_leader_and_a_form_and_a_starter_that_takes_part():
    told = fouten(Feiten("gehonoreerd"), "in_uitvoering")
    assert told == [("projectleider", "projectleider"), ("startvorm", "startvorm")]
    one = {"projectleider": "J. de Boer", "startvorm": "een_gemeente", "deelnames": {"a": "doet_mee"}}
    assert fouten(Feiten("gehonoreerd", **one, starter="b"), "in_uitvoering") == [("starter", "starter")]
    assert fouten(Feiten("gehonoreerd", **one, starter="a"), "in_uitvoering") == []


@pytest.mark.eis("R-218", "R-231", "R-232", "R-233")
def test_rounding_off_asks_what_comes_after_and_every_follower_decides():
    done = {"structurele_kosten": 0, "beheer_uren": 10, "lessen": "Begin klein"}
    assert {f for f, _c in fouten(Feiten("in_afronding"), "afgerond")} == {
        "structurele_kosten", "beheer_uren", "lessen",
    }  # fmt: skip
    alone = Feiten("in_afronding", **done, startvorm="samen", deelnames={"a": "doet_mee", "b": "doet_mee"})
    assert fouten(alone, "afgerond") == []
    assert fouten(alone, "in_uitrol") == [("", "geen_volgers")]
    first = Feiten("in_afronding", **done, startvorm="een_gemeente", deelnames={"a": "doet_mee", "b": "open"})
    assert fouten(first, "afgerond") == [("", "eerst_uitrol")]
    assert fouten(first, "in_uitrol") == []
    rolling = {"a": "doet_mee", "b": "open"}
    assert fouten(Feiten("in_uitrol", deelnames=rolling), "afgerond") == [("deelname", "volger_open")]
    assert fouten(Feiten("in_uitrol", deelnames={**rolling, "b": "ziet_af"}), "afgerond") == []


def test_a_colour_per_starter_and_one_for_together():
    order = ["oost", "west", "opsterland"]
    assert kleur("samen", "", order) == kleur("", "", order) == "samen"
    assert [kleur("een_gemeente", code, order) for code in order] == ["g0", "g1", "g2"]
    assert kleur("een_gemeente", "weg", order) == "samen"


@given(DAYS, st.integers(0, 800), st.integers(-8, 8), st.integers(-8, 8))
def test_a_moved_block_stays_a_block(van, days, begin, einde):
    tot = date.fromordinal(van.toordinal() + days)
    first, last = verschoven(van, tot, begin=begin, einde=einde)
    assert first <= last
    if begin:
        assert first.day == 1
    if not begin:
        assert first == van
    if begin == einde == 0:
        assert (first, last) == (van, tot)


@given(DAYS, st.integers(-20, 20))
def test_quarters_forth_and_back_lead_home(day, number):
    there = rules.kwartaal_begin(*rules.kwartalen_verder(day, number))
    assert rules.kwartalen_verder(there, -number) == rules.kwartaal_van(day)
