"""Four years of bookings for the demo: the reservations of the plan, and projects that spend them. All invented."""

from datetime import date
from typing import Any

from kapstok.diensten.sturing.geld import services
from kapstok.diensten.sturing.geld.services import Waarvoor
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.work import SYSTEM

YEARS = (2017, 2018, 2019, 2020)
# name, year and month of the start, euros committed by oost, west and opsterland, part spent, months it takes
PROJECTS = (
    ("Zaakgericht werken", 2017, 2, (60_000, 60_000, 60_000), 100, 14),
    ("Digitale balie", 2017, 4, (35_000, 0, 0), 92, 8),
    ("Mijn omgeving Opsterland", 2017, 9, (0, 0, 48_500), 100, 10),
    ("Gegevenskern vernieuwen", 2018, 1, (72_000, 72_000, 72_000), 97, 18),
    ("Archief op orde", 2018, 5, (41_250, 41_250, 0), 88, 12),
    ("AVG op orde", 2018, 2, (22_500, 22_500, 22_500), 100, 6),
    ("Vergunningen samen", 2019, 3, (54_000, 54_000, 54_000), 71, 15),
    ("Nieuwe websites", 2019, 6, (30_000, 27_500, 31_000), 64, 12),
    ("Omgevingswet voorbereiden", 2019, 10, (66_000, 66_000, 66_000), 45, 14),
    ("Thuiswerken", 2020, 3, (80_000, 80_000, 80_000), 100, 5),
    ("Belastingen samen", 2020, 9, (25_000, 0, 45_000), 20, 12),
)
LAST = date(2020, 12, 31)


def load_money() -> None:
    """In the scope of the partnership, after its members are there."""
    members = list(Deelnemer.objects.order_by("volgorde"))
    acts = [(date(year, 1, 2), 0, lambda year=year: _reserve(members, year)) for year in YEARS]
    for project in PROJECTS:
        acts += _life(members, *project)
    acts.append((date(2018, 11, 5), 3, lambda: _custom(date(2018, 11, 5))))
    for _day, _order, act in sorted(acts, key=lambda a: a[:2]):
        act()
    services.sluit_kwartaal(LAST.year, 4, actor=SYSTEM)


def _reserve(members: list[Deelnemer], year: int) -> None:
    for member in members:
        why = Waarvoor(date(year, 1, 2), f"Reservering {year} van {member.naam}", "Informatieplan, regel A")
        services.reserveren(member.id, year, why, actor=SYSTEM)


def _life(
    members: list[Deelnemer], name: str, year: int, month: int, euros: tuple[int, ...], part: int, months: int
) -> list[Any]:
    """Committing, spending halfway and at the end, and giving back what was left."""
    amounts = {m.id: e * 100 for m, e in zip(members, euros, strict=True) if e}
    spent = {who: cents * part // 100 for who, cents in amounts.items()}
    first = {who: cents // 2 for who, cents in spent.items()}
    rest = {who: spent[who] - first[who] for who in spent}
    left = {who: amounts[who] - spent[who] for who in amounts if amounts[who] > spent[who]}
    start, half, end = date(year, month, 15), _later(year, month, months // 2), _later(year, month, months)
    acts = [
        (
            start,
            1,
            lambda: services.vastleggen(
                amounts, Waarvoor(start, f"{name}: start", project=name), actor=SYSTEM
            ),
        )
    ]
    if half <= LAST:
        acts.append(
            (
                half,
                2,
                lambda: services.uitgeven(
                    first, Waarvoor(half, f"{name}: eerste helft", project=name), actor=SYSTEM
                ),
            )
        )
    if end <= LAST:
        acts.append(
            (
                end,
                2,
                lambda: services.uitgeven(
                    rest, Waarvoor(end, f"{name}: tweede helft", project=name), actor=SYSTEM
                ),
            )
        )
        if left:
            acts.append(
                (
                    end,
                    4,
                    lambda: services.vrijvallen(
                        left, Waarvoor(end, f"{name}: niet nodig", project=name), actor=SYSTEM
                    ),
                )
            )
    return acts


def _later(year: int, month: int, months: int) -> date:
    years, place = divmod(month - 1 + months, 12)
    return date(year + years, place + 1, 15)


def _custom(day: date) -> None:
    work = services.maatwerk_voorstellen(
        "Koppeling met het eigen parkeersysteem", ["opsterland"], 12_000_00, actor=SYSTEM
    )
    services.maatwerk_besluiten(
        work.id, akkoord=True, op=date(2018, 10, 29), besluit="OWO-directie, punt 7", actor=SYSTEM
    )
    services.verrekenen(work.id, Waarvoor(day, "Koppeling met het eigen parkeersysteem"), actor=SYSTEM)
