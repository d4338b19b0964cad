"""Rows by prepared statements are what the ORM would give."""

from django.apps import apps
from django.db.models.expressions import DatabaseDefault
from django.utils import timezone

from kapstok.platform.audit.models import AuditHead
from kapstok.platform.db.rows import ask, ask_one, fresh
from kapstok.platform.events.models import Event
from kapstok.platform.work import unit_of_work


def _event(actor) -> Event:
    with unit_of_work(actor, "proef.doen") as work:
        work.record("proef", "a")
        work.publish("proef.ding.create", subject="a", data={"n": [1, "é", None]})
    return Event.objects.get()


def test_a_row_that_was_asked_for_is_the_row_of_the_orm(tenant, actor):
    same = _event(actor)
    found = ask_one(Event, same.id).first()
    assert found is not None
    assert {**found.__dict__, "_state": 0} == {**same.__dict__, "_state": 0}
    assert found.data == {"n": [1, "é", None]}
    assert found.moment <= timezone.now()
    assert ask(AuditHead, "t.volgnummer < 0").first() is None


def test_of_a_row_some_columns_are_read_and_the_others_when_they_are_looked_at(tenant, actor):
    same = _event(actor)
    found = ask_one(Event, same.id, only=("id", "data", "type")).first()
    assert found is not None
    assert found.__dict__.keys() == {"id", "data", "type", "_state"}
    assert (found.data, found.type) == (same.data, same.type)
    assert (found.actor, found.moment) == (same.actor, same.moment)


def test_a_new_row_of_any_model_begins_as_the_constructor_makes_it():
    for model in apps.get_models():
        made, again, usual = fresh(model, {}).__dict__, fresh(model, {}).__dict__, model().__dict__
        assert made.keys() == usual.keys()
        for name, value in usual.items():
            assert type(made[name]) is type(value), (model, name)
            if isinstance(value, (list, dict)):
                assert made[name] is not again[name], (model, name)
            elif (
                not isinstance(value, DatabaseDefault)
                and name not in {"id", "_state"}
                and value == model().__dict__[name]
            ):
                assert made[name] == value, (model, name)
