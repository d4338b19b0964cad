"""A JSON document that somebody delivered: what it holds, or where it goes wrong."""

import json
from typing import Any

import msgspec


class GeenJson(Exception):
    """It is no JSON; the text says where and why."""


def gelezen(content: bytes) -> Any:
    """What is in it. Raises GeenJson with the line and the character."""
    try:
        return msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise GeenJson(_where(content)) from error


def _where(content: bytes) -> str:
    """Read again by a reader that knows its place: only what is broken takes this time."""
    try:
        json.loads(content.decode())
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        place = error.start - content.rfind(b"\n", 0, error.start)
        return f"regel {line}, byte {place}: dit is geen UTF-8"
    except json.JSONDecodeError as error:
        return f"regel {error.lineno}, teken {error.colno}: dit is geen goede JSON"
    except RecursionError:
        return "dit is te diep in elkaar gezet"
    return "dit is geen goede JSON"
