"""Documents of a zaak in the register of somebody else: read through us, by the rules for who sees what."""

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kapstok.magazijnen.documenten.elders import DocumentElders
from kapstok.magazijnen.documenten.inhoud_elders import read_all
from kapstok.magazijnen.documenten.models import EnkelvoudigInformatieObject
from kapstok.magazijnen.documenten.rules_elders import Elders, resident_may_see
from kapstok.magazijnen.registers.models import ExternRegister
from kapstok.magazijnen.registers.services import PURPOSE
from kapstok.magazijnen.zaken.models import ZaakInformatieObject
from kapstok.magazijnen.zaken.services import link_document
from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.config.crypto import encrypt
from kapstok.platform.storage.serve import CutOff

BSN, OTHER = "999993653", "999990159"
PAPER = "/drc/enkelvoudiginformatieobjecten/1"
DOCUMENT = {
    "titel": "Welstandsadvies",
    "status": "definitief",
    "vertrouwelijkheidaanduiding": "zaakvertrouwelijk",
    "tonenAanInitiator": True,
    "versie": 3,
    "formaat": "application/pdf",
    "bestandsnaam": "advies.pdf",
    "bestandsomvang": 5,
    "creatiedatum": "2026-11-02",
}


class _Register(BaseHTTPRequestHandler):
    """One document, with the bytes of its third version; what was asked, and by whom."""

    told: dict[str, Any] | None = None
    moved = ""
    missing = 0
    asked: list[tuple[str, str]] = []
    held: list[threading.Event] = []

    def do_GET(self) -> None:
        for event in self.held:
            event.wait(30)
        self.asked.append((self.path, self.headers.get("Authorization", "")))
        found = self.told is not None and self.path in {PAPER, f"{PAPER}/download?versie=3"}
        body = b"%PDF-" if "download" in self.path else json.dumps(self.told).encode()
        self.send_response(200 if found else 302 if self.moved else 404)
        if not found and self.moved:
            self.send_header("Location", self.moved)
        missing = self.missing if "download" in self.path else 0
        self.send_header("Content-Length", str(len(body) + missing))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch, trusted_server: Callable[[Any], Any]) -> str:
    """The address of the documents of another register, which the installation trusts."""
    monkeypatch.setattr(_Register, "told", DOCUMENT)
    monkeypatch.setattr(_Register, "asked", [])
    monkeypatch.setattr(_Register, "held", [])
    return f"http://127.0.0.1:{trusted_server(_Register).server_port}/drc"


@pytest.fixture
def zaak(given: Any, register: str) -> Any:
    """A zaak of a resident, with a document in that register."""
    kind = given.zaaktype()
    made = given.zaak(kind)
    given.initiator(made, kind, BSN)
    own = EnkelvoudigInformatieObject.objects.get(id=given.document(kind).informatieobject_id)
    url = f"{register.removesuffix('/drc')}{PAPER}"
    there = DocumentElders(url, own.informatieobjecttype_id, titel="Advies")
    link_document(made.id, there, actor=given.actor, titel="Advies")
    return made


@pytest.fixture
def listed(register: str) -> ExternRegister:
    """The register stands in our list, with a key."""
    return ExternRegister.objects.create(
        naam="Omgevingsdienst",
        adres=register,
        soort="documenten",
        methode="token",
        geheim=encrypt("sleutel", purpose=PURPOSE),
    )


def _listed(client: Any, zaak: Any) -> str:
    """The page with the list, once it is whole."""
    answer = client.get(f"/mijn/zaken/{zaak.id}/elders/")
    return b"".join(answer.streaming_content).decode()


def _place(zaak: Any) -> str:
    link = ZaakInformatieObject.objects.get(zaak_id=zaak.id)
    return f"/mijn/zaken/{zaak.id}/elders/{link.id}/"


def test_the_resident_reads_a_document_of_another_register_through_us(
    visit: Callable[..., Any], zaak: Any, listed: ExternRegister
) -> None:
    resident, place = visit("burger", BSN), _place(zaak)
    page = _listed(resident, zaak)
    assert "Welstandsadvies" in page
    assert listed.naam in page
    assert place in page
    assert listed.adres not in page
    answer = resident.get(place)
    assert b"".join(answer.streaming_content) == b"%PDF-"
    assert answer["Content-Disposition"].startswith('attachment; filename="advies.pdf"')
    # The version that was judged, and our key.
    assert _Register.asked[-1] == (f"{PAPER}/download?versie=3", "Token sleutel")
    assert AuditRecord.objects.filter(actie="document.elders.read", subject=str(zaak.id)).count() == 1
    assert resident.head(place).status_code == 200


@pytest.mark.parametrize(
    "more",
    [
        {"status": "in_bewerking"},
        {"vertrouwelijkheidaanduiding": "geheim"},
        {"vertrouwelijkheidaanduiding": "intern"},
        {"tonenAanInitiator": False},
        {"tonenAanInitiator": None},
        {"status": None},
    ],
)
def test_what_is_not_finished_or_not_for_the_resident_is_not_there(
    visit: Callable[..., Any],
    zaak: Any,
    listed: ExternRegister,
    more: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_Register, "told", DOCUMENT | more)
    resident = visit("burger", BSN)
    assert "Welstandsadvies" not in _listed(resident, zaak)
    assert resident.get(_place(zaak)).status_code == 404
    assert not any("download" in path for path, _key in _Register.asked)


def test_a_register_that_is_not_in_the_list_is_never_asked(visit: Callable[..., Any], zaak: Any) -> None:
    resident = visit("burger", BSN)
    assert "/elders/" not in resident.get(f"/mijn/zaken/{zaak.id}/").content.decode()
    assert "Welstandsadvies" not in _listed(resident, zaak)
    assert resident.get(_place(zaak)).status_code == 404
    assert _Register.asked == []


def test_nobody_else_reads_it(visit: Callable[..., Any], zaak: Any, listed: ExternRegister) -> None:
    assert visit("burger", OTHER).get(_place(zaak)).status_code == 404
    assert visit("burger", OTHER).get(f"/mijn/zaken/{zaak.id}/elders/").status_code == 404
    assert _Register.asked == []


def test_a_register_that_does_not_answer_leaves_the_page_whole(
    visit: Callable[..., Any], zaak: Any, listed: ExternRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Register, "told", None)
    assert "kunnen wij nu niet laten zien" in _listed(visit("burger", BSN), zaak)


def test_a_document_that_stops_halfway_is_not_given_as_whole(
    visit: Callable[..., Any], zaak: Any, listed: ExternRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = visit("burger", BSN).get(_place(zaak))
    assert (b"".join(answer.streaming_content), answer["Content-Length"]) == (b"%PDF-", "5")
    monkeypatch.setattr(_Register, "missing", 3)
    answer = visit("burger", BSN).get(_place(zaak))
    with pytest.raises(CutOff):
        list(answer.streaming_content)


@pytest.mark.parametrize("what", ["beschrijving", "inhoud", "verhuisd"])
def test_a_register_that_does_not_give_a_document_is_told_as_its_fault(
    visit: Callable[..., Any], zaak: Any, listed: ExternRegister, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    # Where a register sends us on to is never called: it is not in our list.
    monkeypatch.setattr(_Register, "told", None if what == "beschrijving" else {**DOCUMENT, "versie": 4})
    monkeypatch.setattr(_Register, "moved", f"{listed.adres}/elders" if what == "verhuisd" else "")
    link = ZaakInformatieObject.objects.get(zaak_id=zaak.id)
    handler = visit("medewerker", roles=("behandelaar",))
    for client, place in (
        (visit("burger", BSN), _place(zaak)),
        (handler, f"/werk/zaak/{zaak.id}/elders/{link.id}/"),
    ):
        answer = client.get(place)
        assert answer.status_code == 502
        assert "Dit document krijgen wij nu niet" in answer.content.decode()
    assert not any(path.endswith("/elders") for path, _key in _Register.asked)
    assert not AuditRecord.objects.filter(actie="document.elders.read").exists()


def test_the_page_of_a_zaak_asks_no_register_and_the_list_waits_outside_the_transaction(
    visit: Callable[..., Any], zaak: Any, listed: ExternRegister
) -> None:
    # A register that answers only when it is told to: as slow as can be.
    slow = threading.Event()
    _Register.held.append(slow)
    resident, place = visit("burger", BSN), f"/mijn/zaken/{zaak.id}/elders/"
    page = resident.get(f"/mijn/zaken/{zaak.id}/").content.decode()
    assert f'href="{place}"' in page  # without JavaScript: a plain link
    assert f'hx-get="{place}"' in page
    assert "ignoreTitle:true" in page  # the page keeps its own title
    answer = resident.get(place)
    pieces = answer.streaming_content
    assert b"Documenten bij een andere organisatie" in next(pieces)  # the frame is there
    assert _Register.asked == []
    with CaptureQueriesContext(connection) as asked:
        slow.set()
        rest = b"".join(pieces).decode()
    assert "Welstandsadvies" in rest
    assert len(asked) == 0  # no database while it waits
    assert [path for path, _key in _Register.asked] == [PAPER]


def test_the_registers_of_many_documents_are_found_with_one_statement(
    given: Any, listed: ExternRegister
) -> None:
    with CaptureQueriesContext(connection) as asked:
        read = read_all([f"{listed.adres}/enkelvoudiginformatieobjecten/{number}" for number in range(1, 6)])
    assert len(asked) == 1
    assert (len(read.documenten), read.onbekend) == (1, True)


def test_medewerkers_read_it_through_us_too(
    visit: Callable[..., Any], zaak: Any, listed: ExternRegister
) -> None:
    handler, link = (
        visit("medewerker", roles=("behandelaar",)),
        ZaakInformatieObject.objects.get(zaak_id=zaak.id),
    )
    place = f"/werk/zaak/{zaak.id}/elders/{link.id}/"
    assert place in handler.get(f"/werk/zaak/{zaak.id}/").content.decode()
    assert b"".join(handler.get(place).streaming_content) == b"%PDF-"


@pytest.mark.parametrize(
    ("level", "tonen", "applicant", "sees"),
    [
        ("openbaar", None, True, True),
        ("openbaar", None, False, True),
        ("openbaar", False, True, False),
        ("zaakvertrouwelijk", True, True, True),
        ("zaakvertrouwelijk", True, False, False),
        ("zaakvertrouwelijk", None, True, False),
        ("vertrouwelijk", True, True, False),
        ("", True, True, False),
    ],
)
def test_who_may_see_what(level: str, tonen: bool | None, applicant: bool, sees: bool) -> None:
    one = Elders("", "definitief", level, tonen, 1, "", "", None, "")
    assert resident_may_see(one, aanvrager=applicant) is sees
