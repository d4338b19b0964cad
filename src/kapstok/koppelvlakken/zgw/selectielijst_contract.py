"""The contract of the selectielijst API: rows of a published list that everybody may read, not declared resources."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from kapstok.koppelvlakken.zgw import selectielijst
from kapstok.magazijnen.catalogi.selectielijst import lijst
from kapstok.platform.resource import Api
from kapstok.platform.resource.openapi import Operation, document

Json = dict[str, Any]
API = Api("selectielijst", f"/{selectielijst.PREFIX}", selectielijst.VERSION, "", expand=False)
# Collection, name of its rows, how they are shown, parameters, and whether it comes in pages.
LISTS: Sequence[tuple[str, str, Any, Sequence[str], bool]] = (
    ("procestypen", "procestype", selectielijst.procestype_row, ("jaar",), False),
    ("resultaten", "resultaat", selectielijst.resultaat_row, ("procesType", "proces_type", "page"), True),
    (
        "resultaattypeomschrijvingen",
        "resultaattypeomschrijvinggeneriek",
        selectielijst.omschrijving_row,
        (),
        False,
    ),
)
KINDS = {str: "string", bool: "boolean", int: "integer"}
ROWS = {"resultaattypeomschrijvingen": "omschrijvingen"}


def _form(values: Sequence[Any]) -> Json:
    """The schema of a member, by all values that it has."""
    there = [v for v in values if v is not None]
    made: Json = {"type": KINDS[type(there[0])]}
    if any(isinstance(v, str) and v.startswith("http") for v in there):
        made["format"] = "uri"
    return made if len(there) == len(values) else {**made, "nullable": True}


def _schema(rows: Sequence[Json]) -> Json:
    members = {name: _form([row[name] for row in rows]) for name in rows[0]}
    return {"type": "object", "properties": members, "required": list(members)}


def _page(row: Json) -> Json:
    address = {"type": "string", "format": "uri", "nullable": True}
    count = {"type": "integer"}
    members = {"count": count, "next": address, "previous": address, "results": _many(row)}
    return {"type": "object", "properties": members, "required": ["count", "results"]}


def _many(row: Json) -> Json:
    return {"type": "array", "items": row}


@cache
def contract() -> Json:
    """OpenAPI 3.0."""
    operations: list[Operation] = []
    for path, name, show, query, paged in LISTS:
        rows = getattr(lijst(), ROWS.get(path, path)).values()
        row = _schema([show(r, f"https://gemeente.voorbeeld.test/{selectielijst.PREFIX}") for r in rows])
        for method, made, place, answer in (
            ("GET", f"{name}_list", f"/{path}", _page(row) if paged else _many(row)),
            ("GET", f"{name}_read", f"/{path}/{{uuid}}", row),
        ):
            operations.append(
                Operation(
                    api=API.name,
                    name=made,
                    method=method,
                    path=place,
                    scopes=(),
                    summary="",
                    answer=answer,
                    query=query if place == f"/{path}" else (),
                )
            )
    told = document(API, operations)
    for item in told["paths"].values():
        item["get"]["security"] = []
    return told
