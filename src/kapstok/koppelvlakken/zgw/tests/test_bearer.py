"""Tokens that are good, and all kinds that are not."""

import time
from typing import Any

import pytest
from django.test import Client

from kapstok.magazijnen.autorisaties.services import add_applicatie

HOST = "ooststellingwerf.localhost"
PLACE = "/zaken/api/v1/zaken"


def _answer(value: str) -> tuple[int, str]:
    response = Client(headers={"host": HOST, "authorization": value}).get(PLACE)
    return int(response.status_code), response.json().get("code", "")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "not_authenticated"),
        ("Bearer", "not_authenticated"),
        ("Basic abc", "not_authenticated"),
        ("Bearer x", "jwt-decode-error"),
        ("Bearer a.b.c", "jwt-decode-error"),
        ("Bearer é.é.é", "jwt-decode-error"),
    ],
)
def test_nonsense_is_no_token(tenant: Any, value: str, code: str) -> None:
    assert _answer(value) == (403, code)


@pytest.mark.regel("zgw-x-token")
def test_token_counts_by_signature_time_and_algorithm(given: Any, signed: Any) -> None:
    made = add_applicatie(label="Proef", client_id=None, secret=None, alles=True, actor=given.actor)
    name, secret, now = made["client_id"], made["secret"], int(time.time())
    for said in ({}, {"iat": now + 30}, {"iat": now + 600}, {"nbf": now - 5, "exp": now + 99999}):
        assert _answer(f"Bearer {signed(name, secret, **said)}") == (200, "")
    for said, code in (
        ({"iat": now + 9000}, "jwt-immature-signature"),
        ({"nbf": now + 600}, "jwt-immature-signature"),
        ({"iat": now - 9000}, "jwt-expired"),
        ({"iat": now - 9000, "exp": now + 9000}, "jwt-expired"),
        ({"exp": now - 90}, "jwt-expired"),
        ({"iat": None}, "jwt-missing-iat-claim"),
        ({"client_id": ""}, "missing-client-identifier"),
        ({"client_id": "niemand"}, "invalid-client-identifier"),
        ({"alg": "none"}, "jwt-invalid-algorithm"),
    ):
        assert _answer(f"Bearer {signed(name, secret, **said)}") == (403, code)
    assert _answer(f"Bearer {signed(name, secret + 'x')}") == (403, "invalid-jwt-signature")
