"""Persons, and an application that may ask of them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from kapstok.magazijnen.autorisaties.doelbinding import BRP, give_doel
from kapstok.magazijnen.autorisaties.models import Client as ApiClient
from kapstok.magazijnen.autorisaties.services import add_applicatie
from kapstok.magazijnen.brp.services import import_pl_json

PATH = "/haalcentraal/api/brp/personen"
ALLES = (
    "aNummer", "adressering", "burgerservicenummer", "datumEersteInschrijvingGBA", "datumInschrijvingInGemeente",
    "europeesKiesrecht", "geboorte", "gemeenteVanInschrijving", "geslacht", "gezag", "immigratie",
    "indicatieCurateleRegister",
    "indicatieGezagMinderjarige", "kinderen", "leeftijd", "naam", "nationaliteiten", "ouders", "overlijden",
    "partners", "uitsluitingKiesrecht", "verblijfplaats", "verblijfstitel",
)  # fmt: skip


class Afnemer:
    """An application that asks the BRP."""

    def __init__(self, made: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        self.made = made
        self.client = Client(headers=headers or {"X-API-KEY": made["api_key"]})

    def send(self, body: Any, expect: int = 200, **headers: str) -> Any:
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        response = self.client.post(PATH, text, content_type="application/json", headers=headers)
        assert response.status_code == expect, response.content
        return response.json()

    def bsn(self, *numbers: str, fields: Any = ("burgerservicenummer",), expect: int = 200) -> Any:
        kind = "RaadpleegMetBurgerservicenummer"
        body = {"type": kind, "burgerservicenummer": list(numbers), "fields": list(fields)}
        return self.send(body, expect)

    def zoek(self, kind: str, expect: int = 200, fields: Any = ("burgerservicenummer",), **asked: Any) -> Any:
        return self.send({"type": f"ZoekMet{kind}", "fields": list(fields), **asked}, expect)

    def found(self, kind: str, **asked: Any) -> list[str]:
        return sorted(p["burgerservicenummer"] for p in self.zoek(kind, **asked)["personen"])


@pytest.fixture
def afnemer(tenant: Any, actor: Any) -> Callable[..., Afnemer]:
    """`afnemer("naam", "geboorte.datum")`: an application with a purpose; without fields: one with everything."""

    def make(*velden: str, doel: str = "Uitvoering Wmo", headers: Any = None) -> Afnemer:
        made = add_applicatie(label="Zorgloket", client_id=None, secret=None, alles=False, actor=actor)
        row = ApiClient.objects.get(client_id=made["client_id"])
        give_doel(row.applicatie_id, BRP, doel=doel, velden=velden or ALLES, actor=actor)
        return Afnemer(made, headers)

    return make


@pytest.fixture
def persons(tenant: Any, actor: Any) -> Callable[..., None]:
    """`persons({"01": {...}, "08": {...}}, ...)`: persoonslijsten with one entry per category."""

    def load(*lists: dict[str, dict[str, str]]) -> None:
        personen = [{"categorieen": {c: [[entry]] for c, entry in one.items()}} for one in lists]
        import_pl_json(json.dumps({"formaat": "pl-json/1", "personen": personen}).encode(), actor=actor)

    return load
