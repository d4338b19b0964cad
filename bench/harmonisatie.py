"""How long rule B takes over a whole landscape. `python -m bench.harmonisatie` runs it alone (no database).

Three municipalities with 500 applications each; the aim is 100 ms for all 1,500 verdicts with their explanation.
The ratio is to walking over the same uses without judging them.
"""

import random
import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from kapstok.diensten.sturing.harmonisatie.rules import Inzet, beoordeel, harmonisatie_index, per_component

RUNS = 20
TODAY = date(2026, 11, 25)
PARTNERS = ("ooststellingwerf", "weststellingwerf", "opsterland")


def landscape(per_partner: int = 500, components: int = 500) -> list[Inzet]:
    """Every application for a component of its own, so that each asks for a verdict; three products per component."""
    rng = random.Random(4)
    return [
        Inzet(
            partner,
            f"component {n % components}",
            f"product {n % components}-{n // components}-{rng.randrange(3)}",
        )
        for partner in PARTNERS
        for n in range(per_partner)
    ]


def _median(work: Callable[[], Any]) -> float:
    work()
    spent = []
    for _ in range(RUNS):
        began = time.process_time()
        work()
        spent.append((time.process_time() - began) * 1000)
    return statistics.median(spent)


def measure() -> None:
    """CPU of grouping, judging and explaining."""
    uses = landscape()
    grouped = per_component(uses, PARTNERS)
    bare = _median(lambda: [(u.gemeente, u.component, u.applicatie) for u in uses])
    verdicts = beoordeel(grouped, op=TODAY)
    print(
        f"\nHarmonisatie: {len(uses)} toepassingen, {len(verdicts)} oordelen, index {harmonisatie_index(grouped)}"
    )
    for name, work in (
        ("groeperen", lambda: per_component(uses, PARTNERS)),
        ("oordelen", lambda: beoordeel(grouped, op=TODAY)),
        ("uitleg in woorden", lambda: [v.uitleg() for v in verdicts.values()]),
    ):
        cpu = _median(work)
        print(f"{name:24}{cpu:8.2f} ms cpu{cpu / bare:9.1f} maal alleen lopen")


if __name__ == "__main__":
    measure()
