"""Checking data against a json schema; nothing is ever fetched for it."""

from functools import lru_cache
from typing import Any

import jsonschema_rs
import msgspec

MOST = 3


def fault_of_schema(schema: dict[str, Any]) -> str:
    """Why this is no usable json schema; empty when it is."""
    try:
        _validator(msgspec.json.encode(schema))
    except ValueError as wrong:
        return _first_line(wrong)
    return ""


def fault_of_data(schema: dict[str, Any], data: Any) -> str:
    """What of the data does not keep to the schema; empty when all does."""
    found = []
    for error in _validator(msgspec.json.encode(schema)).iter_errors(data):
        place = ".".join(map(str, error.instance_path))
        found.append(f"{place}: {error.message}" if place else error.message)
        if len(found) == MOST:
            break
    return "; ".join(text[:300] for text in found)


@lru_cache(maxsize=500)
def _validator(schema: bytes) -> Any:
    return jsonschema_rs.validator_for(msgspec.json.decode(schema), retriever=_nothing_elsewhere)


def _nothing_elsewhere(uri: str) -> Any:
    raise ValueError(f"{uri[:100]} wordt niet opgehaald")


def _first_line(wrong: Exception) -> str:
    return str(wrong).splitlines()[0][:300]
