"""Processes are killed at random moments under a mixed load. Nothing acknowledged is lost.

Residents send forms, an application opens zaken and sets statuses over the API, and mail goes out all the while.

A short run is part of the suite; `RONDEN=100 pytest tests/storing` does the long one.
"""

import base64
import hashlib
import hmac
import http.client
import json
import os
import random
import re
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections import Counter
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest

RONDEN = int(os.environ.get("RONDEN", "6"))
VERIFIER = Path(__file__).resolve().parents[2] / "controle" / "audit_keten.py"
FORM = "/formulier/melding-openbare-ruimte/"


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
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
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
        except (OSError, AttributeError, http.client.HTTPException):
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


class Application:
    """Opens zaken over the API and sets a status on them, and writes down what was acknowledged."""

    def __init__(self, house: Any) -> None:
        self.house, self.keys = house, house.application()
        self.opened: list[str] = []
        self.statuses: list[str] = []
        self.zaaktype, self.statustype = self._kind()

    def _token(self) -> str:
        claims = {"iss": "proef", "client_id": self.keys["client_id"], "iat": int(time.time())}
        parts = [
            base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")
            for part in ({"alg": "HS256", "typ": "JWT"}, claims)
        ]
        signature = hmac.new(self.keys["secret"].encode(), b".".join(parts), hashlib.sha256).digest()
        return b".".join([*parts, base64.urlsafe_b64encode(signature).rstrip(b"=")]).decode()

    def call(self, path: str, body: dict[str, str] | None = None) -> dict[str, Any]:
        """One call; raises OSError when the line breaks or the answer is a refusal."""
        headers = {
            "Host": self.house.host(),
            "Authorization": f"Bearer {self._token()}",
            "Content-Type": "application/json",
            "Accept-Crs": "EPSG:4326",
        }
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.house.base + path, data=data, headers=headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return dict(json.load(answer))

    def _kind(self) -> tuple[str, str]:
        kinds = self.call("/catalogi/api/v1/zaaktypen")["results"]
        kind = next(k for k in kinds if k["statustypen"])
        first = min(
            self.call("/catalogi/api/v1/statustypen?zaaktype=" + urllib.parse.quote(kind["url"]))["results"],
            key=lambda row: row["volgnummer"],
        )
        return kind["url"], first["url"]

    def send(self) -> None:
        """A zaak and its first status; any broken connection simply ends it."""
        today = time.strftime("%Y-%m-%d")
        body = {"zaaktype": self.zaaktype, "bronorganisatie": "851000010", "startdatum": today}
        body["verantwoordelijkeOrganisatie"] = "851000010"
        try:
            zaak = self.call("/zaken/api/v1/zaken", body)
            self.opened.append(zaak["uuid"])
            moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
            status = {"zaak": zaak["url"], "statustype": self.statustype, "datumStatusGezet": moment}
            self.statuses.append(self.call("/zaken/api/v1/statussen", status)["uuid"])
        except (OSError, ValueError, http.client.HTTPException):
            return


@pytest.fixture
def house(maak_huis):
    return maak_huis()


def _kill_at_random(house: Any, chance: random.Random) -> str:
    time.sleep(chance.uniform(0.5, 2.0))
    name = ""
    while not name:
        victim = chance.choice(house.victims())
        try:
            line = " ".join(victim.cmdline())
            victim.kill()
            name = next((role for role in ("granian", "postgres", "worker") if role in line), "other")
        except psutil.Error:  # it went by itself between looking and killing: another one
            time.sleep(0.05)
    house.ready(90)
    return name


@pytest.mark.timeout(3600)
def test_nothing_acknowledged_is_lost_when_processes_die(house):
    chance, stop = random.Random(7), threading.Event()
    residents = [Resident(house.base) for _ in range(3)]
    application = Application(house)

    def keep_sending(sender: Any) -> None:
        while not stop.is_set():
            sender.send()

    threads = [threading.Thread(target=keep_sending, args=(s,)) for s in (*residents, application)]
    for thread in threads:
        thread.start()
    killed = [_kill_at_random(house, chance) for _ in range(RONDEN)]
    time.sleep(3)
    stop.set()
    for thread in threads:
        thread.join()
    house.ready()
    receipts = [number for resident in residents for number in resident.receipts]
    print(
        f"{RONDEN} kills {dict(Counter(killed))}; acknowledged: {len(receipts)} forms,"
        f" {len(application.opened)} zaken and {len(application.statuses)} statuses over the API"
    )
    assert receipts, "no request came through at all"
    assert application.statuses, "no call of the application came through at all"
    assert len(killed) == RONDEN
    _everything_is_there(house, receipts, application)


def _everything_is_there(house: Any, receipts: list[str], application: Application) -> None:
    assert len(receipts) == len(set(receipts))
    with psycopg.connect(house.dsn()) as connection:
        connection.execute("SELECT set_config('app.tenant', '1', false)")
        known = {row[0] for row in connection.execute("SELECT identificatie FROM zaken_zaak")}
        assert set(receipts) <= known, "an acknowledged zaak is gone"
        for table, acknowledged in (
            ("zaken_zaak", application.opened),
            ("zaken_status", application.statuses),
        ):
            found = {str(row[0]) for row in connection.execute(f"SELECT id FROM {table}")}
            assert set(acknowledged) <= found, f"acknowledged over the API, gone from {table}"
        half = connection.execute(
            "SELECT count(*) FROM intake_inzending i WHERE zaak_id IS NULL"
            " OR NOT EXISTS (SELECT 1 FROM zaken_status s WHERE s.zaak_id = i.zaak_id)"
        ).fetchone()
        assert half == (0,), "a half write"
        counted = connection.execute(
            "SELECT COALESCE((SELECT sum(aantal) FROM zaken_zaaktelling WHERE wat = ''), 0)"
            " + COALESCE((SELECT sum(aantal) FROM zaken_zaaktelregel), 0)"
        ).fetchone()[0]
        assert counted == len(known)
    whole = subprocess.run([sys.executable, str(VERIFIER), house.dsn()], capture_output=True, text=True)
    assert whole.returncode == 0, whole.stdout
    letters = [p.read_text(errors="replace") for p in (house.data / "postbus").glob("*.eml")]
    ids = Counter(re.search(r"(?im)^Message-ID:\s*(\S+)", letter).group(1) for letter in letters)
    assert [key for key, times in ids.items() if times > 1] == [], "a mail twice"
