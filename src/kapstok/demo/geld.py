"""The money of the demo: the reservations of the plan, a custom solution, and what the projects spend. All invented."""

from datetime import date

from kapstok.demo.kwartaal import acts as of_quarter
from kapstok.demo.projecten import Act, mensen
from kapstok.demo.projecten import acts as of_projects
from kapstok.diensten.sturing.geld import services
from kapstok.diensten.sturing.geld.services import Waarvoor
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.work import SYSTEM, unit_of_work

YEARS = (2017, 2018, 2019, 2020)
CUSTOM_DAY = date(2018, 11, 5)


def load_money_and_projects() -> None:
    """In the scope of the partnership, after its members and applications are there."""
    members = list(Deelnemer.objects.order_by("volgorde"))
    acts: list[Act] = [(date(year, 1, 2), 0, lambda year=year: _reserve(members, year)) for year in YEARS]
    people = mensen()
    acts += of_projects(members, people)
    acts += of_quarter(people)
    acts.append((CUSTOM_DAY, 3, _custom))
    # One unit of work: the records and events of four years are written at once.
    with unit_of_work(people.igor, "demo.sturing"):
        for _day, _order, act in sorted(acts, key=lambda a: a[:2]):
            act()
        _custom_that_waits()


def _reserve(members: list[Deelnemer], year: int) -> None:
    for member in members:
        why = Waarvoor(date(year, 1, 2), f"Reservering {year} van {member.naam}", "Informatieplan, regel A")
        services.reserveren(member.id, year, why, actor=SYSTEM)


def _custom() -> None:
    work = services.maatwerk_voorstellen(
        "Koppeling met het eigen parkeersysteem", ["opsterland"], 12_000_00, actor=SYSTEM
    )
    services.maatwerk_besluiten(
        work.id, akkoord=True, op=date(2018, 10, 29), besluit="OWO-directie, punt 7", actor=SYSTEM
    )
    services.verrekenen(work.id, Waarvoor(CUSTOM_DAY, "Koppeling met het eigen parkeersysteem"), actor=SYSTEM)


def _custom_that_waits() -> None:
    services.maatwerk_voorstellen(
        "Eigen huisstijl in de afsprakenmodule",
        ["ooststellingwerf", "weststellingwerf"],
        4_500_00,
        actor=SYSTEM,
    )
