"""Statements as the server prepares them, and values as it reads them.

Statements are text with `%(name)s` for values, as elsewhere. The types of values come from the statement.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from hashlib import blake2b
from types import NoneType
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
        form, written = _FORMS.get, _written  # looked up once: there are seventy values in a write
        return [form(value.__class__, written)(value) for value in map(values.__getitem__, self.order)]


statement = lru_cache(maxsize=4000)(Statement)


def _written(value: Any) -> bytes | None:
    """A value as PostgreSQL reads text."""
    form = _FORMS.get(type(value)) or next((f for kind, f in _FORMS.items() if isinstance(value, kind)), None)
    if form is None:
        raise TypeError(f"no text form for {type(value).__name__}")
    return form(value)


def _whole(value: str) -> bytes:
    """Text as bytes; what PostgreSQL would cut off at a zero byte is refused."""
    if "\0" in value:
        raise DataError("text cannot contain a zero byte")
    return value.encode()


def _quoted(value: bytes | None) -> bytes:
    if value is None:
        return b"NULL"
    return b'"' + value.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def _number(value: object) -> bytes:
    return str(value).encode()


def _moment(value: date) -> bytes:
    return value.isoformat().encode()


def _list(values: Iterable[Any]) -> bytes:
    return b"{" + b",".join(_quoted(_written(v)) for v in values) + b"}"


_FORMS: dict[type, Callable[[Any], bytes | None]] = {
    NoneType: lambda _: None,
    str: _whole,
    bool: lambda value: b"t" if value else b"f",
    int: _number,
    float: _number,
    UUID: _number,
    datetime: _moment,
    date: _moment,
    list: _list,
    tuple: _list,
    frozenset: _list,
    bytes: lambda value: b"\\x" + value.hex().encode(),
}
