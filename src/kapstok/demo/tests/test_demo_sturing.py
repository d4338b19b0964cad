"""What the demo brings of sturing: it loads through the services, once, and tells a story."""

from datetime import date

import pytest

from kapstok.demo.sturing import load_sturing
from kapstok.diensten.sturing.geld import queries
from kapstok.diensten.sturing.harmonisatie.rules import kleur
from kapstok.diensten.sturing.portfolio.models import Applicatie, Koppeling
from kapstok.schermen.sturing.landschap import beeld

TODAY = date(2026, 11, 25)


@pytest.fixture
def demo(db, as_tenant):
    with as_tenant(4):
        load_sturing(TODAY)
        yield


@pytest.mark.eis("R-201")
def test_the_money_of_the_plan_is_there_to_the_cent(demo):
    rows = queries.overzicht(date(2020, 12, 31))
    assert sum(row["gereserveerd"] for row in rows) == 1_800_000_00
    assert {(row["naam"], row["laag"]) for row in rows} == {
        (naam, jaar)
        for naam in ("Ooststellingwerf", "Weststellingwerf", "Opsterland")
        for jaar in range(2017, 2021)
    }
    assert all(row["gereserveerd"] == 150_000_00 for row in rows)
    assert sum(row["verrekend"] for row in rows) == 12_000_00
    assert queries.laatst_gesloten() == (2020, 4)


def test_the_demo_has_every_colour_of_the_wall_and_loads_once(demo):
    assert {kleur(uses) for uses in beeld(TODAY).gebruik.values()} == {
        "gelijk", "meerderheid", "geen_meerderheid", "een",
    }  # fmt: skip
    before = (Applicatie.objects.count(), Koppeling.objects.count())
    load_sturing(TODAY)
    assert (Applicatie.objects.count(), Koppeling.objects.count()) == before == (53, 15)
