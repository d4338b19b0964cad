"""A destroyed zaak leaves no thread behind."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from kapstok.magazijnen.klanten import services
from kapstok.magazijnen.klanten.models import Van
from kapstok.platform.events.dispatch import deliver_all
from kapstok.platform.work import unit_of_work
from kapstok.site.start import load_listeners

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def listeners():
    load_listeners()


def _post(actor, zaak, van=Van.GEMEENTE):
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


def test_the_thread_of_a_destroyed_zaak_is_gone(tenant, actor):
    zaak = uuid4()
    _post(actor, zaak)
    with unit_of_work(actor, "zaak.destroy") as work:
        work.record("zaak", zaak)
        work.publish("zaken.zaak.destroy", subject=zaak, data={})
    deliver_all(tenant.id)
    assert services.thread(zaak) == []
