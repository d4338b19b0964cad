"""`fields` of the APIs that are asked by GET: which properties of a resource are given, by the form it has. Pure."""

from functools import cache
from typing import Any, get_args, get_origin

import msgspec

Keuze = dict[str, Any]  # per property what of it; an empty one is all of it


def keuze(form: Any, asked: str) -> tuple[Keuze, list[str]]:
    """The choice, and the paths that there are not: `a,b.c` gives a whole and of b only c."""
    made: Keuze = {}
    wrong: list[str] = []
    whole: set[str] = set()
    for path in dict.fromkeys(p.strip() for p in asked.split(",")):
        if path not in paden(form):
            wrong.append(path)
            continue
        if any(path.startswith(f"{w}.") for w in whole):
            continue
        whole.add(path)
        node = made
        *above, last = path.split(".")
        for name in above:
            node = node.setdefault(name, {})
        node[last] = {}
    return made, wrong


@cache
def paden(form: Any) -> frozenset[str]:
    """All paths of a form, with dots; a list is as what is in it."""
    found: set[str] = set()
    for field in msgspec.structs.fields(form):
        found.add(field.encode_name)
        for part in _structs(field.type):
            found |= {f"{field.encode_name}.{path}" for path in paden(part)}
    return frozenset(found)


def _structs(kind: Any) -> list[Any]:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return [kind]
    if get_origin(kind) is None:
        return []
    return [s for each in get_args(kind) for s in _structs(each)]


def gekozen(value: Any, choice: Keuze) -> Any:
    """Of a value what was chosen; an empty choice is everything."""
    if not choice:
        return value
    if isinstance(value, list):
        return [gekozen(each, choice) for each in value]
    if isinstance(value, dict):
        return {name: gekozen(own, choice[name]) for name, own in value.items() if name in choice}
    return value
