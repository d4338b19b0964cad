"""Out over the API of another municipality, with the line cut right after it accepted something."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.test import Client

from kapstok.koppelvlakken.zgw.migratie import naar
from kapstok.koppelvlakken.zgw.migratie.api import ApiBron
from kapstok.koppelvlakken.zgw.migratie.bron import BronFout
from kapstok.koppelvlakken.zgw.migratie.eigen import EigenBron
from kapstok.koppelvlakken.zgw.migratie.koppeling import Koppeling, Vertaald
from kapstok.koppelvlakken.zgw.migratie.terugvinden import says
from kapstok.koppelvlakken.zgw.migratie.verschil import Vergelijking, Verslag
from kapstok.magazijnen.autorisaties.services import add_applicatie
from kapstok.magazijnen.besluiten.models import Besluit
from kapstok.magazijnen.documenten.models import EnkelvoudigInformatieObject
from kapstok.magazijnen.zaken.models import Zaak, ZaakContactMoment, ZaakVerzoek
from kapstok.platform.db import tenant_scope
from kapstok.platform.work import SYSTEM

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
FROM, TO, HOST = 1, 2, "http://weststellingwerf.localhost"
RSIN = "851000034"
Answered = Callable[[httpx.Request, httpx.Response], httpx.Response]


class _Line(httpx.BaseTransport):
    """To the product in this process. `after` sees each answer, and may keep it from arriving."""

    def __init__(self, after: Answered = lambda _request, response: response) -> None:
        self.after, self.client = after, Client()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        headers = {k: v for k, v in request.headers.items() if k not in {"content-length", "content-type"}}
        made = self.client.generic(
            request.method,
            request.url.raw_path.decode(),
            request.read(),
            content_type=request.headers.get("content-type", "application/json"),
            headers=headers,
        )
        content = b"".join(made.streaming_content) if made.streaming else made.content  # type: ignore[attr-defined]
        return self.after(request, httpx.Response(made.status_code, headers=made.items(), content=content))


class _NoPool:
    """The test has one database connection: nothing is asked beside it."""

    @staticmethod
    def map(work: Any, wanted: Any) -> Any:
        return map(work, wanted)

    def shutdown(self, **_: Any) -> None:
        pass


@pytest.fixture
def doel(everything: Any, register: Callable[[str], str]) -> Callable[..., ApiBron]:
    """The other municipality, by its API."""
    Zaak.objects.update(bronorganisatie=RSIN, verantwoordelijke_organisatie=RSIN)
    EnkelvoudigInformatieObject.objects.update(bronorganisatie=RSIN)
    ZaakContactMoment.objects.update(contactmoment=register("/contact/0"))
    ZaakVerzoek.objects.update(verzoek=register("/contact/1"))
    Besluit.objects.update(verantwoordelijke_organisatie=RSIN)
    with tenant_scope(TO):
        app = add_applicatie(label="Verhuizing", client_id=None, secret=None, alles=True, actor=SYSTEM)

    def make(after: Answered = lambda _request, response: response) -> ApiBron:
        made = ApiBron(HOST, app["client_id"], app["secret"], parallel=1)
        made._http, made._pool = httpx.Client(transport=_Line(after)), _NoPool()  # type: ignore[assignment]
        return made

    return make


def _run(doel: ApiBron, mapping: Path) -> naar.Uitvoer:
    with Koppeling(mapping) as kept:
        return naar.Naar(EigenBron(FROM, SYSTEM, NOW), doel, kept).run()


def _compared(doel: ApiBron, mapping: Path) -> Verslag:
    with Koppeling(mapping, schrijven=False) as kept:
        work = Vergelijking(Vertaald(doel, kept), EigenBron(FROM, SYSTEM, NOW), inhoud=True, gekoppeld=True)
        try:
            return work.run()
        finally:
            work.close()


def test_cut_right_after_each_kind_was_accepted_nothing_is_refused_or_doubled(
    doel: Callable[..., ApiBron], tmp_path: Path
) -> None:
    mapping, cut = tmp_path / "koppeling.csv", set[str]()

    def once_of_each(request: httpx.Request, response: httpx.Response) -> httpx.Response:
        kind = request.url.path.rpartition("/")[2]
        if request.method == "POST" and response.status_code in {200, 201} and kind not in cut:
            cut.add(kind)
            raise httpx.ReadError("weg", request=request)
        return response

    line, done = doel(once_of_each), None
    while done is None:
        try:
            done = _run(line, mapping)
        except BronFout:
            continue
    assert done.mislukt == []
    assert cut >= {"catalogussen", "zaaktypen", "roltypen", "zaken", "rollen", "statussen", "resultaten"}
    assert cut >= {"zaakeigenschappen", "zaakobjecten", "klantcontacten", "enkelvoudiginformatieobjecten"}
    assert cut >= {
        "gebruiksrechten",
        "besluiten",
        "besluitinformatieobjecten",
        "substatussen",
        "verzendingen",
    }
    found = _compared(doel(), mapping)
    assert found.verschillen == []
    assert found.tellingen["zaken.rol"].bron == 1
    assert _run(doel(), mapping).gemaakt == {}


def test_busy_after_it_accepted_something_it_is_looked_for_at_once(
    doel: Callable[..., ApiBron], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(naar, "WAIT", 0)
    mapping, bad = tmp_path / "koppeling.csv", [502, 504]

    def bad_gateway(request: httpx.Request, response: httpx.Response) -> httpx.Response:
        if bad and request.method == "POST" and request.url.path.endswith("/rollen"):
            return httpx.Response(bad.pop(), text="Bad gateway")
        return response

    assert _run(doel(bad_gateway), mapping).mislukt == []
    assert _compared(doel(), mapping).verschillen == []


def test_a_line_that_was_being_written_is_dropped_and_the_thing_looked_for(
    doel: Callable[..., ApiBron], tmp_path: Path
) -> None:
    mapping = tmp_path / "koppeling.csv"
    _run(doel(), mapping)
    whole = mapping.read_bytes()
    mapping.write_bytes(whole[:-20])
    assert _run(doel(), mapping).mislukt == []
    assert mapping.read_bytes() == whole
    assert _compared(doel(), mapping).verschillen == []


def test_one_process_writes_a_mapping(tmp_path: Path) -> None:
    mapping = tmp_path / "koppeling.csv"
    with Koppeling(mapping), pytest.raises(BronFout, match="in gebruik"):
        Koppeling(mapping)
    with Koppeling(mapping):
        pass


@pytest.mark.parametrize(
    ("there", "sent", "same"),
    [
        ("2026-11-26T10:00:00+01:00", "2026-11-26T09:00:00Z", True),
        ("2026-11-26T10:00:00Z", "2026-11-26T09:00:00Z", False),
        ({"a": 1, "extra": ""}, {"a": 1}, True),
        ({"a": 1}, {"a": 2}, False),
        (None, "", True),
        ("", "x", False),
        (["b", "a"], ["a", "b"], True),
        (["a"], ["a", "b"], False),
    ],
)
def test_what_was_sent_is_recognised(there: Any, sent: Any, same: bool) -> None:
    assert says(there, sent) is same
