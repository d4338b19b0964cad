"""The communication plan: due in time and not before, published as one, and of the partnership alone."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from kapstok.diensten.sturing.communicatie.models import Bericht, Doelgroep, Publicatie
from kapstok.diensten.sturing.communicatie.queries import berichten, nieuws, schema
from kapstok.diensten.sturing.communicatie.rules import stand, volgende
from kapstok.diensten.sturing.communicatie.services import (
    mag_lezen,
    nieuwe_sleutel,
    ongedaan,
    publiceer,
    save_bericht,
    save_doelgroep,
    zet_openbaar,
)
from kapstok.diensten.sturing.kwartaal.services import openen, sluiten
from kapstok.diensten.sturing.plan.models import Vaststelling
from kapstok.diensten.sturing.plan.services import agendeer, dien_in, leg_plan_aan, stem
from kapstok.diensten.sturing.plan.services.invoer import PlanIn
from kapstok.diensten.sturing.verband.services import toetreden
from kapstok.platform.errors import Refusal
from kapstok.platform.mail.models import Mail
from kapstok.platform.work import SYSTEM

OWO, DAY = 4, date(2018, 3, 1)


@pytest.fixture
def owo(db, as_tenant):
    with as_tenant(OWO):
        yield {
            code: toetreden(code, code, code[:2], van=date(2015, 1, 1), volgorde=n, actor=SYSTEM)
            for n, code in enumerate(("oost", "west", "opsterland"))
        }


@pytest.fixture
def groups(owo):
    """Managers of Oost, and everybody; one address is in both."""
    made = [
        save_doelgroep({"naam": naam, "deelnemer_id": member, "adressen": adressen}, actor=SYSTEM)
        for naam, member, adressen in (
            ("Managers Oost", owo["oost"].id, ["a@oost.example", "B@oost.example"]),
            ("Iedereen", None, ["b@oost.example", "c@west.example"]),
        )
    ]
    return [row.id for row in made]


def values(groups, **more):
    return {
        "titel": "Het plan is er", "tekst": "Lees het plan.", "doelgroepen": groups, "kanalen": ["mail", "intranet"],
        "verantwoordelijke": "Igor Adema", "datum": DAY, **more,
    }  # fmt: skip


def add(groups, **more):
    return save_bericht(values(groups, **more), actor=SYSTEM)


def stand_of(row, today=DAY):
    return berichten(today, bericht_id=row.id)[0]["stand"]


@pytest.mark.eis("R-264", "R-265")
def test_publishing_mails_each_address_once_and_stands_in_the_feeds(owo, groups):
    row = add(groups)
    made = publiceer(row.id, versie=1, op=DAY, actor=SYSTEM)
    assert sorted(Mail.objects.values_list("aan", flat=True)) == [
        "a@oost.example",
        "b@oost.example",
        "c@west.example",
    ]
    assert {m.tekst for m in Mail.objects.all()} == {"Lees het plan."}
    assert (made.mails, made.gemeenten) == (3, ["oost", "west", "opsterland"])
    assert [p.nu[0] for p in nieuws("opsterland")] == ["Het plan is er"]
    assert stand_of(row) == "gepubliceerd"
    with pytest.raises(Refusal, match="al gepubliceerd"):
        publiceer(row.id, versie=2, op=DAY, actor=SYSTEM)
    assert Mail.objects.count() == 3


def test_a_group_of_one_municipality_is_news_of_that_one_only(owo, groups):
    publiceer(add(groups[:1], kanalen=["intranet"]).id, versie=1, op=DAY, actor=SYSTEM)
    assert len(nieuws("oost")) == 1
    assert nieuws("west") == []
    assert not Mail.objects.exists()


@pytest.mark.eis("R-263")
def test_nothing_of_the_plan_goes_out_before_the_directie_adopts_it(owo, groups):
    small = PlanIn("Plan", DAY, date(2020, 12, 31), DAY, ["I&A"], "Missie", "Visie")
    version = leg_plan_aan(small, actor=SYSTEM)
    row = add(groups, moment="plan", datum=None, aanleiding_id=version.id)
    dien_in(version.id, op=DAY, actor=SYSTEM)
    step = Vaststelling.objects.filter(planversie=version).order_by("volgorde")[0]
    agendeer(step.id, op=DAY, actor=SYSTEM)
    for code in ("oost", "west"):
        stem(step.id, code, op=DAY, actor=SYSTEM)
    assert stand_of(row) == "wacht"
    with pytest.raises(Refusal, match="wacht nog"):
        publiceer(row.id, versie=1, op=DAY, actor=SYSTEM)
    assert not Publicatie.objects.exists()
    assert not Mail.objects.exists()
    stem(step.id, "opsterland", op=DAY, actor=SYSTEM)
    assert publiceer(row.id, versie=1, op=DAY, actor=SYSTEM).mails == 3


def test_a_message_follows_the_closing_of_its_quarter_by_so_many_days(owo, groups):
    quarter = openen(2018, 1, op=date(2018, 1, 2), actor=SYSTEM)
    row = add(groups, moment="kwartaal", datum=None, aanleiding_id=quarter.id, dagen_na=7)
    assert stand_of(row) == "wacht"
    sluiten(quarter.id, op=date(2018, 4, 1), actor=SYSTEM)
    assert berichten(DAY, bericht_id=row.id)[0]["dag"] == date(2018, 4, 8)
    assert stand_of(row, date(2018, 4, 7)) == "gepland"
    assert stand_of(row, date(2018, 4, 8)) == "nu"


@pytest.mark.eis("R-261")
def test_coordination_per_domain_comes_back_in_its_rhythm(owo, groups):
    row = add(groups, herhaling=3, aandachtsveld="Sociaal domein", datum=date(2018, 1, 31))
    publiceer(row.id, versie=1, op=DAY, actor=SYSTEM)
    row.refresh_from_db()
    assert (row.datum, row.aandachtsveld) == (date(2018, 4, 30), "Sociaal domein")
    assert stand_of(row) == "gepland"
    publiceer(row.id, versie=2, op=date(2018, 5, 2), actor=SYSTEM)
    assert Publicatie.objects.filter(bericht=row).count() == 2


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(1, 24), st.integers(0, 2000))
def test_the_next_time_is_after_today_and_at_most_a_step_away(day, months, later):
    today = date.fromordinal(day.toordinal() + later)
    found = volgende(day, months, today)
    assert today < found
    assert (found - today).days <= months * 31


@pytest.mark.parametrize(
    ("when", "last", "rhythm", "expected"),
    [
        (None, None, 0, "wacht"),
        (date(2018, 3, 2), None, 0, "gepland"),
        (DAY, None, 0, "nu"),
        (DAY, DAY, 0, "gepubliceerd"),
        (date(2018, 6, 1), DAY, 3, "gepland"),
    ],
)
def test_where_a_message_stands(when, last, rhythm, expected):
    assert stand(when, last, rhythm, DAY) == expected


@pytest.mark.eis("R-258")
def test_the_scheme_says_who_informs_whom_by_which_channel(owo, groups):
    add(groups[:1])
    add(groups, titel="Nog een", kanalen=["intranet"])
    assert schema(berichten(DAY)) == [
        ("Igor Adema", "Iedereen", ["intranet"], 1),
        ("Igor Adema", "Managers Oost", ["intranet", "mail"], 2),
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"titel": " "}, "titel"),
        ({"tekst": ""}, "tekst"),
        ({"doelgroepen": []}, "doelgroepen"),
        ({"kanalen": []}, "kanalen"),
        ({"kanalen": ["duif"]}, "kanalen"),
        ({"datum": None}, "datum"),
        ({"moment": "ooit"}, "moment"),
        ({"moment": "kwartaal"}, "kwartaal"),
        ({"moment": "plan"}, "plan"),
        ({"moment": "plan", "herhaling": 3}, "herhaling"),
        ({"verantwoordelijke": ""}, "verantwoordelijke"),
    ],
)
def test_what_lacks_is_named_at_its_field(owo, groups, change, field):
    with pytest.raises(Refusal) as refused:
        add(groups, **change)
    assert field in [each.field for each in refused.value.all]
    assert not Bericht.objects.exists()


def test_a_group_with_an_address_that_is_none_is_refused(owo):
    with pytest.raises(Refusal, match="geen e-mailadres"):
        save_doelgroep({"naam": "x", "adressen": ["a@b.example", "geen adres"]}, actor=SYSTEM)


def test_mail_without_any_address_sends_nothing_and_is_refused(owo):
    group = save_doelgroep({"naam": "Leeg"}, actor=SYSTEM)
    row = add([group.id])
    with pytest.raises(Refusal, match="Geen van de doelgroepen"):
        publiceer(row.id, versie=1, op=DAY, actor=SYSTEM)
    assert not Publicatie.objects.exists()


def test_a_change_is_undone_until_it_went_out(owo, groups):
    row = add(groups)
    save_bericht(values(groups, titel="Anders"), bericht_id=row.id, versie=1, actor=SYSTEM)
    row = ongedaan(row.id, versie=2, actor=SYSTEM)
    row.refresh_from_db()
    assert (row.titel, row.datum, row.doelgroepen) == ("Het plan is er", DAY, groups)
    with pytest.raises(Refusal, match="Iemand anders"):
        publiceer(row.id, versie=2, op=DAY, actor=SYSTEM)
    publiceer(row.id, versie=3, op=DAY, actor=SYSTEM)
    with pytest.raises(Refusal, match="geen wijziging"):
        ongedaan(row.id, versie=4, actor=SYSTEM)


def test_what_was_published_cannot_be_changed(owo, groups):
    made = publiceer(add(groups).id, versie=1, op=DAY, actor=SYSTEM)
    for attempt in (lambda: Publicatie.objects.filter(id=made.id).update(titel="x"), made.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_a_feed_is_closed_until_it_has_a_key_or_is_opened(owo):
    assert not mag_lezen("oost", "")
    first = nieuwe_sleutel("oost", actor=SYSTEM)
    assert mag_lezen("oost", first)
    assert not mag_lezen("west", first)
    assert not mag_lezen("oost", "")
    second = nieuwe_sleutel("oost", actor=SYSTEM)
    assert not mag_lezen("oost", first)
    assert mag_lezen("oost", second)
    zet_openbaar("west", openbaar=True, actor=SYSTEM)
    assert mag_lezen("west", "")
    zet_openbaar("west", openbaar=False, actor=SYSTEM)
    assert not mag_lezen("west", "")


@pytest.mark.parametrize("outsider", [1, 2, 3])
def test_another_municipality_sees_and_writes_nothing(owo, groups, as_tenant, outsider):
    row = add(groups)
    publiceer(row.id, versie=1, op=DAY, actor=SYSTEM)
    with as_tenant(outsider):
        assert berichten(DAY) == []
        assert nieuws("oost") == []
        assert not Doelgroep.objects.exists()
        with pytest.raises(Refusal):
            publiceer(row.id, versie=2, op=DAY, actor=SYSTEM)
