"""Tokens that are good, and all kinds that are not."""

import time
from typing import Any

import pytest
from django.test import Client

from kapstok.magazijnen.autorisaties.services import add_applicatie

HOST = "ooststellingwerf.localhost"
PLACE = "/zaken/api/v1/zaken"


def _status(value: str) -> int:
    response = Client(headers={"host": HOST, "authorization": value}).get(PLACE)
    return int(response.status_code)


@pytest.mark.parametrize("value", ["", "Bearer", "Bearer x", "Bearer a.b.c", "Basic abc", "Bearer é.é.é"])
def test_nonsense_is_no_token(tenant: Any, value: str) -> None:
    assert _status(value) == 401


def test_token_counts_by_signature_time_and_algorithm(given: Any, signed: Any) -> None:
    made = add_applicatie(label="Proef", client_id=None, secret=None, alles=True, actor=given.actor)
    name, secret, now = made["client_id"], made["secret"], int(time.time())
    assert _status(f"Bearer {signed(name, secret)}") == 200
    assert _status(f"Bearer {signed(name, secret, iat=now + 30)}") == 200
    assert _status(f"Bearer {signed(name, secret, iat=now + 600)}") == 401
    assert _status(f"Bearer {signed(name, secret, iat=now - 9000)}") == 401
    assert _status(f"Bearer {signed(name, secret, exp=now - 90)}") == 401
    assert _status(f"Bearer {signed(name, secret + 'x')}") == 401
    assert _status(f"Bearer {signed(name, secret, alg='none')}") == 401
    assert _status(f"Bearer {signed('niemand', secret)}") == 401
