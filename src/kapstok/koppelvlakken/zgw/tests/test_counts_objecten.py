"""From which day an object is there, and how many there are: kept with every write, whatever its records say."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from kapstok.koppelvlakken.zgw import apis  # noqa: F401 - declares the resources
from kapstok.magazijnen.objecten import services as s
from kapstok.magazijnen.objecten.models import Object, Objectstand, Objecttelregel, Record
from kapstok.platform.audit.actor import SYSTEM
from kapstok.platform.db import fetch_all, fetch_value, tenant_scope, uuid7
from kapstok.platform.resource import Call, Caller, compiled, query

NOW = datetime(2026, 11, 23, tzinfo=UTC)
BASE = "http://owo.localhost"
TODAY = date.today()
DAYS = st.dates(date(2025, 11, 20), date(2026, 3, 10)) | st.integers(-2, 2).map(
    lambda n: TODAY + timedelta(days=n)
)
AT = st.integers(0, 3)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("nieuw"), st.integers(0, 1), DAYS),
        st.tuples(st.just("nieuw"), st.integers(0, 1), DAYS),
        st.tuples(st.just("record"), AT, DAYS),
        st.tuples(st.just("geregistreerd"), AT, DAYS),
        st.tuples(st.just("weg"), AT),
        st.tuples(st.just("optellen")),
    ),
    max_size=12,
)
# By the records themselves: is there one that holds on the day, or that was registered by then?
_HOLDS = """SELECT o.id FROM objecten_object o WHERE EXISTS (SELECT FROM objecten_record r WHERE r.object_id = o.id
AND r.start_at <= %(day)s AND (r.end_at IS NULL OR r.end_at >= %(day)s))"""
_TOLD = """SELECT o.id FROM objecten_object o WHERE EXISTS (SELECT FROM objecten_record r WHERE r.object_id = o.id
AND r.registration_at <= %(day)s)"""


def _types() -> list[UUID]:
    kinds = [
        s.add_type({"name": name, "name_plural": name, "allow_geometry": True}, actor=SYSTEM)
        for name in ("Boom", "Bank")
    ]
    for kind in kinds:
        s.add_version(kind, {"status": "published", "json_schema": {"type": "object"}}, actor=SYSTEM)
    return kinds


def _do(step: Any, kinds: list[UUID]) -> None:
    if step[0] == "optellen":
        fetch_value("SELECT object_tellingen_bij()")
        assert not Objecttelregel.objects.exists()
        return
    if step[0] == "nieuw":
        s.create_object(kinds[step[1]], s.Gegevens(type_version=1, start_at=step[2]), actor=SYSTEM)
        return
    there = list(Object.objects.order_by("id"))
    if step[1] >= len(there):
        return
    row = there[step[1]].id
    match step[0]:
        case "record":
            s.change_object(row, {"start_at": step[2]}, actor=SYSTEM, merge=True)
        case "geregistreerd":  # as a record that is brought in from elsewhere
            Record.objects.filter(object_id=row, index=1).update(registration_at=step[2])
        case _:
            s.delete_object(row, actor=SYSTEM)


def _listed(asked: dict[str, str], tenant: int = 1) -> tuple[int, int]:
    """What the list says that there are, and how many are on its first page."""
    own = compiled()["objecten.object"]
    call = Call(Caller(UUID(int=0), tenant, SYSTEM, everything=True), BASE, NOW, compiled())
    number, rows = own.page(call, query.of_list(call, own, asked), body=True)
    return number, rows.count(b'"typeVersion"')


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@examples(STEPS, st.lists(DAYS, min_size=1, max_size=3))
def test_a_list_counts_what_its_records_say(tenant: Any, steps: list[Any], days: list[date]) -> None:
    Object.objects.all().delete()
    kinds = _types()
    for step in steps:
        _do(step, kinds)
    for kind in (None, *kinds):
        of_kind = {"type": f"{BASE}/objecttypes/api/v2/objecttypes/{kind}"} if kind else {}
        only = f" AND o.objecttype_id = '{kind}'" if kind else ""
        for day in (TODAY, *days):
            for name, query_ in (("date", _HOLDS), ("registrationDate", _TOLD)):
                wanted = len(fetch_all(query_ + only, {"day": day}))
                assert _listed({name: day.isoformat(), **of_kind}) == (wanted, wanted)
        wanted = len(fetch_all(_HOLDS + only, {"day": TODAY}))
        assert _listed(of_kind) == (wanted, wanted)
    assert _listed({}, tenant=2) == (0, 0)


def test_an_object_without_records_is_not_there(tenant: Any) -> None:
    """Whichever goes first; and another municipality has none of it."""
    kind, _other = _types()
    first, second = (
        s.create_object(kind, s.Gegevens(type_version=1, start_at=TODAY), actor=SYSTEM) for _ in range(2)
    )
    with tenant_scope(2):
        assert not Objectstand.objects.exists()
        assert not Objecttelregel.objects.exists()
    Record.objects.filter(object_id=first).delete()
    assert set(Objectstand.objects.values_list("id", flat=True)) == {second}
    assert _listed({}) == (1, 1)
    Object.objects.filter(id=second).delete()
    assert not Objectstand.objects.exists()
    assert _listed({}) == (0, 0)
    assert _listed({"type": f"{BASE}/objecttypes/api/v2/objecttypes/{uuid7()}"}) == (0, 0)
