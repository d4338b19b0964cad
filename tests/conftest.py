"""The running product, for tests that need real processes: journeys, faults, conformance.

The demo is loaded once per state of the source; every house starts on a copy of that.
"""

import fcntl
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "kapstok"
# What decides how a loaded demo looks.
DECIDES = ("**/*.py", "**/*.sql", "**/*.json", "**/*.typ")


def _environment(data: Path, **settings: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("KAPSTOK_", "_KAPSTOK", "DATABASE_URL"))}
    return {**kept, "KAPSTOK_DATA": str(data), "KAPSTOK_LOGNIVEAU": "ERROR", **settings}


def _kapstok(data: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kapstok.site.cli", *arguments]
    return subprocess.run(
        command, env=_environment(data, **settings), capture_output=True, text=True, check=False
    )


def _mark() -> str:
    mark = hashlib.sha256(str(ROOT).encode())
    for file in sorted({f for pattern in DECIDES for f in SOURCE.glob(pattern) if "tests" not in f.parts}):
        mark.update(str(file.relative_to(SOURCE)).encode() + file.read_bytes())
    return mark.hexdigest()[:16]


def _loaded_demo() -> Path:
    """A stopped data folder with the demo in it; made by whoever comes first."""
    from kapstok.platform.db import server as pg
    from kapstok.site.pytest_kapstok import migrated_folder

    cache = Path(tempfile.gettempdir()) / f"kapstok-demo-{os.getuid()}"
    cache.mkdir(exist_ok=True, mode=0o755)
    ready = cache / _mark()
    with (cache / "slot").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            for old in cache.iterdir():
                if old.is_dir():
                    shutil.rmtree(old, ignore_errors=True)
            building = ready.with_suffix(".bouw")
            building.mkdir(mode=0o755)
            pg.clone(migrated_folder() / "pg", building / "pg")
            for step in (("migrate", "--quiet"), ("demo", "load", "--if-empty")):
                done = _kapstok(building, *step)
                assert done.returncode == 0, done.stderr[-3000:]
            (building / "demo-geladen").touch()
            building.rename(ready)
    return ready


class House:
    """The product under test: `kapstok run` on a port and data of its own, with the demo in it."""

    def __init__(self, port: int = 0, **settings: str) -> None:
        from kapstok.platform.db import server as pg
        from kapstok.site.process import free_port

        self.root = Path(tempfile.mkdtemp(prefix="kapstok-huis-"))
        self.root.chmod(0o755)  # the database user must be able to enter
        self.data, self.port = self.root / "data", port or free_port()
        template = _loaded_demo()
        shutil.copytree(template, self.data, ignore=shutil.ignore_patterns("pg"))
        pg.clone(template / "pg", self.data / "pg")
        self._log = (self.root / "log").open("w")
        self._settings = settings
        self.start()

    def start(self) -> None:
        """Start, or start again on the same data."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kapstok.site.cli", "run"],
            env=_environment(self.data, KAPSTOK_POORT=str(self.port), **self._settings),
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
        )

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def host(self, slug: str = "ooststellingwerf") -> str:
        """Host header of a municipality."""
        return f"{slug}.localhost:{self.port}"

    def log(self) -> str:
        return (self.root / "log").read_text(errors="replace")[-3000:]

    def ready(self, within: float = 120) -> None:
        """Wait until it says that it is ready."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            assert self.process.poll() is None, self.log()
            try:
                with urllib.request.urlopen(f"{self.base}/gezondheid/klaar", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.2)
        raise AssertionError(self.log())

    def knows(self, slug: str, naam: str, within: float = 30) -> None:
        """Wait until the running house has heard of a municipality that was added beside it."""
        until = time.monotonic() + within
        asked = urllib.request.Request(f"{self.base}/", headers={"Host": self.host(slug)})
        while time.monotonic() < until:
            with urllib.request.urlopen(asked, timeout=5) as answer:
                if naam in answer.read().decode():
                    return
            time.sleep(0.2)
        raise AssertionError(f"{slug} is not known after {within} s")

    def attempt(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command beside the running house, which may be refused."""
        return _kapstok(self.data, *arguments, **self._settings)

    def begin(self, *arguments: str) -> "subprocess.Popen[str]":
        """A command beside the running house that is not waited for; what it says comes on stderr."""
        return subprocess.Popen(
            [sys.executable, "-m", "kapstok.site.cli", *arguments],
            env=_environment(self.data),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def command(self, *arguments: str) -> str:
        """A command beside the running house; gives what it printed."""
        done = self.attempt(*arguments)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def application(self, tenant: str = "ooststellingwerf") -> dict[str, str]:
        """A new application with all rights: client_id and secret."""
        made = self.command("client", "add", "Proefapplicatie", "--tenant", tenant, "--alles", "--json")
        return dict(json.loads(made))

    def victims(self) -> list[psutil.Process]:
        """Web, worker and database: everything that `kapstok run` started, and the server's postmaster."""
        found = [p for p in psutil.Process(self.process.pid).children(recursive=True) if p.is_running()]
        pid = self.data / "pg" / "postmaster.pid"
        if pid.exists():
            found.append(psutil.Process(int(pid.read_text().split()[0])))
        return found

    def dsn(self) -> str:
        """The database, as the application role."""
        from kapstok.platform.db.server import socket_folder

        return f"host={socket_folder(self.data / 'pg')} port=5432 dbname=kapstok user=kapstok_app"

    def halt(self) -> None:
        """Stop as a person would; the data stays."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)

    def stop(self) -> None:
        """Stop and clean up."""
        self.halt()
        self._log.close()
        shutil.rmtree(self.root, ignore_errors=True)


@pytest.fixture(scope="module")
def maak_huis() -> Iterator[Callable[..., House]]:
    """`maak_huis(KAPSTOK_X="..")`: a running house for this module alone, for tests that break things."""
    made: list[House] = []

    def make(port: int = 0, **settings: str) -> House:
        made.append(House(port, **settings))
        made[-1].ready()
        return made[-1]

    yield make
    for house in made:
        house.stop()


@pytest.fixture(scope="session")
def draaiend_huis() -> Iterator[House]:
    """One running house per test process, for tests that leave it whole."""
    made = House()
    try:
        made.ready()
        yield made
    finally:
        made.stop()
