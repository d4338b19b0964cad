"""Loading the BAG: the panden of one municipality, the same again, and how much memory a large delivery takes.

PANDEN=200000 python -m bench registers        size of the large one; the nation has some 30 million
"""

import os
import resource
import tempfile
import time
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

PANDEN = int(os.environ.get("PANDEN", "200000"))
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
        large = _large(Path(folder) / "groot.zip", PANDEN)
        _load("grote levering (aim 256 MB)", large)


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
