"""Mijn werk, Team, search and one zaak at volume: time, CPU of Python, and ratios."""

import statistics
import time
from collections.abc import Callable
from datetime import date
from uuid import UUID

RUNS = 40
TODAY = date(2026, 11, 23)
WORKER = UUID("00000000-0000-4000-8000-000000000003")
TEAM = UUID("00000000-0000-4000-9000-000000000003")


def timed(work: Callable[[], object]) -> tuple[float, float, float]:
    """Median and 95th percentile in ms, and Python CPU in ms, over RUNS runs after one warm-up."""
    work()
    walls, cpu = [], time.process_time()
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        walls.append((time.perf_counter() - began) * 1000)
    cpu = (time.process_time() - cpu) * 1000 / RUNS
    return statistics.median(walls), statistics.quantiles(walls, n=20)[18], cpu


def measure(zaken: int) -> dict[str, float]:
    """Print a row per question, with its ratio to the lightest one."""
    from kapstok.diensten.behandeling import dossier, queries
    from kapstok.magazijnen.zaken.models import Zaak
    from kapstok.platform.db import fetch_one, tenant_scope

    with tenant_scope(1):
        some = Zaak.objects.filter(identificatie="BENCH-777").values_list("id", flat=True).first()
        questions: dict[str, Callable[[], object]] = {
            "SELECT 1 (bodem)": lambda: fetch_one("SELECT 1 AS een"),
            "een zaak": lambda: dossier.case(some),
            "Mijn werk": lambda: queries.work_list(today=TODAY, behandelaar=WORKER),
            "Team": lambda: queries.work_list(today=TODAY, teams=[TEAM]),
            "Team, bladzijde 40": lambda: queries.work_list(today=TODAY, teams=[TEAM], page=40),
            "zoek nummer": lambda: queries.search("BENCH-777", nummer="BENCH-777"),
            "zoek naam": lambda: queries.search("postma777"),
            "zoek twee woorden": lambda: queries.search("lindelaan postma77"),
            "zoek wat iedereen heeft": lambda: queries.search("lindelaan"),
        }
        print(f"\n{zaken:,} zaken, {RUNS} keer, in één transactie als applicatie")
        print(f"{'vraag':24}{'mediaan ms':>12}{'p95 ms':>10}{'Python ms':>11}{'x bodem':>9}")
        floor, figures = None, {}
        for name, work in questions.items():
            median, p95, cpu = timed(work)
            floor, figures[name] = floor or median, median
            print(f"{name:24}{median:12.2f}{p95:10.2f}{cpu:11.2f}{median / floor:9.1f}")
    return figures
