"""Making a backup while the house runs, and putting it back in an empty place.

The database is dumped first, the bytes are copied after: bytes are never changed, so every document in the
dump has its bytes. The master key is not part of a backup unless it stands in the data folder; keep
KAPSTOK_GEHEIM apart. Row level security is forced for the owner too: the dump needs the superuser of the
built-in server, or a DATABASE_URL whose user may bypass it.
"""

import hashlib
import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from kapstok.platform.config import settings
from kapstok.platform.db import server as pg
from kapstok.platform.db.setup import NAME, databases
from kapstok.platform.errors import Refusal
from kapstok.platform.storage import store, unguarded_store
from kapstok.platform.storage.folder import FolderStore

FORMAT = "kapstok-backup/1"
DUMP, MANIFEST, KEY = "databank.dump", "manifest.json", "geheim.key"


class BackupError(Refusal):
    """The backup or restore cannot be done; the message is one Dutch sentence."""

    def __init__(self, message: str) -> None:
        super().__init__("backup", "", message)


def _superuser() -> dict[str, str]:
    if settings.database_url:
        return databases(settings, None).owner
    data = pg.place(settings.data_map / "pg")
    return pg.Server(data, pg.socket_folder(data), Path()).dsn(NAME, pg.SUPERUSER)


def _run(program: str, arguments: list[str], dsn: dict[str, str]) -> None:
    environment = {**os.environ, "PGPASSWORD": dsn.get("password", "")}
    where = ["-h", dsn["host"], "-p", dsn["port"], "-U", dsn["user"], "-d", dsn["dbname"]]
    command = [str(pg.find_programs() / program), *where, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise BackupError(f"{program} is niet gelukt: {done.stderr.strip().splitlines()[-1:]}")


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def backup(target: Path) -> dict[str, Any]:
    """Write a backup into a new or empty folder; returns what was written. Raises BackupError."""
    if target.exists() and any(target.iterdir()):
        raise BackupError(f"De map {target} is niet leeg; kies een nieuwe map.")
    target.mkdir(parents=True, exist_ok=True)
    target.chmod(0o700)
    _run("pg_dump", ["-Fc", "-f", str(target / DUMP)], _superuser())
    keep = FolderStore(target / "documenten")
    source, hashes = store(), []
    for sha256 in source.hashes():
        keep.put(source.read(sha256))
        hashes.append(sha256)
    key = settings.data_map / KEY
    if not settings.geheim and key.exists():
        shutil.copy2(key, target / KEY)
    manifest = {
        "formaat": FORMAT,
        "gemaakt": datetime.now(UTC).isoformat(),
        "databank": _hash(target / DUMP),
        "documenten": hashes,
        "sleutel": (target / KEY).exists(),
    }
    (target / MANIFEST).write_text(json.dumps(manifest, indent=1))
    return {"map": str(target), "documenten": len(hashes), "bytes": (target / DUMP).stat().st_size}


def _read_manifest(source: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((source / MANIFEST).read_text())
    except (OSError, ValueError) as error:
        raise BackupError(f"In {source} staat geen leesbare reservekopie.") from error
    if manifest.get("formaat") != FORMAT:
        raise BackupError(f"Deze reservekopie heeft niet het formaat {FORMAT}.")
    if _hash(source / DUMP) != manifest["databank"]:
        raise BackupError("De databank in deze reservekopie is beschadigd.")
    return manifest


def restore(source: Path) -> dict[str, Any]:
    """Put a backup back into an installation without tables. Every document is checked against its hash."""
    manifest = _read_manifest(source)
    dsn = _superuser()
    with psycopg.connect(**dsn) as connection:  # type: ignore[arg-type]
        found = connection.execute(
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        ).fetchone()
    if found and found[0]:
        raise BackupError("Deze installatie is niet leeg. Zet de reservekopie terug in een nieuwe datamap.")
    key = settings.data_map / KEY
    if manifest["sleutel"] and not settings.geheim:
        key.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source / KEY, key)
        key.chmod(0o600)
    _run("pg_restore", ["--exit-on-error", "--no-comments", str(source / DUMP)], dsn)
    keep, target = FolderStore(source / "documenten"), unguarded_store()
    for sha256 in manifest["documenten"]:
        if target.put(keep.read(sha256)).sha256 != sha256:
            raise BackupError(f"Document {sha256[:12]} in deze reservekopie is beschadigd.")
    return {"documenten": len(manifest["documenten"])}
