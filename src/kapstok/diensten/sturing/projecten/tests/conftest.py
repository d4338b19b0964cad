"""A partnership of three with money for 2019, and makers of projects."""

from datetime import date

import pytest

from kapstok.diensten.sturing.geld import services as geld
from kapstok.diensten.sturing.geld.services import Waarvoor
from kapstok.diensten.sturing.plan.services.invoer import PlanIn, SpeerpuntIn, leg_plan_aan
from kapstok.diensten.sturing.projecten import services
from kapstok.diensten.sturing.projecten.services import Deelneming
from kapstok.diensten.sturing.verband.services import toetreden
from kapstok.platform.work import SYSTEM
from kapstok.site.bevoegd import appoint, somebody

OWO = 4
OP = date(2019, 1, 10)


@pytest.fixture
def actor(db, as_tenant):
    with as_tenant(OWO):
        return somebody()


@pytest.fixture
def owo(db, as_tenant, actor):
    with as_tenant(OWO):
        made = {
            code: toetreden(code, code.capitalize(), code[:2], van=date(2015, 1, 1), volgorde=n, actor=actor)
            for n, code in enumerate(("oost", "west", "opsterland"))
        }
        appoint(actor.id, made.values())
        for row in made.values():
            geld.reserveren(row.id, 2019, Waarvoor(date(2019, 1, 2), "Reservering"), actor=actor)
        priorities = [SpeerpuntIn(code, f"Speerpunt {code}") for code in ("SP1", "SP7")]
        plan = PlanIn(
            "Plan",
            date(2017, 1, 1),
            date(2020, 12, 31),
            date(2017, 5, 1),
            ["I&A"],
            "m",
            "v",
            speerpunten=priorities,
        )
        leg_plan_aan(plan, actor=SYSTEM)
        yield made


@pytest.fixture
def maak(owo, actor):
    """`maak("Zaakgericht", oost=1_000_00, west=0)`: a proposal with what each municipality pays."""

    def make(naam="Zaakgericht", *, uren=0, tot=date(2019, 12, 31), effect_verwacht=None, **euros):
        parts = [
            Deelneming(owo[code].id, date(2019, 1, 1), tot, begroot=cents, uren=uren)
            for code, cents in (euros or {"oost": 0}).items()
        ]
        values = {"naam": naam, "jaar": 2019, "speerpunten": ["SP1"], "omschrijving": "Beter werken"}
        values["effect_verwacht"] = effect_verwacht or {}
        return services.aanmelden(values, parts, op=OP, actor=actor)

    return make
