"""Measurements: by the owner of the indicator, within reason, and only of this partnership."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given as given_values
from hypothesis import settings
from hypothesis import strategies as st

from kapstok.diensten.sturing.dashboard import cijfers, queries, rules, services
from kapstok.diensten.sturing.dashboard.models import Meting
from kapstok.diensten.sturing.plan.services import leg_plan_aan
from kapstok.diensten.sturing.plan.services.invoer import IndicatorIn, OnderdeelIn, PlanIn
from kapstok.diensten.sturing.rollen.services import NietBevoegd, benoem
from kapstok.diensten.sturing.verband.services import toetreden
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import create_user
from kapstok.platform.work import SYSTEM, Actor

DAY = date(2018, 1, 1)


@pytest.fixture
def owo(db, as_tenant):
    with as_tenant(4):
        made = {
            code: toetreden(code, code.capitalize(), code[:2], van=date(2015, 1, 1), volgorde=n, actor=SYSTEM)
            for n, code in enumerate(("oost", "west"))
        }
        leg_plan_aan(
            PlanIn(
                naam="Plan", van=date(2017, 1, 1), tot=date(2020, 12, 31), datum=date(2017, 5, 1), auteurs=["I&A"],
                missie="m", visie="v", onderdelen=[OnderdeelIn("k", "K2", "Klant", richting="omhoog")],
                indicatoren=[
                    IndicatorIn("tijd", "K2", "Op tijd", "%", "omhoog", norm=95, eigenaar="counterpart"),
                    IndicatorIn("biv", "K2", "Zonder BIV", "aantal", "omlaag", meting="zonder_biv"),
                ],
            ),
            actor=SYSTEM,
        )  # fmt: skip
        yield made


def measure(value="80", code="tijd", gemeente="oost", day=DAY, actor=SYSTEM):
    return services.meet(code, gemeente, day, Decimal(value), op=DAY, actor=actor)


@pytest.mark.eis("R-040", "R-145")
def test_the_owner_measures_for_the_own_municipality_and_again_takes_its_place(owo):
    user = create_user(
        "geesje", naam="Geesje", password="een lang wachtwoord", roles=("directie",), actor=SYSTEM
    )
    geesje = Actor("medewerker", str(user.id), "Geesje", "Sturing")
    with pytest.raises(NietBevoegd):
        measure(actor=geesje)
    benoem(
        "counterpart",
        "Geesje",
        van=date(2016, 1, 1),
        deelnemer_id=owo["oost"].id,
        persoon_id=UUID(geesje.id),
        actor=SYSTEM,
    )
    measure(actor=geesje)
    with pytest.raises(NietBevoegd):
        measure(gemeente="west", actor=geesje)
    measure("82.5", actor=geesje)
    (row,) = queries.metingen("tijd")
    assert (row["naam"], row["waarde"], row["door"]) == ("Oost", Decimal("82.50"), "Geesje")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"value": "101"}, "waarde"),
        ({"value": "-1"}, "waarde"),
        ({"day": date(2018, 1, 2)}, "datum"),
        ({"code": "biv"}, "waarde"),
        ({"code": "koffie"}, ""),
        ({"gemeente": "noord"}, "gemeente"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_kept(owo, more, field):
    with pytest.raises(Refusal) as refused:
        measure(**more)
    assert refused.value.field == field
    assert not Meting.objects.exists()


def test_the_last_ones_are_read_oldest_first(owo):
    for year, value in ((2015, "70"), (2016, "75"), (2017, "80")):
        measure(value, day=date(year, 6, 30))
    measure("60", gemeente="west")
    assert [(r["naam"], int(r["waarde"])) for r in queries.metingen("tijd", most=2)] == [
        ("Oost", 75), ("Oost", 80), ("West", 60),
    ]  # fmt: skip


@settings(deadline=None)
@given_values(st.lists(st.integers(0, 100), min_size=2), st.sampled_from(["omhoog", "omlaag"]))
def test_a_trend_turns_with_the_direction(values, way):
    other = {"omhoog": "omlaag", "omlaag": "omhoog"}[way]
    turned = {"beter": "slechter", "slechter": "beter", "gelijk": "gelijk"}
    assert rules.trend(values, other) == turned[rules.trend(values, way)]
    assert rules.trend(values[:1], way) == ""
    assert rules.haalt(values[-1], values[-1], way)
    assert rules.haalt(values[-1], None, way) is None


@pytest.mark.parametrize("outsider", [1, 2, 3])
def test_a_municipality_without_a_grant_sees_no_figure(owo, as_tenant, outsider):
    row = measure()
    with as_tenant(outsider):
        assert queries.metingen() == []
        assert services.indicatoren(DAY) == []
        with pytest.raises(DatabaseError), transaction.atomic():
            Meting.objects.create(
                indicator="tijd", deelnemer_id=row.deelnemer_id, datum=DAY, waarde=1, door="x"
            )


def plan_with(*kinds):
    """One more plan, whose indicators are measured in these ways."""
    leg_plan_aan(
        PlanIn(
            naam="Nieuw", van=date(2019, 1, 1), tot=date(2022, 12, 31), datum=date(2017, 6, 1), auteurs=["I&A"],
            missie="m", visie="v", onderdelen=[OnderdeelIn("k", "K2", "Klant", richting="omhoog")],
            indicatoren=[
                IndicatorIn(kind.replace("_", "-"), "K2", kind, "%", "omhoog", norm=95, meting=kind)
                for kind in kinds
            ],
        ),
        actor=SYSTEM,
    )  # fmt: skip


@pytest.mark.eis("R-002", "R-047", "R-048")
def test_each_month_the_figures_of_zaken_are_kept_and_again_changes_nothing(owo, monkeypatch):
    plan_with("zaken_op_tijd", "zaken_digitaal", "zonder_biv")
    asked = []

    def zaken(code, partner, van, tot, today):
        asked.append((code, partner, van, tot, today))
        return {"zaken_op_tijd": (9, 12), "zaken_digitaal": (0, 0)} if code == "oost" else None

    monkeypatch.setattr(cijfers, "_source", [zaken])
    assert cijfers.leg_vast(4, date(2020, 3, 2)) == 2
    assert cijfers.leg_vast(4, date(2020, 3, 20)) == 0
    assert asked[0] == ("oost", 4, date(2020, 2, 1), date(2020, 2, 29), date(2020, 3, 2))
    kept = {(m["indicator"], m["gemeente"]): m for m in queries.metingen()}
    assert set(kept) == {
        ("zaken-op-tijd", "oost"),
        ("zonder-biv", ""),
    }  # nothing came in: no figure, and no zero
    row = kept["zaken-op-tijd", "oost"]
    assert (row["waarde"], row["toelichting"], row["door"]) == (Decimal("75.00"), "9 / 12", "Kapstok")
    # A municipality that does not share them writes them down itself.
    services.meet("zaken-op-tijd", "west", date(2020, 2, 29), Decimal(80), op=date(2020, 3, 1), actor=SYSTEM)
    assert Meting.objects.count() == 3


@pytest.mark.parametrize("plan", [(), ("hand",)])
def test_nothing_is_kept_where_nothing_is_worked_out(owo, plan):
    if plan:
        plan_with(*plan)
        assert cijfers.leg_vast(4, date(2020, 3, 2)) == 0
    assert not Meting.objects.exists()


def test_the_month_before_and_a_share_of_nothing():
    assert rules.vorige_maand(date(2020, 3, 31)) == (date(2020, 2, 1), date(2020, 2, 29))
    assert rules.vorige_maand(date(2020, 1, 1)) == (date(2019, 12, 1), date(2019, 12, 31))
    assert rules.deel((0, 0)) is None
    assert rules.deel((1, 3)) == (Decimal("33.3"), "1 / 3")
