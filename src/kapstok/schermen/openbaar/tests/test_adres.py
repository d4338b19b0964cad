"""The address fields suggest what was meant, and only addresses of this municipality."""

import pytest

from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.platform.db import tenant_scope


@pytest.fixture
def lindelaan(tenant):
    Nummeraanduiding.objects.create(
        identificatie="0085200000000001",
        openbare_ruimte="Lindelaan",
        huisnummer=12,
        huisletter="A",
        postcode="8431AA",
        woonplaats="Oosterwolde",
        lon=6.29,
        lat=52.99,
    )


def test_a_typing_error_is_forgiven(lindelaan, client_for):
    answer = client_for("ooststellingwerf").get("/adres/zoeken/?q=lindelan+12a")
    assert answer.status_code == 200
    assert answer.json() == {
        "adressen": [
            {
                "tekst": "Lindelaan 12A, 8431 AA Oosterwolde",
                "straat": "Lindelaan",
                "huisnummer": "12A",
                "postcode": "8431AA",
                "woonplaats": "Oosterwolde",
            }
        ]
    }


@pytest.mark.parametrize("question", ["", "%00", "%F0%9F%8C%B3", "a" * 5000, "'%22<script>"])
def test_nonsense_is_an_empty_answer(lindelaan, client_for, question):
    answer = client_for("ooststellingwerf").get(f"/adres/zoeken/?q={question}")
    assert (answer.status_code, answer.json()) == (200, {"adressen": []})


def test_another_municipality_has_other_addresses(lindelaan, other_tenant, client_for):
    with tenant_scope(other_tenant):
        assert not Nummeraanduiding.objects.exists()
    assert client_for("weststellingwerf").get("/adres/zoeken/?q=lindelaan+12").json() == {"adressen": []}
