"""Zaaknummers: given out one by one, or reserved before there is a zaak."""

from datetime import date
from uuid import UUID

from kapstok.kern.zaaknummer import format_zaaknummer
from kapstok.magazijnen.zaken.models import Zaaknummerreservering
from kapstok.platform.db import current_tenant
from kapstok.platform.db.direct import direct
from kapstok.platform.db.line import Answer
from kapstok.platform.tenancy.registry import tenant_by_id
from kapstok.platform.tenancy.series import ask_number, number_of
from kapstok.platform.work import Actor, unit_of_work

NOBODY = UUID(int=0)
_TAKEN = """
SELECT 1 FROM zaken_zaak
WHERE identificatie = %(number)s AND bronorganisatie = %(bronorganisatie)s AND id <> %(besides)s
"""


def own_organisation() -> tuple[str, str]:
    """RSIN and number prefix of the municipality in scope."""
    tenant = tenant_by_id(current_tenant() or 0)
    instellingen = tenant.instellingen if tenant else {}
    return instellingen.get("rsin", ""), instellingen.get("zaakprefix", "Z")


def ask_series(year: int) -> Answer:
    """The next one of this year, asked before it is needed: it travels with the next question."""
    return ask_number("zaak", year)


def next_number(year: int, prefix: str, bronorganisatie: str, asked: Answer | None = None) -> str:
    """Next zaaknummer of this municipality and year, readable over the phone.

    One that somebody gave by hand to a zaak before its turn is skipped. `asked`: what was asked for already.
    """
    while True:
        number = str(format_zaaknummer(prefix, year, number_of(asked or ask_series(year))))
        asked = None
        if not is_taken(number, bronorganisatie):
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


def is_taken(identificatie: str, bronorganisatie: str, besides: UUID = NOBODY) -> bool:
    """Has another zaak of this organisation the number?"""
    values = {"number": identificatie, "bronorganisatie": bronorganisatie, "besides": besides}
    return bool(identificatie) and direct(_TAKEN, values) is not None
