"""What PostgreSQL does without us: the bottom under every figure, and how quick the machine is at this moment.

The very statement of the API, repeated by pgbench as the application; and two measures that the aims came with.
"""

import re
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import psycopg

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
    script = f"\\if :klaar = 0\nPREPARE k AS {_statement(which, tenant, zaak)};\n\\set klaar 1\n\\endif\nEXECUTE k;\n"
    return _pgbench(" ".join(script.split("  ")), "-M", "simple", "-D", "klaar=0", user="kapstok_app")


def _pgbench(script: str, *options: str, user: str, clients: int = CLIENTS) -> float:
    """Transactions a second of this script."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        command = [str(pg.find_programs() / "pgbench"), "-n", *options, "-f", file.name, "-j", "1"]
        command += ["-c", str(clients), "-T", str(SECONDS), "-U", user, "-p", "5432"]
        command += ["-h", str(pg.socket_folder(_folder())), "kapstok"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    if found is None:
        raise RuntimeError(f"pgbench gave no figure: {done.stderr[-2000:]}")
    return float(found[1])


def _folder() -> Path:
    return pg.place(settings.data_map / "pg")


# Texts of zaken that are stored and read by their number, and an insertion with its audit row, as a bare table would
# have them. What the machine does of these that the aims were set on is said in the issue of the stores.
_MADE = """
DROP SCHEMA IF EXISTS maatstaf CASCADE; CREATE SCHEMA maatstaf;
CREATE TABLE maatstaf.zaak AS SELECT row_number() OVER ()::int AS nummer, row_to_json(z)::text AS tekst
  FROM (SELECT * FROM zaken_zaak LIMIT 10000) z;
ALTER TABLE maatstaf.zaak ADD PRIMARY KEY (nummer);
CREATE TABLE maatstaf.nieuw (id uuid PRIMARY KEY, tekst text);
CREATE TABLE maatstaf.spoor (id uuid PRIMARY KEY, moment timestamptz, tekst text);
ANALYZE maatstaf.zaak;
"""
_READS = "\\set n random(1, 10000)\nSELECT tekst FROM maatstaf.zaak WHERE nummer = :n;\n"
_WRITES = """\\set n random(1, 10000)
BEGIN;
INSERT INTO maatstaf.nieuw SELECT gen_random_uuid(), tekst FROM maatstaf.zaak WHERE nummer = :n;
INSERT INTO maatstaf.spoor SELECT gen_random_uuid(), now(), tekst FROM maatstaf.zaak WHERE nummer = :n;
COMMIT;
"""
# Of the machine that the aims were set on, a second.
READS_THEN, WRITES_THEN = 43_000, 5_500


@dataclass(frozen=True)
class Machine:
    """What PostgreSQL alone does here now, a second."""

    reads: float
    writes: float

    def share(self, *, writing: bool) -> float:
        """Of what the machine did that the aims were set on."""
        return self.writes / WRITES_THEN if writing else self.reads / READS_THEN

    def __str__(self) -> str:
        told = f"een zaak uit opgeslagen tekst {self.reads:,.0f} per s, {self.share(writing=False):.0%} van de machine"
        return (
            f"PostgreSQL alleen: {told} van de doelen; "
            f"invoegen met auditregel {self.writes:,.0f}, {self.share(writing=True):.0%}"
        )


def machine() -> Machine:
    """How quick this machine is now."""
    dsn = pg.Server(_folder(), pg.socket_folder(_folder()), pg.find_programs()).dsn("kapstok", pg.SUPERUSER)
    with psycopg.connect(**dsn, autocommit=True) as connection:
        connection.execute(_MADE)
        reads = _pgbench(_READS, "-M", "prepared", user=pg.SUPERUSER)
        writes = _pgbench(_WRITES, "-M", "prepared", user=pg.SUPERUSER, clients=16)
        connection.execute("DROP SCHEMA maatstaf CASCADE")
    return Machine(reads, writes)


def exists() -> bool:
    """Is pgbench among the programs?"""
    return Path(pg.find_programs() / "pgbench").exists()
