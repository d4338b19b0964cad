"""Starting and stopping, as somebody does who types the commands for the first time."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from kapstok.platform.db.server import is_running
from kapstok.site.process import free_port
from kapstok.site.run import STOP_WITHIN

MANY = 60
ROOT = Path(__file__).resolve().parents[2]
PAGES_TOO = (
    240_000  # objects; without templates, or with only the views that were asked, there are some 200,000
)
SETTLE = """
import gc
gc.disable()
from kapstok.site.start import settle
kept = [{} for _ in range(1000)]
settle()
print(gc.get_freeze_count() > 1000, gc.isenabled(), gc.get_threshold()[0] > 700)
"""


def _run(tmp_path: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("KAPSTOK_", "_KAPSTOK", "DATABASE_URL"))}
    environment = {**kept, "KAPSTOK_DATA": str(tmp_path / "data"), "KAPSTOK_LOGNIVEAU": "ERROR", **settings}
    command = [sys.executable, "-m", "kapstok.site.cli", *(words or ("run",))]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)


def _one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1, done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("Kapstok: ")
    return lines[0]


def test_a_port_in_use_is_said_in_one_sentence(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        said = _one_sentence(_run(tmp_path, KAPSTOK_POORT=port))
    assert f"Poort {port} is al in gebruik" in said
    assert "KAPSTOK_POORT" in said


def test_an_unreachable_database_is_said_in_one_sentence(tmp_path):
    said = _one_sentence(_run(tmp_path, DATABASE_URL="postgresql://kapstok:geheim@127.0.0.1:1/kapstok"))
    assert "databank" in said.lower()
    assert "geheim" not in said


@pytest.mark.parametrize("command", [["migrate"], ["audit", "verify"], ["worker"]])
def test_every_command_says_in_one_sentence_that_the_database_is_away(tmp_path, command):
    away = {"DATABASE_URL": "postgresql://kapstok:geheim@127.0.0.1:1/kapstok"}
    assert "niet bereikbaar" in _one_sentence(_run(tmp_path, *command, **away))


def test_a_command_on_an_empty_database_says_what_comes_first(reachable):
    for command in (["audit", "verify"], ["demo", "tenants"]):
        said = _one_sentence(_run(reachable, *command))
        assert "nog leeg" in said
        assert "kapstok migrate" in said


def test_a_setting_or_folder_that_cannot_be_used_is_named(tmp_path):
    assert "KAPSTOK_POORT" in _one_sentence(_run(tmp_path, KAPSTOK_POORT="abc"))
    assert "hoogstens 65535" in _one_sentence(_run(tmp_path, KAPSTOK_POORT="99999"))
    (tmp_path / "bezet").touch()
    assert "bezet" in _one_sentence(_run(tmp_path, KAPSTOK_DATA=str(tmp_path / "bezet")))


def test_a_full_disk_is_said_before_anything_is_written(tmp_path, monkeypatch):
    from kapstok.site.process import StartError, check_disk

    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=12 * 2**20))
    with pytest.raises(StartError, match="nog 12 MB vrij"):
        check_disk(tmp_path / "data")


@pytest.mark.parametrize(("missing", "word"), [("npm", "npm"), ("python3", "python3")])
def test_a_missing_tool_is_named_with_how_to_get_it(tmp_path, missing, word):
    for tool in {"bash", "python3", "npm", "node"} - {missing}:
        found = str(Path(sys.executable).resolve()) if tool == "python3" else shutil.which(tool)
        assert found
        (tmp_path / tool).symlink_to(found)
    done = subprocess.run(
        [shutil.which("make") or "make", "-s", "-f", str(ROOT / "Makefile"), "need"],
        env={"PATH": str(tmp_path), **({"PYTHON": missing} if missing == "python3" else {})},
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert done.returncode != 0
    assert word in done.stdout
    assert "nstalleer" in done.stdout


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that the user of the database can enter as well."""
    folder = Path(tempfile.mkdtemp(prefix="kapstok-start-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def _sources(folder: Path) -> None:
    for name in (
        "requirements/run.lock",
        "pyproject.toml",
        "frontend/package.json",
        "frontend/package-lock.json",
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()


@pytest.mark.parametrize(("code", "status"), [("0", 0), ("1", 1)])
def test_make_run_ends_as_kapstok_ended_and_says_nothing_more(tmp_path, code, status):
    _sources(tmp_path)
    for program, text in (
        ("python", "exit 0"),
        ("pip", "exit 0"),
        ("kapstok", f"echo begonnen; exit {code}"),
    ):
        script = tmp_path / ".venv" / "bin" / program
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(f"#!/bin/sh\n{text}\n")
        script.chmod(0o755)
    for made in (".venv/.setup-run", ".venv/.setup-dev", "frontend/node_modules/.setup"):
        (tmp_path / made).parent.mkdir(exist_ok=True)
        (tmp_path / made).touch()
    command = [shutil.which("make") or "make", "-f", str(ROOT / "Makefile"), "run"]
    alone = {
        k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))
    }  # make runs these tests
    done = subprocess.run(command, cwd=tmp_path, env=alone, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (status, "begonnen\n", "")
    only_said = subprocess.run([*command, "-n"], cwd=tmp_path, env=alone, capture_output=True, text=True)
    assert "begonnen" not in only_said.stdout


def test_a_missing_tool_makes_make_run_end_with_1(tmp_path):
    _sources(tmp_path)
    (tmp_path / "bash").symlink_to(shutil.which("bash") or "/bin/bash")
    make = shutil.which("make") or "make"
    done = subprocess.run(
        [make, "-f", str(ROOT / "Makefile"), "run"],
        cwd=tmp_path, env={"PATH": str(tmp_path), "PYTHON": "python3"}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Kapstok: python3 ontbreekt" in done.stdout


def test_stopping_while_the_demo_loads_for_the_first_time_is_quick_and_clean(reachable):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("KAPSTOK_", "_KAPSTOK", "DATABASE_URL"))}
    port = str(free_port())
    environment = {
        **kept,
        "KAPSTOK_DATA": str(reachable / "data"),
        "KAPSTOK_POORT": port,
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "kapstok.site.cli", "run"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as house:
        assert house.stderr is not None
        assert any("wordt geladen" in line for line in house.stderr)
        started = psutil.Process(house.pid).children(recursive=True)
        house.send_signal(signal.SIGTERM)
        began = time.monotonic()
        assert house.wait(60) == 0
        assert time.monotonic() - began < STOP_WITHIN
    assert [p for p in started if p.is_running() and p.status() != psutil.STATUS_ZOMBIE] == []
    assert not (reachable / "data" / "demo-geladen").exists()
    assert not is_running(reachable / "data" / "pg")


@pytest.fixture(scope="module")
def huis(maak_huis: Callable[..., Any]) -> Any:
    """One house for the tests of this module that start one: with two processes that answer."""
    return maak_huis(KAPSTOK_WEBPROCESSEN="2")


def test_processes_that_answer_together_are_counted_together(huis):
    def answered() -> float:
        with urllib.request.urlopen(f"{huis.base}/metrics", timeout=10) as answer:
            lines = answer.read().decode().splitlines()
        line = 'kapstok_requests_total{method="GET",route="gezondheid/leeft",status="200"}'
        return sum(float(each.rpartition(" ")[2]) for each in lines if each.startswith(line))

    def ask(_n: int) -> int:
        with urllib.request.urlopen(f"{huis.base}/gezondheid/leeft", timeout=10) as answer:
            return int(answer.status)

    before = answered()
    with ThreadPoolExecutor(8) as at_once:
        assert set(at_once.map(ask, range(MANY))) == {200}
    assert answered() - before == MANY


def test_the_garbage_collector_of_the_web_process_passes_over_what_all_pages_need(huis):
    with urllib.request.urlopen(f"{huis.base}/metrics", timeout=10) as answer:
        said = answer.read().decode()
    found = re.search(r"^kapstok_frozen_objects (\S+)$", said, re.MULTILINE)
    assert found
    assert float(found.group(1)) > PAGES_TOO


def test_a_process_that_has_settled_passes_over_what_it_had_and_collects_what_comes():
    done = subprocess.run([sys.executable, "-c", SETTLE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True", "True"]


def test_stopping_stops_everything_and_a_second_start_goes_on_where_it_was(huis):
    house = huis
    add = ["user", "add", "n.blijver", "--tenant", "opsterland", "--naam", "Blijver", "--rol", "behandelaar"]
    house.command(*add)
    started = house.victims()
    house.halt()
    assert house.process.returncode == 0
    assert [p for p in started if p.is_running() and p.status() != psutil.STATUS_ZOMBIE] == []
    house.start()
    house.ready()
    again = house.attempt(*add)
    assert (again.returncode, again.stderr) == (1, "Kapstok: Deze gebruikersnaam is al in gebruik.\n")


def _python_on_the_path(folder: Path, how: str) -> Path:
    """A `python3` in a folder of its own that starts ours in this way."""
    folder.mkdir()
    wrapper = folder / "python3"
    wrapper.write_text(f'#!/bin/sh\n{how} "$@"\n')
    wrapper.chmod(0o755)
    return wrapper


def _chosen(*folders: Path) -> str:
    path = ":".join([*map(str, folders), "/usr/bin", "/bin"])
    done = subprocess.run(
        [ROOT / "controle" / "python.sh"], env={"PATH": path}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_a_clearly_quicker_python_of_the_same_version_is_preferred(tmp_path):
    base = Path(sys._base_executable)
    slow = _python_on_the_path(tmp_path / "slow", f"exec {base} -X tracemalloc=20")
    quick = _python_on_the_path(tmp_path / "quick", f"exec {base}")
    assert _chosen(slow.parent, quick.parent) != str(slow)


def test_a_python_that_is_too_old_or_broken_is_passed_over(tmp_path):
    base = Path(sys._base_executable)
    broken = _python_on_the_path(tmp_path / "broken", "exec false")
    good = _python_on_the_path(tmp_path / "good", f"exec {base}")
    assert _chosen(broken.parent, good.parent) != str(broken)


def test_without_any_python_that_will_do_the_first_is_named_so_that_make_can_say_what_is_missing(tmp_path):
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("bash", "readlink", "ls", "env"):
        (tools / tool).symlink_to(shutil.which(tool) or "")
    script = (
        (ROOT / "controle" / "python.sh").read_text().replace("/usr/local/bin/python3 /usr/bin/python3", "")
    )
    done = subprocess.run(
        ["/bin/bash", "-c", script], env={"PATH": str(tools)}, capture_output=True, text=True
    )
    assert done.stdout.strip() == "python3"
