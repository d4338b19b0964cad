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
_NUMBERS = 3_000_000  # apart for each municipality: of these some 270,000 pass the elfproef
Tell = Callable[[str, int], None]


def huishoudens(slug: str, tenant: int) -> Iterator[int]:
    """Load who lives on the addresses of a municipality, and tell after each part how many by now.

    Not on those of the fixed streets: the persons of the demo live there. The same people each time, so that a second
    time changes nothing.
    """
    streek = STREKEN[slug]
    fixed = len(streek.kernen) * len(STREETS) * FIXED
    with tenant_scope(tenant):
        addresses = list(Nummeraanduiding.objects.order_by("identificatie")[fixed:])
    begin = FIRST_NUMBER + _NUMBERS * list(STREKEN).index(slug)
    people = bewoners(addresses, gemeente=streek.code, vandaag=date.fromisoformat(STAND), begin=begin)
    done = 0
    while some := list(islice(people, CHUNK)):
        content = msgspec.json.encode({"formaat": "pl-json/1", "personen": some})
        with tenant_scope(tenant):
            import_pl_json(content, actor=SYSTEM)
        done += len(some)
        yield done


def load_streek(tell: Tell, *, adressen: int | None = None) -> int:
    """All three municipalities; how many people. `adressen`: so many each, and not as many as they have. Outside a
    scope. `tell` hears of what is being done, and how much of it by now."""
    total = 0
    for slug, streek in STREKEN.items():
        tenant = tenants()[slug]
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"BAGGEM{streek.code}L-{STAND.replace('-', '')}.zip"
            tell(f"{tenant.naam}: adressen maken", 0)
            made = write_extract(path, slug, adressen=adressen)
            load(
                made,
                tenant=tenant.id,
                actor=SYSTEM,
                now=timezone.now(),
                tell=lambda _file, many, naam=tenant.naam: tell(f"{naam}: adressen laden", many),
            )
        done = 0
        for done in huishoudens(slug, tenant.id):
            tell(f"{tenant.naam}: bewoners", done)
        total += done
    return total
