"""Every published operation of Zaken and Besluiten is offered, with its scopes and its query parameters."""

import csv
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kapstok.koppelvlakken.zgw import urls
from kapstok.platform.config import settings
from kapstok.platform.resource import compiled

LIST = Path(settings.standaarden_map).resolve() / "zgw" / "operaties.csv"
# What the engine offers on every list or every row.
ENGINE = {"page", "pageSize", "expand", "ordering"}


def _operations() -> list[dict[str, str]]:
    if not LIST.is_file():
        return []
    with LIST.open() as file:
        return [row for row in csv.DictReader(file) if row["api"] in {"zaken", "besluiten"}]


def _plain(path: str) -> str:
    return re.sub(r"\{[^}]*\}|<[^>]*>", "{}", path)


@cache
def _declared() -> dict[str, Any]:
    """By place: the resource of a collection and of a row."""
    found = {}
    for one in compiled().values():
        under = f"/{one.resource.under[0]}/{{}}" if one.resource.under else ""
        place = f"{one.resource.api.name}{under}/{one.resource.path}"
        found |= {place: one.resource, f"{place}/{{}}": one.resource}
    return found


@pytest.mark.skipif(not LIST.is_file(), reason="the published list of operations is not here")
@pytest.mark.parametrize("row", _operations(), ids=lambda r: f"{r['method']} {r['api']}{r['path']}")
def test_operation_is_offered_as_published(row: dict[str, str]) -> None:
    place, method = _plain(row["api"] + row["path"]), row["method"]
    own = _declared().get(place)
    if own is None:
        routes = {_plain(str(p.pattern)) for p in urls.urlpatterns}
        assert place.replace("/", "/api/v1/", 1) in routes
        return
    offered = {
        "POST": (own.create, own.scopes.create),
        "PUT": (own.update, own.scopes.update),
        "PATCH": (own.update, own.scopes.update),
        "DELETE": (own.delete, own.scopes.delete),
    }
    made, scopes = offered.get(method, (True, own.scopes.read))
    assert made
    assert method == "HEAD" or set(row["scopes"].split(" | ")) == set(scopes)
    if method == "GET" and not place.endswith("{}"):
        assert set(row["query_params"].split()) - ENGINE <= set(own.filters)
