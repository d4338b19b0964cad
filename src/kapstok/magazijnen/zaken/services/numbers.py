"""Zaaknummers: given out one by one, or reserved before there is a zaak."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from kapstok.kern.zaaknummer import format_zaaknummer
from kapstok.magazijnen.zaken.models import Zaaknummerreservering
from kapstok.platform.db import current_tenant
from kapstok.platform.db.direct import direct
from kapstok.platform.db.later import later
from kapstok.platform.db.line import Answer
from kapstok.platform.tenancy.registry import tenant_by_id
from kapstok.platform.tenancy.series import ask_number, number_of
from kapstok.platform.work import Actor, unit_of_work

NOBODY = UUID(int=0)
_TAKEN = """
SELECT 1 FROM zaken_zaak
WHERE identificatie = %(number)s AND bronorganisatie = %(bronorganisatie)s AND id <> %(besides)s
"""
# The highest number of a year that a zaak has. Behind the digits: a letter, which follows them in every collation.
HIGHEST = """
SELECT identificatie FROM zaken_zaak WHERE identificatie >= %(first)s AND identificatie < %(behind)s
ORDER BY identificatie DESC LIMIT 1
"""


class Series(NamedTuple):
    """What was asked: the next number, and after it the highest that a zaak has."""

    number: Answer
    highest: Answer
    stem: str

    def is_free(self, number: str) -> bool:
        """It is beyond all that zaken have. False says nothing: it may be taken, or another may have come first."""
        row = self.highest.row()
        highest = (row[0] or b"").decode() if row else ""
        return not highest or (highest.startswith(self.stem) and number > highest)


def own_organisation() -> tuple[str, str]:
    """RSIN and number prefix of the municipality in scope."""
    tenant = tenant_by_id(current_tenant() or 0)
    instellingen = tenant.instellingen if tenant else {}
    return instellingen.get("rsin", ""), instellingen.get("zaakprefix", "Z")


def ask_series(year: int, prefix: str) -> Series:
    """The next one of this year, asked before it is needed: it travels with the next question."""
    stem = f"{prefix}-{year}-"
    number = ask_number("zaak", year)
    return Series(number, later(HIGHEST, {"first": f"{stem}0", "behind": f"{stem}A"}, reads=True), stem)


def ask_own_series(year: int) -> Series:
    """As `ask_series`, with the prefix of the municipality in scope."""
    return ask_series(year, own_organisation()[1])


def next_number(year: int, prefix: str, bronorganisatie: str, asked: Series | None = None) -> str:
    """Next zaaknummer of this municipality and year, readable over the phone.

    One that somebody gave by hand to a zaak before its turn is skipped. `asked`: what was asked for already.
    """
    while True:
        series, asked = asked or ask_series(year, prefix), None
        number = str(format_zaaknummer(prefix, year, number_of(series.number)))
        if series.is_free(number) or not is_taken(number, bronorganisatie):
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
