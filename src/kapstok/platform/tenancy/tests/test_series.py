"""Numbers by the year: each once, of the own municipality only, and nobody waits for what another has not committed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from kapstok.platform.db import fetch_value, tenant_scope
from kapstok.platform.db.server import SUPERUSER
from kapstok.platform.tenancy.series import ask_number, number_of


def _next(series: str = "proef", year: int = 2026) -> int:
    with transaction.atomic():
        return number_of(ask_number(series, year))


def test_a_series_counts_from_one_and_each_year_and_municipality_has_its_own(db: None) -> None:
    with tenant_scope(1):
        assert [_next(), _next(), _next(year=2027), _next("ander")] == [1, 2, 1, 1]
    with tenant_scope(2):
        assert _next() == 1
    with tenant_scope(1):
        assert _next() == 3


@pytest.mark.parametrize("series", ["Proef", "pro-ef", "p'; DROP SCHEMA reeksen", "", "proef_2"])
def test_a_series_has_a_plain_name(db: None, series: str) -> None:
    with tenant_scope(1), pytest.raises(Exception, match="no such series"):
        _next(series)


def test_without_a_municipality_there_is_no_number(db: None) -> None:
    with pytest.raises(Exception, match="no such series"), transaction.atomic():
        fetch_value("SELECT set_config('app.tenant', '', true)")
        fetch_value("SELECT reeks_volgende('proef', 2026)")


@pytest.mark.parametrize(
    "reach",
    [
        "SELECT last_value FROM reeksen.proef_2_2026",
        "SELECT nextval('reeksen.proef_2_2026')",
        "SELECT reeks_vanaf('proef', 2026, 7)",
        "CREATE SEQUENCE reeksen.eigen",
    ],
)
def test_the_application_reaches_no_series_but_by_its_next_number(db: None, reach: str) -> None:
    with tenant_scope(2):
        _next()
    with tenant_scope(1), pytest.raises(ProgrammingError, match="permission denied"):
        fetch_value(reach)


@pytest.fixture
def three(db: None) -> Iterator[tuple[psycopg.Connection[Any], ...]]:
    """Two connections of the application in one municipality and one of the owner, apart from the test's own."""
    at = connection.get_connection_params()
    where = {"host": at["host"], "port": at.get("port"), "dbname": at["dbname"]}
    with ExitStack() as stack:
        users = (at["user"], at["user"], SUPERUSER)
        made = tuple(stack.enter_context(psycopg.connect(**where, user=user)) for user in users)
        for raw in made:
            raw.execute(
                "SELECT set_config('app.tenant', '1', false), set_config('lock_timeout', '10s', false)"
            )
            raw.commit()
        yield made
        for raw in made:
            raw.rollback()
        made[2].execute("DROP SEQUENCE reeksen.wacht_1_2026")


def _of(raw: psycopg.Connection[Any], asked: str = "reeks_volgende('wacht', 2026)") -> int:
    return int(raw.execute(f"SELECT {asked}").fetchone()[0])  # type: ignore[index]


def test_who_has_not_committed_holds_up_nobody_and_what_is_undone_leaves_a_gap(three: Any) -> None:
    one, two, _ = three
    assert _of(one) == 1
    one.commit()
    assert (_of(one), _of(two)) == (2, 3)
    one.rollback()
    assert _of(two) == 4


def test_the_first_number_of_a_year_is_made_once_however_many_ask(three: Any) -> None:
    one, two, _ = three
    with ThreadPoolExecutor(1) as pool:
        assert _of(one) == 1
        other = pool.submit(_of, two)  # waits until the series itself is there for all
        one.commit()
        assert other.result() == 2


def test_a_series_that_moves_in_goes_on_where_it_was(three: Any) -> None:
    one, _, owner = three
    assert _of(owner, "reeks_vanaf('wacht', 2026, 41)") == 41
    owner.commit()
    assert (_of(one), _of(one)) == (41, 42)
