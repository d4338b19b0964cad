"""Processes are killed at random moments while residents keep sending requests. Nothing acknowledged is lost.

A short run is part of the suite; `RONDEN=100 pytest tests/storing` does the long one.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from http.cookiejar import CookieJar
from pathlib import Path

import psutil
import psycopg
import pytest

RONDEN = int(os.environ.get("RONDEN", "6"))
VERIFIER = Path(__file__).resolve().parents[2] / "controle" / "audit_keten.py"
FORM = "/formulier/melding-openbare-ruimte/"


class House:
    """The product under test: `kapstok run` on a port and data of its own."""

    def __init__(self) -> None:
        from kapstok.site.process import free_port

        self.root = Path(tempfile.mkdtemp(prefix="kapstok-storing-"))
        self.root.chmod(0o755)  # the database user must be able to enter
        self.data, self.port = self.root / "data", free_port()
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("KAPSTOK_", "_KAPSTOK"))}
        environment |= {
            "KAPSTOK_DATA": str(self.data),
            "KAPSTOK_POORT": str(self.port),
            "KAPSTOK_LOGNIVEAU": "ERROR",
        }
        self.log = (self.root / "log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kapstok.site.cli", "run"],
            env=environment,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ready(self, within: float = 280) -> None:
        until = time.monotonic() + within
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.base}/gezondheid/klaar", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.2)
        raise AssertionError((self.root / "log").read_text()[-2000:])

    def victims(self) -> list[psutil.Process]:
        """Web, worker and database: everything that `kapstok run` started, and the server's postmaster."""
        found = [p for p in psutil.Process(self.process.pid).children(recursive=True) if p.is_running()]
        pid = self.data / "pg" / "postmaster.pid"
        if pid.exists():
            found.append(psutil.Process(int(pid.read_text().split()[0])))
        return found

    def dsn(self) -> str:
        from kapstok.platform.db.server import socket_folder

        return f"host={socket_folder(self.data / 'pg')} port=5432 dbname=kapstok user=kapstok_app"

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        self.log.close()


class Resident:
    """Sends a form without logging in, and writes down the number of each receipt."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.receipts: list[str] = []

    def _open(self, path: str, data: dict[str, str] | None = None) -> tuple[str, str]:
        body = urllib.parse.urlencode(data).encode() if data is not None else None
        headers = {"Host": f"ooststellingwerf.localhost:{self.base.rsplit(':', 1)[1]}"}
        url = path if path.startswith("http") else self.base + path
        request = urllib.request.Request(url, data=body, headers=headers)
        with self.opener.open(request, timeout=10) as answer:
            return answer.geturl(), answer.read().decode()

    @staticmethod
    def _token(page: str) -> str:
        return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)

    def send(self) -> None:
        """One request from start to receipt; any broken connection simply ends it."""
        try:
            _url, page = self._open("/contact/")
            url, page = self._open(FORM)
            url, page = self._open(
                f"{FORM}start/", {"csrfmiddlewaretoken": self._token(page), "kanaal": "zonder"}
            )
            for _ in range(8):
                if "/controle/" in url or "/ontvangen/" in url:
                    break
                url, page = self._open(url, self._answers(page))
            if "/controle/" in url:
                url, page = self._open(url, self._answers(page))
            number = re.search(r"[A-Z]-\d{4}-\d{3}-\d{3}-[A-Z]", page)
            if "/ontvangen/" in url and number:
                self.receipts.append(number.group(0))
        except (OSError, AttributeError, urllib.error.HTTPError):
            return

    def _answers(self, page: str) -> dict[str, str]:
        """Fill in what the page asks: first option of each choice, something that fits elsewhere."""
        answers = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
        for name, value in re.findall(
            r'<input[^>]*type="radio"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page
        ):
            answers.setdefault(name, value)
        for name in re.findall(r'<input[^>]*type="checkbox"[^>]*name="([^"]+)"', page):
            answers[name] = "ja"
        for name in re.findall(r'<(?:input|textarea)[^>]*name="([^"]+)"', page):
            if name not in answers:
                answers[name] = self._value(name)
        return answers

    @staticmethod
    def _value(name: str) -> str:
        known = {
            "email": "a@voorbeeld.test",
            "postcode": "8431AA",
            "huisnummer": "1",
            "aantal": "1",
            "telefoon": "0612345678",
        }
        return next((value for part, value in known.items() if part in name), "Jan Jansen")


@pytest.fixture(scope="module")
def house():
    made = House()
    try:
        made.ready()
        yield made
    finally:
        made.stop()
        shutil.rmtree(made.root, ignore_errors=True)


def _kill_at_random(house: House, chance: random.Random) -> str:
    time.sleep(chance.uniform(0.5, 2.0))
    victim = chance.choice(house.victims())
    name = " ".join(victim.cmdline()[:4])
    victim.kill()
    house.ready(90)
    return name


@pytest.mark.timeout(3600)
def test_nothing_acknowledged_is_lost_when_processes_die(house):
    chance, stop = random.Random(7), threading.Event()
    residents = [Resident(house.base) for _ in range(3)]

    def keep_sending(resident: Resident) -> None:
        while not stop.is_set():
            resident.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
            resident.send()

    threads = [threading.Thread(target=keep_sending, args=(r,)) for r in residents]
    for thread in threads:
        thread.start()
    killed = [_kill_at_random(house, chance) for _ in range(RONDEN)]
    time.sleep(3)
    stop.set()
    for thread in threads:
        thread.join()
    house.ready()
    receipts = [number for resident in residents for number in resident.receipts]
    assert receipts, "no request came through at all"
    assert len(killed) == RONDEN
    _everything_is_there(house, receipts)


def _everything_is_there(house: House, receipts: list[str]) -> None:
    assert len(receipts) == len(set(receipts))
    with psycopg.connect(house.dsn()) as connection:
        connection.execute("SELECT set_config('app.tenant', '1', false)")
        known = {row[0] for row in connection.execute("SELECT identificatie FROM zaken_zaak")}
        assert set(receipts) <= known, "an acknowledged zaak is gone"
        half = connection.execute(
            "SELECT count(*) FROM intake_inzending i WHERE zaak_id IS NULL"
            " OR NOT EXISTS (SELECT 1 FROM zaken_status s WHERE s.zaak_id = i.zaak_id)"
        ).fetchone()
        assert half == (0,), "a half write"
        counted = connection.execute("SELECT sum(aantal) FROM zaken_zaaktelling").fetchone()[0]
        assert counted == len(known)
    whole = subprocess.run([sys.executable, str(VERIFIER), house.dsn()], capture_output=True, text=True)
    assert whole.returncode == 0, whole.stdout
    letters = [p.read_text(errors="replace") for p in (house.data / "postbus").glob("*.eml")]
    ids = Counter(re.search(r"(?im)^Message-ID:\s*(\S+)", letter).group(1) for letter in letters)
    assert [key for key, times in ids.items() if times > 1] == [], "a mail twice"
