"""Addresses are made from the names of this installation, and taken in under all of them."""

from typing import Any

import pytest
from msgspec.structs import replace

from kapstok.platform.tenancy import addresses
from kapstok.platform.tenancy.registry import tenant_by_id

PLACE = "/zaken/api/v1/zaken"


def _links(app: Any, host: str) -> str:
    """Where the address of the first zaak starts when it is asked for under this host."""
    answer = app.client.get(PLACE, headers={"host": host})
    assert answer.status_code == 200, answer.content
    url: str = answer.json()["results"][0]["url"]
    return url.partition(PLACE)[0]


@pytest.mark.regel("zgw-x-adres")
def test_a_name_that_is_not_ours_never_comes_back_in_a_link(given: Any, application: Any) -> None:
    given.zaak()
    app = application()
    own = "http://ooststellingwerf.localhost"
    assert _links(app, "ooststellingwerf.localhost") == own
    assert _links(app, "opsterland.localhost:8123") == "http://opsterland.localhost:8123"
    for strange in ("kwaad.localhost", "a.ooststellingwerf.localhost", "kwaad.localhost:99"):
        assert _links(app, strange) == addresses.public_base(tenant_by_id(1))


@pytest.mark.regel("zgw-x-adres")
def test_configured_addresses_are_the_only_ones(
    given: Any, application: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    given.zaak()
    app = application()
    names = "http://api.localhost, http://oud.localhost:81/"
    monkeypatch.setattr(addresses, "settings", replace(addresses.settings, api_adressen=names))
    assert _links(app, "ooststellingwerf.localhost") == "http://api.localhost"
    assert _links(app, "oud.localhost:81") == "http://oud.localhost:81"
    assert addresses.is_own("http://oud.localhost:81")
    assert not addresses.is_own("http://ooststellingwerf.localhost")


def test_an_address_under_another_of_our_names_is_understood(given: Any, application: Any) -> None:
    kind = given.zaaktype()
    zaak = given.zaak(kind)
    app = application()
    for base, count in (
        ("http://ooststellingwerf.localhost", 1),
        ("http://owo.localhost:8000", 1),
        ("http://kwaad.localhost", 0),
        ("http://127.0.0.1:1", 0),
        ("https://ooststellingwerf.localhost", 0),
    ):
        found = app.get(f"{PLACE}?zaaktype={base}/catalogi/api/v1/zaaktypen/{kind.id}").data
        assert found["count"] == count, base
    body = {"zaak": f"http://owo.localhost/zaken/api/v1/zaken/{zaak.id}"}
    body["resultaattype"] = f"http://localhost/catalogi/api/v1/resultaattypen/{kind.resultaattypen[0].id}"
    made = app.send("post", "/zaken/api/v1/resultaten", body).data
    assert made["zaak"] == f"http://ooststellingwerf.localhost/zaken/api/v1/zaken/{zaak.id}"
