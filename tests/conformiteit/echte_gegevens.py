"""What the fuzz of the contracts fills in: now and then a value that the house really has.

Made-up ids and addresses stop at the first check. With what stands in the answers of the house itself, a made-up call
comes past the checks and reaches the rules, the rows and the answers. Which value is taken follows from the call, so
that the same seed does the same again.
"""

import atexit
import json
import os
import re
import urllib.error
import urllib.request
import zlib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import schemathesis

BASE = os.environ["FUZZ_BASE"]
HEADERS = {"Authorization": f"Token {os.environ['FUZZ_KEY']}", "Accept-Crs": "EPSG:4326"}
CONTRACTS = os.environ["FUZZ_CONTRACTS"].split(",")
# Of ten values, how many are real; and after how many calls it is looked up again what there is.
REAL, AFTER = 6, 1500
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FREE = {"url", "uuid", "identificatie", "naam", "omschrijving", "clientIds", "inhoud"}


class Known:
    """Values by the name of their field, and ids by the path of their collection."""

    def __init__(self) -> None:
        self.values: dict[str, list[Any]] = defaultdict(list)
        self.ids: dict[str, list[str]] = defaultdict(list)
        self._calls = 0

    def turn(self) -> None:
        """Count a call; look again now and then, because calls change and delete."""
        if self._calls % AFTER == 0:
            self.values.clear()
            self.ids.clear()
            for place in CONTRACTS:
                self._look(place)
        self._calls += 1

    def _look(self, place: str) -> None:
        contract = _get(f"{BASE}/{place}/openapi.json") or {}
        for path in contract.get("paths", {}):
            if "{" not in path:
                self._keep(_get(f"{BASE}/{place}{path}"))

    def _keep(self, found: Any, name: str = "") -> None:
        if isinstance(found, dict):
            for key, value in found.items():
                self._keep(value, key)
        elif isinstance(found, list):
            for value in found:
                self._keep(value, name)
        elif found not in {None, ""}:
            self._one(name, found)

    def _one(self, name: str, value: Any) -> None:
        here = isinstance(value, str) and value.startswith("http") and ID.search(value)
        if here:
            self.ids[re.sub(r"^https?://[^/]+", "", value[: here.start()])].append(here.group())
        if len(self.values[name]) < 60:
            self.values[name].append(value)


def _get(url: str) -> Any:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=HEADERS), timeout=30) as answer:
            return json.load(answer)
    except (urllib.error.HTTPError, ValueError):
        return None


KNOWN = Known()


def _chance(seed: str) -> int:
    return zlib.crc32(seed.encode("utf-8", "surrogatepass"))


def _real(name: str, value: Any, seed: str) -> Any:
    """The value, or one of the same kind that stands under this name in the house."""
    number = _chance(f"{seed}{name}{value!r}")
    there = [v for v in KNOWN.values.get(name, []) if isinstance(v, type(value)) or value is None]
    if name in FREE or not there or number % 10 >= REAL:
        return value
    return there[number // 10 % len(there)]


def _filled(value: Any, name: str, seed: str) -> Any:
    if isinstance(value, dict):
        return {k: _filled(v, k, seed) for k, v in value.items()}
    if isinstance(value, list):
        return [_filled(v, name, f"{seed}{i}") for i, v in enumerate(value)]
    return _real(name, value, seed)


def _address(template: str, given: dict[str, Any], seed: str) -> dict[str, Any]:
    """The ids in an address: mostly of something that stands in that collection."""
    filled, place = dict(given), os.environ["FUZZ_PLACE"]
    for step in template.split("/")[1:]:
        name = step.strip("{}")
        ids = KNOWN.ids.get(f"/{place}/", [])
        number = _chance(f"{seed}{name}")
        if step.startswith("{") and name.endswith("uuid") and ids and number % 10 < 9:
            filled[name] = ids[number // 10 % len(ids)]
        place = f"{place}/{filled.get(name, name)}"
    return filled


@schemathesis.hook
def map_case(context: Any, case: Any) -> Any:
    """Ids in the address, values in the query and in the body."""
    KNOWN.turn()
    seed = repr((case.path_parameters, case.query, case.body))
    if case.path_parameters:
        case.path_parameters = _address(case.operation.path, case.path_parameters, seed)
    if isinstance(case.query, dict):
        case.query = {k: _real(k, v, seed) for k, v in case.query.items()}
    if isinstance(case.body, dict | list) and case.media_type == "application/json":
        case.body = _filled(case.body, "", seed)
    return case


ANSWERED: Counter[str] = Counter()


@schemathesis.hook
def after_call(context: Any, case: Any, response: Any) -> None:
    """Count the answer by its status."""
    ANSWERED[str(response.status_code)] += 1


@atexit.register
def tell() -> None:
    """How many answers of each status, for who started this."""
    Path(os.environ["FUZZ_ANSWERED"]).write_text(json.dumps(ANSWERED))
