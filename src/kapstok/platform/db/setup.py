"""Which databases and roles there are, and how each process connects to them.

Three roles: the superuser of the built-in server (only to make the other two), the owner (migrates)
and the application (everything else; neither owner nor superuser, so policies hold for it).
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg
from psycopg import sql

from kapstok.platform.config import Settings
from kapstok.platform.db.server import SUPERUSER, Server, ServerError

OWNER, APP, NAME = "kapstok", "kapstok_app", "kapstok"
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist", "btree_gin")


@dataclass(frozen=True)
class Databases:
    """Connection parameters (psycopg keywords) of the owner and of the application."""

    owner: dict[str, str]
    app: dict[str, str]


def from_url(url: str) -> dict[str, str]:
    """postgresql://user:password@host:port/name?option=value as psycopg keywords."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ServerError("DATABASE_URL moet de vorm postgresql://gebruiker@host:poort/naam hebben.")
    values = {
        "host": unquote(parts.hostname or ""),
        "port": str(parts.port or 5432),
        "dbname": unquote(parts.path.strip("/")),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        **dict(parse_qsl(parts.query)),
    }
    return {k: v for k, v in values.items() if v}


def databases(settings: Settings, server: Server | None, name: str = NAME) -> Databases:
    """Connections for these settings; `server` is the built-in one when no DATABASE_URL is given."""
    if server is not None:
        return Databases(owner=server.dsn(name, OWNER), app=server.dsn(name, APP))
    owner = from_url(settings.database_url)
    return Databases(owner=owner, app={**owner, "options": f"-c role={APP}"})


def django_database(dsn: dict[str, str]) -> dict[str, Any]:
    """The same as Django writes it."""
    extra = {k: v for k, v in dsn.items() if k not in {"host", "port", "dbname", "user", "password"}}
    return {
        "ENGINE": "kapstok.platform.db.backend",
        "NAME": dsn["dbname"],
        "USER": dsn.get("user", ""),
        "PASSWORD": dsn.get("password", ""),
        "HOST": dsn.get("host", ""),
        "PORT": dsn.get("port", ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, **extra},
    }


def prepare_embedded(server: Server, name: str = NAME) -> None:
    """Make owner, application role, database and extensions on the built-in server, once."""
    with psycopg.connect(**server.dsn("postgres", SUPERUSER), autocommit=True) as admin:  # type: ignore[arg-type]
        for role in (OWNER, APP):
            if not admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                admin.execute(
                    sql.SQL("CREATE ROLE {r} LOGIN NOSUPERUSER NOBYPASSRLS").format(r=sql.Identifier(role))
                )
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            admin.execute(
                sql.SQL("CREATE DATABASE {d} OWNER {o}").format(
                    d=sql.Identifier(name), o=sql.Identifier(OWNER)
                )
            )
    with psycopg.connect(**server.dsn(name, SUPERUSER), autocommit=True) as inside:  # type: ignore[arg-type]
        _make_extensions(inside)


def require_reachable(owner: dict[str, str]) -> None:
    """ServerError with one sentence when the given PostgreSQL does not answer."""
    try:
        psycopg.connect(**owner, connect_timeout=5).close()  # type: ignore[arg-type]
    except psycopg.OperationalError as error:
        raise _unreachable(error) from error


def _unreachable(error: psycopg.OperationalError) -> ServerError:
    first = str(error).strip().splitlines()[0].rstrip(".")
    return ServerError(f"De databank van DATABASE_URL is niet bereikbaar: {first}.")


def prepare_external(owner: dict[str, str]) -> None:
    """Make the application role and extensions on a given PostgreSQL; asks CREATEROLE of the owner."""
    try:
        with psycopg.connect(**owner, autocommit=True, connect_timeout=5) as connection:  # type: ignore[arg-type]
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP]).fetchone():
                connection.execute(
                    sql.SQL("CREATE ROLE {r} NOLOGIN NOSUPERUSER NOBYPASSRLS").format(r=sql.Identifier(APP))
                )
            connection.execute(
                sql.SQL("GRANT {r} TO {u}").format(r=sql.Identifier(APP), u=sql.Identifier(owner["user"]))
            )
            _make_extensions(connection)
    except psycopg.OperationalError as error:
        raise _unreachable(error) from error
    except psycopg.errors.InsufficientPrivilege as error:
        raise ServerError(f"De eigenaar in DATABASE_URL mag de rol {APP} niet maken: {error}.") from error


def _make_extensions(connection: psycopg.Connection[Any]) -> None:
    for extension in EXTENSIONS:
        connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {e}").format(e=sql.Identifier(extension)))
