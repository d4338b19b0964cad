"""The audit trail under beheer is searched by object, person, act and period."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kapstok.magazijnen.autorisaties.services import add_applicatie
from kapstok.platform.audit.actor import Actor
from kapstok.schermen.beheer.logboek import DAYS, search_of
from kapstok.schermen.beheer.logboek_woorden import done_of

LIST = "/beheer/logboek/"


@pytest.fixture
def ciso(visit, given):
    for name in ("Anna Zijlstra", "Bram de Vries"):
        actor = Actor("medewerker", name, name)
        add_applicatie(label=name, client_id=name.split()[0], secret=None, alles=True, actor=actor)
    return visit("medewerker", roles=("ciso",))


def _rows(client, **asked):
    response = client.get(LIST, asked)
    assert response.status_code == 200
    return response.content.decode()


def test_the_trail_is_narrowed_by_person_act_and_period(ciso):
    today = timezone.localdate()
    assert "Anna Zijlstra" in _rows(ciso)
    found = _rows(ciso, wie="zijl")
    assert "Anna Zijlstra</td>" in found
    assert "Bram de Vries</td>" not in found
    assert "Bram de Vries</td>" in _rows(ciso, wat="APPLICATIE")
    assert "Bram de Vries</td>" not in _rows(ciso, wat="100%")
    assert "Anna Zijlstra</td>" in _rows(ciso, van=today.isoformat(), tot=today.isoformat())
    assert "Niets gevonden" in _rows(ciso, tot=(today - timedelta(days=1)).isoformat())


def test_a_day_that_is_none_is_told_at_the_field(ciso):
    page = _rows(ciso, van="gisteren")
    assert 'value="gisteren"' in page
    assert "Niets gevonden" in page


def test_a_question_without_a_bound_is_about_the_last_month():
    today = date(2026, 11, 25)
    assert search_of({}, today=today).van is None
    assert search_of({"object": "x", "wie": "a"}, today=today).van is None
    bounded = search_of({"wie": "a"}, today=today).van
    assert timezone.localdate(bounded) == today - timedelta(days=DAYS)
    earlier = search_of({"wat": "a", "tot": date(2026, 1, 31)}, today=today)
    assert timezone.localdate(earlier.van) == date(2025, 12, 31)
    assert timezone.localdate(earlier.tot) == date(2026, 2, 1)


def test_another_municipality_sees_nothing_of_it(ciso, visit):
    foreign = visit("medewerker", roles=("ciso",), tenant="weststellingwerf")
    assert "Anna Zijlstra" not in _rows(foreign, wie="Anna")


def test_the_trail_of_a_zaak_is_found_by_its_number(ciso, given):
    zaak = given.zaak()
    for number in (zaak.identificatie, str(zaak.id)):
        found = _rows(ciso, object=number)
        assert 'Gemaakt<small class="k-breed" translate="no"><br>zaak.create</small>' in found
        assert "Anna Zijlstra</td>" not in found
    assert "Niets gevonden" in _rows(ciso, object=zaak.identificatie + "9")


def test_an_act_without_a_word_is_told_by_its_name():
    assert done_of("zaak.reopen") == "heropend"
    assert done_of("formulier.try") == ""
