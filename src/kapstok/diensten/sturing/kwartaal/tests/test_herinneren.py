"""Reviews that are owed: by whom and since when, reminding by hand and by itself, and a leader who is a person."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kapstok.diensten.sturing.kwartaal.herinneren import herinner, schuldig, te_toetsen
from kapstok.diensten.sturing.kwartaal.jobs import remind
from kapstok.diensten.sturing.kwartaal.models import Herinnering
from kapstok.diensten.sturing.kwartaal.rules import herinnermoment
from kapstok.diensten.sturing.kwartaal.tests.test_kwartaal import (  # noqa: F401 - fixtures
    AFTER,
    REVIEW,
    actor,
    owo,
    projects,
    quarter,
)
from kapstok.diensten.sturing.projecten import services as projecten
from kapstok.diensten.sturing.rollen.services import NietBevoegd
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import create_user
from kapstok.platform.identity.models import User
from kapstok.platform.mail.models import Mail
from kapstok.platform.work import SYSTEM, Actor

END = date(2019, 3, 31)
BASE = "https://owo.voorbeeld.test"


@pytest.fixture
def leader(projects):  # noqa: F811
    """Who leads the project that runs: an account without any role in the steering."""
    user = create_user(
        "l.eider", naam="L. Eider", password="een lang wachtwoord", roles=("behandelaar",), email="l@eider.test",
        actor=SYSTEM,
    )  # fmt: skip
    projecten.wijzigen(projects[0].id, {"leider_id": user.id}, versie=None, actor=SYSTEM)
    return Actor("medewerker", str(user.id), user.naam, "Sturing")


def test_a_running_project_owes_its_review_from_the_day_after_the_quarter(quarter, projects, leader):  # noqa: F811
    assert te_toetsen(AFTER) == (2019, 1)
    assert schuldig(END).rijen == []
    owed = schuldig(AFTER)
    assert (owed.jaar, owed.nummer, owed.sinds) == (2019, 1, date(2019, 4, 1))
    assert [(r["naam"], r["projectleider"], r["email"]) for r in owed.rijen] == [
        (projects[0].naam, "L. Eider", "l@eider.test")
    ]
    assert [r["naam"] for r in schuldig(AFTER, leider=leader.id).rijen] == [projects[0].naam]
    assert schuldig(AFTER, leider=quarter.id).rijen == []
    projecten.toets(projects[0].id, 2019, 1, REVIEW, op=AFTER, actor=SYSTEM)
    assert schuldig(AFTER).rijen == []


def test_a_leader_is_reminded_once_a_day_and_who_has_no_address_is_named(quarter, projects, leader, actor):  # noqa: F811
    assert herinner(op=AFTER, actor=actor, basis=BASE) == (1, [])
    assert herinner(op=AFTER, actor=actor, basis=BASE) == (0, [])
    mail = Mail.objects.get()
    assert mail.aan == "l@eider.test"
    assert f"{BASE}/sturing/projecten/{projects[0].id}/toets/2019/1/" in mail.tekst
    assert schuldig(AFTER).rijen[0]["herinnerd_op"] == AFTER
    assert herinner(op=AFTER + timedelta(days=1), actor=actor, basis=BASE) == (1, [])
    User.objects.filter(id=leader.id).update(active=False)
    assert herinner(op=AFTER + timedelta(days=2), actor=actor, basis=BASE) == (0, [projects[0].naam])
    with pytest.raises(NietBevoegd):
        herinner(op=AFTER, actor=leader, basis=BASE)


def test_at_night_they_are_reminded_when_a_day_for_it_has_come_and_not_again(quarter, leader):  # noqa: F811
    def night(day):
        remind(4, datetime(day.year, day.month, day.day, 7, 15, tzinfo=ZoneInfo("Europe/Amsterdam")))
        return Mail.objects.count()

    first = herinnermoment(END, date(2019, 4, 5))
    assert (first, herinnermoment(END, date(2019, 4, 4))) == (date(2019, 4, 5), None)
    assert night(date(2019, 4, 4)) == 0
    assert night(date(2019, 4, 5)) == 1
    assert night(date(2019, 4, 8)) == 1
    assert night(date(2019, 4, 12)) == 2
    assert night(date(2019, 12, 1)) == 3
    assert night(date(2019, 12, 2)) == 3


def test_the_leader_is_a_person_who_may_report_and_round_off_without_any_function(projects, leader):  # noqa: F811
    mine, other = projects
    assert projecten.toets(mine.id, 2019, 1, REVIEW, op=AFTER, actor=leader).door == "L. Eider"
    projecten.zet(mine.id, "in_afronding", op=AFTER, actor=leader)
    with pytest.raises(NietBevoegd):
        projecten.zet(other.id, "afgevoerd", projecten.Opgave("x"), op=AFTER, actor=leader)
    projecten.wijzigen(mine.id, {"naam": "Heel anders"}, versie=None, actor=SYSTEM)
    projecten.toets(mine.id, 2019, 1, {**REVIEW, "voortgang": 90}, op=AFTER, actor=leader)
    projecten.wijzigen(mine.id, {"leider_id": None}, versie=None, actor=SYSTEM)
    with pytest.raises(NietBevoegd):
        projecten.toets(mine.id, 2019, 1, REVIEW, op=AFTER, actor=leader)


def test_a_leader_without_an_account_that_works_is_refused(projects):  # noqa: F811
    user = create_user("w.eg", naam="Weg", password="een lang wachtwoord", roles=("directie",), actor=SYSTEM)
    User.objects.filter(id=user.id).update(active=False)
    for who in (user.id, projects[0].id):
        with pytest.raises(Refusal) as refused:
            projecten.wijzigen(projects[0].id, {"leider_id": who}, versie=None, actor=SYSTEM)
        assert [r.field for r in refused.value.all] == ["leider_id"]


def test_another_municipality_sees_no_reminder(quarter, leader, actor, as_tenant):  # noqa: F811
    herinner(op=AFTER, actor=actor, basis=BASE)
    with as_tenant(1):
        assert not Herinnering.objects.exists()
        assert schuldig(AFTER).rijen == []
