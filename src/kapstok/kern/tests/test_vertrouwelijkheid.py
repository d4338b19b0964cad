"""The order of vertrouwelijkheidaanduiding."""

import operator
from itertools import pairwise

import pytest

from kapstok.kern.vertrouwelijkheid import Vertrouwelijkheid, levels_up_to


def test_levels_run_from_openbaar_to_zeer_geheim():
    levels = list(Vertrouwelijkheid)
    assert len(levels) == 8
    assert levels == sorted(set(levels))
    assert all(low < high and high > low and low.rang + 1 == high.rang for low, high in pairwise(levels))
    assert (levels[0].value, levels[-1].value) == ("openbaar", "zeer_geheim")


def test_levels_up_to_a_maximum_hold_the_maximum_itself():
    assert [level.value for level in levels_up_to(Vertrouwelijkheid.INTERN)] == [
        "openbaar",
        "beperkt_openbaar",
        "intern",
    ]
    assert levels_up_to(Vertrouwelijkheid.ZEER_GEHEIM) == list(Vertrouwelijkheid)


def test_level_has_a_name_for_people():
    assert Vertrouwelijkheid("beperkt_openbaar").label == "Beperkt openbaar"


def test_level_does_not_compare_with_text():
    with pytest.raises(TypeError):
        operator.lt(Vertrouwelijkheid.OPENBAAR, "intern")
