"""POST /personen over real HTTP, on a municipality of its own with 100,000 people on some 59,000 addresses.

Two web processes on two cores. The wait of one is measured with a connection per process, so that nobody stands in a
queue; the rate with sixteen connections. Every answer is logged as in daily use.
"""

import itertools
import json
import random
import resource
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from bench.belasting import Outcome, load
from bench.processor import cpu_of
from bench.web import SECRET, token, web_process
from kapstok.kern.nummers import is_bsn
from kapstok.platform.config import settings
from kapstok.platform.db import server as pg
from kapstok.site.process import free_port

TENANT, SLUG, CODE = 3, "opsterland", "0086"
ADRESSEN = 45_000
PER_ADRES = 1.7  # people on an address, a little under what the generator makes
CHUNK = 5000
SECONDS = 4.0
AIM_P50, AIM_P99, AIM_RATE = 4.0, 15.0, 800
AIM_TEST_PERSONS = 2.0  # seconds
MOST_FOUND = 10
CLIENT = "bench-brp"
PATH = "/haalcentraal/api/brp/personen"
# What a counter asks of somebody: not all there is, and more than one field.
FIELDS = [
    "burgerservicenummer",
    "naam",
    "geboorte",
    "geslacht",
    "leeftijd",
    "verblijfplaats",
    "nationaliteiten",
]
FOUND = ["burgerservicenummer", "naam", "geboorte.datum", "geslacht", "leeftijd", "adressering.adresregel1"]
Make = Callable[[int, list[dict[str, str]]], Iterator[bytes]]


def measure(personen: int) -> None:
    """Fill what is missing, and print a row for each kind of question."""
    print(f"\npersonen, {SLUG}", flush=True)
    _fill(personen)
    _loading()
    _application()
    _ask(_sample())


def _fill(personen: int) -> None:
    from django.db import connection
    from django.utils import timezone

    from kapstok.demo.bag.extract import write_extract
    from kapstok.demo.bewoners import bewoners
    from kapstok.magazijnen.bag.levering.laden import load as load_bag
    from kapstok.magazijnen.bag.models import Nummeraanduiding
    from kapstok.magazijnen.brp.models import Persoonslijst
    from kapstok.magazijnen.brp.services import import_pl_json
    from kapstok.platform.db import tenant_scope
    from kapstok.platform.work import SYSTEM

    wanted, began = max(ADRESSEN, int(personen / PER_ADRES)), time.perf_counter()
    with tenant_scope(TENANT):
        there, living = Nummeraanduiding.objects.count(), Persoonslijst.objects.count()
    if there < wanted:
        with TemporaryDirectory() as folder:
            made = write_extract(Path(folder) / "gemeente.zip", SLUG, adressen=wanted)
            load_bag(made, tenant=TENANT, actor=SYSTEM, now=timezone.now())
        print(f"  {wanted:,} adressen geladen in {time.perf_counter() - began:.0f} s", flush=True)
    if living >= personen:
        return
    began = time.perf_counter()
    with tenant_scope(TENANT):
        addresses = list(Nummeraanduiding.objects.order_by("identificatie"))
    people = itertools.islice(bewoners(addresses, gemeente=CODE, vandaag=date(2026, 11, 25)), personen)
    while some := list(itertools.islice(people, CHUNK)):
        content = msgspec.json.encode({"formaat": "pl-json/1", "personen": some})
        with tenant_scope(TENANT):
            import_pl_json(content, actor=SYSTEM)
    print(f"  {personen:,} personen geladen in {time.perf_counter() - began:.0f} s", flush=True)
    pg_analyze()
    connection.close()


def pg_analyze() -> None:
    """Statistics of what was just filled, as the database makes them by itself after a while."""
    import psycopg

    data = pg.place(settings.data_map / "pg")
    server = pg.Server(data, pg.socket_folder(data), data)
    with psycopg.connect(**server.dsn("kapstok", pg.SUPERUSER), autocommit=True) as connection:
        connection.execute(
            "VACUUM ANALYZE brp_persoonslijst, brp_ingang, bag_nummeraanduiding, bag_voorkomen"
        )


def _loading() -> None:
    """The official test persons in and out again, in a municipality that knows them not, and undone after: as pl-json,
    in which what comes out must be what went in, and as the CSV of the test set."""
    folder = Path(settings.standaarden_map) / "registers" / "brp"
    print(f"\n{'testpersonen in en uit':38}{'personen':>10}{'s':>8}{'doel':>6}{'deel':>7}{'CPU s':>8}")
    for vorm, name in (("pl-json", "testset-gbav-2022.pl.json"), ("gbav", "testset-gbav-2022.csv")):
        if (path := folder / name).exists():
            _in_and_out(vorm, path.read_bytes())


def _in_and_out(vorm: str, content: bytes) -> None:
    for _ in range(2):  # the first time everything is new to this process too
        _round(vorm, content)
    out, counts, seconds, cpu = _round(vorm, content)
    print(
        f"{vorm:38}{counts.nieuw:10,}{seconds:8.2f}{AIM_TEST_PERSONS:6.0f}{seconds / AIM_TEST_PERSONS:7.0%}{cpu:8.2f}"
    )
    if vorm == "pl-json" and msgspec.json.decode(out) != msgspec.json.decode(content):
        raise RuntimeError("what came out of pl-json is not what went in")


def _round(vorm: str, content: bytes) -> tuple[bytes, Any, float, float]:
    """In, out and undone: what came out, what was counted, seconds and CPU."""
    from django.db import connection, transaction
    from django.utils import timezone

    from bench.processor import own_cpu, stat_of
    from kapstok.magazijnen.brp.services import export_to, import_persons
    from kapstok.platform.db import tenant_scope
    from kapstok.platform.work import SYSTEM

    out = BytesIO()
    with tenant_scope(1):
        connection.ensure_connection()
        backend = str(connection.connection.info.backend_pid)
        before, began = own_cpu() + stat_of(backend), time.perf_counter()
        counts = import_persons(content, actor=SYSTEM)
        export_to(out, vorm=vorm, actor=SYSTEM, now=timezone.now())
        seconds = time.perf_counter() - began
        cpu = (own_cpu() + stat_of(backend) - before) / 1000
        transaction.set_rollback(True)
    return out.getvalue(), counts, seconds, cpu


def _application() -> None:
    from kapstok.magazijnen.autorisaties.doelbinding import BRP, give_doel
    from kapstok.magazijnen.autorisaties.models import Client
    from kapstok.magazijnen.autorisaties.services import add_applicatie
    from kapstok.magazijnen.brp.bevragen.velden import PERSOON
    from kapstok.platform.db import tenant_scope
    from kapstok.platform.work import SYSTEM

    with tenant_scope(TENANT):
        if Client.objects.filter(client_id=CLIENT).exists():
            return
        add_applicatie(label=CLIENT, client_id=CLIENT, secret=SECRET, alles=False, actor=SYSTEM)
        row = Client.objects.get(client_id=CLIENT)
        give_doel(row.applicatie_id, BRP, doel="Meting", velden=sorted(PERSOON), actor=SYSTEM)


def _sample() -> list[dict[str, str]]:
    from kapstok.magazijnen.brp.models import Persoonslijst
    from kapstok.platform.db import tenant_scope

    with tenant_scope(TENANT):
        names = ("bsn", "geslachtsnaam", "geboortedatum", "postcode", "huisnummer")
        rows = list(Persoonslijst.objects.values(*names))
    # Who shares name and day with ten others cannot be found by these: that is no answer to measure.
    share = Counter((row["geslachtsnaam"], row["geboortedatum"]) for row in rows)
    found = [row for row in rows if share[row["geslachtsnaam"], row["geboortedatum"]] <= MOST_FOUND]
    return random.Random(7).sample([row for row in found if is_bsn(row["bsn"])], 3000)


def _requests(port: int, bodies: list[dict[str, Any]]) -> Iterator[bytes]:
    made = []
    bearer = token(CLIENT)
    for body in bodies:
        text = json.dumps(body).encode()
        head = (
            f"POST {PATH} HTTP/1.1\r\nHost: {SLUG}.localhost:{port}\r\nAuthorization: Bearer {bearer}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(text)}\r\n\r\n"
        )
        made.append(head.encode() + text)
    random.Random(7).shuffle(made)
    return itertools.cycle(made)


def _day(text: str) -> str:
    return f"{text[:4]}-{text[4:6]}-{text[6:]}"


QUESTIONS: dict[str, Callable[[dict[str, str]], dict[str, Any]]] = {
    "RaadpleegMetBurgerservicenummer": lambda p: {"burgerservicenummer": [p["bsn"]], "fields": FIELDS},
    "ZoekMetGeslachtsnaamEnGeboortedatum": lambda p: {
        "geslachtsnaam": p["geslachtsnaam"],
        "geboortedatum": _day(p["geboortedatum"]),
        "fields": FOUND,
    },
    "ZoekMetPostcodeEnHuisnummer": lambda p: {
        "postcode": p["postcode"],
        "huisnummer": p["huisnummer"],
        "fields": FOUND,
    },
}


def _ask(people: list[dict[str, str]]) -> None:
    port = free_port()
    postmaster = int((pg.place(settings.data_map / "pg") / "postmaster.pid").read_text().split()[0])
    print(
        f"\n{'POST /personen, log erbij':38}{'p50 ms':>8}{'doel':>6}{'deel':>7}{'p99 ms':>8}{'doel':>6}{'deel':>7}"
        f"{'per s':>8}{'doel':>6}{'maal':>6}{'Python':>9}{'PG':>7}  (CPU in ms per aanvraag)"
    )
    with web_process(port, workers=2) as web:
        for kind, make in QUESTIONS.items():
            bodies = [{"type": kind, **make(p)} for p in people]
            load(port, _requests(port, bodies), seconds=2.0)  # warm: connections, prepared statements
            calm = _checked(kind, load(port, _requests(port, bodies), seconds=SECONDS, connections=2))
            before = cpu_of(web.pid), cpu_of(postmaster)
            busy = _checked(kind, load(port, _requests(port, bodies), seconds=SECONDS))
            python, database = (
                (b - a) / busy.count
                for a, b in zip(before, (cpu_of(web.pid), cpu_of(postmaster)), strict=True)
            )
            waits = [1000 * w for w in calm.waits]
            p50, p99 = statistics.median(waits), statistics.quantiles(waits, n=100)[98]
            rate = busy.count / busy.seconds
            print(
                f"{kind:38}{p50:8.1f}{AIM_P50:6.0f}{p50 / AIM_P50:7.0%}{p99:8.1f}{AIM_P99:6.0f}{p99 / AIM_P99:7.0%}"
                f"{rate:8.0f}{AIM_RATE:6}{rate / AIM_RATE:6.1f}{python:9.2f}{database:7.2f}",
                flush=True,
            )
    print(f"geheugen van dit proces: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _checked(kind: str, outcome: Outcome) -> Outcome:
    if set(outcome.statuses) != {200}:
        raise RuntimeError(f"{kind}: answers {outcome.statuses}: {outcome.last[-600:]!r}")
    return outcome
