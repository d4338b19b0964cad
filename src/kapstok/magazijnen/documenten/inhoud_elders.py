"""A document in the registration of somebody else, read now: what it is, and its bytes as they come.

Only in a register that is in our list, with the credentials for it; nothing of it is kept here.
"""

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from kapstok.magazijnen.documenten.rules_elders import Elders
from kapstok.platform.http.fetch import (
    Access,
    Stream,
    Unreachable,
    Unusable,
    access_to,
    accesses_to,
    fetch_json,
    open_stream,
)

# So many at once, and so long for all of them together: the page waits for it.
MOST, AT_ONCE, WITHIN = 20, 5, 5.0


@dataclass(frozen=True, slots=True)
class Gelezen:
    """What the registers told, by address; `onbekend`: some did not answer in time, or there were too many."""

    documenten: dict[str, Elders]
    onbekend: bool


def read_all(urls: Collection[str]) -> Gelezen:
    """Each of these, side by side."""
    return asking(urls)()


def asking(urls: Collection[str]) -> Callable[[], Gelezen]:
    """As `read_all`, in two steps: who is asked is looked up now; the reading, which may be slow, needs no database."""
    asked = accesses_to(list(urls)[:MOST])
    return lambda: _side_by_side(asked, len(urls))


def _side_by_side(asked: Mapping[str, Access], wanted: int) -> Gelezen:
    if not asked:
        return Gelezen({}, onbekend=wanted > 0)
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        going = {pool.submit(_read, url, access): url for url, access in asked.items()}
        done, _late = wait(going, timeout=WITHIN)
        found = {going[one]: told for one in done if (told := one.result()) is not None}
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return Gelezen(found, onbekend=len(found) < wanted)


def _read(url: str, access: Access) -> Elders | None:
    try:
        return _elders(fetch_json(url, access=access))
    except Unusable:
        return None


def _elders(told: dict[str, Any]) -> Elders:
    def text(name: str) -> str:
        return str(told.get(name) or "")

    tonen, size = told.get("tonenAanInitiator"), told.get("bestandsomvang")
    version = told.get("versie")
    return Elders(
        titel=text("titel")[:200],
        status=text("status"),
        vertrouwelijkheid=text("vertrouwelijkheidaanduiding"),
        tonen=tonen if isinstance(tonen, bool) else None,
        versie=version if isinstance(version, int) else None,
        formaat=text("formaat"),
        bestandsnaam=text("bestandsnaam"),
        omvang=size if isinstance(size, int) else None,
        creatiedatum=text("creatiedatum"),
    )


def content_of(url: str, versie: int | None) -> Stream:
    """The bytes of exactly the version that was judged. Raises Unreachable."""
    access = access_to(url)
    if access is None:
        raise Unreachable("host")
    asked = f"?{urlencode({'versie': versie})}" if versie else ""
    return open_stream(f"{url.rstrip('/')}/download{asked}", access)
