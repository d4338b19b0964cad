"""Every page of the steering with 500 projects, 1,500 applications and 20,000 bookings of one partnership.

Asked over HTTP of a web process as the product starts it, in the session of an i-adviseur who is allowed everything;
the aim is a p95 of 150 ms and at most 12 statements a page. Statements are counted in a round before, in this process.
"""

import http.client
import statistics
import time
import urllib.request
from dataclasses import dataclass
from datetime import date
from typing import Any

from bench.processor import cpu_of, memory_of
from bench.web import web_process
from kapstok.site.process import free_port

PORT = free_port()  # several may measure at once
RUNS = 40
OWO = "owo"
AIM_MS, AIM_STATEMENTS = 150, 12
BOOKINGS = 20_000

# Row by row the triggers would take most of the time; these rows are what they would let through.
_BOOKED = """
WITH p AS (SELECT tenant, boekcode, row_number() OVER (ORDER BY boekcode) - 1 AS plaats FROM projecten_project
           WHERE tenant = %(tenant)s),
  d AS (SELECT tenant, id AS deelnemer_id, row_number() OVER (ORDER BY volgorde) - 1 AS plaats FROM verband_deelnemer
        WHERE tenant = %(tenant)s),
  t AS (INSERT INTO geld_transactie (tenant, id, datum, soort, omschrijving, besluit, project, geboekt_door)
        SELECT %(tenant)s, gen_random_uuid(), make_date(%(jaar)s, 1 + (n %% 12)::int, 15), 'uitgeven', 'Proef ' || n,
               '', p.boekcode, 'Proef'
        FROM generate_series(1, %(boekingen)s) n JOIN p ON p.plaats = n %% (SELECT count(*) FROM p)
        RETURNING tenant, id, project)
INSERT INTO geld_regel (tenant, id, transactie_id, deelnemer_id, laag, rekening, project, bedrag)
SELECT t.tenant, gen_random_uuid(), t.id, d.deelnemer_id, %(jaar)s, r.rekening, t.project, r.bedrag
FROM t JOIN p ON p.boekcode = t.project JOIN d ON d.plaats = p.plaats %% 3
CROSS JOIN (VALUES ('vastgelegd', -12500), ('uitgegeven', 12500)) AS r(rekening, bedrag)
"""


def _filled(tenant: int, today: date) -> None:
    """Sown once; without statistics PostgreSQL guesses, so they are made as autovacuum would."""
    import psycopg

    from kapstok.diensten.sturing.portfolio.models import Applicatie
    from kapstok.platform.config import settings
    from kapstok.platform.db import server as pg
    from kapstok.platform.db import tenant_scope
    from kapstok.site.veel_sturing import Maat, grondslag, vul

    with tenant_scope(tenant):
        if Applicatie.objects.exists():
            return
        began = time.monotonic()
        grondslag()
        vul(Maat(500, 1500, 600), vandaag=today)
    data = pg.place(settings.data_map / "pg")
    server = pg.Server(data, pg.socket_folder(data), data)
    with psycopg.connect(**server.dsn("kapstok", pg.SUPERUSER), autocommit=True) as connection:
        with connection.transaction():
            connection.execute("SET LOCAL session_replication_role = replica")
            values = {"tenant": tenant, "jaar": today.year - 1, "boekingen": BOOKINGS - 600}
            connection.execute(_BOOKED, values)
        connection.execute("ANALYZE")
    print(f"gezaaid in {time.monotonic() - began:.0f} s", flush=True)


def _statements(client: Any, url: str) -> tuple[int, int]:
    """Status of a visit in this process, and how many statements it asked."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from kapstok.platform.http.ratelimit import forget_all

    forget_all()
    with CaptureQueriesContext(connection) as seen:
        status = client.get(url).status_code
    return status, len(seen)


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """What one address took, in ms; `first`: until its first bytes were there."""

    p95: float
    p50: float
    first: float
    cpu: float
    statements: int
    size: int
    name: str


def _over_http(web: int, client: str, cookie: str, url: str) -> tuple[list[float], list[float], float, int]:
    """Whole visits and their first bytes in ms, CPU of the web process, and the size. `client`: an address of this
    machine that asks for nothing else, so that it stays below the limit for one visitor.
    """
    line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60, source_address=(client, 0))
    whole: list[float] = []
    first: list[float] = []
    cpu, size = 0.0, 0
    for n in range(-1, RUNS):
        if n == 0:
            cpu = cpu_of(web)  # the first visit was to get warm
        began = time.perf_counter()
        line.request("GET", url, headers={"Host": f"{OWO}.localhost:{PORT}", "Cookie": cookie})
        answer = line.getresponse()
        at = time.perf_counter()
        size = len(answer.read())
        if answer.status not in (200, 302):
            raise RuntimeError(f"{url}: {answer.status}")
        if n >= 0:
            whole.append((time.perf_counter() - began) * 1000)
            first.append((at - began) * 1000)
    line.close()
    return whole, first, (cpu_of(web) - cpu) / RUNS, size


def measure(only: str = "") -> None:
    """A line per address, the slowest first."""
    from django.conf import settings
    from django.test import Client

    from kapstok.platform.db import tenant_scope
    from kapstok.platform.tenancy.registry import tenants
    from kapstok.site.veel_adressen import adressen
    from kapstok.site.visits import logged_in

    tenant, today = tenants()[OWO].id, date.today()  # noqa: DTZ011 - as the pages take it
    _filled(tenant, today)
    roles = ("i-adviseur", "directie", "functioneel-beheerder")
    client = logged_in(Client(headers={"host": f"{OWO}.localhost"}), OWO, "medewerker", "", roles)
    with tenant_scope(tenant):
        wanted = {name: url for name, url in adressen().items() if only in name}
    asked = {name: _statements(client, url) for name, url in wanted.items()}
    read = [name for name, (status, _many) in asked.items() if status in (200, 302)]
    absent = [name for name, (status, _many) in asked.items() if status not in (200, 302, 405)]
    name = settings.SESSION_COOKIE_NAME
    cookie = f"{name}={client.cookies[name].value}"
    lines: list[Line] = []
    with web_process(PORT) as web:
        begin = memory_of(web.pid)
        for place, each in enumerate(read):
            whole, first, cpu, size = _over_http(web.pid, f"127.0.1.{1 + place}", cookie, wanted[each])
            p95, p50 = statistics.quantiles(whole, n=20)[18], statistics.median(whole)
            lines.append(Line(p95, p50, statistics.median(first), cpu, asked[each][1], size, each))
        end, stops = memory_of(web.pid), _full_collections()
    _print(lines)
    if absent:
        print(f"niet gemeten, er is hier niets: {', '.join(absent)}")
    print(f"geheugen van het webproces: {begin:.0f} MB bij het begin, {end:.0f} MB aan het eind; de vuilophaler liep"
          f" {stops} keer alles langs in {len(lines) * (RUNS + 1)} bezoeken")  # fmt: skip


def _full_collections() -> int:
    """How often the garbage collector of the web process walked all that is not frozen."""
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/metrics", timeout=10) as answer:
        text = answer.read().decode()
    return int(float(text.split('python_gc_collections_total{generation="2"} ')[1].split()[0]))


def _print(lines: list[Line]) -> None:
    print(
        f"\nSturing: 500 projecten, 1.500 applicaties, 20.000 boekingen; {RUNS} keer per bladzijde, over HTTP"
    )
    head = (
        f"{'bladzijde':32}{'p50 ms':>9}{'p95 ms':>9}{'1e byte':>9}{'CPU web':>9}{'opdrachten':>12}{'kB':>8}"
    )
    print(head)
    for each in sorted(lines, reverse=True):
        over = "  boven het doel" if each.p95 > AIM_MS or each.statements > AIM_STATEMENTS else ""
        print(f"{each.name:32}{each.p50:9.1f}{each.p95:9.1f}{each.first:9.1f}{each.cpu:9.1f}{each.statements:12}"
              f"{each.size / 1024:8.0f}{over}")  # fmt: skip
    print(f"{len(lines)} bladzijden; slechtste p95 {max(lines).p95:.0f} ms (doel {AIM_MS}), meeste opdrachten "
          f"{max(each.statements for each in lines)} (doel {AIM_STATEMENTS})")  # fmt: skip
