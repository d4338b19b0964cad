"""The order of adoption and the comparison of versions, for any number of municipalities."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapstok.diensten.sturing.plan.rules import (
    Stap,
    aan_de_beurt,
    doel_in,
    indicator_fouten,
    verplaatst,
    verschillen,
    volgorde,
)

NAMES = st.lists(st.sampled_from("abcdefghijkl"), min_size=1, max_size=12, unique=True)


@pytest.mark.eis("R-236", "R-237", "R-238")
@settings(deadline=None)
@given(NAMES, st.data())
def test_whatever_way_it_goes_the_order_holds_and_everybody_gets_a_turn(names, data):
    order = volgorde(names)
    assert len(order) == 1 + 2 * len(names)
    done: list[tuple[str, str]] = []
    while len(done) < len(order):
        turn = aan_de_beurt(Stap(*each, klaar=each in done) for each in order)
        assert turn
        done.append(data.draw(st.sampled_from(sorted(turn))))
    assert done[0] == ("owo_directie", "")
    assert all(done.index(("college", n)) < done.index(("raad", n)) for n in names)


PIECES = st.dictionaries(
    st.tuples(st.sampled_from(["speerpunt", "k"]), st.sampled_from("ABC"), st.sampled_from(["", "oost"])),
    st.fixed_dictionaries({"naam": st.sampled_from("xyz"), "tekst": st.sampled_from("pq")}),
)


@settings(deadline=None)
@given(PIECES, PIECES)
def test_the_report_says_all_that_differs_and_nothing_else(old, new):
    told = verschillen(old, new)
    assert {(d.soort, d.code, d.gemeente) for d in told} == {
        key for key in old.keys() | new.keys() if old.get(key) != new.get(key)
    }
    rebuilt = {key: dict(piece) for key, piece in old.items()}
    for d in told:
        key = (d.soort, d.code, d.gemeente)
        if d.nieuw is None:
            del rebuilt[key]
        elif d.oud is None:
            rebuilt[key] = dict(new[key])
        else:
            rebuilt[key][d.veld] = d.nieuw
    assert rebuilt == new
    assert verschillen(new, new) == []


@given(NAMES, st.data())
def test_moving_up_and_down_again_leaves_the_order_and_never_loses_a_row(names, data):
    code = data.draw(st.sampled_from(names))
    up = verplaatst(names, code, -1)
    assert sorted(up) == sorted(names)
    assert [n for n in up if n != code] == [n for n in names if n != code]
    if names[0] != code:
        assert up.index(code) == names.index(code) - 1
        assert verplaatst(up, code, 1) == names


@given(
    st.none() | st.floats(0, 1e6), st.dictionaries(st.integers(2000, 2100).map(str), st.floats(0, 100)), st.data()
)  # fmt: skip
def test_a_year_has_its_own_target_or_that_of_every_year(norm, targets, data):
    year = data.draw(st.integers(2000, 2100))
    own = [target for each, target in targets.items() if int(each) == year]
    assert doel_in(norm, targets, year) == (own[0] if own else norm)
    given_ = {"naam": "x", "bij": "K1", "eenheid": "dagen", "richting": "omhoog", "meting": "hand"}
    assert indicator_fouten({**given_, "norm": norm, "doelen": targets}) == []
    high = [name for name, code in indicator_fouten({**given_, "eenheid": "%", "norm": norm, "doelen": {}})]
    assert high == (["norm"] if norm is not None and norm > 100 else [])
