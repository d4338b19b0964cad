"""Related objects in the answer (`expand`, and `fields` of a search): a tree of wishes.

The tree is walked level by level over the whole page. Each level costs one statement per kind of object, however many
there are; what the caller may not see is left out by the same condition as everywhere.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from kapstok.platform.resource import outside, parse
from kapstok.platform.resource.caller import Call
from kapstok.platform.resource.compile import Compiled
from kapstok.platform.resource.places import locate, path_here
from kapstok.platform.resource.refused import Refused

MAX_DEPTH, MAX_OBJECTS = 10, 10_000
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_NOTHING = msgspec.Raw()
Json = dict[str, Any]
# A resource of ours and the id of a row; or OUTSIDE and an address.
Place = tuple[str, str]
OUTSIDE = ""


@dataclass(slots=True)
class Wish:
    """What is wanted of an object: its relations, and its members (None: all of them).
    `elsewhere`: it may stand in another register."""

    elsewhere: bool = False
    relations: dict[str, "Wish"] = field(default_factory=dict)
    members: dict[str, frozenset[str] | None] | None = None


def paths(call: Call, own: Compiled, text: str) -> Wish:
    """From `a,b.c`. A path that is not there is 404 (zrc-027, drc-013)."""
    root = Wish()
    for path in filter(None, (p.strip() for p in text.split(","))):
        node, kinds = root, [own]
        for depth, name in enumerate(path.split("."), 1):
            kinds = _follow(call, kinds, name.strip(), path)
            if depth > MAX_DEPTH:
                raise parse.fault("expand", "max_length", f"Een pad is hoogstens {MAX_DEPTH} stappen diep.")
            node = node.relations.setdefault(name.strip(), Wish(bool(kinds)))
    return root


def members(call: Call, own: Compiled, given: Any) -> Wish:
    """From `["naam", {"relatie": ["*"]}]` (zrc-029). Names of members are taken in any case."""
    return _members(call, [own], given, "fields", 1)


def _members(call: Call, kinds: Sequence[Compiled], given: Any, place: str, depth: int) -> Wish:
    if not isinstance(given, list) or depth > MAX_DEPTH:
        raise parse.fault(place, "invalid", "Geef een lijst van namen en van {relatie: [namen]}.")
    relations: dict[str, Wish] = {}
    named: dict[str, frozenset[str] | None] = {}
    for item in given:
        if isinstance(item, str):
            named[item.lower()] = None
        elif isinstance(item, dict):
            for name, inner in item.items():
                at = f"{place}.{name[:100]}"
                if any(name in k.relations for k in kinds):
                    follow = _follow(call, kinds, name, at)
                    relations[name] = _members(call, follow, inner, at, depth + 1)
                else:
                    named[name.lower()] = _names(kinds, name, inner, at)
        else:
            raise parse.fault(place, "invalid")
    if not relations:
        _some_known(named, [f.name for k in kinds for f in k.resource.fields if f.sql], place)
    return Wish(depth > 1, relations, None if "*" in named else named)


def _names(kinds: Sequence[Compiled], group: str, given: Any, place: str) -> frozenset[str] | None:
    if not isinstance(given, list) or not all(isinstance(n, str) for n in given):
        raise parse.fault(place, "invalid")
    groups = (f.schema for k in kinds for f in k.resource.fields if f.name.lower() == group.lower())
    _some_known([n.lower() for n in given], [n for s in groups for n in s.get("properties", ())], place)
    return None if "*" in given else frozenset(n.lower() for n in given)


def _some_known(named: Iterable[str], known: Sequence[str], place: str) -> None:
    """Names that give nothing at all are a mistake. One that is not there beside others is left out: the example of
    the standard itself asks a status for a member of its statustype."""
    if known and not {"*", *(n.lower() for n in known)} & {*named}:
        told = ", ".join(n[:100] for n in named) or "een lege lijst"
        raise parse.fault(place, "invalid", f"Hier is geen van deze velden: {told}.")


def _follow(call: Call, kinds: Sequence[Compiled], name: str, path: str) -> list[Compiled]:
    found = [k.relations[name] for k in kinds if name in k.relations]
    if not found:
        raise Refused(404, "not_found", f"Dit pad is er niet: {path[:200]}")
    return [
        call.all[target]
        for target in dict.fromkeys(t for targets in found for t in targets)
        if target in call.all
    ]


def expand(call: Call, rows: Sequence[Json], wish: Wish) -> None:
    """Put what is wished for into the rows, under `_expand`."""
    known: dict[Place, msgspec.Raw] = {}
    made: dict[tuple[int, Place], Json] = {}
    starts: dict[str, str] = {}
    everything = [(row, wish) for row in rows]
    level = everything
    while level:
        level = _level(call, level, known, made, starts)
        everything = [*everything, *level]
    weights: dict[int, int] = {}
    if sum(_weight(row, weights) for row in rows) > MAX_OBJECTS:
        text = (
            f"Dit antwoord zou meer dan {MAX_OBJECTS} gegevens bevatten; vraag minder of een kleinere pagina."
        )
        raise parse.fault("expand", "max_value", text)
    for row, wanted in everything:
        _cut(row, wanted)


def _level(
    call: Call,
    level: Iterable[tuple[Json, Wish]],
    known: dict[Place, msgspec.Raw],
    made: dict[tuple[int, Place], Json],
    starts: dict[str, str],
) -> list[tuple[Json, Wish]]:
    """Give every holder its relations; what was made for that is the next level."""
    asked = [
        (
            holder,
            name,
            inner,
            [_place(call, u, starts, elsewhere=inner.elsewhere) for u in _addresses(holder.get(name))],
        )
        for holder, wish in level
        for name, inner in wish.relations.items()
    ]
    _fetch(call, {p for _, _, _, places in asked for p in places if p and p not in known}, known)
    following: list[tuple[Json, Wish]] = []

    def child(place: Place | None, wish: Wish) -> Json | msgspec.Raw | None:
        text = known.get(place) if place else None
        if place is None or not text:
            return None
        if not wish.relations and wish.members is None:
            return text  # as it came from the database: nobody looks inside
        key = (id(wish), place)
        if key not in made:
            made[key] = msgspec.json.decode(text)
            following.append((made[key], wish))
        return made[key]

    for holder, name, wish, places in asked:
        holder.setdefault("_expand", {})[name] = _shape(
            holder.get(name), places, lambda p, w=wish: child(p, w)
        )
    return following


def _shape(
    value: Any, places: Sequence[Place | None], child: Callable[[Place | None], Json | msgspec.Raw | None]
) -> Any:
    found = [c for c in map(child, places) if c is not None]
    if isinstance(value, list):
        return found
    return found[0] if found else {}


def _addresses(value: Any) -> list[str]:
    """The addresses in a member: one, a list, or a list of objects that hold one."""
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, dict):
        return next(([v] for v in value.values() if isinstance(v, str) and v.startswith("http")), [])
    return [url for item in value for url in _addresses(item)] if isinstance(value, list) else []


def _place(call: Call, url: str, starts: dict[str, str], *, elsewhere: bool) -> Place | None:
    """What an address names. `starts` remembers which resource stands under the first part of an address."""
    start, _, row_id = url.rpartition("/")
    name = starts.get(start)
    if name is None or not _UUID.fullmatch(row_id):
        found = locate(call, url)
        if found is None:
            return (OUTSIDE, url) if elsewhere and path_here(call, url) is None else None
        name, row_id = found[0].resource.name, str(found[1])
        if url == f"{start}/{row_id}":
            starts[start] = name
    return name, row_id


def _fetch(call: Call, places: set[Place], known: dict[Place, msgspec.Raw]) -> None:
    by_name: dict[str, list[str]] = {}
    for name, row_id in places:
        by_name.setdefault(name, []).append(row_id)
    elsewhere = outside.read(call, by_name.pop(OUTSIDE, ()))
    known.update({(OUTSIDE, url): msgspec.Raw(msgspec.json.encode(row)) for url, row in elsewhere.items()})
    for name, ids in sorted(by_name.items()):
        rows = call.all[name].many(call, sorted(ids))
        known.update({(name, row_id): rows.get(row_id, _NOTHING) for row_id in ids})


def _weight(row: Json | msgspec.Raw, weights: dict[int, int]) -> int:
    """How many objects this one brings, itself included; one that is used twice counts twice."""
    if not isinstance(row, dict):
        return 1
    key = id(row)
    if key not in weights:
        inner = (v if isinstance(v, list) else [v] for v in row.get("_expand", {}).values())
        weights[key] = 1 + sum(_weight(child, weights) for children in inner for child in children)
    return weights[key]


def _cut(row: Json, wish: Wish) -> None:
    if wish.members is None:
        return
    for name in [n for n in row if n != "_expand"]:
        if name.lower() not in wish.members:
            del row[name]
            continue
        inner, value = wish.members[name.lower()], row[name]
        if inner is not None and isinstance(value, dict):
            row[name] = {n: v for n, v in value.items() if n.lower() in inner}
        elif inner is not None and isinstance(value, list):
            row[name] = [
                {n: v for n, v in i.items() if n.lower() in inner} for i in value if isinstance(i, dict)
            ]
