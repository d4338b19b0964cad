"""What a list, a search or a detail address is asked for. All faults at once; all unknown names are one fault."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from kapstok.platform.http import InvalidParam
from kapstok.platform.resource import expand, parse
from kapstok.platform.resource.caller import Call
from kapstok.platform.resource.compile import Compiled, column_of
from kapstok.platform.resource.declare import MAX_PAGE, PAGE, Resource
from kapstok.platform.resource.filters import Chosen, Filter
from kapstok.platform.resource.places import row_of

NOBODY = UUID(int=0)
_WORD = re.compile(r"[\w-]*", re.ASCII)
PAGING = ("page", "pageSize")


@dataclass(frozen=True, slots=True)
class Query:
    """What a list is asked for. `bounds`: conditions on days, as (column, operator, name of the value). `gathered`: a
    query that finds the ids of all that it is about, and the one of `conditions` that it stands for. `few`, `by` and
    `joins`: see Filter."""

    conditions: list[str] = field(default_factory=list)
    params: dict[str, Any] = field(default_factory=dict)
    bounds: list[tuple[str, str, str]] = field(default_factory=list)
    by: list[str] = field(default_factory=list)
    gathered: list[tuple[str, str]] = field(default_factory=list)
    joins: list[str] = field(default_factory=list)
    few: bool = False
    number: int = 1
    size: int = PAGE
    order: str = ""
    wish: expand.Wish | None = None


def paging(given: Mapping[str, Any]) -> tuple[int, int]:
    """Number and size of the page that is asked for."""
    number, size = (
        _whole(given.get(name, usual), name) for name, usual in zip(PAGING, (1, PAGE), strict=True)
    )
    return number, min(size, MAX_PAGE)


def of_list(call: Call, own: Compiled, given: Mapping[str, Any]) -> Query:
    """The parameters of a list."""
    return _read(call, own, own.resource.filters, given, None)


def of_search(call: Call, own: Compiled, given: Mapping[str, Any], body: Mapping[str, Any]) -> Query:
    """The body of a search: the filters of the list and more. In the address only the page and `expand`."""
    strange = unknown_names([n for n in given if n not in {*PAGING, "expand"}])
    asked = {name: value for name, value in _flat(body).items() if value not in (None, "", [])}
    if not own.resource.api.empty_search and not asked.keys() - {*PAGING, "expand", "fields", "ordering"}:
        text = "Geef ten minste één zoekcriterium."
        strange += parse.fault("nonFieldErrors", "empty_search_body", text).faults
    if strange:
        raise parse.Faults(strange)
    fields = asked.pop("fields", None)
    if fields is not None and "expand" in {**given, **asked}:
        raise parse.fault("fields", "invalid", "Gebruik fields of expand, niet allebei.")
    wish = expand.members(call, own, fields) if fields is not None else None
    filters = {**own.resource.filters, **(own.resource.search or {})}
    return _read(call, own, filters, {**given, **asked}, wish)


def _flat(body: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a list would have them; `zaakgeometrie.within` for an object in an object."""
    found: dict[str, Any] = {}
    for name, value in body.items():
        if name == "fields":
            found[name] = value
        elif isinstance(value, dict):
            found.update({f"{name}.{inner}": given for inner, given in value.items()})
        elif isinstance(value, list):
            found[name] = ",".join(map(str, value))
        else:
            found[name] = {True: "true", False: "false"}[value] if isinstance(value, bool) else value
    return found


def _read(
    call: Call,
    own: Compiled,
    filters: Mapping[str, Filter],
    given: Mapping[str, Any],
    wish: expand.Wish | None,
) -> Query:
    found = Query(wish=wish)
    faults: list[InvalidParam] = []
    paging = dict(zip(PAGING, (1, PAGE), strict=True))
    order, unknown, days = "", [], set[str]()
    for position, (name, value) in enumerate({**own.resource.defaults, **given}.items()):
        try:
            if name in paging and own.resource.paged:
                paging[name] = _whole(value, name)
            elif name == "ordering" and own.resource.orderings:
                order = _order(own, str(value))
                found.joins.extend(filter(None, [own.sql(own.resource.order_joins)]))
            elif name == "expand" and own.relations:
                wish = expand.paths(call, own, str(value))
            elif name not in filters:
                unknown.append(name)
            else:
                _condition(call, own, found, filters[name], value, name, f"p{position}")
                days |= {filters[name].day[0]} if filters[name].day else set()
        except parse.Faults as no:
            faults += no.faults
    faults += unknown_names(unknown)
    if faults:
        raise parse.Faults(faults)
    found.joins[:] = dict.fromkeys(found.joins)
    if not order and len(days) == 1:  # in the order of the index that finds them, however many there are
        order = f"{column_of(days.pop())} DESC, t.id DESC"
    few = any(filters[name].few for name in given.keys() & filters.keys())
    size = min(paging["pageSize"], MAX_PAGE)
    return replace(found, number=paging["page"], size=size, order=order, wish=wish, few=few)


def _condition(
    call: Call, own: Compiled, found: Query, asked: Filter, value: Any, name: str, param: str
) -> None:
    """Add the condition of one filter, and its value."""
    clean = _value(call, asked, value, name)
    if name in own.resource.detail:  # the answer, too, is as of what was asked
        found.params[name] = clean
    sql, chosen = own.sql(asked.sql), isinstance(clean, Chosen)
    if isinstance(clean, Chosen):
        sql, clean = own.sql(clean.sql), clean.value
    if clean is NOBODY and asked.elsewhere:
        sql, clean = own.sql(asked.elsewhere), asked.reader(value, name)
    if asked.joins:
        found.joins.append(own.sql(asked.joins))
    value = _literal(clean) if asked.literal else f"%({param})s"
    by = "" if chosen else own.sql(asked.by).replace("{v}", value)
    if by and clean is not NOBODY:
        found.by.append(by)
    if by and asked.gathered:
        found.gathered.append((by, sql.replace("{v}", value)))
    if asked.literal:
        found.conditions.append(sql.replace("{v}", value))
        return
    found.params[param] = clean
    if asked.day:
        found.bounds.append((*asked.day, param))
        return
    found.conditions.append(sql.replace("{v}", value))


def _literal(value: Any) -> str:
    """One of our own words or numbers as SQL; anything else would be a mistake in a declaration."""
    if isinstance(value, str):
        if not _WORD.fullmatch(value):
            raise ValueError(value)
        return f"'{value}'"
    return str(value).lower()


def of_detail(
    call: Call, own: Compiled, given: Mapping[str, Any]
) -> tuple[dict[str, Any], expand.Wish | None]:
    """The parameters of a detail address: a version, and what to expand."""
    text = given.get("expand") if own.relations else None
    rest = given if text is None else {n: v for n, v in given.items() if n != "expand"}
    return detail_query(own.resource, rest), None if text is None else expand.paths(call, own, text)


def detail_query(resource: Resource, given: Mapping[str, Any]) -> dict[str, Any]:
    """The version that is asked for."""
    values: dict[str, Any] = {}
    faults = unknown_names([n for n in given if n not in resource.detail])
    for name in given.keys() & resource.detail.keys():
        try:
            values[name] = resource.detail[name](given[name], name)
        except parse.Faults as found:
            faults += found.faults
    if faults:
        raise parse.Faults(faults)
    return values


def unknown_names(names: Sequence[str]) -> list[InvalidParam]:
    """One fault that names every unknown parameter."""
    if not names:
        return []
    told = ", ".join(n[:100] for n in names)
    return parse.fault("nonFieldErrors", "unknown-parameters", f"Onbekende parameters: {told}").faults


def no_others(given: Iterable[str], *known: str) -> None:
    """Raises Faults when an address asks for more than is known here."""
    if strange := unknown_names([n for n in given if n not in known]):
        raise parse.Faults(strange)


def _value(call: Call, asked: Filter, value: Any, name: str) -> Any:
    clean = asked.reader(value, name)
    if not asked.to:
        return clean
    resource = call.all[asked.to].resource
    if isinstance(clean, list):
        return [row_of(call, resource, url) or NOBODY for url in clean]
    return row_of(call, resource, clean) or NOBODY


def _order(own: Compiled, value: str) -> str:
    """`-startdatum,identificatie` as SQL; the id last, so that pages never overlap, in the direction of what goes
    before it, as an index has them."""
    parts, way = [], ""
    for name in value.split(","):
        column = own.resource.orderings.get(name.removeprefix("-"))
        if column is None:
            raise parse.fault("ordering", "invalid_choice")
        way = " DESC" if name.startswith("-") else ""
        parts.append(own.sql(column) + way)
    return ", ".join([*parts, f"t.id{way}"])


def _whole(value: Any, name: str) -> int:
    text = str(value)
    if not text.isascii() or not text.isdecimal() or len(text) > 7 or int(text) < 1:
        raise parse.fault(name, "invalid")
    return int(text)
