"""Events are delivered at least once, in order per subject, and never lost."""

from datetime import timedelta

import msgspec
import pytest
from django.db.models.functions import Now
from django.utils import timezone

from kapstok.platform.config import settings
from kapstok.platform.events import outbox, registry
from kapstok.platform.events.cleaning import remove_delivered
from kapstok.platform.events.dispatch import MAX_ATTEMPTS, deliver_all, replay, wait_after
from kapstok.platform.events.models import Delivery, Event, State, Subscriber, Subscription
from kapstok.platform.events.registry import listens
from kapstok.platform.work import unit_of_work


@pytest.fixture
def heard(monkeypatch):
    """A consumer of proef.* that writes down what it hears and fails on request."""
    monkeypatch.setattr(registry, "consumers", {})
    monkeypatch.setattr("kapstok.platform.events.dispatch.consumers", registry.consumers)
    notes: list[tuple[str, int]] = []

    @listens("proef.*", consumer="proef")
    def consume(event) -> None:
        if event.data.get("stuk"):
            raise ValueError("kan niet")
        notes.append((event.subject, event.data["n"]))

    return notes


def _publish(actor, subject: str, n: int, **more) -> None:
    with unit_of_work(actor, "proef.doen") as work:
        work.record("proef", subject)
        work.publish("proef.ding.create", subject=subject, data={"n": n, **more})


def _everything_due() -> None:
    Delivery.objects.filter(state=State.WAITING).update(next_attempt=Now() - timedelta(seconds=1))


def test_events_of_one_subject_arrive_in_order(tenant, actor, heard):
    for n in range(5):
        _publish(actor, "a", n)
    assert deliver_all(tenant.id) == 5
    assert heard == [("a", n) for n in range(5)]
    assert deliver_all(tenant.id) == 0


def test_a_failing_event_holds_up_its_own_subject_only(tenant, actor, heard):
    _publish(actor, "a", 1, stuk=True)
    _publish(actor, "a", 2)
    _publish(actor, "b", 3)
    deliver_all(tenant.id)
    assert heard == [("b", 3)]
    waiting = Delivery.objects.get(subject="a", attempts=1)
    assert (waiting.state, waiting.error) == (State.WAITING, "ValueError: kan niet")


def test_after_the_last_attempt_the_event_is_given_up_and_the_next_one_goes(tenant, actor, heard):
    _publish(actor, "a", 1, stuk=True)
    _publish(actor, "a", 2)
    for _ in range(MAX_ATTEMPTS):
        _everything_due()
        deliver_all(tenant.id)
    assert Delivery.objects.get(state=State.DEAD).attempts == MAX_ATTEMPTS
    _everything_due()
    deliver_all(tenant.id)
    assert heard == [("a", 2)]


def test_a_given_up_event_is_delivered_after_replay(tenant, actor, heard):
    _publish(actor, "a", 1, stuk=True)
    Delivery.objects.update(state=State.DEAD)
    from kapstok.platform.events.registry import Consumer

    registry.consumers["proef"] = Consumer(
        "proef", "proef.*", lambda e: heard.append((e.subject, e.data["n"]))
    )
    assert replay([str(Delivery.objects.get().id)]) == 1
    assert deliver_all(tenant.id) == 1
    assert heard == [("a", 1)]


def test_what_a_failing_consumer_wrote_is_undone(tenant, actor, monkeypatch):
    monkeypatch.setattr(registry, "consumers", {})
    monkeypatch.setattr("kapstok.platform.events.dispatch.consumers", registry.consumers)

    @listens("proef.*", consumer="half")
    def consume(event) -> None:
        Event.objects.create(type="half", subject="h", data={}, actor="x", moment=event.moment)
        raise ValueError

    _publish(actor, "a", 1)
    deliver_all(tenant.id)
    assert not Event.objects.filter(type="half").exists()


def test_another_municipality_hears_nothing(tenant, actor, heard, other_tenant):
    _publish(actor, "a", 1)
    assert deliver_all(other_tenant) == 0
    assert heard == []


def test_waiting_time_doubles_and_is_bounded():
    assert [wait_after(n).total_seconds() for n in (1, 2, 3)] == [2, 4, 8]
    assert wait_after(40) == timedelta(hours=24)


def _long_ago(**which) -> None:
    """Delivered a day longer ago than is kept."""
    then = timezone.now() - timedelta(days=settings.berichten_dagen + 1)
    Delivery.objects.filter(state=State.DONE, **which).update(finished=then)


def _later():
    return timezone.now() + timedelta(days=settings.berichten_dagen + 1)


def test_what_arrived_longer_ago_than_is_kept_goes_and_the_rest_stays(tenant, actor, heard):
    for subject in ("oud", "nieuw"):
        _publish(actor, subject, 1)
    _publish(actor, "dood", 1, stuk=True)
    deliver_all(tenant.id)
    Delivery.objects.filter(subject="dood").update(state=State.DEAD)
    _publish(actor, "wacht", 1)
    assert remove_delivered(timezone.now()) == (0, 0)
    # A month on: only "nieuw" was delivered shortly before.
    Delivery.objects.filter(subject="nieuw").update(finished=_later())
    assert remove_delivered(_later(), batch=1) == (1, 1)
    assert set(Event.objects.values_list("subject", flat=True)) == {"nieuw", "dood", "wacht"}
    assert set(Delivery.objects.values_list("subject", flat=True)) == {"nieuw", "dood", "wacht"}


def test_what_was_given_up_can_be_sent_again_however_old_it_is(tenant, actor, heard):
    _publish(actor, "a", 1, stuk=True)
    deliver_all(tenant.id)
    Delivery.objects.update(state=State.DEAD)
    remove_delivered(_later())
    assert replay([str(Delivery.objects.get().id)]) == 1


def test_a_night_has_an_end_and_another_municipality_is_left_alone(tenant, actor, heard, as_tenant):
    for n in range(5):
        _publish(actor, "a", n)
    deliver_all(tenant.id)
    _long_ago()
    with as_tenant(2):
        assert remove_delivered(_later()) == (0, 0)
    assert remove_delivered(timezone.now(), batch=2, most=3) == (3, 0)
    assert Delivery.objects.count() == 2


def test_an_event_that_one_of_its_consumers_still_waits_for_stays(tenant, actor, heard):
    @listens("proef.*", consumer="tweede")
    def consume(event) -> None:
        raise ValueError("later")

    _publish(actor, "a", 1)
    deliver_all(tenant.id)
    assert remove_delivered(_later()) == (1, 0)
    assert Event.objects.count() == 1


@pytest.mark.parametrize("topic", ["", "proef"])
@pytest.mark.parametrize("ours", [False, True])
def test_one_event_leaves_what_each_of_several_leaves(tenant, actor, monkeypatch, ours, topic):
    """They are written by statements of their own."""
    consumers = {"proef": registry.Consumer("proef", "proef.*", print)} if ours else {}
    monkeypatch.setattr(registry, "consumers", consumers)
    message = {"kenmerken": {"soort": "boom", "kleur": "groen"}} if topic else None
    told = lambda event: msgspec.structs.replace(event, topic=topic, message=message)  # noqa: E731
    monkeypatch.setattr(registry, "_translators", [told])
    for consumer, keys in [("een", {"soort": "boom"}), ("een", {}), ("twee", {"soort": "heg"}), ("drie", {})]:
        subscriber, _ = Subscriber.objects.get_or_create(consumer=consumer)
        Subscription.objects.create(subscriber=subscriber, consumer=consumer, topic="proef", keys=keys)
    one = outbox.Event(type="proef.ding.create", subject="a", data={"n": 1}, actor="x", moment=timezone.now())
    outbox.write([one])
    outbox.write([one, one])
    events = list(Event.objects.filter(type="proef.ding.create").order_by("volgnummer"))
    assert [(e.topic, e.message, e.data) for e in events] == [(topic, message, {"n": 1})] * 3
    left = {e.id: [] for e in events}
    for row in Delivery.objects.order_by("consumer"):
        left[row.event_id].append((row.consumer, row.outbound, row.state, row.subject))
        assert row.volgnummer == next(e.volgnummer for e in events if e.id == row.event_id)
    outside = [("drie", True), ("een", True)] if topic else []
    expected = [(*who, "wacht", "a") for who in [*outside, *([("proef", False)] if ours else [])]]
    assert list(left.values()) == [expected] * 3
