"""A register with a history, and an application that asks of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kapstok.magazijnen.autorisaties.services import add_applicatie
from kapstok.magazijnen.bag.levering.laden import load
from kapstok.magazijnen.bag.tests import leveringen as maak
from kapstok.platform.db import tenant_scope

ROOT = "/lvbag/individuelebevragingen/v2"
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
NUM, OPR, VBO, PND = "0085200000000001", "0085300000000001", "0085010000000001", "0085100000000001"
OP_HET_HUIS = {"type": "Point", "coordinates": [200405.0, 550405.0]}


def _names(headers: dict[str, str]) -> dict[str, str]:
    return {n.replace("_", "-"): t for n, t in headers.items()}


class Afnemer:
    """An application that asks the BAG."""

    def __init__(self, key: str) -> None:
        self.client = Client(headers={"X-Api-Key": key})

    def get(self, path: str, expect: int = 200, **headers: str) -> Any:
        return self._answer(self.client.get(ROOT + path, headers=_names(headers)), expect)

    def post(self, path: str, body: Any, expect: int = 200, **headers: str) -> Any:
        response = self.client.post(
            ROOT + path, body, content_type="application/json", headers=_names(headers)
        )
        return self._answer(response, expect)

    def _answer(self, response: Any, expect: int) -> Any:
        assert response.status_code == expect, response.content
        assert response["api-version"] == "2.0.0"
        kind = "application/hal+json" if expect == 200 else "application/problem+json"
        assert response["Content-Type"] == kind
        return response.json()


@pytest.fixture
def afnemer(db: None, actor: Any) -> Callable[..., Afnemer]:
    """`afnemer(gemeente)`: an application of a municipality."""

    def make(gemeente: int = 1) -> Afnemer:
        with tenant_scope(gemeente):
            made = add_applicatie(label="Kaart", client_id=None, secret=None, alles=False, actor=actor)
        return Afnemer(made["api_key"])

    return make


@pytest.fixture
def laad(db: None, actor: Any, tmp_path: Path) -> Callable[[dict[str, bytes]], None]:
    """Load files for Ooststellingwerf."""

    def make(files: dict[str, bytes]) -> None:
        load(
            maak.zipped(tmp_path / f"{len(list(tmp_path.iterdir()))}.zip", files),
            tenant=1,
            actor=actor,
            now=NOW,
        )

    return make


@pytest.fixture
def huis(laad: Any) -> None:
    """A house that was made larger in 2020, in the register a week later."""
    old, new = maak.verblijfsobject(oppervlakte=100).gevolgd("2020-01-01", "2020-01-08T10:00:00.000")
    larger = maak.replace(new, voor=new.voor.replace(">100<", ">120<"))
    laad({"9999": maak.stand(maak.woonplaats(), maak.straat(), maak.adres(), maak.pand(), old, larger)})
