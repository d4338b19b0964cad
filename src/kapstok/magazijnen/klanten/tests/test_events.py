"""A resident hears of a message once, and a destroyed zaak leaves no thread behind."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from kapstok.magazijnen.klanten import services
from kapstok.magazijnen.klanten.models import Bericht
from kapstok.platform.events.dispatch import deliver_all
from kapstok.platform.events.models import Delivery, State
from kapstok.platform.mail.models import Mail
from kapstok.platform.work import unit_of_work
from kapstok.site.start import load_listeners

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def listeners():
    load_listeners()


def _post(actor, zaak, van=Bericht.Van.GEMEENTE):
    services.post_message(
        zaak_id=zaak,
        van=van,
        person="p",
        author="A",
        subject="Vraag",
        text="Geheim antwoord",
        actor=actor,
        moment=NOW,
    )


def _wish(actor, *, mail: bool):
    services.save_preferences(
        "p", email="a@voorbeeld.test", telefoon="", mail_bij_bericht=mail, taal="fy", actor=actor
    )


def test_a_message_from_the_municipality_is_mailed_once_without_its_content(tenant, actor):
    _wish(actor, mail=True)
    _post(actor, uuid4())
    deliver_all(tenant.id)
    Delivery.objects.update(state=State.WAITING)
    deliver_all(tenant.id)
    mail = Mail.objects.get()
    assert mail.aan == "a@voorbeeld.test"
    assert "Geheim antwoord" not in mail.tekst


@pytest.mark.parametrize("van", [Bericht.Van.INWONER, Bericht.Van.GEMEENTE])
def test_no_mail_for_own_messages_or_for_who_does_not_want_it(tenant, actor, van):
    _wish(actor, mail=van == Bericht.Van.INWONER)
    _post(actor, uuid4(), van)
    deliver_all(tenant.id)
    assert not Mail.objects.exists()


def test_the_thread_of_a_destroyed_zaak_is_gone(tenant, actor):
    zaak = uuid4()
    _post(actor, zaak)
    with unit_of_work(actor, "zaak.destroy") as work:
        work.record("zaak", zaak)
        work.publish("zaken.zaak.destroy", subject=zaak, data={})
    deliver_all(tenant.id)
    assert services.thread(zaak) == []
