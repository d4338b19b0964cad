"""What a list of objects reads does not grow with how many there are.

Of each filter a value that nearly all have, and one that the same five have at both sizes, the oldest.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from django.db import connection

from kapstok.koppelvlakken.zgw.tests.groei import BASE, FEW, NEAR, Groei, planner_of
from kapstok.magazijnen.autorisaties.models import Client
from kapstok.magazijnen.objecten import services as s
from kapstok.platform.audit.actor import SYSTEM
from kapstok.platform.db import fetch_value
from kapstok.platform.resource import Caller, compiled
from kapstok.platform.resource import compile as engine

_GROEI = """
CREATE TEMPORARY TABLE groei ON COMMIT DROP AS
SELECT n, n <= %(few)s AS few, uuidv7() AS id,
  CASE WHEN n <= %(few)s THEN %(seldom)s ELSE %(kind)s END::uuid AS kind,
  CASE WHEN n <= %(few)s THEN date '2020-01-05' ELSE date '2024-01-01' + n %% 700 END AS d
FROM generate_series(1, %(large)s) AS n
"""
_OBJECTEN = """
INSERT INTO objecten_object (id, objecttype_id) SELECT id, kind FROM groei WHERE n BETWEEN %(start)s AND %(end)s
"""
_RECORDS = """
INSERT INTO objecten_record (id, object_id, index, type_version, data, geometry, "references", start_at,
  registration_at)
SELECT uuidv7(), id, 1, 1,
  jsonb_build_object('soort', CASE WHEN few THEN 'zeldzaam' ELSE 'gewoon' END, 'nummer', n),
  jsonb_build_object('type', 'Point', 'coordinates',
    jsonb_build_array(CASE WHEN few THEN 5.0 ELSE 6.0 + n / 1e5 END, 53.0)), '[]', d, d
FROM groei WHERE n BETWEEN %(start)s AND %(end)s
"""
# In the order of what a record says, what many have in their data, a part of a text: looked for in all of them.
GROWS = {"ordering", "typeVersion", "data_icontains", "data_attr", "data_attrs"}
PLACE = {
    "type": "Polygon",
    "coordinates": [[[4.9, 52.9], [5.1, 52.9], [5.1, 53.1], [4.9, 53.1], [4.9, 52.9]]],
}


class Objecten(Groei):
    """Objects of a type that many have, and of one that few have."""

    name = "objecten.object"

    def __init__(self) -> None:
        super().__init__()
        self.kind, self.seldom = (
            s.add_type({"name": name, "name_plural": name}, actor=SYSTEM) for name in ("Boom", "Brug")
        )
        self.values |= {"kind": self.kind, "seldom": self.seldom}
        with connection.cursor() as cursor:
            cursor.execute(_GROEI, self.values)

    def fill(self, span: Mapping[str, Any]) -> None:
        with connection.cursor() as cursor:
            for statement in (_OBJECTEN, _RECORDS):
                cursor.execute(statement, span)
        fetch_value("SELECT object_tellingen_bij()")

    def examples(self) -> dict[str, tuple[Any, ...]]:
        """Of every filter: what many have, and what few have."""
        return {
            "type": tuple(
                f"{BASE}/objecttypes/api/v2/objecttypes/{kind}" for kind in (self.kind, self.seldom)
            ),
            "typeVersion": ("1",),
            **dict.fromkeys(("date", "registrationDate"), ("2030-01-01", "2021-01-01", "2019-01-01")),
            "data_attr": ("soort__exact__gewoon",),
            "data_attrs": ("soort__exact__gewoon",),
            "data_icontains": ("zeldzaam",),
            "fields": ("uuid",),
            "geometry.within": (PLACE,),
        }


@pytest.fixture
def objecten(
    just_loaded: Callable[..., None], monkeypatch: pytest.MonkeyPatch, tenant: Any
) -> Iterator[Objecten]:
    monkeypatch.setattr(engine, "NEAR", NEAR)
    with planner_of(("objecten_",), just_loaded) as planner:
        planner.saw("very many rows")
        yield Objecten()


def _asked(groei: Objecten) -> dict[Any, dict[str, Any]]:
    """Every filter with each of its examples, and every order."""
    groei.until(FEW + 1)
    examples, own = groei.examples(), compiled()[groei.name].resource
    assert examples.keys() == {*own.filters, *(own.search or {})}, "a filter without an example"
    asked = {(name, n): {name: v} for name, values in examples.items() for n, v in enumerate(values)}
    few = {("data_attr, few", 0): {"data_attr": ["soort__exact__zeldzaam"]}}
    orders = {("ordering", name): {"ordering": name} for name in own.orderings}
    return {
        **asked,
        ("data_attr", 0): {"data_attr": ["soort__exact__gewoon"]},
        **few,
        **orders,
        ("", 0): {},
        ("", 400): {"page": "2", "pageSize": "4"},
    }


def test_no_filter_reads_more_when_there_are_more(objecten: Objecten) -> None:
    grown = objecten.two_sizes(_asked(objecten))
    assert {name for name, _ in grown} <= GROWS, grown
    assert not {order for name, order in grown if name == "ordering" and not str(order).startswith("record")}


def test_who_may_see_few_does_not_walk_past_the_others(objecten: Objecten, application: Any) -> None:
    app = application(oc=(["objecten.lezen"], str(objecten.seldom), ""))
    applicatie = Client.objects.get(client_id=app.client_id).applicatie_id
    caller = Caller(applicatie, 1, SYSTEM, everything=False, grants={"oc": frozenset({"objecten.lezen"})})
    grown = objecten.two_sizes(_asked(objecten), caller)
    assert {name for name, _ in grown} <= GROWS, grown
