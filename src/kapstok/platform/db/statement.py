"""Statements as the server prepares them, and values as it reads them.

Statements are text with `%(name)s` for values, as elsewhere. The types of values come from the statement.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.db import DataError

_VALUE = re.compile(r"%(?:\((\w+)\)s|%)")


class Statement:
    """A statement as the server prepares it: a name, the text with $1 .., and the names of the values in order."""

    __slots__ = ("name", "order", "text")

    def __init__(self, sql: str) -> None:
        names: dict[str, int] = {}

        def number(match: re.Match[str]) -> str:
            return f"${names.setdefault(match[1], len(names) + 1)}" if match[1] else "%"

        self.text = _VALUE.sub(number, sql).encode()
        self.name = b"k" + blake2b(self.text, digest_size=12).hexdigest().encode()
        self.order = tuple(names)

    def given(self, values: Mapping[str, Any]) -> list[bytes | None]:
        """The values in order, as PostgreSQL reads text."""
        return [_written(values[name]) for name in self.order]


statement = lru_cache(maxsize=4000)(Statement)


def _written(value: Any) -> bytes | None:
    """A value as PostgreSQL reads text."""
    if value is None:
        return None
    if isinstance(value, str):
        return _whole(value)
    if isinstance(value, bool):
        return b"t" if value else b"f"
    if isinstance(value, int | float | UUID):
        return str(value).encode()
    if isinstance(value, date):  # and moments
        return value.isoformat().encode()
    if isinstance(value, list | tuple | frozenset):
        return b"{" + b",".join(_quoted(_written(v)) for v in value) + b"}"
    if isinstance(value, bytes):
        return b"\\x" + value.hex().encode()
    raise TypeError(f"no text form for {type(value).__name__}")


def _whole(value: str) -> bytes:
    """Text as bytes; what PostgreSQL would cut off at a zero byte is refused."""
    if "\0" in value:
        raise DataError("text cannot contain a zero byte")
    return value.encode()


def _quoted(value: bytes | None) -> bytes:
    if value is None:
        return b"NULL"
    return b'"' + value.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
