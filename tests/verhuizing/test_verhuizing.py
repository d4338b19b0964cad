"""From one running house into another one, over the network: killed along the way, and compared afterwards."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
    """The house that is left, and the one that is moved into."""
    old, new = maak_huis(), maak_huis()
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
