"""The invented ground, parcels and values load as any delivery, and belong to the invented addresses."""

from datetime import date

from kapstok.demo.eigendom import load_eigendom
from kapstok.demo.personen import load_bag
from kapstok.kern.rd import from_lonlat
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.bgt.kaart import ondergrond
from kapstok.magazijnen.brk import queries as brk
from kapstok.magazijnen.brk.vorm import GERECHTIGDE, ZAAK
from kapstok.magazijnen.woz import queries as woz
from kapstok.platform.db import tenant_scope


def test_every_address_has_a_parcel_a_value_and_a_road(db: None) -> None:
    load_bag("opsterland", 3)
    load_eigendom("opsterland", 3)
    with tenant_scope(3):
        rows = list(Nummeraanduiding.objects.order_by("identificatie"))
        for row in rows[::60]:
            (parcel,) = brk.zoek(ZAAK, f"nummeraanduiding {row.identificatie}")
            (right,) = brk.wat_rust([parcel["identificatie"]])[parcel["identificatie"]][GERECHTIGDE]
            assert right["persoon"]["identificatie"]
            (value,) = woz.zoek(f"nummeraanduiding {row.identificatie}")
            assert value["kadastraalOnroerendeZaken"][0]["identificatie"] == parcel["identificatie"]
            kinds = {kind for kind, _ in ondergrond(*from_lonlat(row.lon, row.lat), 75.0, date(2026, 11, 8))}
            assert {"weg", "erf"} <= kinds
