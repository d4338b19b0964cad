"""What a list of objects may be asked for: values in the data, in the form `a__b__operator__value`."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

import json
import re
from collections.abc import Callable
from decimal import Decimal
from hashlib import md5
from typing import Any

from kapstok.platform.http import InvalidParam
from kapstok.platform.resource import parse
from kapstok.platform.resource.filters import Chosen, Filter

ORDERED = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
OPERATORS = ("exact", "icontains", "in", *ORDERED)
_NUMBER = re.compile(r"-?\d{1,300}(\.\d{1,300})?([eE][-+]?\d{1,2})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NAME = re.compile(r"[\w-]+", re.ASCII)
MOST = 20
# Every path finds something; a value of another kind than asked for is no fault, and finds nothing.
_ALL = (
    "NOT EXISTS (SELECT 1 FROM unnest({v}::text[]) AS asked "
    "WHERE jsonb_path_exists(r.data, asked::jsonpath, '{}'::jsonb, true) IS NOT TRUE)"
)
# Of the first expression that asks for a value itself, the objects that ever had it, by the key of that value.
_KNOWN = (
    "t.id IN (SELECT w.object_id FROM objecten_objectwaarde w "
    "WHERE w.sleutel = ANY(string_to_array(({v}::text[])[1], '|'))) AND "
    + _ALL.replace("{v}::text[]", "({v}::text[])[2:]")
)
_ANYWHERE = "jsonb_path_exists(r.data, {v}::jsonpath, '{}'::jsonb, true)"
Reader = Callable[[Any, str], Any]


def _quoted(text: str) -> str:
    """Text as a literal of the path language, which escapes as json does."""
    return json.dumps(text, ensure_ascii=False)


def _condition(operator: str, value: str) -> str:
    number = _NUMBER.fullmatch(value)
    if operator in ORDERED:
        return f"@ {ORDERED[operator]} {_literal(value) if number else _quoted(value)}"
    if operator == "icontains":
        return f'@ like_regex {_quoted(value)} flag "iq"'
    values = value.split("|") if operator == "in" else [value]
    return " || ".join(
        f"@ == {_quoted(v)}" + (f" || @ == {_literal(v)}" if _NUMBER.fullmatch(v) else "") for v in values
    )


def _literal(number: str) -> str:
    """A number without the zeros in front that the path language does not take."""
    return json.dumps(float(number) if re.search(r"[.eE]", number) else int(number))


def keys(part: str) -> str:
    """The keys of the values that an expression asks for (sql/waarden.sql makes the same); empty for a range."""
    key, operator, value = part.rsplit("__", 2)
    if operator not in {"exact", "in"}:
        return ""
    found: list[str] = []
    for wanted_ in value.split("|") if operator == "in" else [value]:
        texts = {wanted_, _written(wanted_)} if _NUMBER.fullmatch(wanted_) else {wanted_}
        place = key.replace("__", chr(31)) + chr(30)
        found += [md5((place + t).encode(), usedforsecurity=False).hexdigest() for t in sorted(texts)]
    return "|".join(found)


def _written(number: str) -> str:
    """A number as the database writes it: without exponent, and without zeros behind."""
    text = format(Decimal(_literal(number)), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def jsonpath(part: str, name: str, code: str) -> str:
    """One expression as a path. Raises Faults."""
    pieces = part.rsplit("__", 2)
    if len(pieces) != 3 or not pieces[0] or parse.CONTROL.search(part):
        raise parse.fault(name, code, "Schrijf: kenmerk__operator__waarde.")
    key, operator, value = pieces
    if operator not in OPERATORS:
        raise parse.fault(name, code, f"Een operator is {', '.join(OPERATORS)}.")
    if operator in ORDERED and not (_NUMBER.fullmatch(value) or _DAY.fullmatch(value)):
        raise parse.fault(name, code, f"{operator} vergelijkt getallen en datums.")
    path = "".join(f".{_quoted(step)}" for step in key.split("__"))
    return f"strict ${path} ? ({_condition(operator, value)})"


def _expressions(code: str, split: Callable[[Any], list[Any]]) -> Reader:
    def read(value: Any, name: str) -> list[str] | Chosen:
        parts = split(value)
        if len(parts) > MOST or not all(isinstance(p, str) and len(p) <= 2000 for p in parts):
            raise parse.fault(name, code, f"Vraag hoogstens {MOST} kenmerken tegelijk.")
        found: list[str] = []
        faults: list[InvalidParam] = []
        for part in parts:
            try:
                found.append(jsonpath(part, name, code))
            except parse.Faults as no:
                faults += no.faults
        if faults:
            raise parse.Faults(faults)
        known = next(filter(None, map(keys, parts)), "")
        return Chosen(_KNOWN, [known, *found]) if known else found

    return read


def _anywhere(value: Any, name: str) -> str:
    text = parse.text(1000, (), "", blank=True)(value, name)
    return f'strict $.** ? (@ like_regex {_quoted(text)} flag "iq")'


DATA: dict[str, Filter] = {
    "data_attrs": Filter(
        _ALL, _expressions("invalid-data-attrs-query", lambda v: str(v).split(",")), few=True
    ),
    "data_attr": Filter(
        _ALL,
        _expressions("invalid-data-attr-query", lambda v: v if isinstance(v, list) else [v]),
        many=True,
        few=True,
    ),
    "data_icontains": Filter(_ANYWHERE, _anywhere, few=True),
}


class Orderings(dict[str, str]):
    """Columns by which objects may be put in order, and any value in their data: `record__data__a__b`."""

    def get(self, name: str, default: Any = None) -> Any:
        steps = name.removeprefix("record__data__").split("__")
        if name.startswith("record__data__") and all(_NAME.fullmatch(step) for step in steps):
            return "r.data" + "".join(f"->'{step}'" for step in steps)
        return super().get(name, default)


# Members that `fields` may name; below data any name.
RECORD = (
    *("index", "typeVersion", "data", "geometry", "references", "startAt", "endAt"),
    *("registrationAt", "correctionFor", "correctedBy"),
)


def wanted(value: Any, name: str) -> str:
    """The value of `fields`, when it names members that there are."""
    text = parse.text(2000, (), "", blank=False)(value, name)
    for path in text.split(","):
        first, *rest = path.strip().split("__")
        known = first in {"url", "uuid", "type"} and not rest
        if not known and not (first == "record" and (not rest or rest[0] in RECORD)):
            raise parse.fault(name, "invalid", f"Dit veld is er niet: {path.strip()[:100]}")
    return text


def cut(row: dict[str, Any], fields: str) -> dict[str, Any]:
    """Of an object what `fields` names."""
    made: dict[str, Any] = {}
    for path in fields.split(","):
        steps, value, place = path.strip().split("__"), row, made
        for step in steps[:-1]:
            if not isinstance(value, dict) or step not in value:
                break
            value, place = value[step], place.setdefault(step, {})
        else:
            if isinstance(value, dict) and isinstance(place, dict) and steps[-1] in value:
                place[steps[-1]] = value[steps[-1]]
    return made
