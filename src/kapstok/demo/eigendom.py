"""The demo's ground, parcels and values of a municipality: deliveries that are loaded as any other."""

import tempfile
from pathlib import Path

from django.utils import timezone

from kapstok.demo.bag.bgt import write_bgt
from kapstok.demo.bag.eigendom import Eigenaar, write_brk, write_woz
from kapstok.demo.personen import ADDRESSES
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.bgt.levering.laden import load as load_bgt
from kapstok.magazijnen.brk.levering import load as load_brk
from kapstok.magazijnen.brp.models import Persoonslijst
from kapstok.magazijnen.woz.levering import load as load_woz
from kapstok.platform.db import tenant_scope
from kapstok.platform.work import SYSTEM


def load_eigendom(slug: str, tenant: int) -> None:
    """Outside a scope: every load has its own. Whoever lives somewhere first owns it; the rest is rented."""
    now = timezone.now()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        load_bgt(
            write_bgt(path / f"bgt-{slug}.zip", slug, adressen=ADDRESSES),
            tenant=tenant,
            actor=SYSTEM,
            now=now,
        )
        with tenant_scope(tenant):
            owners: dict[str, Eigenaar] = {}
            people = Persoonslijst.objects.exclude(nummeraanduiding="").exclude(bsn="").order_by("-bsn")
            for bsn, first, last, home in people.values_list(
                "bsn", "voornamen", "geslachtsnaam", "nummeraanduiding"
            ):
                owners[home] = (bsn, f"{first} {last}")
            rows = list(Nummeraanduiding.objects.order_by("identificatie"))
            homes = [(row, owners.get(row.identificatie)) for row in rows]
            year = timezone.localdate(now).year
            brk, woz = (
                write_brk(path / f"brk-{slug}.jsonl", homes),
                write_woz(path / f"woz-{slug}.jsonl", homes, year),
            )
        load_brk(brk, tenant=tenant, actor=SYSTEM, now=now)
        load_woz(woz, tenant=tenant, actor=SYSTEM, now=now)
