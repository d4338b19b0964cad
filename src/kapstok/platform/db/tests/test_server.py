"""The built-in server when several want it at once, or when one of them dies."""

import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from kapstok.platform.db import server as pg

LESSEE = """
import sys
from pathlib import Path
from kapstok.platform.db import server as pg
with pg.lease(Path(sys.argv[1]), lambda server: None):
    print("ready", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="kapstok-test-server-") as root:
        Path(root).chmod(0o755)  # the database user must be able to enter
        where = Path(root) / "pg"
        yield where
        pg.stop(pg.start(where), mode="immediate")


def _ask(server: pg.Server) -> int:
    with psycopg.connect(**server.dsn("postgres", pg.SUPERUSER)) as connection:  # type: ignore[arg-type]
        [number] = connection.execute("SELECT 1").fetchone() or [0]
    return int(number)


def _lease_and_ask(data: Path) -> int:
    with pg.lease(data, lambda server: None) as server:
        return _ask(server)


def test_commands_that_come_and_go_at_once_all_find_it_and_the_last_stops_it(data: Path) -> None:
    with ThreadPoolExecutor(4) as commands:
        assert list(commands.map(_lease_and_ask, [data] * 16)) == [1] * 16
    assert not pg.is_running(data)


def test_who_leaves_first_does_not_stop_it_under_the_others(data: Path) -> None:
    with pg.lease(data, lambda server: None) as server:
        assert _lease_and_ask(data) == 1
        assert _ask(server) == 1
    assert not pg.is_running(data)


def test_a_server_that_was_there_already_is_left_running(data: Path) -> None:
    server = pg.start(data)
    assert _lease_and_ask(data) == 1
    assert _ask(server) == 1
    pg.stop(server)


def test_what_a_killed_command_left_running_is_stopped_by_the_next(data: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", LESSEE, str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as lessee:
        assert lessee.stdout is not None
        assert lessee.stdout.readline() == "ready\n"
        lessee.send_signal(signal.SIGKILL)
    assert pg.is_running(data)
    assert _lease_and_ask(data) == 1
    assert not pg.is_running(data)


def test_who_told_the_others_to_stop_waits_until_they_have_let_go(data: Path) -> None:
    with pg.lease(data, lambda server: None, patience=60):
        lessee = subprocess.Popen(
            [sys.executable, "-c", LESSEE, str(data)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert lessee.stdout is not None
        assert lessee.stdout.readline() == "ready\n"
        later = threading.Timer(0.5, lessee.kill)
        later.start()
    assert not pg.is_running(data)
    lessee.communicate()


def test_it_is_stopped_also_when_the_command_fails(data: Path) -> None:
    with pytest.raises(ZeroDivisionError), pg.lease(data, lambda server: None):
        _ = 1 / 0
    assert not pg.is_running(data)


def test_a_server_that_cannot_start_says_why(data: Path) -> None:
    with pytest.raises(pg.ServerError, match=r"FATAL: .*geen_instelling"):
        pg.start(data, options=("geen_instelling=1",))
