"""An installation by its public APIs, with a client of its own. Only the addresses that were given are called:
the token never goes to another host, whatever an answer says."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar
from uuid import UUID

import httpx
import msgspec

from kapstok.koppelvlakken.zgw.migratie.bron import (
    DOCUMENT,
    PARENT,
    TRAILED,
    BronFout,
    Geweigerd,
    Json,
    NietBeschikbaar,
    Ongelezen,
    Pagina,
    id_of,
)
from kapstok.platform.http.zgw_token import signed_token
from kapstok.platform.resource import compiled
from kapstok.platform.resource.declare import Resource

T = TypeVar("T")
TIMES, WAIT = 6, 0.5
PAGE, PAGE_OF_DOCUMENTS = 500, 100
BUSY = frozenset({429, 502, 503, 504})
AGAIN = BUSY | {500}
_TOKEN_LIVES = 1800
# Lists that only show what is in force unless they are asked for everything.
_EVERYTHING = {"catalogi": {"status": "alles"}}


class _Busy(Exception):
    """It is busy or restarting."""


class ApiBron:
    """`roots`: another place for one of the APIs, by its name (`notificaties`)."""

    per_zaak = False

    def __init__(
        self,
        adres: str,
        client_id: str,
        secret: str,
        *,
        parallel: int = 4,
        roots: Mapping[str, str] | None = None,
    ) -> None:
        self.adres, self._client_id, self._secret = adres.rstrip("/"), client_id, secret
        self._roots = {name: root.rstrip("/") for name, root in (roots or {}).items()}
        self._token, self._made = "", float("-inf")
        limits = httpx.Limits(max_connections=parallel + 2, max_keepalive_connections=parallel + 2)
        self._http = httpx.Client(timeout=httpx.Timeout(120, connect=10), limits=limits)
        self._pool = ThreadPoolExecutor(parallel)
        self._ahead = parallel
        self._sizes: dict[str, bool] = {}
        self._unread: list[Ongelezen] = []

    def close(self) -> None:
        """Let go of the connections."""
        self._pool.shutdown(cancel_futures=True)
        self._http.close()

    def part(self, url: str) -> str:
        """The place of a part of a file."""
        root = self._root(compiled()[DOCUMENT].resource)
        return f"{root}/bestandsdelen/{id_of(url)}"

    def collection(self, name: str, parent: str = "") -> str:
        """Where the list of a resource stands."""
        resource = compiled()[name].resource
        root = self._root(resource)
        if resource.under is None:
            return f"{root}/{resource.path}"
        return f"{root}/{resource.under[0]}/{id_of(parent)}/{resource.path}"

    def _root(self, resource: Resource) -> str:
        own = self._roots.get(resource.api.name)
        return own or f"{self.adres}{resource.api.prefix}"

    def here(self, url: str, name: str) -> str:
        """The place of a thing under the address that we were given; its own address may be another name."""
        return f"{self.collection(name)}/{id_of(url)}"

    def headers(self) -> dict[str, str]:
        """Who is asking."""
        if time.monotonic() - self._made > _TOKEN_LIVES:
            self._token = signed_token(self._client_id, self._secret, time.time(), user="migratie")
            self._made = time.monotonic()
        return {
            "Authorization": f"Bearer {self._token}",
            "Accept-Crs": "EPSG:4326",
            "Content-Crs": "EPSG:4326",
        }

    def call(self, method: str, url: str, *, accept: str = "application/json", **how: Any) -> httpx.Response:
        """One request; a source that is busy or restarting is asked again. What may have been written is not."""
        if not any(url == root or url.startswith(f"{root}/") for root in (self.adres, *self._roots.values())):
            raise BronFout(f"{url} ligt niet onder een opgegeven adres.")
        wait = WAIT
        for turn in range(TIMES):
            try:
                response = self._http.request(
                    method, url, headers={**self.headers(), "Accept": accept}, **how
                )
            except httpx.TransportError as error:
                sent = method != "GET" and not isinstance(error, httpx.ConnectError)
                if turn == TIMES - 1 or sent:
                    raise BronFout(f"{self.adres} antwoordt niet: {error}.") from error
            else:
                if response.status_code not in AGAIN or turn == TIMES - 1 or method != "GET":
                    return response
            time.sleep(wait)
            wait *= 2
        raise BronFout(f"{self.adres} antwoordt niet.")

    def get(self, url: str, params: Mapping[str, Any] | None = None) -> Any:
        """What stands there. Raises NietBeschikbaar for 403 and 404."""
        response = self.call("GET", url, params=dict(params or {}))
        if response.status_code in {403, 404, 405}:
            told = f"{url}: {response.status_code} {why(response)}"
            raise NietBeschikbaar(told, verboden=response.status_code == 403)
        if response.status_code != 200:
            fault = Geweigerd if response.status_code == 400 else BronFout
            raise fault(f"{url}: {response.status_code} {why(response)}")
        return msgspec.json.decode(response.content)

    def _page(self, name: str, number: int) -> Any:
        resource = compiled()[name].resource
        params = self._everything(resource)
        if not resource.paged:
            return self.get(self.collection(name), params)
        size = PAGE_OF_DOCUMENTS if resource.api.name == "documenten" else PAGE
        if self._sizes.get(name, True):
            try:
                return self.get(self.collection(name), {**params, "page": number, "pageSize": size})
            except Geweigerd:  # for good: pages of another size on the next run would leave rows out
                self._sizes[name] = False
        return self.get(self.collection(name), {**params, "page": number})

    def pages(self, name: str, first: int = 1) -> Iterator[Pagina]:
        """The list of a resource, some pages ahead."""
        number, waiting = first, deque[Future[Any]]()
        answer = self._page(name, number)
        while True:
            rows, more = _rows(answer)
            while more and len(waiting) < self._ahead:
                waiting.append(self._pool.submit(self._page, name, number + len(waiting) + 1))
            yield Pagina(number, rows, not more)
            if not more:
                for future in waiting:
                    future.cancel()
                return
            answer, number = waiting.popleft().result(), number + 1

    def listed(self, name: str, place: str, filters: Mapping[str, Any]) -> Iterator[Json]:
        """What a list shows by these filters, page after page."""
        resource, number, more = compiled()[name].resource, 1, True
        params = {**filters, **self._everything(resource)}
        while more:
            rows, more = _rows(self.get(place, {**params, "page": number} if number > 1 else params))
            yield from rows
            number += 1

    @staticmethod
    def _everything(resource: Resource) -> Mapping[str, str]:
        return _EVERYTHING.get(resource.api.name, {}) if "status" in resource.filters else {}

    def _all(self, work: Callable[[Any], T], wanted: Sequence[Any]) -> list[T]:
        return list(self._pool.map(work, wanted))

    def below(self, wanted: Sequence[tuple[str, str]]) -> list[list[Json]]:
        """What hangs on each of these."""
        return self._all(lambda one: self._below(*one), wanted)

    def _below(self, name: str, parent: str) -> list[Json]:
        under = compiled()[name].resource.under is not None
        place = self.collection(name, parent)
        try:
            answer = self.get(place, None if under else {PARENT[name]: parent})
        except NietBeschikbaar as no:
            # A kind that is not there at all is one line, not one for each.
            told = parent if no.verboden or under else place
            self._unread.append((name, told, f"Mag niet gelezen worden, of is er niet: {no}"))
            return []
        rows, more = _rows(answer)
        if more:
            raise BronFout(f"{name} van {parent} is onverwacht een lijst met pagina's.")
        return list(rows)

    def is_gone(self, name: str, row: UUID, above: UUID | None) -> bool:
        """Does the source say itself that it has this no more? `above`: the row in whose address it stands."""
        return self.call("GET", f"{self.collection(name, str(above))}/{row}").status_code in {404, 410}

    def versions(self, wanted: Sequence[tuple[str, int]]) -> list[Json]:
        """Older versions of documents."""
        return self._all(lambda one: self.get(self.here(one[0], DOCUMENT), {"versie": one[1]}), wanted)

    def content(self, url: str, version: int) -> Iterator[bytes]:
        """The bytes, as they come in. A line that breaks is taken up where it broke."""
        place, done, turn = f"{self.here(url, DOCUMENT)}/download", 0, 0
        while True:
            try:
                for chunk in self._download(place, version, done):
                    done, turn = done + len(chunk), 0
                    yield chunk
                return
            except (httpx.TransportError, _Busy) as error:
                turn += 1
                if turn == TIMES:
                    raise BronFout(f"{place}: {error}.") from error
                time.sleep(WAIT * 2 ** (turn - 1))

    def _download(self, place: str, version: int, done: int) -> Iterator[bytes]:
        """From this byte on."""
        headers = {
            **self.headers(),
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            **({"Range": f"bytes={done}-"} if done else {}),
        }
        with self._http.stream("GET", place, params={"versie": version}, headers=headers) as response:
            if response.status_code in BUSY:
                raise _Busy(f"antwoordt met {response.status_code}")
            if response.status_code == 416 and done:  # it was all there
                return
            if response.status_code not in {200, 206}:
                raise NietBeschikbaar(
                    f"{place}: {response.status_code}", verboden=response.status_code == 403
                )
            passed = done if response.status_code == 206 else 0  # 200: it starts all over
            for chunk in response.iter_bytes(1 << 20):
                fresh = chunk[max(0, done - passed) :]
                passed += len(chunk)
                if fresh:
                    yield fresh

    def trails(self, urls: Sequence[str]) -> list[list[Json]]:
        """What the source itself says that was done."""
        return self._all(self._trail, urls)

    def unread(self) -> list[Ongelezen]:
        """What we were not allowed to read."""
        found, self._unread = self._unread, []
        return found

    def _trail(self, url: str) -> list[Json]:
        name = next(k for k in TRAILED if f"/{compiled()[k].resource.path}/" in url)
        try:
            rows, _more = _rows(self.get(f"{self.here(url, name)}/audittrail"))
        except NietBeschikbaar as no:
            self._unread.append(("audittrail", f"{url}/audittrail", f"Mag niet gelezen worden: {no}"))
            return []
        return list(rows)


def _rows(answer: Any) -> tuple[Sequence[Json], bool]:
    if isinstance(answer, list):
        return answer, False
    return answer["results"], bool(answer.get("next"))


def why(response: httpx.Response) -> str:
    """What it said about what it did not take."""
    try:
        told = response.json()
    except ValueError:
        return response.text[:200]
    params = "; ".join(f"{p.get('name')}: {p.get('code')}" for p in told.get("invalidParams") or [])
    return params or str(told.get("detail") or told.get("code") or "")[:200]
