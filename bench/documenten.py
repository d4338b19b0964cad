"""Documents over real HTTP: how fast, how much CPU, and how much memory the web process takes more for it.

GROOT_MB=2048 python -m bench documenten        the size of the large file (default 256 MB)

The resident memory is the highest of the process during the case, less what it was before. A file in the body and
one in parts must not take more with their size: that is the ratio that is printed.
"""

import base64
import hashlib
import http.client
import itertools
import json
import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.belasting import Outcome, load
from bench.processor import cpu_of, own_cpu
from bench.web import applications, token, web_process
from bench.zaaien import TENANTS
from kapstok.platform.config import settings
from kapstok.platform.db import server as pg
from kapstok.platform.db import tenant_scope
from kapstok.site.process import free_port

PORT = free_port()
SECONDS = 3.0
MB = 2**20
LARGE = int(os.environ.get("GROOT_MB", "256")) * MB
PLACE = "/documenten/api/v1/enkelvoudiginformatieobjecten"


class Memory:
    """Resident memory of a process with everything below it: what it is, and its highest since the start."""

    def __init__(self, root: int) -> None:
        self.root, self.before, self.highest = root, 0, 0
        self._stop = threading.Event()
        self._watch = threading.Thread(target=self._follow, daemon=True)

    def __enter__(self) -> "Memory":
        self.before = self.highest = self.now()
        self._watch.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._stop.set()
        self._watch.join()

    def _follow(self) -> None:
        while not self._stop.wait(0.005):
            self.highest = max(self.highest, self.now())

    def now(self) -> int:
        """Bytes, over the process and its children."""
        total, todo = 0, [self.root]
        while todo:
            pid = todo.pop()
            try:
                pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
                below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            except OSError:
                continue
            total += pages * os.sysconf("SC_PAGE_SIZE")
            todo += map(int, below)
        return total

    @property
    def extra(self) -> float:
        """What came on top, in MB."""
        return (self.highest - self.before) / MB


class Application:
    """A caller that may do everything in one municipality."""

    def __init__(self, tenant: int, slug: str) -> None:
        from kapstok.magazijnen.catalogi.models import InformatieObjectType

        self.host, self.token = f"{slug}.localhost:{PORT}", token(f"bench-alles-{tenant}")
        with tenant_scope(tenant):
            kind = InformatieObjectType.objects.filter(concept=False).values_list("id", flat=True)[0]
        self.kind = f"http://{self.host}/catalogi/api/v1/informatieobjecttypen/{kind}"

    def document(self, **more: Any) -> dict[str, Any]:
        """A valid body."""
        return {
            "bronorganisatie": "000000000",
            "creatiedatum": "2026-11-23",
            "titel": "Tekening",
            "auteur": "Meting",
            "taal": "nld",
            "informatieobjecttype": self.kind,
            **more,
        }

    def headers(self, **more: str) -> dict[str, str]:
        return {"Host": self.host, "Authorization": f"Bearer {self.token}", **more}

    def raw(self, method: str, path: str, body: bytes = b"") -> bytes:
        """One request as bytes."""
        more = {"Content-Type": "application/json", "Content-Length": str(len(body))} if body else {}
        lines = [f"{method} {path} HTTP/1.1", *(f"{n}: {v}" for n, v in self.headers(**more).items())]
        return "\r\n".join([*lines, "", ""]).encode() + body

    def send(self, method: str, url: str, pieces: Iterator[bytes], length: int, kind: str) -> Any:
        """One large request, piece by piece; the json of the answer."""
        line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=600)
        headers = self.headers(**{"Content-Type": kind, "Content-Length": str(length)})
        line.request(method, urlsplit(url).path, body=pieces, headers=headers)
        answer = line.getresponse()
        text = answer.read()
        line.close()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {url}: {answer.status} {text[:500]!r}")
        return json.loads(text) if text else None

    def ask(self, method: str, url: str, body: Any) -> Any:
        text = json.dumps(body).encode()
        return self.send(method, url, iter([text]), len(text), "application/json")

    def sum_of(self, url: str) -> str:
        """SHA-256 of a download, piece by piece."""
        line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=600)
        line.request("GET", f"{urlsplit(url).path}?{urlsplit(url).query}", headers=self.headers())
        answer, made = line.getresponse(), hashlib.sha256()
        while piece := answer.read(MB):
            made.update(piece)
        line.close()
        return made.hexdigest()


def measure() -> None:
    """All cases on one web process; prints a row each."""
    applications()
    apps = [Application(tenant, slug) for tenant, slug in TENANTS.items()]
    postmaster = int((pg.place(settings.data_map / "pg") / "postmaster.pid").read_text().split()[0])
    print(f"\nDocumenten API, twee webprocessen; groot is {LARGE // MB} MB")
    print(
        f"{'bewerking':44}{'per s':>8}{'doel':>6}{'p50 ms':>8}{'Python':>8}{'PG':>7}{'MB/s':>7}{'extra MB':>10}"
    )
    with web_process(PORT, workers=2) as web:
        _often("document van 100 kB in de aanvraag", _inline(apps), 300, web.pid, postmaster, warm=True)
        _often("ophalen van 1 MB", _downloads(apps[0]), 400, web.pid, postmaster)
        _once("groot bestand in de aanvraag", lambda: _whole(apps[0], LARGE), web.pid)
        small, large = (
            _once(f"groot bestand in delen{name}", lambda size=size: _in_parts(apps[0], size), web.pid)
            for name, size in ((", een kwart", LARGE // 4), ("", LARGE))
        )
        url, expected = large.result
        found = _once("groot bestand ophalen", lambda: apps[0].sum_of(url), web.pid)
    if found.result != expected:
        raise RuntimeError("the file that came back is not the file that was sent")
    ratio = (large.extra + 1) / (small.extra + 1)
    print(f"extra geheugen van een vier keer zo groot bestand: × {ratio:.1f} (doel: × 1; minder dan 100 MB)")


def _often(
    name: str, requests: Iterator[bytes], aim: int, web: int, postmaster: int, *, warm: bool = False
) -> None:
    if warm:
        load(PORT, requests, seconds=0.5)
    before = cpu_of(web), cpu_of(postmaster), own_cpu()
    with Memory(web) as memory:
        outcome: Outcome = load(PORT, requests, seconds=SECONDS)
    python, database, _client = (
        (b - a) / outcome.count
        for a, b in zip(before, (cpu_of(web), cpu_of(postmaster), own_cpu()), strict=True)
    )
    if set(outcome.statuses) - {200, 201}:
        raise RuntimeError(f"{name}: answers {outcome.statuses}")
    wait = statistics.median(outcome.waits) * 1000
    rate = outcome.count / outcome.seconds
    print(
        f"{name:44}{rate:8.0f}{aim:6}{wait:8.1f}{python:8.2f}{database:7.2f}{'':7}{memory.extra:10.1f}",
        flush=True,
    )


class _Once:
    """One long operation: what came of it, and what it took."""

    def __init__(self, result: Any, extra: float) -> None:
        self.result, self.extra = result, extra


def _once(name: str, work: Callable[[], Any], web: int) -> _Once:
    began, cpu = time.perf_counter(), cpu_of(web)
    with Memory(web) as memory:
        result = work()
    seconds = time.perf_counter() - began
    size = LARGE // 4 if name.endswith("kwart") else LARGE
    python = cpu_of(web) - cpu
    print(
        f"{name:44}{'':14}{'':8}{python:8.0f}{'':7}{size / MB / seconds:7.0f}{memory.extra:10.1f}", flush=True
    )
    return _Once(result, memory.extra)


def _inline(apps: list[Application]) -> Iterator[bytes]:
    """Every time another content, as the same bytes are stored once. All but its beginning is made before: what the
    client does is not what is measured."""
    rest = base64.b64encode(os.urandom(100_000 - 18)).decode()
    halves = []
    for app in apps:
        body = app.document(inhoud="!" * 24 + rest, bestandsomvang=100_000)
        halves.append(app.raw("POST", PLACE, json.dumps(body).encode()).split(b"!" * 24))
    for before, after in itertools.cycle(halves):
        yield base64.b64encode(os.urandom(18)).join((before, after))


def _downloads(app: Application) -> Iterator[bytes]:
    paths = []
    for _ in range(20):
        inhoud = base64.b64encode(os.urandom(MB)).decode()
        made = app.ask("POST", PLACE, app.document(inhoud=inhoud, bestandsomvang=MB))
        paths.append(f"{urlsplit(made['inhoud']).path}?versie=1")
    return itertools.cycle([app.raw("GET", path) for path in paths])


def _blocks(size: int, block: bytes) -> Iterator[bytes]:
    for start in range(0, size, len(block)):
        yield block[: size - start]


def _whole(app: Application, size: int) -> None:
    size -= size % 3  # base64 in equal pieces
    block = os.urandom(3 * 2**18)
    text = json.dumps(app.document(inhoud="@", bestandsomvang=size)).encode()
    head, tail = text.split(b'"@"')
    length = len(head) + len(tail) + 2 + size // 3 * 4
    inside = (base64.b64encode(piece) for piece in _blocks(size, block))
    pieces = itertools.chain([head, b'"'], inside, [b'"', tail])
    app.send("POST", PLACE, pieces, length, "application/json")


def _in_parts(app: Application, size: int) -> tuple[str, str]:
    """The address of the content, and its SHA-256."""
    block, made = os.urandom(MB), hashlib.sha256()
    document = app.ask("POST", PLACE, app.document(inhoud=None, bestandsomvang=size))
    line = b"grens-van-de-meting"
    for part in document["bestandsdelen"]:
        head = b'--%b\r\nContent-Disposition: form-data; name="lock"\r\n\r\n%b\r\n' % (
            line,
            document["lock"].encode(),
        )
        head += b'--%b\r\nContent-Disposition: form-data; name="inhoud"; filename="deel"\r\n' % line
        head += b"Content-Type: application/octet-stream\r\n\r\n"
        tail = b"\r\n--%b--\r\n" % line

        def content(omvang: int = part["omvang"]) -> Iterator[bytes]:
            for piece in _blocks(omvang, block):
                made.update(piece)
                yield piece

        length = len(head) + part["omvang"] + len(tail)
        pieces = itertools.chain([head], content(), [tail])
        app.send("PUT", part["url"], pieces, length, f"multipart/form-data; boundary={line.decode()}")
    app.ask("POST", f"{document['url']}/unlock", {"lock": document["lock"]})
    return f"{document['url']}/download?versie=1", made.hexdigest()
