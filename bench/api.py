"""The Zaken API over real HTTP: requests a second, CPU of Python and of PostgreSQL, and ratios in the same run."""

import itertools
import json
import random
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.belasting import Outcome, load
from bench.processor import cpu_of, own_cpu
from bench.rijk import RICH
from bench.vergelijk import in_pgbench, machine
from bench.web import applications, token, web_process
from bench.zaaien import TENANTS, kind_of
from kapstok.platform.config import settings
from kapstok.platform.db import fetch_all, tenant_scope
from kapstok.platform.db import server as pg
from kapstok.platform.jobs.registry import schedule
from kapstok.site.process import free_port
from kapstok.site.start import load_listeners

PORT = free_port()  # several may measure at once
SECONDS = 3.0
SOME = 700  # zaken per municipality that are asked for
Requests = Iterator[bytes]


@dataclass
class Place:
    """One municipality as its callers see it."""

    tenant: int
    host: str
    kind: dict[str, str]
    zaken: list[tuple[str, str, str]]  # id, identificatie, ETag
    rich: list[str]  # ids of those with everything below them

    @property
    def base(self) -> str:
        return f"http://{self.host}"


@dataclass
class Case:
    """One operation: what is asked, and what it should reach. `sql`: which statement pgbench repeats."""

    name: str
    make: Callable[[list[Place]], Requests]
    rate: int = 0
    python: float = 0.0
    sql: str = ""
    status: int = 200
    least: int = 0  # zaken per municipality that it needs
    writes: bool = False


@dataclass
class Figure:
    """What one case cost."""

    outcome: Outcome
    python: float
    database: float
    client: float
    pgbench: float = 0.0

    @property
    def rate(self) -> float:
        return self.outcome.count / self.outcome.seconds


def request(
    place: Place, method: str, path: str, *, kind: str = "alles", body: Any = None, more: str = ""
) -> bytes:
    """One request as bytes."""
    text = json.dumps(body).encode() if body is not None else b""
    extra = f"Content-Type: application/json\r\nContent-Length: {len(text)}\r\n" if body is not None else ""
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: {place.host}\r\nAuthorization: Bearer {TOKENS[kind, place.tenant]}\r\n"
        f"Accept: application/json\r\nAccept-Crs: EPSG:4326\r\nContent-Crs: EPSG:4326\r\n{extra}{more}\r\n"
    )
    return head.encode() + text


TOKENS: dict[tuple[str, int], str] = {}


def _each(one: Callable[[Place, tuple[str, str, str]], bytes], *, fresh: bool = False) -> Any:
    """Requests for random zaken, by turns of the municipalities. `fresh`: made anew each time (writes)."""

    def make(places: list[Place]) -> Requests:
        chance = random.Random(7)
        if fresh:
            return (one(p, chance.choice(p.zaken)) for p in itertools.cycle(places))
        made = [one(p, z) for p in places for z in p.zaken]
        chance.shuffle(made)
        return itertools.cycle(made)

    return make


def _list(query: str, *, kind: str = "alles") -> Any:
    def make(places: list[Place]) -> Requests:
        path = f"/zaken/api/v1/zaken{query}"
        return itertools.cycle([request(p, "GET", path, kind=kind) for p in places])

    return make


def _get(kind: str, *, known: bool = False) -> Any:
    def one(p: Place, zaak: tuple[str, str, str]) -> bytes:
        more = f'If-None-Match: "{zaak[2]}"\r\n' if known else ""
        return request(p, "GET", f"/zaken/api/v1/zaken/{zaak[0]}", kind=kind, more=more)

    return _each(one)


def _by_number(p: Place, zaak: tuple[str, str, str]) -> bytes:
    return request(p, "GET", f"/zaken/api/v1/zaken?identificatie={zaak[1]}")


def _bsns() -> list[str]:
    """Numbers within what was sown that pass the eleven test."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    numbers = (f"{n:09d}" for n in range(1, 3000))
    return [b for b in numbers if sum(w * int(d) for w, d in zip(weights, b, strict=True)) % 11 == 0]


def _by_bsn(places: list[Place]) -> Requests:
    name = "rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"
    made = [request(p, "GET", f"/zaken/api/v1/zaken?{name}={bsn}") for p in places for bsn in _bsns()]
    random.Random(7).shuffle(made)
    return itertools.cycle(made)


def _search(one: Callable[[Place, random.Random], dict[str, Any]]) -> Any:
    """POST _zoek, with another body each time."""

    def make(places: list[Place]) -> Requests:
        chance = random.Random(7)
        made = [
            request(p, "POST", "/zaken/api/v1/zaken/_zoek", body=one(p, chance))
            for _ in range(100)
            for p in places
        ]
        return itertools.cycle(made)

    return make


def _square(_place: Place, chance: random.Random) -> dict[str, Any]:
    """A polygon with five corners of about a kilometre: about one in 550 of the zaken with a place."""
    x, y = 6 + chance.random() * 0.37, 52.9 + chance.random() * 0.18
    ring = [[x, y], [x + 0.02, y], [x + 0.02, y + 0.01], [x + 0.01, y + 0.012], [x, y + 0.01], [x, y]]
    return {"zaakgeometrie": {"within": {"type": "Polygon", "coordinates": [ring]}}}


def _ids(place: Place, chance: random.Random) -> dict[str, Any]:
    return {"uuid__in": [zaak[0] for zaak in chance.sample(place.zaken, 50)]}


def _rich(more: str) -> Any:
    def make(places: list[Place]) -> Requests:
        made = [request(p, "GET", f"/zaken/api/v1/zaken/{row}{more}") for p in places for row in p.rich]
        random.Random(7).shuffle(made)
        return itertools.cycle(made)

    return make


def _head(places: list[Place]) -> Requests:
    return itertools.cycle([request(p, "HEAD", "/zaken/api/v1/zaken") for p in places])


def _of_kind(places: list[Place]) -> Requests:
    paths = ((p, f"{p.base}/catalogi/api/v1/zaaktypen/{p.kind['zaaktype']}") for p in places)
    return itertools.cycle([request(p, "GET", f"/zaken/api/v1/zaken?zaaktype={url}") for p, url in paths])


def _in_status(places: list[Place]) -> Requests:
    name = "status__statustype"
    paths = ((p, f"{p.base}/catalogi/api/v1/statustypen/{p.kind['eerste']}") for p in places)
    return itertools.cycle([request(p, "GET", f"/zaken/api/v1/zaken?{name}={url}") for p, url in paths])


def _post(p: Place, _zaak: tuple[str, str, str]) -> bytes:
    body = {
        "bronorganisatie": "851000010",
        "verantwoordelijkeOrganisatie": "851000010",
        "zaaktype": f"{p.base}/catalogi/api/v1/zaaktypen/{p.kind['zaaktype']}",
        "startdatum": "2026-11-23",
        "omschrijving": "Eik in de voortuin",
    }
    return request(p, "POST", "/zaken/api/v1/zaken", body=body)


# Never twice the same for a zaak, in this run or an earlier one, and not in the future.
_MOMENTS = (datetime.now(UTC) - timedelta(days=1) for _ in itertools.count())


def _status(p: Place, zaak: tuple[str, str, str]) -> bytes:
    body = {
        "zaak": f"{p.base}/zaken/api/v1/zaken/{zaak[0]}",
        "statustype": f"{p.base}/catalogi/api/v1/statustypen/{p.kind['statustype']}",
        "datumStatusGezet": next(_MOMENTS).isoformat(),
    }
    return request(p, "POST", "/zaken/api/v1/statussen", body=body)


_TEXTS = (f"Eik {n}" for n in itertools.count())


def _patch(p: Place, zaak: tuple[str, str, str]) -> bytes:
    return request(p, "PATCH", f"/zaken/api/v1/zaken/{zaak[0]}", body={"toelichting": next(_TEXTS)})


MONTH = "?startdatum__gte=2026-03-01&startdatum__lt=2026-04-01&ordering=-startdatum"
YEARS = "?startdatum__gte=2024-03-05&startdatum__lt=2026-04-20"
EVERYTHING = (
    "?expand=zaaktype.catalogus,hoofdzaak,deelzaken,relevanteAndereZaken,eigenschappen.eigenschap,rollen.roltype,"
    "status.statustype,zaakinformatieobjecten.informatieobject.informatieobjecttype,zaakobjecten,"
    "resultaat.resultaattype"
)
# One filter each, as the standard has them, with the order that people ask for with it.
FILTERS = {
    "zaaktype": "",
    "status": "",
    "startdatum, een dag": "?startdatum=2026-03-05",
    "startdatum, een maand": MONTH,
    "startdatum, twee jaar": f"{YEARS}&ordering=startdatum",
    "startdatum, twee jaar, bladzijde 400": f"{YEARS}&ordering=startdatum&page=400",
    "einddatum, open": "?einddatum__isnull=true",
    "einddatum, voor een dag": "?einddatum__lt=2025-06-15&ordering=-einddatum",
    "registratiedatum": "?registratiedatum__gt=2025-12-30&ordering=registratiedatum",
    "einddatumGepland": "?einddatumGepland__gt=2025-12-30",
    "uiterlijkeEinddatumAfdoening": "?uiterlijkeEinddatumAfdoening__lt=2025-12-30",
    "archiefactiedatum": "?archiefactiedatum__lt=2034-06-15&ordering=archiefactiedatum",
    "archiefnominatie": "?archiefnominatie=vernietigen",
    "archiefnominatie, geen": "?archiefnominatie=blijvend_bewaren",
    "archiefstatus": "?archiefstatus=nog_te_archiveren",
    "vertrouwelijkheid": "?maximaleVertrouwelijkheidaanduiding=zaakvertrouwelijk",
    "bronorganisatie": "?bronorganisatie=851000010",
    "soort betrokkene": "?rol__betrokkeneType=natuurlijk_persoon",
    "soort betrokkene, geen": "?rol__betrokkeneType=medewerker",
    "soort rol": "?rol__omschrijvingGeneriek=initiator&ordering=-startdatum",
    "A-nummer": "?rol__betrokkeneIdentificatie__natuurlijkPersoon__inpA_nummer=1234567890",
    "verantwoordelijkeOrganisatie": "?verantwoordelijkeOrganisatie=851000010",
    "twee soorten rol": "?rol__betrokkeneType=natuurlijk_persoon&rol__omschrijvingGeneriek=initiator",
    "status gezet": "?status__datumStatusGezet__gte=2026-11-01T00:00:00Z",
    "kenmerk": "?kenmerk=oud:123",
    "bron van een kenmerk": "?kenmerk__bron=oud",
    "niets, op publicatiedatum": "?ordering=publicatiedatum",
}
BY_ADDRESS = {"zaaktype": _of_kind, "status": _in_status}
CASES = [
    Case("GET zaak", _get("alles"), 2000, 0.6, sql="one"),
    Case("GET zaak, beperkte rechten", _get("beperkt"), 2000, 0.6),
    Case("GET zaak, 304", _get("alles", known=True), 2000, 0.6),
    Case("GET zaak, expand van alles", _rich(EVERYTHING), 300),
    Case("audittrail", _rich("/audittrail"), 1000),
    Case("lijst van 100, bladzijde 1", _list(""), 200, 2.5, sql="page"),
    Case("lijst, HEAD", _head, 1000),
    Case("lijst, beperkte rechten", _list("", kind="beperkt"), 200, 2.5),
    Case("lijst, bladzijde 40", _list("?page=40"), 200, 2.5, least=4000),
    Case("lijst, bladzijde 400", _list("?page=400"), 0, 2.5, least=40000),
    Case("lijst van 100, expand van alles", _list(EVERYTHING), 30),
    Case("lijst op identificatie", _each(_by_number), 1000),
    Case("lijst op bsn van een rol", _by_bsn, 1000),
    Case("_zoek in een veelhoek", _search(_square), 100),
    Case("_zoek op 50 uuids", _search(_ids), 200),
    *(
        Case(  # of page 400 the aim is a ratio: three times page 1
            f"filter {n}",
            BY_ADDRESS.get(n) or _list(q),
            0 if "400" in n else 200,
            2.5,
            least=40000 if "400" in n else 0,
        )
        for n, q in FILTERS.items()
    ),
    Case(
        "filter startdatum, twee jaar, beperkte rechten",
        _list(f"{YEARS}&ordering=startdatum", kind="beperkt"),
        200,
    ),
    Case("POST zaak", _each(_post, fresh=True), 500, status=201, writes=True),
    Case("POST status", _each(_status, fresh=True), 500, status=201, writes=True),
    Case("PATCH zaak", _each(_patch, fresh=True), 500, writes=True),
]


def _places() -> list[Place]:
    places = []
    for tenant, slug in TENANTS.items():
        for kind in ("alles", "beperkt"):
            TOKENS[kind, tenant] = token(f"bench-{kind}-{tenant}")
        with tenant_scope(tenant):
            rows = fetch_all(
                "SELECT id::text, identificatie, versie || '.0' AS etag FROM zaken_zaak"
                " WHERE identificatie LIKE 'BENCH-%%' AND einddatum IS NULL ORDER BY id LIMIT %s",
                [SOME],
            )
            zaken = [(r["id"], r["identificatie"], r["etag"]) for r in rows]
            first = fetch_all("SELECT id::text FROM zaken_zaak ORDER BY id DESC LIMIT %s", [RICH])
            rich = [row["id"] for row in first]
            places.append(Place(tenant, f"{slug}.localhost:{PORT}", kind_of(tenant), zaken, rich))
    return places


def measure(zaken: int, only: str = "") -> dict[str, Figure]:
    """All operations of the Zaken API; prints a row each."""
    return measured("Zaken API", CASES, zaken, only)


def measured(title: str, cases: Sequence[Case], zaken: int, only: str) -> dict[str, Figure]:
    """These cases on web processes of their own; prints a row each."""
    applications()
    places = _places()
    folder = pg.place(settings.data_map / "pg")
    postmaster = int((folder / "postmaster.pid").read_text().split()[0])
    print(f"\n{title}, {zaken:,} zaken, twee webprocessen, 16 verbindingen, {SECONDS:.0f} s per regel")
    first = machine()
    print(first, flush=True)
    head = f"{'bewerking':46}{'per s':>8}{'doel':>7}{'p50 ms':>9}{'p95 ms':>9}{'Python':>9}{'doel':>6}"
    print(f"{head}{'PG':>8}{'samen':>8}{'van pgbench':>13}  (CPU in ms per aanvraag)")
    figures: dict[str, Figure] = {}
    _added_up()
    with web_process(PORT, workers=2) as web:
        for case in (c for c in cases if only in c.name and c.least <= zaken // 3):
            figures[case.name] = figure = _run(case, places, web.pid, postmaster)
            if case.sql:
                figure.pgbench = in_pgbench(case.sql, places[0].tenant, places[0].zaken[0][0])
            _print(case, figure)
    last = machine()
    print(last)
    for case in (c for c in cases if c.name in figures and figures[c.name].rate < c.rate):
        share = figures[case.name].rate / case.rate
        here = sum(m.share(writing=case.writes) for m in (first, last)) / 2
        print(f"{case.name}: {share:.0%} van het doel, {share / here:.0%} gerekend naar de machine van nu")
    return figures


def _added_up() -> None:
    """What the worker does every minute, and what is not there to do it here: earlier measurements left their lines."""
    load_listeners()
    for tenant in TENANTS:
        for job in (j for name, j in schedule.items() if name.endswith(".tellingen")):
            with tenant_scope(tenant):
                job.run(tenant, datetime.now(UTC))


def _run(case: Case, places: list[Place], web: int, postmaster: int) -> Figure:
    load(PORT, case.make(places), seconds=0.5)  # warm: connections, prepared statements, pages in memory
    requests = case.make(places)
    before = cpu_of(web), cpu_of(postmaster), own_cpu()
    outcome = load(PORT, requests, seconds=SECONDS)
    after = cpu_of(web), cpu_of(postmaster), own_cpu()
    wrong = {s: n for s, n in outcome.statuses.items() if s not in {case.status, 304}}
    if wrong:
        raise RuntimeError(f"{case.name}: answers {wrong}: {outcome.last[-600:]!r}")
    python, database, client = ((b - a) / outcome.count for a, b in zip(before, after, strict=True))
    return Figure(outcome, python, database, client)


def _print(case: Case, f: Figure) -> None:
    waits = [w * 1000 for w in f.outcome.waits]
    p95 = statistics.quantiles(waits, n=20)[18]
    ratio = f"{f.rate / f.pgbench:12.0%}" if f.pgbench else " " * 12
    print(
        f"{case.name:46}{f.rate:8.0f}{case.rate or '':>7}{statistics.median(waits):9.1f}{p95:9.1f}"
        f"{f.python:9.2f}{case.python or '':>6}{f.database:8.2f}{f.python + f.database:8.2f} {ratio}",
        flush=True,
    )
