"""Four years of projects in the demo, each through its whole life by the services of the product. All invented."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kapstok.diensten.sturing.geld import services as geld
from kapstok.diensten.sturing.geld.services import Waarvoor
from kapstok.diensten.sturing.portfolio import gemma
from kapstok.diensten.sturing.portfolio.models import Applicatie
from kapstok.diensten.sturing.projecten import services
from kapstok.diensten.sturing.projecten.models import Jaarplan, Project
from kapstok.diensten.sturing.projecten.rules import kwartaal_einde, kwartaal_van, kwartalen_verder
from kapstok.diensten.sturing.projecten.services import Deelneming, Opgave
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.identity.models import User
from kapstok.platform.work import SYSTEM, Actor

FILE = Path(__file__).with_name("projecten.csv")
COLUMNS = ("oost", "west", "opsterland")
LAST = date(2020, 12, 31)
OPEN = (2020, 4)  # the quarter that waits for its reviews
UNREVIEWED = ("Belastingen samen", "Datagedreven werken", "E-depot aansluiten")
# What a project for a priority is expected to do for quality, the customer, vulnerability and costs.
EFFECTS = {
    "SP1": (1, 3, 0, 1), "SP2": (2, 2, 1, 1), "SP3": (1, 3, 0, 2), "SP4": (1, 3, 0, 1), "SP5": (1, 0, 3, 0),
    "SP6": (2, 1, 2, 3), "SP7": (2, 2, 1, 1),
}  # fmt: skip
HOURS = {2017: (900, 1100), 2018: (900, 1300), 2019: (900, 1500), 2020: (1000, 1700), 2021: (1000, 900)}
LESSONS = (
    "Begin met één proces en breid daarna uit. Plan de koppelingen als eerste. "
    "Reserveer tijd voor uitleg op de afdeling."
)
CHECKLIST = (
    "Rechten en teams inrichten\nKoppelingen testen\nMedewerkers uitleg geven\nInwoners inlichten\n"
    "Oude werkwijze stoppen"
)
DELAYS = {
    "Omgevingswet voorbereiden": (90, "leverancier", "De koppeling met het landelijke stelsel kwam later."),
    "Vergunningen samen": (45, "gemeente", "De afdeling had te weinig tijd om te testen."),
    "Nieuwe websites": (30, "leverancier", "De toegankelijkheid moest over."),
    "E-depot aansluiten": (60, "gemeente", "De archiefruimte was nog niet klaar."),
}
# What came in after the programme of its year was adopted, and why.
LATE = {
    "Nieuwe websites": "De eis van toegankelijkheid geldt eerder dan verwacht.",
    "Thuiswerken": "Door corona werkt bijna iedereen thuis.",
}
PROGRAMMES = (2018, 2019, 2020)  # the programme of 2017 was older than the plan
Act = tuple[date, int, Callable[[], Any]]


@dataclass(frozen=True, slots=True)
class Mensen:
    """Who did it: the i-adviseur, who stands in for the team leader, the counterpart who directs the year plan, and a
    member of the directie."""

    igor: Actor
    harm: Actor
    dirkje: Actor


def mensen() -> Mensen:
    """Those of the demo, as who they are in the partnership."""
    found = {row.username: row for row in User.objects.filter(username__in=("igor", "harm", "dirkje"))}
    return Mensen(
        *(
            Actor("medewerker", str(found[name].id), found[name].naam, "Sturing")
            for name in ("igor", "harm", "dirkje")
        )
    )


def acts(members: list[Deelnemer], people: Mensen) -> list[Act]:
    """Everything that happens with the projects, with its day; the caller does it in order."""
    made: list[Act] = []
    for year, (each, owo) in HOURS.items():
        made.append(
            (date(2017, 1, 1), 0, lambda y=year, h=owo: services.set_capaciteit(y, h, actor=people.igor))
        )
        made += [
            (
                date(2017, 1, 1), 0,
                lambda y=year, h=each, m=member: services.set_capaciteit(y, h, actor=people.igor, deelnemer_id=m.id),
            )
            for member in members
        ]  # fmt: skip
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            made += _Leven(row, dict(zip(COLUMNS, members, strict=True)), people).acts()
    for year in PROGRAMMES:
        proposed, adopted = date(year - 1, 12, 1), date(year - 1, 12, 15)
        made.append((proposed, 4, lambda y=year, d=proposed: _propose(y, d, people)))
        made += [(adopted, n, lambda y=year, m=m, d=adopted: _agree(y, m, d)) for n, m in enumerate(members)]
    return made


def _propose(year: int, day: date, people: Mensen) -> None:
    text = "De projecten volgen uit de speerpunten. Wat van vorig jaar nog loopt, gaat voor."
    services.stel_voor(year, toelichting=text, op=day, actor=people.igor)


def _agree(year: int, member: Deelnemer, day: date) -> None:
    services.stem_in(Jaarplan.objects.get(jaar=year).id, member.code, op=day, actor=SYSTEM)


class _Leven:
    """One project of the file."""

    def __init__(self, row: dict[str, str], members: dict[str, Deelnemer], people: Mensen) -> None:
        self.row, self.members, self.people = row, members, people
        year, month = (int(part) for part in row["begin"].split("-"))
        self.start = date(year, month, 15)
        self.end = _later(self.start, int(row["maanden"]))
        self.cents = {members[c].id: int(row[c]) * 100 for c in COLUMNS if row[c]}
        self.spent = {who: cents * int(row["deel"]) // 100 for who, cents in self.cents.items()}
        self.stand = row["stand"]

    def acts(self) -> list[Act]:
        """The steps up to where it stands, with the money between them."""
        # Money of a year is there from its third day; what starts in January is honoured then.
        honoured = min(max(self.start - timedelta(days=30), date(self.start.year, 1, 3)), date(2020, 12, 10))
        proposed = self.proposed()
        judged = min(max(proposed + timedelta(days=20), honoured - timedelta(days=10)), honoured)
        if self.start.year in PROGRAMMES:  # once the money of the year is there
            judged = min(max(judged, date(self.start.year, 1, 2)), honoured)
        found: list[Act] = [(proposed, 1, self.propose)]
        if self.stand == "aangemeld":
            return found
        found.append((judged, 2, lambda: self.judge(judged)))
        if self.stand == "beoordeeld":
            return found
        if self.stand == "niet_gehonoreerd":
            return [
                *found,
                (judged, 3, lambda: self.step("niet_gehonoreerd", judged, reden="Te weinig geld in 2020.")),
            ]
        found.append(
            (
                honoured,
                3,
                lambda: self.step(
                    "gehonoreerd",
                    honoured,
                    reden=LATE.get(self.row["naam"], ""),
                    besluit=self.decision(honoured),
                ),
            )
        )
        if self.stand == "gehonoreerd":
            return found
        found.append((self.start, 4, self.begin))
        if self.stand == "afgevoerd":
            day = _later(self.start, 4)
            why = "De leverancier stopte met het product."
            return [*found, (day, 5, lambda: self.step("afgevoerd", day, reden=why))]
        return found + self.run() + self.finish()

    def run(self) -> list[Act]:
        """Spending halfway and at the end, and a review each quarter of the last year of its life."""
        half = min(_later(self.start, int(self.row["maanden"]) // 2), date(2020, 11, 15))
        first = {who: cents // 2 for who, cents in self.spent.items()}
        rest = {who: self.spent[who] - first[who] for who in self.spent}
        found: list[Act] = [(half, 5, lambda: self.spend(first, half, "eerste termijn"))]
        if self.end <= LAST:
            found.append((self.end, 5, lambda: self.spend(rest, self.end, "tweede termijn")))
        until = min(kwartaal_van(self.end), OPEN)
        for back in range(4):
            quarter = kwartalen_verder(date(until[0], until[1] * 3, 1), -back)
            waits = quarter == OPEN and (self.row["naam"] in UNREVIEWED)
            if quarter >= kwartaal_van(self.start) and not waits:
                day = min(kwartaal_einde(*quarter) - timedelta(days=9), self.end - timedelta(days=1), LAST)
                found.append((day, 6, lambda q=quarter, b=back, d=day: self.review(q, b, d)))
        return found

    def finish(self) -> list[Act]:
        """Rounding off, and rolling out where one municipality began."""
        if self.stand == "in_uitvoering":
            return []
        closing = min(self.end - timedelta(days=30), date(2020, 12, 1))
        found: list[Act] = [(closing, 7, lambda: self.step("in_afronding", closing))]
        velden = {
            "structurele_kosten": self.costs(),
            "beheer_uren": 60,
            "lessen": LESSONS,
            "controlelijst": CHECKLIST,
            "effect_bereikt": self.reached(),
        }
        if self.stand == "in_uitrol":
            day = closing + timedelta(days=7)
            found.append((day, 8, lambda: self.step("in_uitrol", day, **velden)))
        if self.stand == "afgerond":
            found.append((self.end, 9, lambda: self.step("afgerond", self.end, **velden)))
        return found

    def expected(self) -> dict[str, int]:
        """On each K the most that any of its priorities brings."""
        each = zip(*(EFFECTS[code] for code in self.row["speerpunten"].split("|")), strict=True)
        return {f"K{n}": max(scores) for n, scores in enumerate(each, start=1)}

    def reached(self) -> dict[str, int]:
        """What was expected; after delay or half of the work a step less."""
        less = self.row["naam"] in DELAYS or int(self.row["deel"]) < 90
        return {code: max(0, score - less) for code, score in self.expected().items()}

    def costs(self) -> int:
        return sum(self.cents.values()) * 18 // 100

    def decision(self, day: date) -> str:
        return f"Overleg counterparts en OWO-directie van {day:%d-%m-%Y}"

    @property
    def project(self) -> Project:
        return Project.objects.get(naam=self.row["naam"])

    def propose(self) -> None:
        ids = {c.naam: c.id for c in gemma.componenten().values()}
        component = ids.get(self.row["component"], "")
        app = (
            Applicatie.objects.filter(componenten__contains=[component]).order_by("naam").first()
            if component
            else None
        )
        parts = [
            Deelneming(
                member.id, self.start, self.end, begroot=self.cents.get(member.id, 0),
                uren=40 if self.row[column] else 0, besluit="doet_mee" if self.row[column] else "open",
                naam=member.naam,
            )
            for column, member in self.members.items()
            if self.row[column] or self.follows()
        ]  # fmt: skip
        values = {
            "naam": self.row["naam"],
            "jaar": int(self.row["jaar"]),
            "omschrijving": self.row["omschrijving"],
            "speerpunten": self.row["speerpunten"].split("|"),
            "keuze": "zelf" if self.row["starter"] and not self.follows() else "samen",
            "indiener": "Team OWO-I&A",
            "uren_owo": int(self.row["uren"]),
            "component": component,
            "applicatie_id": app.id if app else None,
            "aanleiding": "vervanging" if component else "",
            "effect_verwacht": self.expected(),
        }
        services.aanmelden(values, parts, op=self.proposed(), actor=self.people.igor)

    def proposed(self) -> date:
        """In time for the programme of its year, unless it came in later."""
        early = min(self.start - timedelta(days=80), date(2020, 10, 20))
        if int(self.row["jaar"]) not in PROGRAMMES or self.row["naam"] in LATE:
            return early
        return min(early, date(int(self.row["jaar"]) - 1, 11, 15))

    def follows(self) -> bool:
        """Began by one, and the others may follow."""
        return self.row["naam"] in ("Persoonlijke pagina voor allen", "Afspraken met beeldbellen")

    def judge(self, day: date) -> None:
        services.beoordelen(
            self.project.id, noodzaak=self.row["noodzaak"], bron=self.row["bron"], op=day, actor=self.people.harm,
            toelichting="Besproken met de counterparts.",
        )  # fmt: skip

    def step(self, naar: str, day: date, *, reden: str = "", besluit: str = "", **velden: Any) -> None:
        # Where a rule may stand in the way, it is the directie that honours.
        who = self.people.dirkje if naar == "gehonoreerd" and self.row["component"] else self.people.harm
        services.zet(self.project.id, naar, Opgave(reden, besluit, velden), op=day, actor=who)

    def begin(self) -> None:
        starter = self.row["starter"]
        account = User.objects.filter(naam=self.row["leider"], active=True).first()
        velden = {
            **({"leider_id": account.id} if account else {"projectleider": self.row["leider"]}),
            "startvorm": "een_gemeente" if starter else "samen",
            "starter_id": self.members[starter].id if starter else None,
        }
        services.zet(
            self.project.id, "in_uitvoering", Opgave(velden=velden), op=self.start, actor=self.people.harm
        )

    def spend(self, amounts: dict[Any, int], day: date, what: str) -> None:
        paid = {who: cents for who, cents in amounts.items() if cents}
        if paid:
            why = Waarvoor(day, f"{self.row['naam']}: {what}", project=self.row["naam"])
            geld.uitgeven(paid, why, actor=self.people.igor)

    def review(self, quarter: tuple[int, int], back: int, day: date) -> None:
        days, cause, why = DELAYS.get(self.row["naam"], (0, "", ""))
        share = int(self.row["deel"]) if self.stand != "afgerond" else 100
        score = 3 + (len(self.row["naam"]) + back) % 3
        values = {
            "voortgang": max(5, share - 18 * back),
            "vertraging_dagen": days if back < 2 else 0,
            "vertraging_door": cause if back < 2 else "",
            "vertraging_uitleg": why if back < 2 else "",
            "prognose": sum(self.cents.values()) * (100 + days // 10) // 100,
            "uren_gemeente": 24 + 2 * back,
            "uren_owo": int(self.row["uren"]) // 6,
            "tevredenheid_klant": score,
            "tevredenheid_team": max(1, score - 1) if days else score,
        }
        services.toets(self.project.id, *quarter, values, op=day, actor=self.people.igor)


def _later(day: date, months: int) -> date:
    years, place = divmod(day.month - 1 + months, 12)
    return date(day.year + years, place + 1, 15)
