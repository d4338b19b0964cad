"""Every operation of our own contracts, with values that nobody would think of: no 500, nothing outside the contract.

A short run is part of the suite; `FUZZ=60 pytest tests/conformiteit/test_fuzz.py -s` does the long one. Ids and values
are mostly those of the house under test (`echte_gegevens`), so that calls come past the first check.
"""

import json
import os
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

FUZZ = int(os.environ.get("FUZZ", "2"))
PLACES = {
    **{
        a: f"{a}/api/v1"
        for a in ("zaken", "catalogi", "documenten", "besluiten", "autorisaties", "notificaties")
    },
    **{a: f"{a}/api/v1" for a in ("klantinteracties", "contactgegevens")},
    **{a: f"{a}/api/v2" for a in ("objecten", "objecttypes")},
    "selectielijst": "selectielijst/api/v1",
}
Answered = list[tuple[str, Counter[str]]]
ROOT = Path(__file__).resolve().parents[2]
CHECKS = "not_a_server_error,content_type_conformance,response_schema_conformance,status_code_conformance"


@pytest.fixture(scope="module")
def huis(maak_huis: Callable[..., Any]) -> Any:
    """A house of its own: these calls change and delete what is really there."""
    return maak_huis()


@pytest.fixture(scope="module")
def answered() -> Iterator[Answered]:
    """How many calls each API had and how they ended; told as one table at the end."""
    counts: Answered = []
    yield counts
    both = [*counts, ("samen", sum((found for _, found in counts), Counter()))]
    statuses = sorted(both[-1][1])
    rows = [(api, found.total(), *(found[status] for status in statuses)) for api, found in both]
    for row in (("API", "calls", *statuses), *rows):
        print(f"{row[0]:>18}", *(f"{value:>7}" for value in row[1:]))


def _offered(house: Any, api: str) -> bool:
    try:
        with urllib.request.urlopen(f"{house.base}/{PLACES[api]}/openapi.json", timeout=20) as answer:
            return bool(json.load(answer)["paths"])
    except OSError:
        return False


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("api", PLACES)
def test_no_call_breaks_the_house_or_the_contract(
    huis: Any, answered: Answered, tmp_path: Path, api: str
) -> None:
    assert _offered(huis, api), f"no contract at /{PLACES[api]}/openapi.json"
    key = huis.application()["api_key"]
    told = tmp_path / "antwoorden.json"
    command = [
        str(Path(sys.executable).parent / "schemathesis"),
        *("run", f"{huis.base}/{PLACES[api]}/openapi.json"),
        *("--url", f"{huis.base}/{PLACES[api]}"),
        *("--phases", "fuzzing" if FUZZ < 10 else "coverage,fuzzing"),
        *("--max-examples", str(FUZZ), "--checks", CHECKS, "--seed", "20261125", "--continue-on-failure"),
        *("--suppress-health-check", "all", "--no-color", "--request-timeout", "30"),
        *(
            "-H",
            f"Authorization: Token {key}",
            "-H",
            "Accept-Crs: EPSG:4326",
            "-H",
            "Content-Crs: EPSG:4326",
        ),
    ]
    filled = {
        "SCHEMATHESIS_HOOKS": "tests.conformiteit.echte_gegevens",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
        "FUZZ_BASE": huis.base,
        "FUZZ_KEY": key,
        "FUZZ_ANSWERED": str(told),
        "FUZZ_PLACE": PLACES[api],
        "FUZZ_CONTRACTS": ",".join(PLACES.values()),
    }
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path, check=False, env={**os.environ, **filled}
    )
    answered.append((api, Counter(json.loads(told.read_text()))))
    assert done.returncode == 0, done.stdout[-6000:]
