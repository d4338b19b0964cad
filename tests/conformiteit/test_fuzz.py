"""Every operation of our own contracts, with values that nobody would think of: no 500, nothing outside the contract.

A short run is part of the suite; `FUZZ=60 pytest tests/conformiteit/test_fuzz.py -s` does the long one. Ids and values
are mostly those of the house under test (`echte_gegevens`), so that calls come past the first check.
"""

import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jwt
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
ROOT = Path(__file__).resolve().parents[2]
CHECKS = "not_a_server_error,content_type_conformance,response_schema_conformance,status_code_conformance"


@pytest.fixture(scope="module")
def huis(maak_huis: Callable[..., Any]) -> Any:
    """A house of its own: these calls change and delete what is really there."""
    return maak_huis()


def _offered(house: Any, api: str) -> bool:
    try:
        with urllib.request.urlopen(f"{house.base}/{PLACES[api]}/openapi.json", timeout=20) as answer:
            return bool(json.load(answer)["paths"])
    except OSError:
        return False


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("api", PLACES)
def test_no_call_breaks_the_house_or_the_contract(huis: Any, tmp_path: Path, api: str) -> None:
    assert _offered(huis, api), f"no contract at /{PLACES[api]}/openapi.json"
    keys = huis.application()
    now = int(time.time())
    claims = {"iss": keys["client_id"], "client_id": keys["client_id"], "iat": now, "exp": now + 3600}
    token = jwt.encode(claims, keys["secret"], algorithm="HS256")
    command = [
        str(Path(sys.executable).parent / "schemathesis"),
        *("run", f"{huis.base}/{PLACES[api]}/openapi.json"),
        *("--url", f"{huis.base}/{PLACES[api]}"),
        *("--phases", "fuzzing" if FUZZ < 10 else "coverage,fuzzing"),
        *("--max-examples", str(FUZZ), "--checks", CHECKS, "--seed", "20261125", "--continue-on-failure"),
        *("--suppress-health-check", "all", "--no-color", "--request-timeout", "30"),
        *(
            "-H",
            f"Authorization: Bearer {token}",
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
        "FUZZ_TOKEN": token,
        "FUZZ_PLACE": PLACES[api],
        "FUZZ_CONTRACTS": ",".join(PLACES.values()),
    }
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path, check=False, env={**os.environ, **filled}
    )
    counted = re.search(r"(\d[\d,]*) generated", done.stdout)
    print(f"{api}: {counted.group(1) if counted else '?'} calls")
    assert done.returncode == 0, done.stdout[-6000:]
