"""The information plan of the demo, in our own words, and who holds which function; the people are invented."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import msgspec

from kapstok.diensten.sturing.dashboard.cijfers import bewaar
from kapstok.diensten.sturing.dashboard.models import Meting
from kapstok.diensten.sturing.dashboard.services import meet
from kapstok.diensten.sturing.plan.models import Herziening
from kapstok.diensten.sturing.plan.queries import geheel
from kapstok.diensten.sturing.plan.services import (
    agendeer,
    antwoord,
    besluit,
    dien_in,
    leg_plan_aan,
    open_herziening,
    sluit_herziening,
    stem,
    wijzig_onderdeel,
)
from kapstok.diensten.sturing.plan.services.invoer import PlanIn
from kapstok.diensten.sturing.rollen.services import benoem
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.work import SYSTEM

FILE = Path(__file__).with_name("informatieplan.json")
SINCE = date(2016, 1, 1)
LOCAL = {
    "owo_directie": ("Dirkje Terpstra", "Wobbe Land", "Ytsje Brouwer"),
    "counterpart": ("Harm Oenema", "Geesje Bakker", "Sjoerd Dam"),
    "ciso": ("Cisca Visser", "Marit Koning", "Tjeerd Veen"),
    "college": ("College van Ooststellingwerf", "College van Weststellingwerf", "College van Opsterland"),
    "raad": ("Raad van Ooststellingwerf", "Raad van Weststellingwerf", "Raad van Opsterland"),
    "bac": ("Commissie Ooststellingwerf", "Commissie Weststellingwerf", "Commissie Opsterland"),
    "managementteam": ("MT Ooststellingwerf", "MT Weststellingwerf", "MT Opsterland"),
    "afdelingshoofd": ("Renske Mulder", "Douwe Stelwagen", "Fenna Wierda"),
}
SHARED = (
    ("teamleider_ia", "Teake Nijdam", ""),
    ("i_adviseur", "Igor Adema", "Dienstverlening"),
    ("i_adviseur", "Nynke Zandstra", "Sociaal domein"),
    ("functioneel_beheerder", "Fokke Beheer", ""),
    ("technisch_beheerder", "Team OWO-I&A", ""),
    ("owo_ia", "Team OWO-I&A", ""),
    ("owo_div", "Team OWO-DIV", ""),
)
LOGINS = {
    "Dirkje Terpstra": "dirkje",
    "Wobbe Land": "wobbe",
    "Ytsje Brouwer": "ytsje",
    "Harm Oenema": "harm",
    "Teake Nijdam": "teake",
    "Igor Adema": "igor",
    "Cisca Visser": "cisca",
    "Fokke Beheer": "fokke",
}
SECRETARIES = ("dirkje", "wobbe", "ytsje")  # they write down what their college decided


def load_roles(users: dict[str, UUID]) -> None:
    """Everybody of tables 2 to 4 and the appendix; those with an account can act."""
    members = list(Deelnemer.objects.order_by("volgorde"))

    def appoint(
        functie: str, naam: str, member: Deelnemer | None = None, login: str = "", **more: object
    ) -> None:
        benoem(
            functie, naam, van=SINCE, actor=SYSTEM, deelnemer_id=member.id if member else None,
            persoon_id=users.get(login or LOGINS.get(naam, "")), **more,
        )  # fmt: skip

    for functie, names in LOCAL.items():
        for member, naam, login in zip(members, names, SECRETARIES, strict=True):
            appoint(functie, naam, member, login if functie == "college" else "")
    for functie, naam, field in SHARED:
        appoint(functie, naam, aandachtsveld=field)
    appoint("teamleider_ia", "Igor Adema", plaatsvervanger=True)


# Half-yearly figures, invented, per municipality: from mid 2017 on.
FIGURES = {
    "besluiten-op-tijd": (
        (78, 81, 84, 86, 89, 91, 93),
        (82, 82, 85, 88, 90, 94, 95),
        (74, 76, 77, 81, 83, 85, 84),
    ),
    "eerste-contact": (
        (61, 64, 68, 71, 76, 79, 81),
        (55, 57, 58, 60, 63, 62, 64),
        (58, 58, 60, 61, 63, 66, 69),
    ),
    "digitaal-binnen": (
        (34, 41, 47, 55, 61, 68, 77),
        (30, 36, 41, 46, 55, 63, 71),
        (22, 25, 39, 48, 57, 64, 72),
    ),
    "initiatief-antwoord": (
        (52, 55, 61, 66, 70, 78, 84),
        (48, 50, 55, 58, 66, 71, 80),
        (60, 60, 64, 72, 79, 88, 91),
    ),
    "maatregelen-op-orde": (
        (61, 66, 71, 78, 82, 86, 90),
        (58, 63, 70, 74, 80, 83, 88),
        (64, 65, 69, 73, 79, 85, 87),
    ),
    "plannen-digitaal": (
        (72, 78, 85, 90, 94, 97, 100),
        (70, 74, 80, 88, 92, 95, 98),
        (81, 84, 88, 91, 95, 98, 99),
    ),
    "beschikbaarheid": (
        (98.7, 99, 99.1, 99.3, 99.4, 99.6, 99.7),
        (98.9, 99, 99.2, 99.2, 99.4, 99.5, 99.6),
        (98.5, 98.8, 99, 99.1, 99.3, 99.3, 99.4),
    ),
    "hersteltijd": ((11, 9, 8, 6, 5, 4, 3), (10, 9, 7, 6, 5, 4, 4), (12, 10, 9, 8, 6, 6, 5)),
    "storingen": ((9, 8, 7, 6, 4, 3, 3), (8, 8, 6, 5, 5, 4, 4), (10, 9, 9, 7, 6, 6, 5)),
    "leerdagen": ((1.5, 2, 2, 2.5, 2.5, 3, 2), (1, 1.5, 2, 2, 2.5, 2.5, 1.5), (2, 2, 2.5, 3, 3, 3, 2.5)),
    "tevredenheid": (
        (7.1, 7.1, 7.2, 7.3, 7.4, 7.5, 7.6),
        (7, 7, 7.1, 7.1, 7.2, 7.3, 7.3),
        (6.9, 7, 7, 7.1, 7.3, 7.2, 7.4),
    ),
}


# What Kapstok works out itself, as it would have been kept at the end of each half year; for all together.
KEPT = {"gelijk": (12, 18, 22, 27, 33, 38, 41), "zonder-biv": (19, 17, 14, 11, 8, 6, 4)}


def load_figures() -> None:
    """What was measured in those years."""
    bewaar(
        [
            Meting(indicator=code, datum=_half_year(n), waarde=Decimal(value))
            for code, values in KEPT.items()
            for n, value in enumerate(values)
        ]
    )
    codes = list(Deelnemer.objects.order_by("volgorde").values_list("code", flat=True))
    for indicator, rows in FIGURES.items():
        for code, values in zip(codes, rows, strict=True):
            for n, value in enumerate(values):
                meet(indicator, code, _half_year(n), Decimal(str(value)), op=date(2020, 12, 31), actor=SYSTEM)


def _half_year(n: int) -> date:
    """The last day of the half year, counted from the first of 2017."""
    year, second = divmod(2017 * 2 + n, 2)
    return date(year, 12, 31) if second else date(year, 6, 30)


def load_plan() -> None:
    """The plan of 2017-2020, whole: adopted in 2017, judged each spring, brought up to date in 2019."""
    first = leg_plan_aan(msgspec.json.decode(FILE.read_bytes(), type=PlanIn), actor=SYSTEM)
    _adopt(first.id, date(2017, 5, 8), date(2017, 5, 22), date(2017, 6, 6), date(2017, 6, 26))
    _review(2018, {}, "Het plan is actueel.", date(2018, 4, 9))
    answers = {
        "ooststellingwerf": "De Omgevingswet komt later dan 2019.",
        "opsterland": "De AVG geldt nu; dat mag in het plan staan.",
    }
    second = _review(
        2019, answers, "Bijstellen op de Omgevingswet en de AVG.", date(2019, 4, 8)
    ).planversie_id
    for code, values in CHANGES.items():
        wijzig_onderdeel(second, "onderdeel", code, values, actor=SYSTEM, op=date(2019, 4, 15))
    _adopt(second, date(2019, 4, 23), date(2019, 5, 13), date(2019, 5, 28), date(2019, 6, 24))
    _review(2020, {}, "Het plan is actueel. In het najaar begint een nieuw plan.", date(2020, 4, 6))


CHANGES = {
    "omgevingswet": {
        "tekst": "Eén digitaal stelsel voor wat waar mag. De wet komt later dan verwacht.",
        "standpunt": "Elke gemeente kiest haar ambitie. De planning schuift mee; wij werken zo gelijk als het kan.",
    },
    "beveiliging": {
        "tekst": "Pas toe of leg uit. De AVG geldt sinds 25 mei 2018.",
    },
}


def _adopt(version: UUID, handed_in: date, board: date, colleges: date, councils: date) -> None:
    dien_in(version, op=handed_in, actor=SYSTEM)
    steps = {v["volgorde"]: v for v in (geheel(version) or {})["vaststellingen"]}
    agendeer(UUID(steps[1]["id"]), op=handed_in, actor=SYSTEM)
    for member in Deelnemer.objects.order_by("volgorde"):
        stem(UUID(steps[1]["id"]), member.code, op=board, actor=SYSTEM)
    for step in list(steps.values())[1:]:
        day = colleges if step["orgaan"] == "college" else councils
        besluit(UUID(step["id"]), op=day, actor=SYSTEM)


def _review(year: int, changes: dict[str, str], outcome: str, closed: date) -> Herziening:
    opened = date(year, 3, 1)
    review = open_herziening(year, op=opened, actor=SYSTEM)
    for member in Deelnemer.objects.order_by("volgorde"):
        text = changes.get(member.code, "")
        antwoord(review.id, member.code, actueel=not text, toelichting=text, op=opened, actor=SYSTEM)
    return sluit_herziening(review.id, uitkomst=outcome, nieuwe_versie=bool(changes), op=closed, actor=SYSTEM)
