"""What a store of deliveries knew at any moment: the WOZ against a model that keeps every delivery whole.

The BRK keeps its records by the same code; each kind of it is only another form.
"""

import itertools
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapstok.magazijnen.brk.jobs import forget_old_versions as forget_brk
from kapstok.magazijnen.brk.models import Gegeven as VanBrk
from kapstok.magazijnen.woz.jobs import forget_old_versions
from kapstok.magazijnen.woz.levering import load
from kapstok.magazijnen.woz.models import Gegeven, Ingang, Levering
from kapstok.magazijnen.woz.queries import zoek
from kapstok.platform.db import tenant_scope
from kapstok.platform.leveringen.tijd import stand_op

DAY = date(2021, 1, 1)
ENTRY = "object 0085010000000001"
_files = itertools.count(1)
# A delivery of so many days later tells of these objects (the number, and what it is called); the rest is gone.
DELIVERIES = st.lists(
    st.tuples(st.integers(1, 5), st.dictionaries(st.integers(1, 3), st.sampled_from("abc"), max_size=3)),
    min_size=1,
    max_size=5,
)


def _object(number: int, name: str) -> dict[str, Any]:
    return {
        "identificatie": f"{number:012d}",
        "aanduiding": {"straat": name},
        "adresseerbaarObjectIdentificaties": ["0085010000000001"],
    }


def _load(folder: Path, actor: Any, day: date, objects: dict[int, str]) -> None:
    head = {"formaat": "woz-json/1", "levering": "stand", "tot": day.isoformat()}
    lines = [head, *({"soort": "wozObject", "gegevens": _object(*o)} for o in sorted(objects.items()))]
    path = folder / f"{next(_files)}.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines))
    load(path, tenant=1, actor=actor, now=_loaded(day))


def _loaded(day: date) -> datetime:
    """Two days after the last day that it tells of."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC) + timedelta(days=2)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deliveries=DELIVERIES, asked=st.lists(st.integers(0, 30), min_size=1, max_size=5))
def test_what_was_known_at_any_moment_is_the_last_delivery_by_then(
    tenant: Any, actor: Any, tmp_path: Path, deliveries: list[tuple[int, dict[int, str]]], asked: list[int]
) -> None:
    Gegeven.objects.all().delete()
    Levering.objects.all().delete()
    day, told = DAY, list[tuple[datetime, dict[int, str]]]()
    for later, objects in deliveries:
        day += timedelta(days=later)
        _load(tmp_path, actor, day, objects)
        told.append((_loaded(day), objects))
    for days in asked:
        moment = datetime(DAY.year, DAY.month, DAY.day, 18, tzinfo=UTC) + timedelta(days=days)
        known = [objects for loaded, objects in told if loaded <= moment]
        stand = stand_op(Levering, moment)
        assert (stand is None) == (not known)
        if stand is not None:
            found = {int(o["identificatie"]): o["aanduiding"]["straat"] for o in zoek(ENTRY, stand)}
            assert found == known[-1]
    assert [int(o["identificatie"]) for o in zoek(ENTRY)] == sorted(deliveries[-1][1])


def test_what_was_known_is_of_one_municipality_and_is_forgotten_after_twenty_years(
    tenant: Any, actor: Any, tmp_path: Path
) -> None:
    _load(tmp_path, actor, DAY, {1: "a"})
    _load(tmp_path, actor, DAY + timedelta(days=10), {1: "b"})
    assert [o["aanduiding"]["straat"] for o in zoek(ENTRY, DAY)] == ["a"]
    with tenant_scope(2):
        assert stand_op(Levering, _loaded(DAY)) is None
        assert zoek(ENTRY, DAY) == []
    ended = datetime(2041, 1, 11, 12, tzinfo=UTC)
    forget_old_versions(tenant.id, ended)
    assert Gegeven.objects.count() == 2
    forget_old_versions(tenant.id, ended + timedelta(days=1))
    assert Gegeven.objects.get().tot is None
    assert Ingang.objects.count() == 1
    forget_brk(tenant.id, ended)
    assert not VanBrk.objects.exists()
