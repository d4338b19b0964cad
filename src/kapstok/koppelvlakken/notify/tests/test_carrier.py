"""Notifications reach a real webhook: in order, again after a failure, and never at the cost of another."""

import asyncio
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.db.models.functions import Now

from kapstok.koppelvlakken.notify.carrier import Carrier, turn
from kapstok.magazijnen.notificaties import services
from kapstok.magazijnen.zaken.services import change_zaak
from kapstok.platform.events import outbound
from kapstok.platform.events.dispatch import replay
from kapstok.platform.events.models import Delivery, State, Subscriber
from kapstok.platform.events.wake import CHANNEL

AUTH = "Token abc"


@pytest.fixture
def subscribe(given: Any, ontvanger: Any) -> Any:
    """`subscribe("/pad", kanaal, zaaktype=...)`: a subscription on the local webhook."""

    def make(path: str = "/hook", kanaal: str = "zaken", cloudevents: bool = False, **filters: str) -> Any:
        services.register_kanalen(actor=given.actor)
        made = services.create_abonnement(
            callback_url=ontvanger.url(path),
            auth=AUTH,
            kanalen=[{"naam": kanaal, "filters": filters}],
            cloudevents=cloudevents,
            actor=given.actor,
        )
        ontvanger.calls.clear()
        return made

    return make


@pytest.fixture
def carry(tenant: Any) -> Any:
    """`carry()`: send everything that is due, as the carrier does, on this test's own connection."""

    def work() -> int:
        sent = 0
        while found := turn(tenant.id, [], {}, True):
            outcomes = asyncio.run(_send(found))
            turn(tenant.id, outcomes, {}, False)
            sent += len(found)
        return sent

    return work


async def _send(found: Any) -> Any:
    carrier = Carrier()
    outcomes = await asyncio.gather(*(carrier.send(taken, receiver) for taken, receiver in found))
    await carrier.wire.close()
    return outcomes


def _again() -> None:
    """Time passes: what waits for a later attempt is due."""
    Delivery.objects.filter(state=State.WAITING).update(next_attempt=Now() - timedelta(seconds=1))
    Subscriber.objects.update(paused_until=None)


def _told(ontvanger: Any, path: str = "/hook") -> list[tuple[str, str]]:
    return [(c.body["resource"], c.body["actie"]) for c in ontvanger.calls if c.path == path]


@pytest.mark.regel("nrc-x-aflevering")
def test_a_zaak_is_told_in_the_form_of_the_standard(
    given: Any, subscribe: Any, carry: Any, ontvanger: Any
) -> None:
    kind = given.zaaktype()
    subscribe()
    zaak = given.zaak(kind)
    assert carry() == 1
    (call,) = ontvanger.calls
    base = "http://ooststellingwerf.localhost"
    url = f"{base}/zaken/api/v1/zaken/{zaak.id}"
    body = call.body
    assert body.pop("aanmaakdatum").endswith("Z")
    assert body == {
        "kanaal": "zaken",
        "hoofdObject": url,
        "resource": "zaak",
        "resourceUrl": url,
        "actie": "create",
        "kenmerken": {
            "bronorganisatie": zaak.bronorganisatie,
            "zaaktype": f"{base}/catalogi/api/v1/zaaktypen/{kind.id}",
            "zaaktype.catalogus": f"{base}/catalogi/api/v1/catalogussen/{given.catalogus().id}",
            "vertrouwelijkheidaanduiding": "zaakvertrouwelijk",
        },
    }
    assert call.headers["Authorization"] == AUTH
    assert call.headers["Content-Type"] == "application/json"
    assert "999993653" not in call.raw.decode()


@pytest.mark.regel("nrc-x-filter")
def test_only_what_agrees_with_the_filter_is_told(
    given: Any, subscribe: Any, carry: Any, ontvanger: Any
) -> None:
    kind = given.zaaktype()
    here = f"http://ooststellingwerf.localhost/catalogi/api/v1/zaaktypen/{kind.id}"
    subscribe("/deze", zaaktype=here)
    subscribe("/andere", zaaktype="https://elders.test/1")
    subscribe("/alle", zaaktype="*", vertrouwelijkheidaanduiding="zaakvertrouwelijk")
    subscribe("/besluiten", kanaal="besluiten")
    given.zaak(kind)
    carry()
    assert sorted(c.path for c in ontvanger.calls) == ["/alle", "/deze"]


def test_who_asks_for_it_gets_a_cloudevent(given: Any, subscribe: Any, carry: Any, ontvanger: Any) -> None:
    subscribe(cloudevents=True)
    zaak = given.zaak()
    carry()
    (call,) = ontvanger.calls
    body = call.body
    assert call.headers["Content-Type"] == "application/cloudevents+json"
    assert body["specversion"] == "1.0"
    assert body["type"] == "nl.overheid.zaken.zaak-aangemaakt"
    assert body["source"].startswith("urn:nld:oin:00000001")
    assert len(body["source"].split(":")[3]) == 20
    assert body["subject"] == str(zaak.id)
    assert body["dataref"] == body["data"]["resourceUrl"]
    assert call.headers["Idempotency-Key"] == f'"{body["id"]}"'


@pytest.mark.regel("nrc-x-aflevering")
def test_changes_of_one_zaak_arrive_in_order_also_after_a_failure(
    given: Any, subscribe: Any, carry: Any, ontvanger: Any
) -> None:
    zaak = given.zaak()
    subscribe()
    for number in range(4):
        change_zaak(zaak.id, {"omschrijving": f"Eik {number}"}, actor=given.actor)
    ontvanger.status["/hook"] = 500
    carry()
    assert len(ontvanger.calls) == 1
    ontvanger.status.clear()
    ontvanger.calls.clear()
    _again()
    assert carry() == 4
    order = list(
        Delivery.objects.filter(outbound=True).order_by("volgnummer").values_list("event_id", flat=True)
    )
    assert [c.headers["Idempotency-Key"].strip('"') for c in ontvanger.calls] == [str(e) for e in order]


def test_a_dead_subscriber_delays_no_other(given: Any, subscribe: Any, carry: Any, ontvanger: Any) -> None:
    kind = given.zaaktype()
    subscribe("/dood")
    subscribe("/leeft")
    ontvanger.status["/dood"] = 503
    for _ in range(5):
        given.zaak(kind)
    carry()
    assert len(_told(ontvanger, "/leeft")) == 5
    dead = Subscriber.objects.get(failing_since__isnull=False)
    assert dead.paused_until is not None
    assert Delivery.objects.filter(consumer=dead.consumer, state=State.WAITING).count() == 5
    before = len(_told(ontvanger, "/dood"))
    _again()
    carry()
    assert len(_told(ontvanger, "/dood")) == before + 1, "a failing one is tried with one at a time"


def test_a_message_that_is_refused_holds_up_its_own_zaak_only(
    given: Any, subscribe: Any, carry: Any, ontvanger: Any
) -> None:
    kind = given.zaaktype()
    subscribe()
    first = given.zaak(kind)
    ontvanger.status["/hook"] = 400
    carry()
    ontvanger.status.clear()
    change_zaak(first.id, {"omschrijving": "Later"}, actor=given.actor)
    given.zaak(kind)
    ontvanger.calls.clear()
    assert carry() == 1
    assert Subscriber.objects.get().failing_since is None
    assert Delivery.objects.get(attempts=1, state=State.WAITING).error == "http-400"


def test_who_went_away_and_came_back_misses_nothing(
    given: Any, subscribe: Any, carry: Any, ontvanger: Any
) -> None:
    kind = given.zaaktype()
    subscribe()
    ontvanger.close()
    zaken = [given.zaak(kind) for _ in range(3)]
    carry()
    assert set(Delivery.objects.exclude(error="").values_list("error", flat=True)) == {"refused"}
    ontvanger.open()
    _again()
    carry()
    _again()
    carry()
    assert {c.body["hoofdObject"].rsplit("/", 1)[-1] for c in ontvanger.calls} == {str(z.id) for z in zaken}
    assert Subscriber.objects.get().failing_since is None
    assert not Delivery.objects.exclude(state=State.DONE).exists()


@pytest.mark.regel("nrc-x-aflevering")
def test_it_is_tried_for_seven_days_and_then_given_up(
    given: Any, subscribe: Any, carry: Any, ontvanger: Any
) -> None:
    subscribe()
    given.zaak()
    ontvanger.status["/hook"] = 404
    for days, state in ((6.9, State.WAITING), (7.1, State.DEAD)):
        Delivery.objects.update(queued=Now() - timedelta(days=days))
        _again()
        carry()
        assert Delivery.objects.get().state == state
    ontvanger.status.clear()
    assert replay([str(Delivery.objects.get().id)]) == 1
    _again()
    assert carry() == 1
    assert Delivery.objects.get().state == State.DONE


def test_the_waits_together_leave_no_gap_longer_than_an_hour() -> None:
    waits = [outbound.wait_after(n).total_seconds() for n in range(1, 400)]
    assert waits[:3] == [2, 4, 8]
    assert max(waits) == 3600
    assert waits == sorted(waits)


def test_what_waited_for_a_subscriber_that_is_gone_a_week_is_given_up_together(
    given: Any, subscribe: Any, carry: Any, ontvanger: Any
) -> None:
    kind = given.zaaktype()
    subscribe()
    ontvanger.status["/hook"] = 503
    for _ in range(3):
        given.zaak(kind)
    carry()
    old = Now() - timedelta(days=8)
    Delivery.objects.update(queued=old)
    Subscriber.objects.update(failing_since=old)
    _again()
    carry()
    assert Delivery.objects.filter(state=State.DEAD).count() == 3


def test_a_loan_that_ran_out_is_taken_again_and_the_late_answer_is_ignored(
    given: Any, subscribe: Any, tenant: Any
) -> None:
    subscribe()
    given.zaak()
    (first,) = outbound.take({})
    assert outbound.take({}) == []
    _again()
    (second,) = outbound.take({})
    outbound.settle([outbound.Outcome(first, "timeout", down=True)])
    assert Delivery.objects.get().state == State.WAITING
    assert Delivery.objects.get().error == ""
    outbound.settle([outbound.Outcome(second)])
    assert Delivery.objects.get().state == State.DONE


def test_paused_nothing_goes_and_nothing_is_lost(
    given: Any, subscribe: Any, carry: Any, ontvanger: Any
) -> None:
    made = subscribe()
    services.pause_abonnement(made.id, paused=True, actor=given.actor)
    given.zaak()
    assert carry() == 0
    services.pause_abonnement(made.id, paused=False, actor=given.actor)
    assert carry() == 1


def test_a_stopped_subscription_gets_nothing_more(
    given: Any, subscribe: Any, carry: Any, ontvanger: Any
) -> None:
    made, kind = subscribe(), given.zaaktype()
    given.zaak(kind)
    services.delete_abonnement(made.id, actor=given.actor)
    given.zaak(kind)
    assert carry() == 0
    assert ontvanger.calls == []


def test_another_municipality_is_told_nothing(
    given: Any, subscribe: Any, carry: Any, ontvanger: Any, as_tenant: Any
) -> None:
    with as_tenant(2):
        subscribe("/vreemd")
    given.zaak()
    carry()
    with as_tenant(2):
        assert turn(2, [], {}, True) == []
    assert ontvanger.calls == []


def test_room_is_per_subscriber(given: Any, subscribe: Any, tenant: Any) -> None:
    kind = given.zaaktype()
    one, two = subscribe("/een"), subscribe("/twee")
    for _ in range(4):
        given.zaak(kind)
    busy = {services.consumer_of(one.id): 3}
    found = outbound.take(busy, room=3)
    assert {t.consumer for t in found} == {services.consumer_of(two.id)}
    assert len(found) == 3


async def _hears(parameters: Any) -> set[int]:
    carrier = Carrier()
    ear = asyncio.create_task(carrier._listen())
    try:
        await asyncio.wait_for(carrier._wake.wait(), 20)
        carrier._wake.clear()
        with psycopg.connect(**parameters, autocommit=True) as other:
            other.execute("SELECT pg_notify(%s, '3')", [CHANNEL])
        await asyncio.wait_for(carrier._wake.wait(), 20)
        assert not ear.done()
        return carrier._dirty
    finally:
        ear.cancel()


def test_a_commit_wakes_the_carrier_for_its_municipality(tenant: Any) -> None:
    assert asyncio.run(_hears(connection.get_connection_params())) == {3}
