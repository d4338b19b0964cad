"""Zaaknummers: given out one by one, or reserved before there is a zaak."""

from datetime import date
from uuid import UUID

from django.db import connection

from kapstok.kern.zaaknummer import format_zaaknummer
from kapstok.magazijnen.zaken.models import Zaak, Zaaknummerreservering
from kapstok.platform.db import current_tenant, uuid7
from kapstok.platform.tenancy.registry import tenant_by_id
from kapstok.platform.work import Actor, unit_of_work

# A number that was given out stays given out when the rest of the transaction is undone by a later use;
# within one transaction it goes back, so numbers may have gaps and never doubles.
_NEXT = """
INSERT INTO zaken_zaaknummer (id, jaar, laatste) VALUES (%s, %s, 1)
ON CONFLICT (tenant, jaar) DO UPDATE SET laatste = zaken_zaaknummer.laatste + 1 RETURNING laatste
"""


def own_organisation() -> tuple[str, str]:
    """RSIN and number prefix of the municipality in scope."""
    tenant = tenant_by_id(current_tenant() or 0)
    instellingen = tenant.instellingen if tenant else {}
    return instellingen.get("rsin", ""), instellingen.get("zaakprefix", "Z")


def next_number(year: int, prefix: str, bronorganisatie: str) -> str:
    """Next zaaknummer of this municipality and year, readable over the phone.

    One that somebody gave by hand to a zaak before its turn is skipped.
    """
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_NEXT, [uuid7(), year])
            number = str(format_zaaknummer(prefix, year, cursor.fetchone()[0]))
        if not Zaak.objects.filter(identificatie=number, bronorganisatie=bronorganisatie).exists():
            return number


def reserve_numbers(bronorganisatie: str, count: int, *, actor: Actor, today: date) -> list[str]:
    """Numbers that no zaak gets by itself; who makes a zaak gives one of them along."""
    _, prefix = own_organisation()
    with unit_of_work(actor, "zaaknummer.reserve") as work:
        numbers = [next_number(today.year, prefix, bronorganisatie) for _ in range(count)]
        rows = [Zaaknummerreservering(bronorganisatie=bronorganisatie, identificatie=n) for n in numbers]
        Zaaknummerreservering.objects.bulk_create(rows)
        after = {"bronorganisatie": bronorganisatie, "nummers": numbers}
        work.record("zaaknummer", rows[0].id, after=after)
    return numbers


def use_reservation(identificatie: str, bronorganisatie: str) -> None:
    """A zaak came with this number; a reservation of it is used up."""
    found = Zaaknummerreservering.objects.filter(identificatie=identificatie, bronorganisatie=bronorganisatie)
    found.delete()


def is_taken(identificatie: str, bronorganisatie: str, besides: UUID) -> bool:
    """Has another zaak of this organisation the number?"""
    same = Zaak.objects.filter(identificatie=identificatie, bronorganisatie=bronorganisatie)
    return bool(identificatie) and same.exclude(id=besides).exists()
