"""What a list reads at two sizes: pages of memory that its statement touches, never time."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from kapstok.koppelvlakken.zgw import apis  # noqa: F401 - declares the resources
from kapstok.koppelvlakken.zgw.tests.conftest import HOST
from kapstok.koppelvlakken.zgw.tests.planner import Planner
from kapstok.platform.audit.actor import SYSTEM
from kapstok.platform.db.server import SUPERUSER
from kapstok.platform.db.statement import Statement
from kapstok.platform.resource import Call, Caller, compiled, query
from kapstok.platform.resource import compile as engine

BASE = f"http://{HOST}"
SMALL, LARGE, FEW, NEAR = 300, 3000, 5, 20
SPARE = 30  # pages: what the tables of counts and the levels of an index differ
# The tables of counts: those grow by month and kind, and in one transaction keep what they were.
KEPT = ("telregel", "telling")
# Only the ids of what is found: each row is then read as it would be by itself.
FOUND = "(SELECT string_agg(page.id::text, ',') FROM page) AS rows"


class Groei:
    """Rows in two steps, and what a list of them reads at each. `name`: the resource that is meant."""

    name: str

    def __init__(self) -> None:
        self.there = 0
        self.everything = Caller(UUID(int=0), 1, SYSTEM, everything=True)
        self.values: dict[str, Any] = {"few": FEW, "large": LARGE}

    def fill(self, span: Mapping[str, Any]) -> None:
        """The rows with the numbers from `start` to `end`, counted as the job does."""
        raise NotImplementedError

    def until(self, number: int) -> None:
        """As many rows, with what stands below them."""
        self.fill({**self.values, "start": self.there + 1, "end": number})
        self.there = number

    def pages(self, asked: Mapping[str, Any], caller: Caller | None = None, name: str = "") -> int:
        """Pages that the statement for the first page of this list or search touches, by the plan for any value."""
        return _touched(*self.sent(asked, caller, name))

    def sent(
        self, asked: Mapping[str, Any], caller: Caller | None = None, name: str = ""
    ) -> tuple[Statement, Any]:
        """The statement for the first page of this list or search, and its values."""
        own = compiled()[name or self.name]
        call = Call(caller or self.everything, BASE, datetime(2026, 11, 23, tzinfo=UTC), compiled())
        search = own.resource.search or {}
        if any(n in search or "." in n for n in asked):
            body = {n.split(".")[0]: {n.split(".")[1]: v} if "." in n else v for n, v in asked.items()}
            want = query.of_search(call, own, {}, body)
        else:
            want = query.of_list(call, own, asked)
        sent: list[tuple[Statement, Any]] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(engine, "direct", lambda sql, values, **_tenant: sent.append((sql, values)))
            own.page(call, want, body=True)
        return sent[0]

    def two_sizes(
        self, asked: Mapping[Any, Mapping[str, Any]], caller: Caller | None = None, name: str = ""
    ) -> dict[Any, Any]:
        """Of those that read more at the larger size: how many pages at each."""
        read: list[dict[Any, int]] = []
        for number in (SMALL, LARGE):
            self.until(number)
            read.append({key: self.pages(one, caller, name) for key, one in asked.items()})
        small, large = read
        return {key: (small[key], large[key]) for key in asked if large[key] > small[key] * 1.5 + SPARE}


def by_address(path: str, row: Any) -> str:
    """Of a row of the catalogue."""
    return f"{BASE}/catalogi/api/v1/{path}/{row}"


def _given(statement: Statement, values: Mapping[str, Any]) -> str:
    """The values as EXECUTE wants them."""
    written = statement.given(values)
    return ", ".join("NULL" if v is None else "'" + v.decode().replace("'", "''") + "'" for v in written)


def _touched(statement: Statement, values: Mapping[str, Any]) -> int:
    """Without the numbers that are kept."""
    given_ = _given(statement, values)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        cursor.execute("SET LOCAL enable_seqscan = off")  # a table this small is read as a whole otherwise
        cursor.execute(f"PREPARE proef AS {statement.text.decode()}")
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE proef({given_})")
        plan = cursor.fetchone()[0][0]["Plan"]
        cursor.execute("DEALLOCATE proef")
    return _buffers(plan) - sum(
        _buffers(n) for n in _nodes(plan) if str(n.get("Relation Name")).endswith(KEPT)
    )


def cost(statement: Statement, values: Mapping[str, Any], plan: str) -> float:
    """What the planner expects of it, `force_generic_plan` or `force_custom_plan`."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL plan_cache_mode = {plan}")
        cursor.execute(f"PREPARE proef AS {statement.text.decode()}")
        cursor.execute(f"EXPLAIN (FORMAT JSON) EXECUTE proef({_given(statement, values)})")
        cost = cursor.fetchone()[0][0]["Plan"]["Total Cost"]
        cursor.execute("DEALLOCATE proef")
    return float(cost)


def _buffers(node: Mapping[str, Any]) -> int:
    return int(node["Shared Hit Blocks"] + node["Shared Read Blocks"])


def _nodes(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from _nodes(inner)


@contextmanager
def planner_of(prefixes: tuple[str, ...], forget: Callable[..., None]) -> Iterator[Planner]:
    """It expects tables of some size; what it found depends on the tests before this one, and on when."""
    server = connection.get_connection_params()
    where = {
        "host": server["host"],
        "port": server.get("port"),
        "dbname": server["dbname"],
        "user": SUPERUSER,
    }
    with psycopg.connect(**where, autocommit=True) as superuser:
        planner = Planner(superuser, prefixes, forget)
        names = [sql.Identifier(table) for table in planner.tables]
        for name in names:
            superuser.execute(sql.SQL("ALTER TABLE {} SET (autovacuum_enabled = false)").format(name))
        superuser.execute(sql.SQL("TRUNCATE {} CASCADE").format(sql.SQL(", ").join(names)))
        planner.saw("ten rows on a page")
        yield planner
        for name in names:
            superuser.execute(sql.SQL("ALTER TABLE {} RESET (autovacuum_enabled)").format(name))
        planner.forget()
