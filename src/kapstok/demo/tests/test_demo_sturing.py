"""What the demo brings of sturing: it loads through the services, once, and tells a story."""

from datetime import date

import pytest

from kapstok.demo.sturing import load_sturing
from kapstok.diensten.sturing.harmonisatie.rules import kleur
from kapstok.diensten.sturing.portfolio.models import Applicatie, Koppeling
from kapstok.schermen.sturing.landschap import beeld

TODAY = date(2026, 11, 25)


@pytest.fixture
def demo(db, as_tenant):
    with as_tenant(4):
        load_sturing(TODAY)
        yield


def test_the_demo_has_every_colour_of_the_wall_and_loads_once(demo):
    assert {kleur(uses) for uses in beeld(TODAY).gebruik.values()} == {
        "gelijk", "meerderheid", "geen_meerderheid", "een",
    }  # fmt: skip
    before = (Applicatie.objects.count(), Koppeling.objects.count())
    load_sturing(TODAY)
    assert (Applicatie.objects.count(), Koppeling.objects.count()) == before == (53, 15)
