"""The effect on the K's: asked by the service with a proposal and when rounding off, each K by its name."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.diensten.sturing.plan import services as plan
from kapstok.diensten.sturing.plan.models import Planversie
from kapstok.diensten.sturing.projecten import services
from kapstok.diensten.sturing.projecten.models import Project
from kapstok.diensten.sturing.projecten.rules import EFFECTEN, effect_fouten
from kapstok.diensten.sturing.projecten.services import Opgave
from kapstok.platform.errors import Refusal
from kapstok.platform.work import SYSTEM

CODES = st.sampled_from(["K1", "K2", "K3", "K4"])


@given(st.sets(CODES), st.dictionaries(CODES, st.integers(-1, 4)), st.dictionaries(CODES, st.integers(0, 3)))
def test_every_k_of_the_plan_has_a_score_and_what_was_unknown_before_may_stay_so(known, given_, before):
    fits = all(score in EFFECTEN for score in given_.values())
    assert (effect_fouten(given_, known) == []) == (fits and (not known or set(given_) == known))
    later = {code for code, fault in effect_fouten(given_, known, before) if fault == "effect_kies"}
    assert later == (known & set(before)) - set(given_)
    assert effect_fouten(before, known, before) == []


@pytest.fixture
def ks(owo):
    """The plan that counts has two K's."""
    version = Planversie.objects.get()
    for naam in ("Kwaliteit", "Kosten"):
        plan.voeg_toe(
            version.id, "onderdeel", {"soort": "k", "naam": naam}, actor=SYSTEM, op=date(2018, 1, 1)
        )


@pytest.mark.eis("R-038")
def test_a_proposal_says_what_it_expects_of_every_k_and_the_end_what_it_reached(ks, maak, actor):
    with pytest.raises(Refusal) as refused:
        maak("Klantvraag", oost=1_000_00, effect_verwacht={"K1": 2})
    assert [each.field for each in refused.value.all] == ["effect_verwacht_K2"]
    assert not Project.objects.exists()
    row = maak("Klantvraag", oost=1_000_00, effect_verwacht={"K1": 2, "K2": 0})
    with pytest.raises(Refusal) as refused:
        services.wijzigen(row.id, {"effect_verwacht": {"K1": 2}}, versie=None, actor=actor)
    assert [each.field for each in refused.value.all] == ["effect_verwacht_K2"]
    Project.objects.filter(id=row.id).update(toestand="in_afronding", startvorm="samen")
    end = {"structurele_kosten": 0, "beheer_uren": 1, "lessen": "Klein beginnen"}
    for reached, wrong in (({}, ["K1", "K2"]), ({"K1": 1, "K2": 9}, ["K2"])):
        with pytest.raises(Refusal) as refused:
            done = Opgave(velden={**end, "effect_bereikt": reached})
            services.zet(row.id, "afgerond", done, op=date(2019, 6, 1), actor=actor)
        assert [each.field for each in refused.value.all] == [f"effect_bereikt_{code}" for code in wrong]
    # Leaving it for now, or going back, asks nothing of what was reached.
    services.zet(row.id, "in_uitvoering", Opgave("Nog niet klaar"), op=date(2019, 6, 2), actor=actor)
