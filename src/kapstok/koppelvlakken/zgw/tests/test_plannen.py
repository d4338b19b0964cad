"""A list finds its zaken by an index, as the role that the policies hold for, and with one plan for all values."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from kapstok.koppelvlakken.zgw import apis  # noqa: F401 - declares the resources
from kapstok.magazijnen.zaken.models import Rol
from kapstok.platform.audit.actor import SYSTEM
from kapstok.platform.db.statement import Statement
from kapstok.platform.resource import Call, Caller, compiled, query
from kapstok.platform.resource import compile as engine

CALLER = Caller(UUID(int=0), 1, SYSTEM, everything=True)
BSN = "betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"
ANP = "betrokkeneIdentificatie__natuurlijkPersoon__anpIdentificatie"
VESTIGING = "betrokkeneIdentificatie__vestiging__vestigingsNummer"
RING = [[6.0, 52.0], [7.0, 52.0], [7.0, 53.0], [6.0, 52.0]]
WITHIN = {"zaakgeometrie": {"within": {"type": "Polygon", "coordinates": [RING]}}}


MANY = f"""
INSERT INTO zaken_rol ({", ".join(f.column for f in Rol._meta.concrete_fields)})
SELECT {", ".join(f"m.{f.column}" for f in Rol._meta.concrete_fields)} FROM zaken_rol r, generate_series(1, 3000) n,
  jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'bsn', lpad(n::text, 9, '0'))) m
"""
Node = dict[str, Any]


@pytest.fixture
def plan(given: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Node]:
    """`plan({"startdatum": "2026-01-01"})`: the plan of that list, in which a scan and a sort are a last resort."""
    given.zaak()
    now = datetime(2026, 11, 23, tzinfo=UTC)
    call = Call(CALLER, "http://ooststellingwerf.localhost", now, compiled())
    sent: list[tuple[Statement, Any]] = []
    monkeypatch.setattr(engine, "direct", lambda sql, values, **_tenant: sent.append((sql, values)))

    def of(asked: dict[str, str], name: str = "zaken.zaak") -> Node:
        own = compiled()[name]
        own.page(call, query.of_list(call, own, asked), body=True)
        statement = sent[-1][0]
        return _explained(statement, sent[-1][1])

    return of


def _explained(statement: Statement, values: Mapping[str, Any]) -> Node:
    """The plan for any value, as the application."""
    written = statement.given(values)
    given_ = ", ".join("NULL" if v is None else "'" + v.decode().replace("'", "''") + "'" for v in written)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("kapstok_app",)
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        for way in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"PREPARE proef AS {statement.text.decode()}")
        cursor.execute(f"EXPLAIN (FORMAT JSON) EXECUTE proef({given_})")
        found: Node = cursor.fetchone()[0][0]["Plan"]
        cursor.execute("DEALLOCATE proef")
    return found


def _nodes(plan: Node) -> Iterator[Node]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from _nodes(inner)


def _zaken(plan: Node, part: str) -> list[Node]:
    """The steps by which that part of the statement chooses zaken: reads of the table, and sorts."""
    inside = next(n for n in _nodes(plan) if n.get("Subplan Name") == f"CTE {part}")
    sorts = ("Sort", "Incremental Sort")
    return [n for n in _nodes(inside) if n.get("Relation Name") == "zaken_zaak" or n["Node Type"] in sorts]


DAYS = {
    "zaak_startdatum": [
        {"startdatum__gte": "2026-01-01", "startdatum__lt": "2026-02-01"},
        {"startdatum__gte": "2026-01-01", "ordering": "-startdatum"},
    ],
    "zaak_einddatum": [
        {"einddatum__isnull": "true"},
        {"einddatum__lt": "2026-01-01", "ordering": "-einddatum"},
    ],
    "zaak_registratiedatum": [{"registratiedatum__gt": "2026-01-01"}],
    "zaak_einddatum_gepland": [{"einddatumGepland__gt": "2026-01-01"}],
    "zaak_uiterlijke_einddatum_afdo": [{"uiterlijkeEinddatumAfdoening__lt": "2026-01-01"}],
    "zaak_archiefactiedatum": [{"archiefactiedatum__lt": "2026-01-01", "ordering": "archiefactiedatum"}],
    "zaak_publicatiedatum": [{"ordering": "publicatiedatum"}],
}
FEW = {
    "rol_bsn": ("zaken.rol", "bsn", {BSN: "999993653"}),
    "rol_anp_identificatie": ("zaken.rol", "anp_identificatie", {ANP: "A1"}),
    "rol_vestiging": ("zaken.rol", "vestigings_nummer", {VESTIGING: "000012345678"}),
    "zaak_plaats": ("zaken.zaak", "min_x", WITHIN),
}


def test_the_page_is_read_in_the_order_of_an_index(plan: Callable[..., Node]) -> None:
    for index, lists in DAYS.items():
        for asked in lists:
            steps = _zaken(plan(asked), "page")
            found = [(n["Node Type"], n.get("Index Name")) for n in steps]
            assert found == [("Index Only Scan", index)], asked
            assert len(asked) == 1 or index.removeprefix("zaak_") in steps[0]["Index Cond"]


def test_zaken_by_what_a_rol_is_are_found_by_an_index_on_the_rol(plan: Callable[..., Node]) -> None:
    """For each word of ours its own plan: walking the zaken and looking for the rol, or the other way."""
    for asked in ({"rol__betrokkeneType": "medewerker"}, {"rol__omschrijvingGeneriek": "initiator"}):
        found = [n for n in _nodes(plan(asked)) if n.get("Relation Name") == "zaken_rol"]
        assert found, asked
        assert {n["Node Type"] for n in found} <= {"Index Scan", "Index Only Scan"}, asked


def test_a_value_in_the_data_of_an_object_is_found_by_its_key(plan: Callable[..., Node]) -> None:
    for asked in ({"data_attr": ["soort__exact__Eik"]}, {"data_attrs": "hoogte__gt__2,soort__in__Eik|Es"}):
        steps = [
            n for n in _nodes(plan(asked, "objecten.object")) if "objectwaarde" in str(n.get("Index Name"))
        ]
        assert steps, asked
        # Of one or two, the statistics of the day decide which comes by key and which by its object.
        assert all("tenant = " in n["Index Cond"] for n in steps), steps


def test_what_is_few_is_a_condition_of_its_own_index(given: Any) -> None:
    """Asked in the order of that index, or of many, so that no statistics decide."""
    kind = given.zaaktype()
    given.initiator(given.zaak(kind), kind)
    with connection.cursor() as cursor:
        cursor.execute(MANY)
    now = datetime(2026, 11, 23, tzinfo=UTC)
    call = Call(CALLER, "http://ooststellingwerf.localhost", now, compiled())
    for index, (name, column, asked) in FEW.items():
        own = compiled()[name]
        want = query.of_search(call, own, {}, asked) if asked is WITHIN else query.of_list(call, own, asked)
        where = " AND ".join(want.conditions)
        whole = f"SELECT t.id FROM {own.resource.table} t WHERE {where} ORDER BY t.{column}"
        statement = Statement(want.gathered[0][0] if want.gathered else whole)
        step = next(n for n in _nodes(_explained(statement, want.params)) if "Index Name" in n)
        assert step["Index Name"] == index
        assert "tenant = " in step["Index Cond"]
        assert any(f"{column}{how}" in step["Index Cond"] for how in (" >=", " = ", ")::text >="))


PLANNED = """SELECT count(*), sum(custom_plans), min(generic_plans) FROM pg_prepared_statements
WHERE generic_plans + custom_plans > 5"""
RANGES = [one for asked in DAYS.values() for one in asked] + [
    {"status__datumStatusGezet__gte": "2026-01-01T00:00:00Z"},
    {"rol__machtiging__loa": "urn:etoegang:core:assurance-class:loa4"},
]


def test_a_list_is_planned_once_for_all_values(given: Any) -> None:
    """A range of days looks cheaper with its very values, so that PostgreSQL would plan it anew each time."""
    given.zaak()
    call = Call(CALLER, "http://ooststellingwerf.localhost", datetime(2026, 11, 23, tzinfo=UTC), compiled())
    own = compiled()["zaken.zaak"]
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
        connection.prepared.clear()  # type: ignore[attr-defined]
        for asked in RANGES:
            for _ in range(7):
                own.page(call, query.of_list(call, own, asked), body=True)
        cursor.execute(PLANNED)
        number, anew, once = cursor.fetchone()
    assert (number, anew) == (len(RANGES), 0)
    assert once >= 7


@pytest.mark.parametrize(
    "name",
    ["zaken.zaak", "zaken.status", "besluiten.besluit", "documenten.enkelvoudiginformatieobject"],
)
def test_what_a_limited_caller_may_see_is_asked_once_per_statement(
    given: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    given.zaak()
    grants = {c: frozenset({"x"}) for c in ("zrc", "brc", "drc")}
    limited = Caller(UUID(int=1), 1, SYSTEM, everything=False, grants=grants)
    own = compiled()[name]
    call = Call(limited, "http://ooststellingwerf.localhost", datetime(2026, 11, 23, tzinfo=UTC), compiled())
    sent: list[Statement] = []
    monkeypatch.setattr(engine, "direct", lambda sql, _values, **_tenant: sent.append(sql))
    own.page(call, query.of_list(call, own, {}), body=True)
    own.read(call, UUID(int=2), ("x",))
    asked = [statement.text.decode().count("FROM autorisaties_autorisatie") for statement in sent]
    assert asked == [1, 1]
