"""External registers: which addresses they cover, their secret, who is asked with what, and whether they may go."""

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from kapstok.magazijnen.registers import rules
from kapstok.magazijnen.registers.gebruik import uses_of
from kapstok.magazijnen.registers.models import ExternRegister
from kapstok.magazijnen.registers.services import Gegevens, add_register, change_register, remove_register
from kapstok.magazijnen.registers.toegang import access_of, test_connection
from kapstok.platform.audit.chain import content
from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.db import tenant_scope
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.http import fetch
from kapstok.platform.work import SYSTEM

test_connection.__test__ = False  # type: ignore[attr-defined]
SECRET = "heel-geheim-van-een-ander"
PUBLIC = "https://zaken.voorbeeld.nl/zaken/api/v1"


class _Other(BaseHTTPRequestHandler):
    """Lets in who has the token; /open/ is outside the register."""

    def do_GET(self) -> None:
        seen = self.headers.get("Authorization", "")
        self.server.seen.append((self.path, seen))  # type: ignore[attr-defined]
        if self.path == "/api/v1/verhuisd":
            self.send_response(302)
            self.send_header("Location", "/open/zaak")
            self.end_headers()
            return
        inside = self.path.startswith("/api/v1/")
        allowed = not inside or seen == f"Token {SECRET}"
        body = json.dumps({"url": "x", "naam": "E-mail", "omschrijving": "y"}).encode() if allowed else b"{}"
        self.send_response(200 if allowed else 403)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def other(trusted_server: Callable[[Any], Any]) -> Any:
    """A register on this machine, which the installation trusts."""
    server = trusted_server(_Other)
    server.seen = []
    return server


def _base(server: Any) -> str:
    return f"http://127.0.0.1:{server.server_port}/api/v1"


def _add(adres: str, **more: Any) -> ExternRegister:
    given = {"naam": "Buren", "soort": "anders", "methode": "token", "geheim": SECRET, **more}
    return add_register(Gegevens(adres=adres, **given), actor=SYSTEM)


def _codes(call: Callable[[], Any]) -> list[tuple[str, str]]:
    with pytest.raises((Refusal, Refusals)) as no:
        call()
    return [(r.field, r.code) for r in no.value.all]


@pytest.mark.parametrize(
    ("url", "inside"),
    [
        (PUBLIC, True),
        (f"{PUBLIC}/zaken/1", True),
        (f"{PUBLIC}/zaken?x=../..", True),
        (f"{PUBLIC}2/zaken/1", False),
        (f"{PUBLIC}/../../autorisaties", False),
        (f"{PUBLIC}/%2e%2e/geheim", False),
        (f"{PUBLIC}/..%2fgeheim", False),
        ("https://zaken.voorbeeld.nl.boef.nl/zaken/api/v1/zaken/1", False),
        ("http://zaken.voorbeeld.nl/zaken/api/v1/zaken/1", False),
    ],
)
def test_only_addresses_below_the_base_are_of_the_register(url: str, inside: bool) -> None:
    assert rules.covers(PUBLIC, url) is inside


@pytest.mark.parametrize(
    ("adres", "code"),
    [
        ("geen adres", "bad-url"),
        ("ftp://voorbeeld.nl/x", "bad-url"),
        ("https://naam:wachtwoord@voorbeeld.nl/x", "bad-url"),
        ("http://zaken.voorbeeld.nl/zaken/api/v1", "invalid"),
        ("http://ooststellingwerf.localhost/zaken/api/v1", "invalid"),
    ],
)
def test_an_address_that_may_not_be_asked_is_refused(tenant: Any, adres: str, code: str) -> None:
    assert _codes(lambda: _add(adres)) == [("adres", code)]


def test_what_the_way_to_log_in_needs_is_asked_for_all_at_once(tenant: Any) -> None:
    assert _codes(lambda: _add(PUBLIC, methode="zgw", geheim="")) == [
        ("client_id", "required"),
        ("geheim", "required"),
    ]
    assert _add(PUBLIC, methode="geen", geheim="").geheim == ""


def test_an_address_stands_in_the_list_once(tenant: Any) -> None:
    _add(PUBLIC)
    assert _codes(lambda: _add(PUBLIC)) == [("adres", "unique")]


def test_the_secret_is_sealed_and_not_in_the_audit_trail(tenant: Any) -> None:
    row = _add(PUBLIC)
    assert SECRET not in ExternRegister.objects.get().geheim
    change_register(row.id, Gegevens("Anders", PUBLIC, "zaken", "token"), actor=SYSTEM)
    after = ExternRegister.objects.get()
    assert (after.naam, after.geheim) == ("Anders", row.geheim)
    records = list(AuditRecord.objects.filter(object_soort="extern-register"))
    assert len(records) == 2
    assert not any(SECRET in str(content(record)) or row.geheim in str(content(record)) for record in records)


def test_a_secret_does_not_go_along_to_another_address(tenant: Any) -> None:
    """Who may change the list must not be able to have the secret sent to a place of his own."""
    row = _add(PUBLIC)
    moved = Gegevens("Buren", "https://boef.voorbeeld.nl/api", "zaken", "token")
    assert _codes(lambda: change_register(row.id, moved, actor=SYSTEM)) == [("geheim", "required")]


def test_a_register_is_read_with_its_credentials_and_nothing_else_is(given: Any, other: Any) -> None:
    base = _base(other)
    with pytest.raises(fetch.Unusable):
        fetch.fetch_json(f"{base}/kanaal")
    _add(base)
    assert fetch.fetch_json(f"{base}/kanaal")["naam"] == "E-mail"
    assert fetch.fetch_json(base.replace("/api/v1", "/open/zaak"))["naam"] == "E-mail"
    assert fetch.fetch_json(f"{base}/verhuisd")["naam"] == "E-mail"
    assert [path for path, header in other.seen if header] == ["/api/v1/kanaal", "/api/v1/verhuisd"]


def test_a_zgw_register_gets_a_signed_token(given: Any, other: Any) -> None:
    import jwt

    _add(_base(other), methode="zgw", client_id="kapstok")
    with pytest.raises(fetch.Unusable):
        fetch.fetch_json(f"{_base(other)}/zaken/1")
    [(_path, header)] = other.seen
    claims = jwt.decode(header.removeprefix("Bearer "), SECRET, algorithms=["HS256"])
    assert claims["client_id"] == claims["iss"] == "kapstok"


def test_a_listed_name_that_points_inside_is_not_asked(given: Any) -> None:
    """Being in the list opens the internet, not our own network."""
    ExternRegister.objects.create(
        naam="Binnen", adres="https://localhost/api/v1", soort="anders", methode="geen"
    )
    with pytest.raises(fetch.Unusable) as no:
        fetch.fetch_json("https://localhost/api/v1/x")
    assert no.value.code == "bad-url"
    assert test_connection(ExternRegister.objects.get())[0] == "fout"


def test_a_register_of_another_municipality_is_not_ours(given: Any) -> None:
    _add(PUBLIC)
    assert list(access_of([f"{PUBLIC}/zaken/1", "https://elders.voorbeeld.test/1"])) == [f"{PUBLIC}/zaken/1"]
    with tenant_scope(2):
        assert not ExternRegister.objects.exists()
        assert access_of([f"{PUBLIC}/zaken/1"]) == {}


def test_the_connection_says_in_words_how_it_is(given: Any, other: Any) -> None:
    good = _add(_base(other))
    assert test_connection(good)[0] == "goed"
    wrong = _add(f"{_base(other)}/x", geheim="fout")
    assert "laat ons niet binnen" in test_connection(wrong)[1]
    other.shutdown()
    other.server_close()
    assert test_connection(good) == ("fout", "Er antwoordt niets op dit adres.")


def test_a_register_in_use_goes_only_when_somebody_is_sure(given: Any) -> None:
    from kapstok.magazijnen.zaken.models import Zaak, ZaakRelatie

    row = _add(PUBLIC)
    kind = given.zaaktype()
    zaak = given.zaak(kind)
    Zaak.objects.filter(id=zaak.id).update(communicatiekanaal=f"{PUBLIC}/kanalen/1")
    ZaakRelatie.objects.create(zaak_id=zaak.id, url=f"{PUBLIC}/zaken/1", aard_relatie="vervolg")
    assert dict(uses_of(PUBLIC)) == {
        "zaken.zaak communicatiekanaal": 1,
        "zaken.zaak relevanteAndereZaken": 1,
    }
    assert _codes(lambda: remove_register(row.id, sure=False, actor=SYSTEM)) == [("", "in-use")]
    remove_register(row.id, sure=True, actor=SYSTEM)
    assert not ExternRegister.objects.exists()
