"""The BAG: loading the panden of one municipality, the same again, a whole one, and how much memory a large delivery
takes; finding an address among 100,000 by what somebody types, faults and all; and what lies over a point.

PANDEN=200000 python -m bench registers        size of the large one that is loaded, and NATIE_MB=1000 of the XML that
                                               is read only, for at most NATIE_S=180 seconds
"""

import os
import random
import resource
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import connection

from bench.processor import own_cpu, stat_of
from kapstok.demo.bag.extract import write_extract
from kapstok.demo.bag.streek import STREKEN, streets
from kapstok.kern.rd import to_lonlat

PANDEN = int(os.environ.get("PANDEN", "200000"))
NATIE_MB, NATIE_S = int(os.environ.get("NATIE_MB", "1000")), float(os.environ.get("NATIE_S", "180"))
NATIE = 60_000_000  # voorkomens: over 30 million objects, some 75 GB of XML
MEMORY = 256  # MB, the aim
ADRESSEN = 100_000
AIM_FIND = 10.0  # ms at the 95th percentile
PER_FILE = 10_000
DOESBURG = Path("registers") / "bag" / "extract" / "0221PND15092020.zip"


def measure() -> None:
    """Print seconds, voorkomens a second and memory."""
    from kapstok.platform.config import settings

    sample = Path(settings.standaarden_map) / DOESBURG
    print(
        f"\n{'BAG laden':44}{'voorkomens':>12}{'s':>8}{'doel':>6}{'deel':>7}{'CPU s':>8}{'per s':>10}{'MB':>8}"
    )
    if sample.exists():
        _empty()
        _load("panden van één gemeente", sample, aim=3)
        _load("hetzelfde bestand nog eens", sample)
    with tempfile.TemporaryDirectory() as folder:
        whole = write_extract(Path(folder) / "gemeente.zip", "ooststellingwerf")
        _load("één gemeente, 13.000 adressen", whole)
        _load("dezelfde gemeente nog eens", whole)
        _load("grote levering", _large(Path(folder) / "groot.zip", PANDEN))
        _over_points()
        _nation(Path(folder))

    _find(ADRESSEN)


def _empty() -> None:
    """What an earlier run loaded would be found unchanged, and that is no loading."""
    from kapstok.magazijnen.bag.models import Levering, Voorkomen
    from kapstok.platform.db import tenant_scope

    with tenant_scope(1), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {Voorkomen._meta.db_table}")
        cursor.execute(f"DELETE FROM {Levering._meta.db_table}")


def _over_points() -> None:
    """The panden over 300 points, among all that was loaded; each point is in one."""
    from datetime import date

    from django.utils import timezone

    from kapstok.magazijnen.bag.bevragen import Tijd
    from kapstok.magazijnen.bag.models import Voorkomen
    from kapstok.magazijnen.bag.plek import op_punt
    from kapstok.platform.db import tenant_scope
    from kapstok.platform.geo.wkb import points_of

    op = Tijd(date(2026, 11, 25), timezone.now())
    with tenant_scope(1):
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE bag_voorkomen")
        panden = Voorkomen.objects.filter(objecttype="PND", geldig_tot=None, eind_registratie=None)
        shapes = panden.exclude(identificatie__startswith="0085100").order_by("merk")[:300]
        corners = [points_of(bytes(row.geometrie or b"")) for row in shapes]
        middles = [(sum(x for x, _ in c) / len(c), sum(y for _, y in c) / len(c)) for c in corners]
        found: list[Any] = []
        times, cpu = _timed(middles, lambda place: op_punt("PND", *place, op), found)
        many = panden.count()
    print(f"\n{f'panden op een punt, uit {many:,}':44}{'p50 ms':>8}{'p95 ms':>8}{'CPU ms':>8}{'raak':>8}")
    _figures("", times, cpu, f"{sum(map(bool, found)) / max(1, len(found)):8.0%}")


def _nation(folder: Path) -> None:
    """As much XML as the time allows through the whole reader: does memory grow with what was read?"""
    from kapstok.magazijnen.bag.levering.laden import pieces
    from kapstok.platform.leveringen.vooruit import ahead

    path = _large(folder / "natie.zip", NATIE_MB * 700)
    began, many, points = time.perf_counter(), 0, list[tuple[int, float]]()
    reading = ahead(pieces(path, 0, 0))
    print(f"\n{f'landelijke levering lezen, {NATIE_MB:,} MB XML':44}{'voorkomens':>12}{'s':>8}{'MB':>8}")
    for _part, _inner, piece in reading:
        many += len(piece) if isinstance(piece, list) else 0
        if many >= len(points) * NATIE_MB * 100:
            points.append((many, _memory()))
            print(f"{'':44}{many:12,}{time.perf_counter() - began:8.1f}{points[-1][1]:8.1f}", flush=True)
        if time.perf_counter() - began > NATIE_S:
            break
    reading.close()
    seconds = time.perf_counter() - began
    points.append((many, _memory()))
    settled = points[
        len(points) // 2 :
    ]  # the first half fills what is kept: names, values, room of the parser
    (first, before), (last, after) = settled[0], settled[-1]
    slope = (after - before) / max(1, last - first)
    most = after + max(0.0, slope) * (NATIE - last)
    print(
        f"{'doorgerekend naar het land':44}{NATIE:12,}{seconds * NATIE / many:8.0f}{most:8.1f}"
        f"  doel {MEMORY} MB, {most / MEMORY:.0%} ervan"
    )


def _memory() -> float:
    """What this process has in memory now, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def _find(many: int) -> None:
    """Seconds of a suggestion, each question typed as people type: half, swapped, with a letter too few."""
    from kapstok.magazijnen.bag.models import Nummeraanduiding
    from kapstok.magazijnen.bag.queries import nearest
    from kapstok.magazijnen.bag.zoeken import zoek_adres
    from kapstok.platform.db import tenant_scope

    rng = random.Random(1)
    with tenant_scope(2):
        if Nummeraanduiding.objects.count() < many:
            Nummeraanduiding.objects.all().delete()
            Nummeraanduiding.objects.bulk_create(_addresses(many), batch_size=5000)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE bag_nummeraanduiding, bag_straat, bag_drieletter")
        known = list(Nummeraanduiding.objects.values_list("openbare_ruimte", "woonplaats").distinct())
        sample = list(Nummeraanduiding.objects.order_by("?")[:400])
        title = f"adres zoeken, {many:,} adressen, {len(known):,} straten"
        print(
            f"\n{title:44}{'p50 ms':>8}{'p95 ms':>8}{'CPU ms':>8}{'eerste':>8}  (doel p95 {AIM_FIND:.0f} ms)"
        )
        for what, typed in (
            ("goed getypt", str),
            ("half", _half),
            ("met een typefout", lambda t: _wrong(t, rng)),
        ):
            found: list[Any] = []
            times, cpu = _timed(
                sample,
                lambda row, typed=typed: zoek_adres(
                    f"{typed(row.openbare_ruimte)} {row.huisnummer} {row.woonplaats}"
                ),
                found,
            )
            right = sum(
                bool(f) and (f[0].straat, f[0].woonplaats) == (row.openbare_ruimte, row.woonplaats)
                for f, row in zip(found, sample, strict=True)
            )
            _figures(what, times, cpu, f"{right / len(sample):8.0%}")
        times, cpu = _timed(sample, lambda row: nearest(row.lon + 0.0003, row.lat), [])
        _figures("het dichtstbijzijnde adres", times, cpu, "")


def _timed(sample: list[Any], ask: Callable[[Any], Any], found: list[Any]) -> tuple[list[float], float]:
    """Seconds of each question, and the CPU of one in ms: of this process and of its backend in the database."""
    backend = str(connection.connection.info.backend_pid)
    times, before = [], own_cpu() + stat_of(backend)
    for row in sample:
        began = time.perf_counter()
        found.append(ask(row))
        times.append(time.perf_counter() - began)
    return times, (own_cpu() + stat_of(backend) - before) / len(sample)


def _figures(what: str, times: list[float], cpu: float, more: str) -> None:
    ordered = sorted(times)
    print(
        f"{what:44}{1000 * ordered[len(times) // 2]:8.2f}{1000 * ordered[int(len(times) * 0.95)]:8.2f}{cpu:8.2f}{more}"
    )


def _half(text: str) -> str:
    return text[: max(5, len(text) * 2 // 3)]


def _wrong(text: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(text) - 1)
    return rng.choice((text[:at] + text[at + 1 :], text[:at] + text[at + 1] + text[at] + text[at + 2 :]))


def _addresses(many: int) -> Iterator[Any]:
    from kapstok.magazijnen.bag.models import Nummeraanduiding

    number = 0
    for street in streets(STREKEN["opsterland"], many, 1):
        lon, lat = to_lonlat(street.x, street.y)
        for house in street.huisnummers:
            number += 1
            yield Nummeraanduiding(
                identificatie=f"008620{number:010d}",
                openbare_ruimte=street.naam,
                huisnummer=house,
                postcode=street.postcode,
                woonplaats=street.kern.naam,
                lon=lon + house * 0.0001,
                lat=lat,
            )


def _load(what: str, path: Path, *, aim: float | None = None) -> None:
    from django.utils import timezone

    from kapstok.magazijnen.bag.levering.laden import load
    from kapstok.platform.work import SYSTEM

    connection.ensure_connection()
    backend = str(connection.connection.info.backend_pid)
    most = _memory()

    def tell(_file: str, _many: int) -> None:
        nonlocal most
        most = max(most, _memory())

    before, began = own_cpu() + stat_of(backend), time.perf_counter()
    counts: Any = load(path, tenant=1, actor=SYSTEM, now=timezone.now(), tell=tell)
    seconds = time.perf_counter() - began
    cpu = (own_cpu() + stat_of(backend) - before) / 1000
    wanted = f"{aim:6.0f}{seconds / aim:7.0%}" if aim else f"{'':13}"
    print(
        f"{what:44}{counts.gelezen:12,}{seconds:8.2f}{wanted}{cpu:8.2f}{counts.gelezen / seconds:10,.0f}{most:8.1f}",
        flush=True,
    )


def _large(path: Path, panden: int) -> Path:
    """A delivery in the nested form of the national one, with so many panden. Nothing of it is whole in memory."""
    from kapstok.magazijnen.bag.tests.leveringen import pand, stand

    number = "0085100000000001"
    one, made = pand(number), stand(pand(number)).decode()
    before, between, after = made.partition(
        f"<sl:stand>\n<st:bagObject>{one.xml()}</st:bagObject></sl:stand>\n"
    )
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as outer,
        tempfile.TemporaryFile() as inner,
    ):
        with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for first in range(0, panden, PER_FILE):
                with archive.open(f"9999PND-{first // PER_FILE + 1:06d}.xml", "w") as file:
                    file.write(before.encode())
                    for n in range(first, min(first + PER_FILE, panden)):
                        file.write(between.replace(number, f"0085100{n:09d}").encode())
                    file.write(after.encode())
        inner.seek(0)
        with outer.open("9999PND.zip", "w", force_zip64=True) as target:
            while block := inner.read(2**20):
                target.write(block)
    return path
