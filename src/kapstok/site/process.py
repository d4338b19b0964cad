"""Starting what a command needs: the database server, and Django in the right role."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from kapstok.platform.config import settings
from kapstok.platform.db import server as pg
from kapstok.platform.db.mark import is_current
from kapstok.platform.db.setup import (
    databases,
    from_url,
    prepare_embedded,
    require_reachable,
)

MINIMUM_FREE_MB = 500


class StartError(Exception):
    """Kapstok cannot start; the message is one clear Dutch sentence."""


def check_disk(folder: Path) -> None:
    """Refuse to start on a disk that is nearly full: a database that stops halfway helps nobody."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StartError(
            f"De map {settings.data} kan niet worden gebruikt ({error.strerror}). Kies een andere met KAPSTOK_DATA."
        ) from error
    free = shutil.disk_usage(folder).free // 2**20
    if free < MINIMUM_FREE_MB:
        raise StartError(
            f"Er is nog {free} MB vrij op de schijf van {settings.data}; Kapstok heeft minstens"
            f" {MINIMUM_FREE_MB} MB nodig. Maak ruimte of kies een andere map met KAPSTOK_DATA."
        )


def check_port(address: str, port: int) -> None:
    """Refuse a port that answers: two servers on one port would silently share the traffic."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        if probe.connect_ex((address, port)) == 0:
            raise StartError(
                f"Poort {port} is al in gebruik. Stop het andere programma of kies een poort met KAPSTOK_POORT."
            )


def free_port() -> int:
    """A free port on loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def schema_is_current(server: pg.Server | None) -> bool:
    """Was the database migrated and secured by this very version of the code, and not touched since?"""
    with psycopg.connect(**databases(settings, server).owner, connect_timeout=5) as owner:  # type: ignore[arg-type]
        return is_current(owner)


@contextmanager
def database(*, patience: float = 0) -> Iterator[pg.Server | None]:
    """The database for as long as needed; None when DATABASE_URL names a server that others keep.

    `patience`: seconds that others who were told to stop have to let go of it.
    """
    if settings.database_url:
        require_reachable(from_url(settings.database_url))
        yield None
    else:
        with pg.lease(settings.data_map / "pg", prepare_embedded, patience=patience) as server:
            yield server


@contextmanager
def django(*, owner: bool = False, empty: bool = False) -> Iterator[None]:
    """Django up, database reachable, listeners loaded; as application, or as owner of the tables.

    `empty`: the command is the one that makes the tables; every other one says that they are not there.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "kapstok.site.settings"
    if owner:
        os.environ["_KAPSTOK_ROL"] = "eigenaar"
    with database():
        import django as framework

        framework.setup()
        if not empty:
            _require_tables()
        from kapstok.site.start import ready

        ready()
        yield
        from django.db import connections

        connections.close_all()


def _require_tables() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.django_migrations')")
        if cursor.fetchone() == (None,):
            raise StartError(
                "De databank is nog leeg. Draai eerst “kapstok migrate”, of begin met “kapstok run”."
            )


def own_command(*arguments: str) -> list[str]:
    """This same program with other arguments, for a child process."""
    return [sys.executable, "-m", "kapstok.site.cli", *arguments]


def run_command(*arguments: str) -> None:
    """Run a command of ours as a child; StartError with its last line when it fails."""
    done = subprocess.run(own_command(*arguments), check=False)
    if done.returncode:
        raise StartError(f"“kapstok {' '.join(arguments)}” is niet gelukt; de reden staat hierboven.")
