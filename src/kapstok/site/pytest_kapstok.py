"""pytest plug-in for all tests: a private PostgreSQL per process, migrated once, cloned after that.

A plug-in and not a conftest.py, because the settings must be in the environment before Django reads them.

Tests run as the application role inside a transaction that is rolled back, like a request does.
"""

import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

# A busy machine is no fault of what is tested. In CI the same code draws the same examples, so that what fails there
# fails everywhere; elsewhere each run looks further.
hypothesis_settings.register_profile(
    "huis",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.load_profile("huis")

_scratch = Path(tempfile.mkdtemp(prefix="kapstok-test-"))
_scratch.chmod(0o755)
os.environ["KAPSTOK_DATA"] = str(_scratch / "data")
os.environ["KAPSTOK_GEHEIM"] = "alleen-voor-tests-alleen-voor-tests"
os.environ["KAPSTOK_LOGNIVEAU"] = "ERROR"
os.environ["KAPSTOK_POORT"] = "80"  # so that addresses are as the test client asks them
os.environ.pop("DATABASE_URL", None)

TENANTS = {1: "ooststellingwerf", 2: "weststellingwerf", 3: "opsterland", 4: "owo"}
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB")


def _run_on(building: Path, script: str) -> None:
    """As the owner of the tables."""
    import subprocess
    import sys

    env = {**os.environ, "KAPSTOK_DATA": str(building), "_KAPSTOK_ROL": "eigenaar"}
    env["DJANGO_SETTINGS_MODULE"] = "kapstok.site.settings"
    script = f"import django; django.setup()\n{script}"
    done = subprocess.run(
        [sys.executable, "-c", script], env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"making the test database failed:\n{done.stderr[-4000:]}")


def _made_once(name: str, fill: Callable[[Path], None]) -> Path:
    """A stopped data folder of this schema in the cache; whoever comes first makes it, others wait for that."""
    import fcntl

    from kapstok.platform.db.mark import code_mark

    cache = Path(tempfile.gettempdir()) / f"kapstok-sjablonen-{os.getuid()}"
    cache.mkdir(exist_ok=True, mode=0o755)
    ready = cache / f"{code_mark()}-{name}"
    with (cache / f"{name}.slot").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            building = cache / f"{name}.bouw"
            shutil.rmtree(building, ignore_errors=True)
            building.mkdir(mode=0o755)
            fill(building)
            building.rename(ready)
            others = [p for p in cache.glob(f"*-{name}") if p != ready]
            for old in sorted(others, key=lambda p: p.stat().st_mtime)[:-5]:
                shutil.rmtree(old, ignore_errors=True)
    return ready


def migrated_folder() -> Path:
    """Where the database stands with the tables of this schema, and nothing in them."""
    from kapstok.platform.db import server as pg
    from kapstok.platform.db.setup import prepare_embedded

    def fill(building: Path) -> None:
        server = pg.start(building / "pg", options=FAST)
        try:
            prepare_embedded(server)
            _run_on(building, "from kapstok.site.migrate import migrate; migrate(verbosity=0)")
        finally:
            pg.stop(server)

    return _made_once("leeg", fill)


def template_folder() -> Path:
    """Where the database stands with the tables of this schema and the municipalities of the tests."""
    from kapstok.platform.db import server as pg

    def fill(building: Path) -> None:
        pg.clone(migrated_folder() / "pg", building / "pg")
        server = pg.start(building / "pg", options=FAST)
        try:
            _run_on(
                building,
                "from kapstok.platform.tenancy.models import Tenant\n"
                f"for i, s in {TENANTS!r}.items(): Tenant(id=i, slug=s, naam=s.capitalize(), "
                "instellingen={'rsin': '851000046' if i == 4 else '85' + str(1000000 + i), "
                "'zaakprefix': ' EWPC'[i]}).save()\n",
            )
        finally:
            pg.stop(server)

    return _made_once("gemeenten", fill)


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """A password of a test is hashed as that of a real account, with the least work that scrypt takes: each account
    that a test makes would cost a third of a second. Houses that tests start have the real thing."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["kapstok.site.wachtwoorden.LightScrypt", *settings.PASSWORD_HASHERS[1:]]


@pytest.fixture(scope="session")
def django_db_setup() -> Iterator[None]:
    """Start this process's own server on a copy of the migrated template."""
    from kapstok.platform.db import server as pg

    data = _scratch / "data"
    data.mkdir(exist_ok=True)
    pg.clone(template_folder() / "pg", data / "pg")
    server = pg.start(data / "pg", options=FAST)
    yield
    from django.db import connections

    connections.close_all()
    pg.stop(server, mode="immediate")


def pytest_unconfigure() -> None:
    from kapstok.platform.db import server as pg

    shutil.rmtree(_scratch, ignore_errors=True)
    # Our own socket folder only: an empty one of another process may be about to be used.
    shutil.rmtree(pg.socket_folder(pg.place(_scratch / "data" / "pg")), ignore_errors=True)


@pytest.fixture
def tenant(db: None) -> Iterator[Any]:
    """Ooststellingwerf, in whose scope the test runs."""
    from kapstok.platform.db import tenant_scope
    from kapstok.platform.tenancy.models import Tenant

    with tenant_scope(1):
        yield Tenant.objects.get(id=1)


@pytest.fixture
def other_tenant(db: None) -> int:
    """Number of Weststellingwerf."""
    return 2


@pytest.fixture
def as_tenant(db: None) -> Callable[[int], AbstractContextManager[None]]:
    """`with as_tenant(2):` runs a block as that municipality."""
    from kapstok.platform.db import tenant_scope

    @contextmanager
    def scope(number: int) -> Iterator[None]:
        with tenant_scope(number):
            yield

    return scope


@pytest.fixture
def just_loaded(db: None) -> Callable[..., None]:
    """`just_loaded("bag_", ..)`: the planner knows as much of these tables as after a first load: nothing.

    Autovacuum looks at tables whenever it likes, so that a plan would differ from one run to the next: of these tables
    it keeps off from now on.
    """
    import psycopg
    from django.db import connection
    from psycopg import sql

    from kapstok.platform.db.server import SUPERUSER

    def forget(*prefixes: str) -> None:
        at = connection.get_connection_params()
        with psycopg.connect(
            host=at["host"], port=at["port"], dbname=at["dbname"], user=SUPERUSER, autocommit=True
        ) as admin:
            tables = "relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname ^@ ANY(%s)"
            found = admin.execute(f"SELECT relname FROM pg_class WHERE {tables}", [list(prefixes)])
            for (name,) in found.fetchall():
                off = sql.SQL("ALTER TABLE {} SET (autovacuum_enabled = false)")
                admin.execute(off.format(sql.Identifier(name)))
            admin.execute(
                "SELECT pg_clear_attribute_stats('public', relname, attname, false)"
                " FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped"
                f" WHERE {tables}",
                [list(prefixes)],
            )
            admin.execute(
                f"SELECT pg_clear_relation_stats('public', relname) FROM pg_class WHERE {tables}",
                [list(prefixes)],
            )

    return forget


@pytest.fixture
def client_for(db: None) -> Callable[[str], Any]:
    """A Django test client that speaks to the host of a municipality."""
    from django.test import Client

    return lambda slug: Client(headers={"host": f"{slug}.localhost"})


@pytest.fixture(scope="session")
def actor() -> Any:
    """A staff member who acts."""
    from kapstok.platform.audit.actor import Actor

    return Actor("medewerker", "b.bakker", "B. Bakker", "Behandeling")


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Each test starts with nothing counted by the rate limits, which stay on."""
    from kapstok.platform.http.ratelimit import forget_all

    forget_all()


@pytest.fixture
def given(tenant: Any, actor: Any) -> Any:
    """Makers of rows through the real services: given.zaaktype(), given.zaak(), given.document() ..."""
    from kapstok.site.given import Given
    from kapstok.site.start import load_listeners

    load_listeners()
    return Given(actor)


@pytest.fixture
def visit(given: Any, client_for: Any) -> Callable[..., Any]:
    """`visit(kind, id, roles=...)`: a test client that is logged in at Ooststellingwerf, through the real session."""
    from kapstok.site.visits import logged_in

    def make(
        kind: str, number: str = "", *, roles: tuple[str, ...] = (), tenant: str = "ooststellingwerf"
    ) -> Any:
        return logged_in(client_for(tenant), tenant, kind, number, roles)

    return make


def trusting(patch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """`trusting(patch)("127.0.0.1:8641")`: until the patch ends the installation may call this host."""
    import msgspec

    from kapstok.platform.config import settings
    from kapstok.platform.http import outward

    return lambda host: patch.setattr(
        outward, "settings", msgspec.structs.replace(settings, vertrouwde_hosts=host)
    )


@pytest.fixture
def trust(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """`trust("127.0.0.1:8641")`: the installation may call this host."""
    return trusting(monkeypatch)


@pytest.fixture
def ontvanger(trust: Callable[[str], None]) -> Iterator[Any]:
    """A webhook on loopback, which the installation trusts."""
    from kapstok.site.ontvanger import Ontvanger

    made = Ontvanger()
    trust(f"127.0.0.1:{made.port}")
    yield made
    made.stop()


@pytest.fixture
def trusted_server(
    trust: Callable[[str], None],
) -> Iterator[Callable[[type[BaseHTTPRequestHandler]], ThreadingHTTPServer]]:
    """`trusted_server(Handler)`: a server on loopback that answers so, which the installation trusts."""
    made: list[ThreadingHTTPServer] = []

    def serve(handler: type[BaseHTTPRequestHandler]) -> ThreadingHTTPServer:
        made.append(ThreadingHTTPServer(("127.0.0.1", 0), handler))
        threading.Thread(target=made[-1].serve_forever, daemon=True).start()
        trust(f"127.0.0.1:{made[-1].server_port}")
        return made[-1]

    yield serve
    for server in made:
        server.shutdown()
        server.server_close()
