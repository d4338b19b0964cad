"""The content of documents: in the body, in parts, none at all; and back again."""

import base64
import hashlib
import json
import socketserver
import struct
import threading
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import msgspec
import pytest

from kapstok.koppelvlakken.zgw.tests.documenten import BASE, PLACE, Document, body, codes, content_of
from kapstok.magazijnen.documenten.models import Bestandsdeel
from kapstok.magazijnen.documenten.resources.document import with_lock
from kapstok.magazijnen.documenten.services import content as content_module
from kapstok.platform.db import fetch_all, tenant_scope
from kapstok.platform.storage import store


@pytest.fixture
def kind(given: Any) -> Any:
    return given.zaaktype()


@pytest.fixture
def app(application: Any) -> Any:
    return application()


@pytest.fixture
def small_parts(monkeypatch: Any) -> None:
    monkeypatch.setattr(content_module, "PART", 4)


def test_content_that_is_lost_is_told_in_words(app: Any, kind: Any) -> None:
    document = Document(app, kind, b"kwijt")
    store().delete(hashlib.sha256(b"kwijt").hexdigest())
    assert "niet in de opslag" in document.download(expect=404).json()["detail"]


def test_content_in_the_body_comes_back_as_it_was(app: Any, kind: Any) -> None:
    document = Document(app, kind, b"hallo \x00\xff")
    assert document.made["lock"] == ""
    assert document.made["inhoud"] == f"{document.url}/download?versie=1"
    answer = document.download()
    assert content_of(answer) == b"hallo \x00\xff"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Length"] == "8"


@pytest.mark.regel("drc-x-inhoud")
def test_an_empty_file_and_no_file_are_two_things(app: Any, kind: Any) -> None:
    empty = Document(app, kind, b"")
    assert (empty.made["bestandsomvang"], content_of(empty.download())) == (0, b"")
    also_empty = Document(app, kind, None, bestandsomvang=0)
    assert content_of(also_empty.download()) == b""
    none = Document(app, kind, None, inhoud=None, bestandsomvang=None)
    assert (none.made["inhoud"], none.made["bestandsomvang"], none.made["locked"]) == (None, None, False)
    none.download(expect=404)


@pytest.mark.regel("drc-x-inhoud")
def test_a_size_that_is_not_that_of_the_content_is_refused(app: Any, kind: Any) -> None:
    answer = app.send("post", PLACE, body(kind, b"hallo", bestandsomvang=4), 400)
    assert codes(answer) == {("nonFieldErrors", "file-size")}


@pytest.mark.parametrize("inhoud", ["AAA", "a-_a", "====", 5, [], {"a": 1}])
def test_what_is_no_base64_is_refused_with_the_other_faults(app: Any, kind: Any, inhoud: Any) -> None:
    given = body(kind, None, inhoud=inhoud, titel="", ontvangstdatum="2026-11-23", status="in_bewerking")
    answer = app.send("post", PLACE, given, 400)
    expected = {("inhoud", "invalid"), ("titel", "blank"), ("status", "invalid_for_received")}
    assert codes(answer) == expected


def test_what_is_refused_leaves_no_bytes(app: Any, kind: Any) -> None:
    app.send("post", PLACE, body(kind, b"nooit bewaard", titel=""), 400)
    app.send("post", PLACE, body(kind, b"nooit bewaard", bestandsomvang=1), 400)
    assert not store().exists(hashlib.sha256(b"nooit bewaard").hexdigest())


@pytest.mark.parametrize(
    ("raw", "status"),
    [(b"{", 400), (b"[]", 400), (b"", 400), (b'{"titel": "' + b"x" * 1_100_000 + b'"}', 413)],
)
def test_a_body_that_is_no_document_is_refused_in_words(app: Any, raw: bytes, status: int) -> None:
    path = PLACE.removeprefix(BASE)
    answer = app.client.post(path, raw, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_only_json_is_a_document(app: Any) -> None:
    answer = app.client.post(PLACE.removeprefix(BASE), b"{}", content_type="text/plain")
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_more_than_fits_is_told_to_come_in_parts(app: Any, kind: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("kapstok.magazijnen.documenten.resources.content.MOST", 10)
    answer = app.send("post", PLACE, body(kind, b"meer dan tien bytes"), 413)
    assert "in delen" in answer.data["detail"]


def _sum(algoritme: str, waarde: str) -> dict[str, Any]:
    return {"algoritme": algoritme, "waarde": waarde, "datum": "2026-11-23"}


@pytest.mark.parametrize(
    ("algoritme", "waarde", "good"),
    [
        ("sha_256", hashlib.sha256(b"inhoud").hexdigest(), True),
        ("sha_256", hashlib.sha256(b"inhoud").hexdigest().upper(), True),
        ("sha_512", base64.b64encode(hashlib.sha512(b"inhoud").digest()).decode(), True),
        ("md5", hashlib.md5(b"inhoud").hexdigest(), True),
        ("sha_1", hashlib.sha1(b"inhoud").hexdigest(), True),
        ("sha_3", hashlib.sha3_384(b"inhoud").hexdigest(), True),
        ("crc_32", "5d8e8d3b", False),
        ("md5", hashlib.md5(b"iets anders").hexdigest(), False),
        ("sha_256", "geen som", False),
        ("fletcher_32", "wordt niet nagerekend", True),
    ],
)
def test_a_sum_that_can_be_checked_is_checked(
    app: Any, kind: Any, algoritme: str, waarde: str, good: bool
) -> None:
    given = body(kind, integriteit=_sum(algoritme, waarde))
    answer = app.send("post", PLACE, given, 201 if good else 400)
    assert good or codes(answer) == {("integriteit.waarde", "invalid")}


def test_a_sum_is_about_its_own_content(app: Any, kind: Any) -> None:
    document = Document(app, kind, integriteit=_sum("md5", hashlib.md5(b"inhoud").hexdigest()))
    document.lock()
    wrong = document.patch(400, integriteit=_sum("md5", hashlib.md5(b"x").hexdigest()))
    assert codes(wrong) == {("integriteit.waarde", "invalid")}
    assert document.patch(titel="Zelfde inhoud").data["integriteit"]["algoritme"] == "md5"
    changed = document.patch(inhoud=base64.b64encode(b"anders").decode())
    assert (changed.data["integriteit"], changed.data["bestandsomvang"]) == (None, 6)


class _Clamd(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.rfile.read(10)
        seen = b""
        while (length := struct.unpack("!L", self.rfile.read(4))[0]) > 0:
            seen += self.rfile.read(length)
        found = b"EICAR" in seen
        self.wfile.write(b"stream: Eicar FOUND\0" if found else b"stream: OK\0")


@pytest.fixture
def clamd(monkeypatch: Any) -> Any:
    """A scanner that answers; `clamd(None)`: one that does not."""

    def use(address: str) -> None:
        changed = msgspec.structs.replace(content_module.settings, clamd=address)
        monkeypatch.setattr(content_module, "settings", changed)

    with socketserver.TCPServer(("127.0.0.1", 0), _Clamd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        use(f"127.0.0.1:{server.server_address[1]}")
        yield use
        server.shutdown()


def test_a_virus_does_not_come_in(app: Any, kind: Any, clamd: Any, small_parts: None) -> None:
    Document(app, kind, b"schoon")
    refused = app.send("post", PLACE, body(kind, b"EICAR"), 400)
    assert codes(refused) == {("inhoud", "virus")}
    document = Document(app, kind, None, bestandsomvang=5)
    for part, piece in zip(document.made["bestandsdelen"], (b"EICA", b"R"), strict=True):
        document.send_part(part, piece)
    assert codes(document.unlock(400)) == {("inhoud", "virus")}
    clamd("127.0.0.1:9")
    assert codes(app.send("post", PLACE, body(kind, b"schoon"), 400)) == {("inhoud", "scanner")}


def test_the_lock_of_a_file_in_parts_is_told_when_the_transaction_is_over(
    app: Any, kind: Any, tenant: Any, small_parts: None
) -> None:
    document = Document(app, kind, None, bestandsomvang=10, inhoud=None)
    call: Any = SimpleNamespace(caller=SimpleNamespace(tenant=tenant.id))
    with tenant_scope(None):  # as after the commit
        told = with_lock(b'{"locked":true}', UUID(document.made["url"].rsplit("/", 1)[-1]), call)
    assert json.loads(told)["lock"] == document.key


@pytest.mark.regel("drc-x-delen")
def test_a_large_file_comes_in_parts(app: Any, kind: Any, small_parts: None) -> None:
    document = Document(app, kind, None, bestandsomvang=10, inhoud=None)
    made = document.made
    assert (made["locked"], made["inhoud"], len(made["lock"])) == (True, None, 32)
    assert [(p["volgnummer"], p["omvang"], p["voltooid"]) for p in made["bestandsdelen"]] == [
        (1, 4, False),
        (2, 4, False),
        (3, 2, False),
    ]
    assert {p["lock"] for p in made["bestandsdelen"]} == {document.key}
    first, second, third = made["bestandsdelen"]
    answer = document.send_part(third, b"89")
    assert answer.data == {**third, "voltooid": True}
    document.send_part(first, b"xxxx")
    assert codes(document.unlock(400)) == {("nonFieldErrors", "incomplete-upload")}
    assert [p["voltooid"] for p in document.now["bestandsdelen"]] == [True, False, True]
    document.send_part(first, b"0123")  # once more, after a fault
    document.send_part(second, b"4567")
    document.unlock()
    now = document.now
    assert (now["locked"], now["bestandsdelen"], now["bestandsomvang"], now["versie"]) == (False, [], 10, 1)
    assert content_of(app.get(now["inhoud"])) == b"0123456789"
    assert app.client.put(first["url"].removeprefix(BASE)).status_code == 404


@pytest.mark.regel("drc-x-delen")
def test_a_part_is_refused_with_all_its_faults(app: Any, kind: Any, small_parts: None) -> None:
    document = Document(app, kind, None, bestandsomvang=6)
    part = document.made["bestandsdelen"][0]
    size, wrong = ("nonFieldErrors", "file-size"), ("nonFieldErrors", "incorrect-lock-id")
    for piece in (b"abc", b"abcde", b"x" * 100_000):
        assert codes(document.send_part(part, piece, 400)) == {size}
    assert codes(document.send_part(part, b"abc", 400, lock="fout")) == {size, wrong}
    assert codes(document.send_part(part, b"abcd", 400, lock="")) == {("lock", "required")}
    path = part["url"].removeprefix(BASE)
    nothing = app.client.put(path, "lock=x", content_type="application/x-www-form-urlencoded")
    assert {p["name"] for p in nothing.json()["invalidParams"]} == {"inhoud", "nonFieldErrors"}
    for content_type in ("application/json", "multipart/form-data", "multipart/form-data; boundary=x"):
        assert app.client.put(path, b"{}", content_type=content_type).status_code in {400, 415}
    assert not Bestandsdeel.objects.exclude(sha256="").exists()


def test_an_upload_is_given_up_by_force_only(given: Any, app: Any, kind: Any, small_parts: None) -> None:
    document = Document(app, kind, b"oud")
    document.lock()
    changed = document.patch(bestandsomvang=8, inhoud=None).data
    assert (changed["versie"], changed["inhoud"], len(changed["bestandsdelen"])) == (2, None, 2)
    assert content_of(document.download("?versie=1")) == b"oud"
    document.send_part(changed["bestandsdelen"][0], b"nieu")
    later = document.patch(titel="Terwijl het uploadt").data
    assert [p["voltooid"] for p in later["bestandsdelen"]] == [True, False]
    app.send("post", f"{document.url}/unlock", {}, 204)  # without the key: by force
    now = document.now
    assert (now["locked"], now["bestandsdelen"], now["titel"]) == (False, [], "Terwijl het uploadt")
    assert content_of(document.download()) == b"oud"
    erased = fetch_all("SELECT data FROM events_event WHERE type = 'documenten.inhoud.destroy'")
    assert [row["data"]["sha256"] for row in erased] == [[hashlib.sha256(b"nieu").hexdigest()]]


@pytest.mark.parametrize(
    ("changes", "content", "parts"),
    [
        ({"titel": "x"}, b"inhoud", 0),
        ({"bestandsomvang": 6}, b"inhoud", 0),
        ({"inhoud": base64.b64encode(b"nieuw").decode(), "bestandsomvang": 5}, b"nieuw", 0),
        ({"inhoud": base64.b64encode(b"nieuw").decode()}, b"nieuw", 0),
        ({"inhoud": "", "bestandsomvang": 0}, b"", 0),
        ({"bestandsomvang": 0}, b"", 0),
        ({"inhoud": None, "bestandsomvang": None}, None, 0),
        ({"inhoud": None}, None, 2),
        ({"inhoud": None, "bestandsomvang": 5}, None, 2),
        ({"bestandsomvang": 5}, None, 2),
    ],
)
def test_a_change_says_what_happens_to_the_content(
    app: Any, kind: Any, small_parts: None, changes: Any, content: bytes | None, parts: int
) -> None:
    document = Document(app, kind)
    document.lock()
    now = document.patch(**changes).data
    assert len(now["bestandsdelen"]) == parts
    if content is None:
        assert now["inhoud"] is None
        document.download(expect=404)
    else:
        assert content_of(document.download()) == content
    assert content_of(document.download("?versie=1")) == b"inhoud"


@pytest.mark.eis("R-068")
def test_a_download_has_ranges_versions_and_a_safe_name(app: Any, kind: Any) -> None:
    document = Document(app, kind, b"0123456789", bestandsnaam='../../a"\r\nX: y.pdf', formaat="a/b\r\nX: y")
    part = document.download(range="bytes=2-4", expect=206)
    assert (content_of(part), part["Content-Range"]) == (b"234", "bytes 2-4/10")
    assert document.download(range="bytes=99-", expect=416)["Content-Range"] == "bytes */10"
    whole = document.download()
    assert whole["Content-Disposition"].startswith('attachment; filename="a_X_ y.pdf"')
    assert "X" not in whole
    head = app.client.head(f"{document.url}/download".removeprefix(BASE))
    assert (head.status_code, head["Content-Length"], head.content) == (200, "10", b"")
    document.download(expect=304, **{"if-none-match": whole["ETag"]})
    document.lock()
    document.patch(inhoud=base64.b64encode(b"nieuw").decode())
    before = document.made["beginRegistratie"].replace("+", "%2B")
    assert content_of(document.download(f"?registratieOp={before}")) == b"0123456789"
    assert content_of(document.download()) == b"nieuw"
    document.download("?versie=9", 404)
    document.download("?registratieOp=2001-01-01T00:00:00Z", 404)
    assert document.download("?versie=x", 400).data["invalidParams"][0]["name"] == "versie"


def test_bytes_that_are_lost_are_told_in_words(app: Any, kind: Any) -> None:
    document = Document(app, kind, b"straks weg")
    store().delete(hashlib.sha256(b"straks weg").hexdigest())
    assert "opslag" in document.download(expect=404).data["detail"]
