"""Bytes come back as they were put, or not at all."""

import errno
import hashlib
import io
import os
import socketserver
import struct
import subprocess
import sys
import threading
import time
import urllib.request
import zipfile
from unittest import mock

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from kapstok.platform.storage import BLOCK, DamagedBytes, MissingBytes, TooLarge
from kapstok.platform.storage import serve as serve_module
from kapstok.platform.storage.clam import Scan, scan
from kapstok.platform.storage.folder import SMALL, FolderStore
from kapstok.platform.storage.s3 import S3Store
from kapstok.platform.storage.serve import disposition, file_name, parse_range
from kapstok.platform.storage.sniff import sniff, zip_is_sane

LARGER = b"wacht" * SMALL


def _pieces(data: bytes, length: int = 70_000):
    return (data[i : i + length] for i in range(0, len(data), length))


@pytest.fixture(scope="module")
def s3_server():
    """A real S3 server process over HTTP."""
    from kapstok.site.process import free_port

    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    for _ in range(150):
        try:
            urllib.request.urlopen(f"{url}/moto-api/data.json", timeout=1).close()
            break
        except OSError:
            threading.Event().wait(0.1)
    yield url
    process.terminate()
    process.wait()


@pytest.fixture(params=["map", "s3"])
def bytes_store(request, tmp_path):
    if request.param == "map":
        return FolderStore(tmp_path / "documenten")
    import boto3

    url = request.getfixturevalue("s3_server")
    client = boto3.client(
        "s3",
        endpoint_url=url,
        aws_access_key_id="proef",
        aws_secret_access_key="proef",
        region_name="eu-west-1",
    )
    name = f"proef-{time.monotonic_ns()}"
    client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    return S3Store(client, name)


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 9 * BLOCK + 17])
def test_bytes_come_back_as_they_were_put(bytes_store, size):
    data = os.urandom(size)
    stored = bytes_store.put(_pieces(data))
    assert (stored.sha256, stored.size) == (hashlib.sha256(data).hexdigest(), size)
    assert b"".join(bytes_store.read(stored.sha256)) == data
    assert bytes_store.put(_pieces(data)) == stored
    assert list(bytes_store.hashes()) == [stored.sha256]


def test_a_range_is_exactly_that_range(bytes_store):
    data = os.urandom(3 * BLOCK + 5)
    key = bytes_store.put(_pieces(data)).sha256
    for start, end in [(0, 1), (BLOCK - 1, BLOCK + 1), (5, 2 * BLOCK), (3 * BLOCK, 3 * BLOCK + 5)]:
        assert b"".join(bytes_store.read(key, start, end)) == data[start:end]


def test_too_long_a_stream_leaves_nothing_behind(bytes_store):
    with pytest.raises(TooLarge):
        bytes_store.put(_pieces(os.urandom(2 * BLOCK)), limit=BLOCK)
    assert list(bytes_store.hashes()) == []


def test_what_is_missing_or_erased_is_said_at_once(bytes_store):
    key = bytes_store.put([b"weg"]).sha256
    bytes_store.delete(key)
    bytes_store.delete(key)
    for wanted in (key, "../../etc/passwd", "a" * 64):
        with pytest.raises(MissingBytes):
            bytes_store.read(wanted)


@pytest.mark.parametrize("damage", ["flip", "cut", "longer"])
@pytest.mark.eis("R-005")
def test_damage_is_found_before_the_damaged_block_is_released(tmp_path, damage):
    folder = FolderStore(tmp_path)
    data = os.urandom(3 * BLOCK)
    key = folder.put(_pieces(data)).sha256
    file = tmp_path / key[:2] / key[2:4] / key
    broken = bytearray(data)
    broken[2 * BLOCK + 9] ^= 1
    file.write_bytes({"flip": bytes(broken), "cut": data[: 2 * BLOCK], "longer": data + b"x"}[damage])
    got = b""
    with pytest.raises(DamagedBytes):
        for piece in folder.read(key):
            got += piece
    assert data.startswith(got)


@pytest.mark.parametrize("size", [4, SMALL + 1])
def test_a_stream_that_breaks_off_leaves_nothing_visible(tmp_path, size):
    def breaks():
        yield b"h" * size
        raise OSError

    folder = FolderStore(tmp_path)
    with pytest.raises(OSError):
        folder.put(breaks())
    assert list(folder.hashes()) == []
    assert list(tmp_path.glob("inkomend/*")) == []


@pytest.mark.parametrize("size", [0, 1, SMALL, SMALL + 1])
def test_what_is_small_comes_out_as_it_went_in_and_is_written_only_when_it_is_kept(tmp_path, size):
    folder, content = FolderStore(tmp_path), os.urandom(size)
    incoming = folder.receive([content[: size // 2], content[size // 2 :]])
    assert len(list(tmp_path.glob("inkomend/*"))) == (size > SMALL)
    assert b"".join(incoming.chunks()) == content
    kept = incoming.keep()
    assert (kept.sha256, kept.size) == (hashlib.sha256(content).hexdigest(), size)
    assert b"".join(folder.read(kept.sha256)) == content
    assert list(tmp_path.glob("inkomend/*")) == []


def test_a_disk_that_is_full_leaves_no_half_file(tmp_path, monkeypatch):
    folder = FolderStore(tmp_path)
    incoming = folder.receive([b"vol"])

    def full(_handle):
        raise OSError(errno.ENOSPC, "vol")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="vol"):
        incoming.keep()
    assert list(folder.hashes()) == []
    assert list(tmp_path.glob("inkomend/*")) == []


def test_what_is_received_and_not_kept_is_forgotten(bytes_store):
    incoming = bytes_store.receive(_pieces(b"wacht" * BLOCK))
    assert b"".join(incoming.chunks()) == b"wacht" * BLOCK
    assert list(bytes_store.hashes()) == []
    incoming.discard()
    with pytest.raises(MissingBytes):
        incoming.keep()
    kept = bytes_store.receive([b"blijft"])
    assert (kept.keep().sha256, kept.size) == (hashlib.sha256(b"blijft").hexdigest(), 6)
    assert list(bytes_store.hashes()) == [kept.sha256]


def test_a_received_file_that_nobody_holds_leaves_the_disk(tmp_path):
    folder = FolderStore(tmp_path)
    incoming = folder.receive([b"weg" * SMALL])
    assert len(list((tmp_path / "inkomend").iterdir())) == 1
    del incoming
    assert list((tmp_path / "inkomend").iterdir()) == []


def test_what_a_dead_process_left_half_received_is_swept_and_the_rest_stays(bytes_store):
    kept = bytes_store.put([b"blijft"])
    half = bytes_store.intake()
    half.write(b"half")
    waiting = bytes_store.receive([LARGER])
    long_ago, later = time.time() - 3600, time.time() + 3600
    assert bytes_store.sweep_incoming(long_ago) == 0
    assert b"".join(waiting.chunks()) == LARGER
    assert bytes_store.sweep_incoming(later) >= 1
    assert bytes_store.sweep_incoming(later) == 0
    with pytest.raises(Exception, match=r"NoSuchKey|No such file"):
        b"".join(waiting.chunks())
    waiting.discard()
    assert list(bytes_store.hashes()) == [kept.sha256]


def test_parts_on_their_way_to_s3_are_swept_too(s3_server):
    import boto3

    secrets = {"aws_access_key_id": "proef", "aws_secret_access_key": "proef", "region_name": "eu-west-1"}
    client = boto3.client("s3", endpoint_url=s3_server, **secrets)
    client.create_bucket(Bucket="half", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    store, half = S3Store(client, "half"), S3Store(client, "half").intake()
    half.write(b"half" * 3 * BLOCK)
    assert len(client.list_multipart_uploads(Bucket="half")["Uploads"]) == 1
    assert store.sweep_incoming(time.time() + 3600) == 1
    assert "Uploads" not in client.list_multipart_uploads(Bucket="half")


def test_a_large_stream_takes_little_memory(tmp_path):
    import tracemalloc

    folder, piece = FolderStore(tmp_path), os.urandom(256 * 1024)
    tracemalloc.start()
    key = folder.put(piece for _ in range(256)).sha256
    read = sum(len(p) for p in folder.read(key))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert read == 64 * BLOCK
    assert peak < 8 * BLOCK


@given(st.integers(1, 5000), st.text(max_size=40))
def test_any_range_header_gives_a_range_inside_the_file_or_none(size, header):
    try:
        found = parse_range(header, size)
    except ValueError:
        return
    assert found is None or 0 <= found[0] < found[1] <= size


@given(st.integers(0, 9999), st.integers(0, 9999), st.integers(1, 5000))
def test_a_correct_range_is_cut_to_the_file(first, last, size):
    if first < size and first <= last:
        assert parse_range(f"bytes={first}-{last}", size) == (first, min(last + 1, size))


@given(st.text(max_size=200))
def test_no_file_name_can_break_the_header(name):
    assert "\n" not in disposition(name, inline=False)
    assert disposition(name, inline=True).count('"') == 2


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\brief.pdf", "brief.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie: x=1.pdf"),
        ("foto\u202egpj.exe", "fotogpj.exe"),
        ("..", "document"),
        ("", "document"),
        ("Bijlage é.pdf", "Bijlage é.pdf"),
    ],
)
def test_a_file_name_stays_in_its_folder_and_says_what_it_is(name, shown):
    assert file_name(name) == shown


@given(st.text(max_size=120))
def test_a_mimetype_of_somebody_else_never_breaks_an_answer(mimetype):
    with mock.patch.object(serve_module, "store"):
        answer = serve_module.serve(
            RequestFactory().head("/"), "a" * 64, name="a.txt", mimetype=mimetype, size=10, inline=True
        )
    assert answer.status_code == 200
    assert "\n" not in answer["Content-Type"]


def test_serving_knows_ranges_and_etags(tmp_path, monkeypatch):
    folder = FolderStore(tmp_path)
    key = folder.put([b"0123456789"]).sha256
    monkeypatch.setattr(serve_module, "store", lambda: folder)
    ask = lambda **h: serve_module.serve(  # noqa: E731
        RequestFactory().get("/", headers=h), key, name="a.txt", mimetype="text/plain", size=10
    )
    whole, part = ask(), ask(range="bytes=2-4")
    assert (whole.status_code, b"".join(whole.streaming_content)) == (200, b"0123456789")
    assert (part.status_code, b"".join(part.streaming_content), part["Content-Range"]) == (
        206,
        b"234",
        "bytes 2-4/10",
    )
    assert ask(range="bytes=99-").status_code == 416
    assert ask(**{"if-none-match": f'"{key}"'}).status_code == 304


@pytest.mark.parametrize("method", ["get", "head"])
def test_bytes_that_are_lost_are_not_there_and_are_on_record(tmp_path, monkeypatch, method):
    monkeypatch.setattr(serve_module, "store", lambda: FolderStore(tmp_path))
    request, lost = getattr(RequestFactory(), method)("/"), "a" * 64
    with capture_logs() as logged, pytest.raises(serve_module.NotInStore):
        serve_module.serve(request, lost, name="a.txt", mimetype="text/plain", size=10)
    assert [(line["event"], line["sha256"]) for line in logged] == [("storage.missing", lost)]


PDF, PNG = b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n...."


@pytest.mark.parametrize(
    ("head", "name", "good"),
    [
        (PDF, "brief.pdf", True),
        (PDF, "BRIEF.PDF", True),
        (PNG, "foto.png", True),
        (PNG, "foto.pdf", False),
        (b"MZ\x90\x00\x03\x00\x00", "foto.pdf", False),
        (b"<html><script>x</script>", "brief.txt", False),
        (b"gewone tekst \xc3\xa9", "brief.txt", True),
        (b"PK\x03\x04....", "brief.docx", True),
        (b"PK\x03\x04....", "brief.zip", False),
        (PDF, "brief", False),
        (b"\x7fELF\x02\x01", "brief.txt", False),
    ],
)
def test_content_decides_what_a_file_is(head, name, good):
    verdict = sniff(head, name, size=len(head))
    assert verdict.good is good
    assert good or "PDF" in verdict.reason


def test_an_empty_file_is_refused_in_words():
    assert "leeg" in sniff(b"", "brief.pdf", size=0).reason


@given(st.binary(max_size=300), st.text(max_size=30))
def test_any_content_gets_a_verdict(head, name):
    assert sniff(head, name, size=len(head)).reason or sniff(head, name, size=len(head)).mimetype


def _zip(**files: bytes) -> io.BytesIO:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return buffer


def test_a_zip_bomb_is_seen():
    assert zip_is_sane(_zip(word_xml=b"gewone inhoud" * 10))
    assert not zip_is_sane(_zip(bom_txt=b"\0" * 40_000_000))
    assert not zip_is_sane(_zip(binnen_zip=b"PK"))
    assert not zip_is_sane(io.BytesIO(b"PK\x03\x04 geen zip"))


class _Clamd(socketserver.StreamRequestHandler):
    """Speaks INSTREAM; finds EICAR's marker."""

    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        seen = b""
        while (length := struct.unpack("!L", self.rfile.read(4))[0]) > 0:
            seen += self.rfile.read(length)
        found = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE" in seen
        self.wfile.write(b"stream: Eicar-Signature FOUND\0" if found else b"stream: OK\0")


def test_eicar_is_refused_by_a_scanner_that_answers():
    with socketserver.TCPServer(("127.0.0.1", 0), _Clamd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"127.0.0.1:{server.server_address[1]}"
        assert scan([b"gewoon", b" bestand"], address) is Scan.CLEAN
        assert (
            scan([b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-", b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"], address)
            is Scan.INFECTED
        )
        server.shutdown()


def test_a_scanner_that_does_not_answer_means_quarantine():
    assert scan([b"x"], "127.0.0.1:9") is Scan.UNKNOWN
    assert scan([b"x"], "") is Scan.NONE
