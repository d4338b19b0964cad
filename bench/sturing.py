"""Every page of the steering with 500 projects, 1,500 applications and 20,000 bookings of one partnership.

Asked of the real views by a client in this process, over a session of an i-adviseur who is allowed everything; the aim
is a p95 of 150 ms and at most 12 statements a page. Statements are counted in a round of their own.
"""

import statistics
import time
from datetime import date
from typing import Any

RUNS = 20
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


def _visit(client: Any, url: str) -> tuple[int, int]:
    from kapstok.platform.http.ratelimit import forget_all

    forget_all()
    answer = client.get(url)
    return answer.status_code, len(answer.content)


def measure(only: str = "") -> None:
    """A line per address, the slowest first."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

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
    lines = []
    for name, url in wanted.items():
        status, size = _visit(client, url)
        if status == 405:
            continue
        with CaptureQueriesContext(connection) as seen:
            _visit(client, url)
        many = len(seen)  # now: the next request empties the log
        walls, cpu = [], time.process_time()
        for _ in range(RUNS):
            began = time.perf_counter()
            _visit(client, url)
            walls.append((time.perf_counter() - began) * 1000)
        cpu = (time.process_time() - cpu) * 1000 / RUNS
        p95 = statistics.quantiles(walls, n=20)[18]
        lines.append((p95, statistics.median(walls), cpu, many, size, status, name))
    print(f"\nSturing: 500 projecten, 1.500 applicaties, 20.000 boekingen; {RUNS} keer per bladzijde")
    print(f"{'bladzijde':32}{'p50 ms':>9}{'p95 ms':>9}{'Python ms':>11}{'opdrachten':>12}{'kB':>8}")
    for p95, p50, cpu, many, size, status, name in sorted(lines, reverse=True):
        over = "  boven het doel" if p95 > AIM_MS or many > AIM_STATEMENTS else ""
        odd = "" if status == 200 else f"  ({status})"
        print(f"{name:32}{p50:9.1f}{p95:9.1f}{cpu:11.1f}{many:12}{size / 1024:8.0f}{over}{odd}")
    worst = max(lines)
    print(f"{len(lines)} bladzijden; slechtste p95 {worst[0]:.0f} ms (doel {AIM_MS}), meeste opdrachten "
          f"{max(line[3] for line in lines)} (doel {AIM_STATEMENTS})")  # fmt: skip
