"""The very statement of the API, repeated by pgbench as the application: the bottom under every figure."""

import re
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from kapstok.platform.config import settings
from kapstok.platform.db import server as pg
from kapstok.platform.db.direct import Statement

CLIENTS, SECONDS = 4, 3


def _statement(which: str, tenant: int, zaak: str) -> str:
    """The SQL text with its values filled in, as `direct` would have sent it."""
    from unittest.mock import patch

    from kapstok.koppelvlakken.zgw import apis  # noqa: F401 - declares the resources
    from kapstok.platform.audit.actor import SYSTEM
    from kapstok.platform.resource import Call, Caller, compiled
    from kapstok.platform.resource import compile as engine
    from kapstok.platform.resource.query import Query

    sent: list[tuple[Statement, dict[str, object]]] = []

    def keep(sql: Statement, values: dict[str, object], **_tenant: int) -> None:
        sent.append((sql, values))

    call = Call(
        Caller(UUID(int=0), tenant, SYSTEM, everything=True),
        "http://localhost",
        datetime.now(UTC),
        compiled(),
    )
    own = compiled()["zaken.zaak"]
    with patch.object(engine, "direct", keep):
        if which == "one":
            own.read(call, UUID(zaak), ())
        else:
            own.page(call, Query(), body=True)
    statement, values = sent[0]
    given = [_literal(values[name]) for name in statement.order]
    return re.sub(r"\$(\d+)", lambda m: given[int(m[1]) - 1], statement.text.decode())


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, list | tuple):
        return "'{}'"
    return "'" + str(value).replace("'", "''") + "'"


def in_pgbench(which: str, tenant: int, zaak: str) -> float:
    """Statements a second: prepared once per connection, executed over and over."""
    folder = pg.place(settings.data_map / "pg")
    programs = pg.find_programs()
    script = f"\\if :klaar = 0\nPREPARE k AS {_statement(which, tenant, zaak)};\n\\set klaar 1\n\\endif\nEXECUTE k;\n"
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(" ".join(script.split("  ")))
        file.flush()
        command = [str(programs / "pgbench"), "-n", "-M", "simple", "-D", "klaar=0", "-f", file.name]
        command += ["-c", str(CLIENTS), "-j", "1", "-T", str(SECONDS), "-U", "kapstok_app"]
        command += ["-h", str(pg.socket_folder(folder)), "-p", "5432", "kapstok"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    if found is None:
        raise RuntimeError(f"pgbench gave no figure: {done.stderr[-2000:]}")
    return float(found[1])


def exists() -> bool:
    """Is pgbench among the programs?"""
    return Path(pg.find_programs() / "pgbench").exists()
