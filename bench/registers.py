"""The BAG: loading the panden of one municipality, the same again, a whole one, and how much memory a large delivery
takes; and finding an address among 100,000 by what somebody types, faults and all.

PANDEN=200000 python -m bench registers        size of the large one; the nation has some 30 million
"""

import os
import random
import resource
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from django.db import connection

from bench.processor import own_cpu, stat_of
from kapstok.demo.bag.extract import write_extract
from kapstok.demo.bag.streek import STREKEN, streets
from kapstok.kern.rd import to_lonlat

PANDEN = int(os.environ.get("PANDEN", "200000"))
ADRESSEN = 100_000
PER_FILE = 10_000
DOESBURG = Path("registers") / "bag" / "extract" / "0221PND15092020.zip"


def measure() -> None:
    """Print seconds, voorkomens a second and memory."""
    from kapstok.platform.config import settings

    sample = Path(settings.standaarden_map) / DOESBURG
    print(f"\n{'BAG laden':44}{'voorkomens':>12}{'s':>8}{'per s':>10}{'MB erbij':>10}")
    if sample.exists():
        _load("panden van één gemeente (aim 3 s)", sample)
        _load("hetzelfde bestand nog eens", sample)
    with tempfile.TemporaryDirectory() as folder:
        whole = write_extract(Path(folder) / "gemeente.zip", "ooststellingwerf")
        _load("één gemeente, 13.000 adressen", whole)
        _load("dezelfde gemeente nog eens", whole)
        large = _large(Path(folder) / "groot.zip", PANDEN)
        _load("grote levering (aim 256 MB)", large)

    _find(ADRESSEN)


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
        print(f"\n{title:44}{'p50 ms':>8}{'p95 ms':>8}{'CPU ms':>8}{'eerste':>8}")
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


def _load(what: str, path: Path) -> None:
    from django.utils import timezone

    from kapstok.magazijnen.bag.levering.laden import load
    from kapstok.platform.work import SYSTEM

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    counts: Any = load(path, tenant=1, actor=SYSTEM, now=timezone.now())
    seconds = time.perf_counter() - began
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{what:44}{counts.gelezen:12,}{seconds:8.2f}{counts.gelezen / seconds:10,.0f}{more:10.1f}")


def _large(path: Path, panden: int) -> Path:
    """A delivery in the nested form of the national one, with so many panden."""
    from kapstok.magazijnen.bag.tests.leveringen import pand, stand

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as outer:
        inner = BytesIO()
        with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for first in range(0, panden, PER_FILE):
                made = stand(*(pand(f"0085100{n:09d}") for n in range(first, min(first + PER_FILE, panden))))
                archive.writestr(f"9999PND-{first // PER_FILE + 1:06d}.xml", made)
        outer.writestr("9999PND.zip", inner.getvalue())
    return path
