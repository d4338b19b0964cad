"""The whole region: every address of the invented BAG, and the households that live on them."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from django.utils import timezone

from kapstok.demo.bag.extract import STAND, write_extract
from kapstok.demo.bag.streek import FIXED, STREETS, STREKEN
from kapstok.demo.bewoners import FIRST_NUMBER, bewoners
from kapstok.magazijnen.bag.levering.laden import load
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.brp.services import import_pl_json
from kapstok.platform.db import tenant_scope
from kapstok.platform.tenancy.registry import tenants
from kapstok.platform.work import SYSTEM

CHUNK = 1000  # persons in one transaction
_MADE, _LOADED = 0.05, 0.4  # of the work for a municipality: after that the people come
_LINES = 3.3  # of a delivery, for each address
_NUMBERS = 3_000_000  # apart for each municipality: of these some 270,000 pass the elfproef
Tell = Callable[[str, int, float], None]


def huishoudens(slug: str, tenant: int) -> Iterator[tuple[int, float]]:
    """Load who lives on the addresses of a municipality, and tell after each part how many by now, and on what share of
    the addresses.

    Not on those of the fixed streets: the persons of the demo live there. The same people each time, so that a second
    time changes nothing.
    """
    streek = STREKEN[slug]
    fixed = len(streek.kernen) * len(STREETS) * FIXED
    with tenant_scope(tenant):
        addresses = list(Nummeraanduiding.objects.order_by("identificatie")[fixed:])
    begin = FIRST_NUMBER + _NUMBERS * list(STREKEN).index(slug)
    taken = 0

    def one_by_one() -> Iterator[Nummeraanduiding]:
        nonlocal taken
        for address in addresses:
            taken += 1
            yield address

    people = bewoners(one_by_one(), gemeente=streek.code, vandaag=date.fromisoformat(STAND), begin=begin)
    done = 0
    while some := list(islice(people, CHUNK)):
        content = msgspec.json.encode({"formaat": "pl-json/1", "personen": some})
        with tenant_scope(tenant):
            import_pl_json(content, actor=SYSTEM)
        done += len(some)
        yield done, taken / len(addresses)


def load_streek(tell: Tell, *, adressen: int | None = None) -> int:
    """All three municipalities; how many people. `adressen`: so many each, and not as many as they have. Outside a
    scope. `tell` hears of what is being done, how much of it by now, and what share of everything is behind us."""
    total, before = 0, 0
    everything = sum(adressen or streek.adressen for streek in STREKEN.values())
    for slug, streek in STREKEN.items():
        many = adressen or streek.adressen
        behind = before

        def here(what: str, number: int, share: float, behind: int = behind, many: int = many) -> None:
            tell(what, number, (behind + many * min(1.0, share)) / everything)

        total += _gemeente(slug, many, here)
        before += many
    return total


def _gemeente(slug: str, adressen: int, tell: Tell) -> int:
    """One municipality: its addresses, and who lives there."""
    tenant, code = tenants()[slug], STREKEN[slug].code

    def loading(_file: str, lines: int) -> None:
        share = min(1.0, lines / (_LINES * adressen))
        tell(f"{tenant.naam}: adressen laden", lines, _MADE + (_LOADED - _MADE) * share)

    with TemporaryDirectory() as folder:
        path = Path(folder) / f"BAGGEM{code}L-{STAND.replace('-', '')}.zip"
        tell(f"{tenant.naam}: adressen maken", 0, 0.0)
        made = write_extract(path, slug, adressen=adressen)
        load(made, tenant=tenant.id, actor=SYSTEM, now=timezone.now(), tell=loading)
    done = 0
    for done, share in huishoudens(slug, tenant.id):
        tell(f"{tenant.naam}: bewoners", done, _LOADED + (1 - _LOADED) * share)
    return done
