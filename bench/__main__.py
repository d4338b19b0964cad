"""`make bench`: fill databases of its own, measure, print ratios. Nothing here decides whether a change lands.

python -m bench                        10,000 and 1,000,000 zaken over three municipalities, side by side
python -m bench --zaken 10000 api      one size, and of that the standard APIs only
python -m bench --alleen GET           only the operations with this in their name
python -m bench --zaken 10000 sturing  every page of the steering, in a folder of its own size

The filled databases stay in KAPSTOK_DATA (default ./var) for the next time. Other work on the machine makes the figures
worse: compare CPU per request and the ratios of one run.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("KAPSTOK_DATA", ROOT / "var"))
SIZES = (10_000, 1_000_000)
BY_SIZE = ("api", "lijsten", "werkplek")  # the others do not depend on the number of zaken
PARTS = (
    *BY_SIZE, "documenten", "notificaties", "brieven", "harmonisatie", "registers", "personen", "sturing",
)  # fmt: skip
WITHOUT_ZAKEN = {"notificaties", "registers", "personen", "sturing"}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Meet de snelheid.")
    parser.add_argument("--zaken", type=int, help="aantal zaken; zonder: 10.000 en 1.000.000 naast elkaar")
    parser.add_argument("--personen", type=int, default=100_000, help="aantal personen van het deel personen")
    parser.add_argument("--alleen", default="", help="alleen bewerkingen met deze tekst in hun naam")
    parser.add_argument(
        "delen", nargs="*", help=f"uit {', '.join(PARTS)}; zonder: alles behalve notificaties"
    )
    asked = parser.parse_args()
    parts = asked.delen or [p for p in PARTS if p != "notificaties"]
    if unknown := set(parts) - set(PARTS):
        parser.error(f"onbekend: {', '.join(sorted(unknown))}")
    if asked.zaken:
        _one(asked.zaken, parts, asked.alleen, asked.personen)
        return 0
    for size in SIZES:
        own = [p for p in parts if p in BY_SIZE or size == SIZES[0]]
        command = [sys.executable, "-m", "bench", "--zaken", str(size), "--alleen", asked.alleen]
        command += ["--personen", str(asked.personen), *own]
        if own and (failed := subprocess.run(command, cwd=ROOT, check=False).returncode):
            return failed
    if set(parts) & set(BY_SIZE):
        _side_by_side()
    return 0


def _folder(size: int) -> Path:
    return DATA / f"bench-{size}"


def _one(size: int, parts: list[str], only: str, personen: int) -> None:
    """One size, in this process."""
    os.environ["KAPSTOK_DATA"] = str(_folder(size))
    os.environ["KAPSTOK_LOGNIVEAU"] = "ERROR"
    os.environ["DJANGO_SETTINGS_MODULE"] = "kapstok.site.settings"
    from bench.zaaien import prepare
    from kapstok.site.process import database

    figures: dict[str, float] = {}
    with database():
        prepare(size if set(parts) - WITHOUT_ZAKEN else 0)
        from bench import (
            api,
            brieven,
            documenten,
            harmonisatie,
            lijsten,
            notificaties,
            registers,
            sturing,
            werkplek,
        )
        from bench import personen as people

        if "notificaties" in parts:
            notificaties.measure()
        if "werkplek" in parts:
            figures |= werkplek.measure(size)
        for name, part in (("api", api), ("lijsten", lijsten)):
            if name in parts:
                measured = part.measure(size, only).items()
                figures |= {name: f.python + f.database for name, f in measured}
        if "registers" in parts:
            registers.measure()
        if {"registers", "personen"} & set(parts):
            people.measure(personen)
        if "documenten" in parts:
            documenten.measure()
        if "sturing" in parts:
            sturing.measure(only)
    if "brieven" in parts:
        brieven.measure()
    if "harmonisatie" in parts:
        harmonisatie.measure()
    (_folder(size) / "cijfers.json").write_text(json.dumps(figures))


def _side_by_side() -> None:
    """What a hundred times as many zaken cost: it should be no more than an index that is deeper."""
    small, large = (json.loads((_folder(s) / "cijfers.json").read_text()) for s in SIZES)
    print(f"\n{'ms per aanvraag':46}{SIZES[0]:>12,}{SIZES[1]:>14,}{'maal':>8}")
    for name in (n for n in small if n in large):
        print(f"{name:46}{small[name]:12.2f}{large[name]:14.2f}{large[name] / small[name]:8.1f}")


if __name__ == "__main__":
    sys.exit(main())
