"""Applications with any set of fields, asking any set: never a field more than was asked, and never one not allowed."""

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapstok.magazijnen.brp import gbav
from kapstok.magazijnen.brp.bevragen import velden
from kapstok.magazijnen.brp.bevragen.persoon import persoon
from kapstok.platform.config import settings as config

BRP = Path(config.standaarden_map) / "registers" / "brp"
pytestmark = [
    pytest.mark.standaard,
    pytest.mark.skipif(
        not BRP.exists(), reason="the test persons are in the standards folder, which is absent"
    ),
]
TODAY = date(2026, 11, 26)
# What comes without being asked, wherever it stands.
UNASKED = {"inOnderzoek", "indicatieVastgesteldVerblijftNietOpAdres"}
UNASKED_TOP = {"geheimhoudingPersoonsgegevens", "opschortingBijhouding", "rni", "verificatie"}


def _paths(boom, where=""):
    for name, below in boom.items():
        path = f"{where}{name}"
        yield path
        if isinstance(below, dict):
            yield from _paths(below, f"{path}.")
        elif name != "gezag":
            yield from (f"{path}.{part}" for part in below)


PERSOON, BEPERKT = list(_paths(velden.PERSOON)), list(_paths(velden.PERSOON_BEPERKT))


@cache
def _lists():
    return [lijst for _, lijst in gbav.lees((BRP / "testset-gbav-2022.csv").read_bytes())]


@cache
def _by_bsn():
    return {v["01"][0][0]["0120"]: v for v in _lists() if "0120" in v["01"][0][0]}


def _leaves(value, where=()):
    """The fields of an answer by their paths; a date or a code with its description is one field."""
    if isinstance(value, list):
        for item in value:
            yield from _leaves(item, where)
    elif isinstance(value, dict):
        for name, below in value.items():
            if name in UNASKED or (not where and name in UNASKED_TOP):
                continue
            yield from _leaves(below, (*where, name))
    else:
        yield where


def _allowed(where, leaves):
    """Is this one of the fields, or within one that is given whole?"""
    return any(".".join(where[:depth]) in leaves for depth in range(1, len(where) + 1))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_field_too_much(data):
    boom, paths = data.draw(st.sampled_from([(velden.PERSOON, PERSOON), (velden.PERSOON_BEPERKT, BEPERKT)]))
    purpose = tuple(data.draw(st.lists(st.sampled_from(PERSOON), min_size=1, max_size=12, unique=True)))
    fields = data.draw(st.lists(st.sampled_from(paths), min_size=1, max_size=12, unique=True))
    lijst = data.draw(st.sampled_from(_lists()))
    mag = velden.toegestaan(purpose)
    # An application that asks no more than it may, of what was drawn.
    within = [path for path in fields if velden.vraag(boom, [path]).velden <= mag]
    for asked in filter(None, (fields, within)):
        vraag = velden.vraag(boom, asked)
        answer = json.loads(json.dumps(persoon(lijst, vraag, TODAY, _by_bsn())))
        leaves = {velden.ALIAS.get(leaf.split(".")[0], leaf.split(".")[0]) + leaf[len(leaf.split(".")[0]) :]
                  for leaf in vraag.velden}  # fmt: skip
        too_much = [where for where in _leaves(answer) if not _allowed(where, leaves) and where[-1] != "type"]
        assert too_much == []
        if asked is within:
            assert vraag.velden <= mag


@pytest.mark.parametrize("path", PERSOON)
def test_each_field_alone_gives_nothing_else(path):
    """Of every test person that has it."""
    vraag = velden.vraag(velden.PERSOON, [path])
    top = velden.ALIAS.get(path.split(".")[0], path.split(".")[0])
    for lijst in _lists()[::7]:
        answer = persoon(lijst, vraag, TODAY, _by_bsn())
        assert set(answer) <= {top, "inOnderzoek", *UNASKED_TOP}
