"""One thread per zaak, between the resident and the municipality."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from kapstok.magazijnen.klanten import services
from kapstok.magazijnen.klanten.models import Klantcontact, Van
from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.errors import Refusal
from kapstok.platform.events.models import Event

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def _post(actor, zaak, van=Van.INWONER, text="Hoe staat het ervoor? 😀 <b>"):
    return services.post_message(
        zaak_id=zaak, van=van, person="p", author="A", subject="Vraag", text=text, actor=actor, moment=NOW
    )


@pytest.mark.eis("R-015")
def test_question_and_answer_stand_in_one_thread(tenant, actor):
    zaak = uuid4()
    _post(actor, zaak)
    _post(actor, zaak, Van.GEMEENTE, "Vrijdag weten we het.")
    assert [b.van for b in services.thread(zaak)] == ["inwoner", "gemeente"]
    assert Event.objects.filter(type="klanten.bericht.create").count() == AuditRecord.objects.count() == 2


@pytest.mark.parametrize("text", ["", "   ", "\x00", "x" * 10_001])
def test_empty_or_endless_message_is_refused_and_nothing_is_kept(tenant, actor, text):
    with pytest.raises(Refusal):
        _post(actor, uuid4(), text=text)
    assert Klantcontact.objects.count() == 0


def test_reading_marks_only_the_other_sides_messages(tenant, actor):
    zaak = uuid4()
    _post(actor, zaak)
    assert services.mark_read(zaak, by=Van.INWONER, moment=NOW) == 0
    assert services.mark_read(zaak, by=Van.GEMEENTE, moment=NOW) == 1


def test_another_municipality_sees_no_thread(tenant, actor, as_tenant):
    zaak = uuid4()
    _post(actor, zaak)
    with as_tenant(2):
        assert services.thread(zaak) == []


def test_a_destroyed_zaak_takes_its_thread_along(tenant, actor):
    zaak = uuid4()
    _post(actor, zaak)
    services.forget_zaak(zaak)
    assert services.thread(zaak) == []
