"""The overview tells at a glance whether everything runs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from kapstok.platform.audit.checks import run_check
from kapstok.platform.audit.models import AuditCheck
from kapstok.platform.events.dispatch import deliver_all
from kapstok.platform.mail.models import Mail
from kapstok.platform.mail.queue import queue_mail


@pytest.fixture
def beheer(visit):
    return visit("medewerker", roles=("functioneel-beheerder",))


def page(client):
    answer = client.get("/beheer/")
    assert answer.status_code == 200
    return answer.content.decode()


def beat(moment):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [moment])


def test_a_worker_that_stands_still_is_said_first(beheer):
    assert "achtergrondwerk draait niet" in page(beheer)
    beat(timezone.now() - timedelta(minutes=10))
    assert "achtergrondwerk draait niet" in page(beheer)
    beat(timezone.now())
    assert "Draait, en is bij" in page(beheer)


def test_sending_nothing_again_is_refused_on_the_same_list(beheer):
    queue_mail(event_key="x", to="a@voorbeeld.test", subject="Onderwerp", text="Tekst", now=timezone.now())
    Mail.objects.update(state="dood")
    refused = beheer.post("/beheer/mail/opnieuw/?stand=dood")
    assert refused.status_code == 422
    assert refused.content.decode().count("Kies eerst een of meer") == 2  # the summary, and at the list
    assert refused.context["stand"] == "dood"
    assert beheer.get("/beheer/mail/opnieuw/?stand=dood").url == "/beheer/mail/?stand=dood"
    without = beheer.post("/beheer/berichten/opnieuw/?stand=klaar")
    assert (without.status_code, without.context["fouten"][0][0]) == (422, "")


def test_mail_that_was_given_up_is_counted_with_a_way_to_it(beheer):
    queue_mail(event_key="x", to="a@voorbeeld.test", subject="Onderwerp", text="Tekst", now=timezone.now())
    Mail.objects.update(state="dood")
    text = page(beheer)
    assert "1 mail vraagt uw aandacht" in text
    assert "/beheer/mail/?stand=dood" in text


def test_asking_for_a_check_shows_its_outcome(beheer):
    assert "nog niet gecontroleerd" in page(beheer)
    beheer.post("/beheer/controle/")
    deliver_all(1)
    assert "De keten is heel" in page(beheer)
    assert AuditCheck.objects.get().records > 0


def test_a_broken_chain_is_named(beheer, given):
    row = run_check(1, timezone.now())
    assert row.fault == ""
    AuditCheck.objects.create(moment=timezone.now(), records=5, fault="record 3 is gewijzigd")
    assert "record 3 is gewijzigd" in page(beheer)


def test_another_municipality_sees_its_own_state_only(beheer, visit):
    AuditCheck.objects.create(moment=timezone.now(), records=5, fault="record 3 is gewijzigd")
    other = visit("medewerker", roles=("functioneel-beheerder",), tenant="weststellingwerf")
    assert "record 3 is gewijzigd" not in page(other)
