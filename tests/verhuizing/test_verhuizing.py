"""From one running house into another one, over the network: killed along the way, and compared afterwards."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jwt
import psycopg
import pytest

EMPTY = ("leeg", "Leeggemeente", "--rsin", "851000034", "--prefix", "X")
# Where the process dies: in the first of many zaken, in what hangs on them, among the documents, and late.
MARKS = (
    "catalogi:",
    "zaken.zaak: pagina",
    "zaken.status: pagina",
    "informatieobject: pagina 1",
    "onderdelen:",
)


@pytest.fixture(scope="module")
def huizen(maak_huis: Callable[..., Any]) -> tuple[Any, Any]:
    """The house that is left, and the one that is moved into. They may call each other."""
    with socket.socket() as kept:  # nobody else takes it until the second house is there
        kept.bind(("127.0.0.1", 0))
        port = int(kept.getsockname()[1])
        old = maak_huis(KAPSTOK_VERTROUWDE_HOSTS=f"127.0.0.1:{port}")
    new = maak_huis(port, KAPSTOK_VERTROUWDE_HOSTS=f"127.0.0.1:{old.port}")
    with psycopg.connect(new.dsn()) as connection:  # a client id is somebody's in one installation only
        for (tenant,) in connection.execute("SELECT id::text FROM tenancy_tenant").fetchall():
            connection.execute("SELECT set_config('app.tenant', %s, true)", [tenant])
            connection.execute("DELETE FROM autorisaties_applicatie")
    new.command("tenant", "add", *EMPTY)
    return old, new


def _options(app: dict[str, str], tenant: str) -> list[str]:
    return ["--client-id", app["client_id"], "--secret", app["secret"], "--tenant", tenant, "--json"]


def _kill_at(process: "subprocess.Popen[str]", mark: str) -> None:
    """SIGKILL shortly after it said this; a little later each time, so that it dies inside a transaction too."""
    for line in process.stderr or ():
        if mark in line:
            time.sleep(0.05)
            os.kill(process.pid, signal.SIGKILL)
            break
    assert process.wait(60) == -signal.SIGKILL


def _rows(house: Any, tenant: str, table: str) -> int:
    with psycopg.connect(house.dsn()) as connection:
        sql = "SELECT set_config('app.tenant', (SELECT id::text FROM tenancy_tenant WHERE slug = %s), true)"
        connection.execute(sql, [tenant])
        [(count,)] = connection.execute(f"SELECT count(*) FROM {table}").fetchall()
        return int(count)


def test_killed_again_and_again_a_move_loses_and_doubles_nothing(huizen: tuple[Any, Any]) -> None:
    old, new = huizen
    app = old.application()
    command = ["migreer", "zgw", "--van", old.base, *_options(app, "leeg")]
    for mark in MARKS:
        _kill_at(new.begin(*command), mark)
    done = new.attempt(*command)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert told["aantalAfgewezen"] == 0, told["afgewezen"]
    compared = new.attempt("migreer", "verschil", "--met", old.base, "--inhoud", *_options(app, "leeg"))
    assert compared.returncode == 0, compared.stdout[-2000:]
    report = json.loads(compared.stdout)
    assert report["tellingen"]["zaken.zaak"]["bron"] > 50
    # What has no address of its own is not doubled either.
    for table in ("zaken_zaakrelatie", "documenten_informatieobjectversie"):
        assert _rows(new, "leeg", table) == _rows(old, "ooststellingwerf", table)
    trails = _rows(new, "leeg", "zgw_overgenomenregel")
    again = json.loads(new.command(*command))
    assert sum(step["nieuw"] for step in again["stappen"]) == 0
    assert _rows(new, "leeg", "zgw_overgenomenregel") == trails
    new.command("audit", "verify")


def test_out_over_the_api_and_compared_by_the_mapping(huizen: tuple[Any, Any], tmp_path: Path) -> None:
    old, new = huizen
    new.command("tenant", "add", "nieuw", "Nieuwgemeente", "--rsin", "851000046", "--prefix", "Y")
    app, mapping = new.application("nieuw"), tmp_path / "koppeling.csv"
    new.knows("nieuw", "Nieuwgemeente")
    options = [*_options(app, "ooststellingwerf"), "--koppeling", str(mapping)]
    first = old.begin("migreer", "naar", new.base, *options)
    _kill_at(first, "zaken.zaak: pagina")
    sent = old.attempt("migreer", "naar", new.base, *options)
    assert json.loads(sent.stdout)["mislukt"] == [], sent.stderr
    assert sent.returncode == 0
    assert old.attempt("migreer", "naar", new.base, *options).returncode == 0
    compared = old.attempt("migreer", "verschil", "--met", new.base, "--inhoud", *options)
    assert compared.returncode == 0, compared.stdout[-3000:]
    assert mapping.read_text().count("zaken.zaak;") > 50


class Calls:
    """What an application asks of a house."""

    def __init__(self, house: Any, app: dict[str, str]) -> None:
        self.house, self.app = house, app

    def __call__(self, method: str, url: str, body: Any = None) -> tuple[int, Any]:
        claims = {"iss": self.app["client_id"], "client_id": self.app["client_id"], "iat": int(time.time())}
        token = jwt.encode(claims, self.app["secret"], algorithm="HS256")
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        place = url if url.startswith("http") else f"{self.house.base}/{url}"
        text = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(place, text, headers, method=method)
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                return answer.status, json.load(answer) if answer.status != 204 else None
        except urllib.error.HTTPError as no:
            return no.code, json.load(no)

    def made(self, url: str, body: Any) -> Any:
        status, answer = self("POST", url, body)
        assert status == 201, answer.get("invalidParams", answer)
        return answer

    def rows(self, url: str, **asked: str) -> list[Any]:
        answer = self("GET", f"{url}?{urllib.parse.urlencode(asked)}")[1]
        return list(answer["results"] if isinstance(answer, dict) else answer)


def _document(calls: Calls, kind: str) -> str:
    body = {
        "bronorganisatie": "851000010",
        "creatiedatum": "2026-11-26",
        "titel": "Tekening",
        "auteur": "Tekenaar",
        "taal": "nld",
        "vertrouwelijkheidaanduiding": "openbaar",
        "informatieobjecttype": kind,
        "inhoud": "SG9p",
        "bestandsomvang": 3,
    }
    return str(calls.made("documenten/api/v1/enkelvoudiginformatieobjecten", body)["url"])


def test_a_zaak_here_and_its_document_there_know_each_other_as_long_as_that_lasts(
    huizen: tuple[Any, Any],
) -> None:
    here, there = (Calls(house, house.application()) for house in huizen)
    for one, other, kind in (
        (here, there, "documenten"),
        (here, there, "catalogi"),  # what the type of the document is called there
        (there, here, "zaken"),
    ):
        api = f"{other.house.base}/{kind}/api/v1"
        keys = ["--client-id", other.app["client_id"], "--geheim", other.app["secret"]]
        one.house.command(
            "extern", "add", "Buren", api, "--tenant", "ooststellingwerf", "--soort", kind, *keys
        )
    [zaak, *_] = here.rows("zaken/api/v1/zaken", einddatum__isnull="true")
    names = {
        here("GET", row["informatieobjecttype"])[1]["omschrijving"]
        for row in here.rows("catalogi/api/v1/zaaktype-informatieobjecttypen", zaaktype=zaak["zaaktype"])
    }
    kinds = there.rows("catalogi/api/v1/informatieobjecttypen", status="definitief")
    document = _document(there, next(k["url"] for k in kinds if k["omschrijving"] in names))
    links, mirrors = "zaken/api/v1/zaakinformatieobjecten", "documenten/api/v1/objectinformatieobjecten"
    body = {"zaak": zaak["url"], "informatieobject": document}

    link = here.made(links, body)
    [mirror] = there.rows(mirrors, informatieobject=document)
    assert (mirror["object"], mirror["objectType"]) == (zaak["url"], "zaak")
    # The document's side asks the zaak's side, and stays as long as that has the relation.
    status, no = there("DELETE", mirror["url"])
    assert (status, no["invalidParams"][0]["code"]) == (400, "remote-relation-exists")
    assert here("DELETE", link["url"])[0] == 204
    assert there.rows(mirrors, informatieobject=document) == []
    # Nor can it say by itself what the zaak's side does not.
    claim = {"object": zaak["url"], "objectType": "zaak", "informatieobject": document}
    status, no = there("POST", mirrors, claim)
    assert (status, no["invalidParams"][0]["code"]) == (400, "inconsistent-relation")
    here.made(links, body)
    assert here("DELETE", zaak["url"])[0] == 204
    until = time.monotonic() + 60
    while there.rows(mirrors, informatieobject=document) and time.monotonic() < until:
        time.sleep(0.2)
    assert there.rows(mirrors, informatieobject=document) == []
