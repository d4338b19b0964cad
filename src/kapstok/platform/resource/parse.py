"""Parsers of incoming values: the value and its name in, a clean value or a Faults out."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from kapstok.platform.http import InvalidParam

T = TypeVar("T")
DURATION = re.compile(r"P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?")
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
REASONS = {
    "required": "Dit veld is vereist.",
    "null": "Dit veld mag niet leeg (null) zijn.",
    "blank": "Dit veld mag niet leeg zijn.",
    "max_length": "Deze waarde is te lang.",
    "invalid_choice": "Deze keuze bestaat niet.",
    "invalid": "Deze waarde heeft niet de juiste vorm.",
    "bad-url": "Dit is geen geldig adres.",
    "does_not_exist": "Dit adres wijst naar niets dat hier bestaat.",
    "no_match": "Dit is het adres van een ander soort gegeven.",
    "invalid-resource": "Op dit adres staat een ander soort gegeven.",
    "unknown-service": "Dit register is hier niet bekend.",
    "empty": "Deze lijst mag niet leeg zijn.",
}


class Faults(Exception):
    """One or more values that cannot be taken."""

    def __init__(self, faults: Sequence[InvalidParam]) -> None:
        super().__init__("; ".join(f"{f.name}: {f.code}" for f in faults))
        self.faults = list(faults)


def fault(name: str, code: str, reason: str = "") -> Faults:
    """One fault, with the usual sentence for its code."""
    return Faults([InvalidParam(name, code, reason or REASONS[code])])


def text(
    length: int | None,
    choices: Sequence[str],
    form: str,
    *,
    blank: bool,
    check: Callable[[str], object] | None = None,
) -> Callable[[Any, str], str]:
    """Text of at most `length`, in `form`, or one of `choices`. `check` (see `checked`) may answer with a tidier
    text."""

    def take(value: Any, name: str) -> str:
        if not isinstance(value, str) or CONTROL.search(value):
            raise fault(name, "invalid")
        if not value:
            if blank:
                return ""
            raise fault(name, "blank")
        if choices and value not in choices:
            raise fault(name, "invalid_choice")
        if length is not None and len(value) > length:
            raise fault(name, "max_length", f"Deze waarde is te lang: hoogstens {length} tekens.")
        _in_form(value, name, form)
        return value if check is None else str(checked(check)(value, name))

    return take


def checked(check: Callable[[Any], T]) -> Callable[[Any, str], T]:
    """What a check of its own takes; it raises a ValueError, perhaps with `code` and `message`."""

    def take(value: Any, name: str) -> T:
        try:
            return check(value)
        except ValueError as wrong:
            code = getattr(wrong, "code", "invalid")
            raise fault(name, code, getattr(wrong, "message", REASONS["invalid"])) from None

    return take


def _in_form(value: str, name: str, form: str) -> None:
    if form == "duration" and not DURATION.fullmatch(value):
        raise fault(name, "invalid")
    if form == "email" and not MAIL.fullmatch(value):
        raise fault(name, "invalid")
    if form == "uri":
        uri(value, name)


def uri(value: Any, name: str) -> str:
    """An absolute web address."""
    try:
        parts = urlsplit(value) if isinstance(value, str) else None
    except ValueError:
        parts = None
    if parts is None or parts.scheme not in {"http", "https"} or not parts.netloc or len(value) > 1000:
        raise fault(name, "bad-url")
    return str(value)


def uuid(value: Any, name: str) -> UUID:
    """A uuid as text."""
    try:
        if isinstance(value, str):
            return UUID(value)
    except ValueError:
        pass
    raise fault(name, "invalid")


def date(value: Any, name: str) -> dt.date:
    """A day: 2026-11-23."""
    try:
        if isinstance(value, str) and len(value) == 10:
            return dt.date.fromisoformat(value)
    except ValueError:
        pass
    raise fault(name, "invalid")


def moment(value: Any, name: str) -> dt.datetime:
    """A moment with its offset; without one it is UTC."""
    try:
        if isinstance(value, str) and "T" in value:
            found = dt.datetime.fromisoformat(value)
            return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
    except ValueError:
        pass
    raise fault(name, "invalid")


def boolean(value: Any, name: str) -> bool:
    """true or false."""
    if isinstance(value, bool):
        return value
    raise fault(name, "invalid")


def integer(value: Any, name: str) -> int:
    """A whole number that fits in 32 bits."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**31:
        return value
    raise fault(name, "invalid")


def obj(value: Any, name: str) -> dict[str, Any]:
    """Any json object."""
    if isinstance(value, dict):
        return value
    raise fault(name, "invalid")


def collect(
    fields: Sequence[Any], value: dict[str, Any], prefix: str, faults: list[InvalidParam], *, partial: bool
) -> dict[str, Any]:
    """Clean values by field name; the faults of every field are added to `faults`."""
    clean: dict[str, Any] = {}
    for field in fields:
        if field.parser is None:
            continue
        if field.name in value:
            try:
                clean[field.name] = _one(field, value[field.name], f"{prefix}{field.name}")
            except Faults as found:
                faults += found.faults
        elif field.required and not partial:
            faults += fault(f"{prefix}{field.name}", "required").faults
    return clean


def _one(field: Any, value: Any, name: str) -> Any:
    if value is None:
        if field.nullable:
            return field.default
        raise fault(name, "null")
    if value == "" and field.to and not field.required:
        return None
    return field.parser(value, name)


def group(fields: Sequence[Any]) -> Callable[[Any, str], dict[str, Any]]:
    """An object with these members; values stay json."""

    def take(value: Any, name: str) -> dict[str, Any]:
        given = obj(value, name)
        faults: list[InvalidParam] = []
        collect(fields, given, f"{name}.", faults, partial=False)
        if faults:
            raise Faults(faults)
        return {f.name: given[f.name] for f in fields if f.parser is not None and f.name in given}

    return take


def listing(item: Callable[[Any, str], Any]) -> Callable[[Any, str], list[Any]]:
    """A list, each item by the same parser."""

    def take(value: Any, name: str) -> list[Any]:
        if not isinstance(value, list):
            raise fault(name, "invalid")
        clean: list[Any] = []
        faults: list[InvalidParam] = []
        for number, one in enumerate(value):
            try:
                clean.append(item(one, f"{name}.{number}"))
            except Faults as found:
                faults += found.faults
        if faults:
            raise Faults(faults)
        return clean

    return take
