"""A partnership at volume, for the bench and for the test that counts statements: rows in the shape that services give.

`grondslag()` lays the demo's plan, roles and figures; `vul()` adds projects, applications and bookings, and may be
called again with a later `vanaf` to see what grows. Written in bulk: through the services it would take an hour.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from kapstok.diensten.sturing.verband.models import Deelnemer

GEMEENTEN = (
    ("ooststellingwerf", "Ooststellingwerf"),
    ("weststellingwerf", "Weststellingwerf"),
    ("opsterland", "Opsterland"),
)
LIFE = (
    "aangemeld", "beoordeeld", "gehonoreerd", "in_uitvoering", "in_uitvoering", "in_afronding", "niet_gehonoreerd",
    *["afgerond"] * 12, "afgevoerd",
)  # fmt: skip
KEY = "sleutel-van-de-proef"  # of the open survey
PER_BATCH = 500


@dataclass(frozen=True, slots=True)
class Maat:
    """How much there is."""

    projecten: int
    applicaties: int
    boekingen: int

    @property
    def rest(self) -> int:
        """Of everything that is smaller: initiatives, messages, custom work, people who were asked."""
        return max(2, self.projecten // 5)


def grondslag() -> list[Deelnemer]:
    """Three municipalities, the adopted plan and a concept, everybody in the roles, and the figures of the demo."""
    from kapstok.demo.plan import load_figures, load_plan, load_roles
    from kapstok.diensten.sturing.adviezen.services import opslaan
    from kapstok.diensten.sturing.dossier import Stuk
    from kapstok.diensten.sturing.plan.models import Planversie
    from kapstok.diensten.sturing.plan.services import nieuwe_versie
    from kapstok.diensten.sturing.verband.services import toetreden
    from kapstok.platform.work import SYSTEM

    for n, (code, naam) in enumerate(GEMEENTEN):
        toetreden(code, naam, naam[:4], van=date(2011, 1, 1), volgorde=n, actor=SYSTEM)
    load_roles({})
    load_plan()
    load_figures()
    nieuwe_versie(Planversie.objects.order_by("-nummer")[0].id, "Proef", op=date(2020, 9, 1), actor=SYSTEM)
    advice = {
        "onderwerp": "Advies als stuk", "gever": "owo_ia", "adviseur": "Proef", "uitgebracht_op": date(2020, 9, 1),
        "advies": "Doen", "samenwerking": "Helpt", "standaardisatie": "Helpt",
    }  # fmt: skip
    written = Stuk("Advies", "Advies als stuk", b"Doen", "text/plain", "advies.txt")
    opslaan(advice, op=date(2020, 9, 1), actor=SYSTEM, bestand=written)
    return list(Deelnemer.objects.order_by("volgorde"))


def vul(maat: Maat, *, vanaf: int = 0, vandaag: date) -> None:
    """Add this much, numbered from `vanaf`."""
    members = list(Deelnemer.objects.order_by("volgorde"))
    apps = _applications(maat, vanaf, members, vandaag)
    projects = _projects(maat, vanaf, members, apps, vandaag)
    _money(maat, vanaf, members, projects, vandaag)
    _quarters(vanaf, projects, vandaag)
    _rest(maat.rest, vanaf, members, projects, vandaag)


def _applications(maat: Maat, vanaf: int, members: list[Deelnemer], vandaag: date) -> list[Any]:
    from kapstok.diensten.sturing.portfolio import gemma
    from kapstok.diensten.sturing.portfolio.models import Applicatie, Contract, Gebruik, Koppeling

    components = list(gemma.componenten())
    numbers = range(vanaf, vanaf + maat.applicaties)
    apps = Applicatie.objects.bulk_create(
        Applicatie(
            naam=f"Applicatie {n:05}", leverancier=f"Leverancier {n % 80}", eigenaar=f"Afdeling {n % 20}",
            status="in_gebruik" if n % 9 else "gekozen", biv="221" if n % 3 else "",
            componenten=[components[n % len(components)], components[n * 7 % len(components)]][: 1 + n % 2],
            integratie={"BRP": "ja", "BAG": "nvt"},
        )
        for n in numbers
    )  # fmt: skip
    uses = [
        Gebruik(applicatie=app, deelnemer=member, raadplegen=True, muteren=place % 2 == 0, afdelingen=["Burgerzaken"])
        for n, app in zip(numbers, apps, strict=True)
        for place, member in enumerate(members)
        if (n + place) % 4
    ]  # fmt: skip
    Gebruik.objects.bulk_create(uses, batch_size=2000)
    Contract.objects.bulk_create(
        Contract(
            applicatie=app, deelnemer=members[n % 3] if n % 5 else None, nummer=f"C-{n:05}",
            begin=vandaag - timedelta(days=900), einde=vandaag + timedelta(days=30 + n * 13 % 2000),
            kosten_per_jaar=1_000_00 + n,
        )
        for n, app in zip(numbers, apps, strict=True)
    )  # fmt: skip
    Koppeling.objects.bulk_create(
        Koppeling(van=app, naar=apps[place - 1], standaard="StUF ZKN", gegevens="zaken")
        for place, app in enumerate(apps)
        if place
    )
    # One application to which all others give: its page is the fullest there is.
    Koppeling.objects.bulk_create(
        Koppeling(van=app, naar=apps[0], standaard="RGBZ") for app in apps[1 : 1 + maat.rest]
    )
    return apps


def _projects(
    maat: Maat, vanaf: int, members: list[Deelnemer], apps: Sequence[Any], vandaag: date
) -> list[Any]:
    from kapstok.diensten.sturing.projecten.models import (
        Beoordeling,
        Deelname,
        Project,
        Stap,
        Toets,
        Uitrolpakket,
    )

    numbers = range(vanaf, vanaf + maat.projecten)
    projects = Project.objects.bulk_create(
        Project(
            naam=f"Project {n:05}", boekcode=f"P{n:05}", jaar=vandaag.year - n % 10, toestand=LIFE[n % len(LIFE)],
            sinds=vandaag - timedelta(days=n % 90), speerpunten=[f"SP{1 + n % 7}"], projectleider=f"Leider {n % 30}",
            startvorm="samen" if n % 2 else "een_gemeente", starter=None if n % 2 else members[n % 3],
            noodzaak="wenselijk", uren_owo=40, applicatie=apps[n % len(apps)], lessen="Begin klein." if n % 4 else "",
        )
        for n in numbers
    )  # fmt: skip
    parts, steps, reviews, judged = [], [], [], []
    for n, project in zip(numbers, projects, strict=True):
        begin = date(project.jaar, 1 + n % 12, 1)
        parts += [
            Deelname(
                project=project, deelnemer=member, van=begin, tot=begin + timedelta(days=300), begroot=5_000_00
            )
            for member in members
        ]  # fmt: skip
        steps.append(Stap(project=project, naar="aangemeld", op=begin, door="Proef"))
        steps.append(Stap(project=project, van="aangemeld", naar=project.toestand, op=begin, door="Proef"))
        judged.append(
            Beoordeling(
                project=project, op=begin, noodzaak="wenselijk", haalbaarheid={"geld": [], "uren": [], "past": True},
                inpasbaarheid={"oordelen": [], "namen": {}}, door="Proef",
            )
        )  # fmt: skip
        reviews += [
            Toets(project=project, jaar=project.jaar, kwartaal=quarter, voortgang=25 * quarter, door="Proef")
            for quarter in (1, 2, 3, 4)
        ]
    for model, rows in ((Deelname, parts), (Stap, steps), (Beoordeling, judged), (Toets, reviews)):
        model.objects.bulk_create(rows, batch_size=2000)
    Uitrolpakket.objects.bulk_create(
        Uitrolpakket(
            pakket_id=project.id, project=project.naam, herkomst="Opsterland", sha256="0" * 64,
            inhoud={"controlelijst": ["Beheer regelen"], "lessen": "Begin klein."},
        )
        for project in projects[: maat.rest]
    )  # fmt: skip
    return projects


def _bookings(maat: Maat, members: list[Deelnemer], projects: list[Any], vandaag: date) -> Iterator[Any]:
    """(soort, day, project, member, lines): money is put in and committed first, so that it can be spent."""
    layer, first = vandaag.year - 1, date(vandaag.year - 1, 1, 2)
    for member in members:
        yield "reserveren", first, "", member, [("inbreng", "", -(10**12)), ("vrij", "", 10**12)]
    room = max(0, maat.boekingen - len(members) - len(projects))
    for n, project in enumerate(projects):
        yield (
            "vastleggen", first, project.boekcode, members[n % 3],
            [("vrij", "", -(10**9)), ("vastgelegd", project.boekcode, 10**9)],
        )  # fmt: skip
    for n in range(room):
        project = projects[n % len(projects)]
        lines = [("vastgelegd", project.boekcode, -(100 + n)), ("uitgegeven", project.boekcode, 100 + n)]
        yield "uitgeven", date(layer, 1 + n % 12, 15), project.boekcode, members[n % len(projects) % 3], lines


def _money(maat: Maat, vanaf: int, members: list[Deelnemer], projects: list[Any], vandaag: date) -> None:
    """In batches: the lines of a booking come in one statement, which the triggers judge."""
    from kapstok.diensten.sturing.geld.models import Maatwerk, Regel, Transactie

    layer = vandaag.year - 1 - vanaf % 7  # a reservation is made once a year
    left = _bookings(maat, members, projects, vandaag)
    while some := list(islice(left, PER_BATCH)):
        made = Transactie.objects.bulk_create(
            Transactie(datum=day, soort=soort, omschrijving=f"Proef {project}", project=project, geboekt_door="Proef")
            for soort, day, project, _member, _lines in some
        )  # fmt: skip
        Regel.objects.bulk_create(
            Regel(
                transactie=row, deelnemer=member, laag=layer, rekening=account, project=project, bedrag=cents
            )
            for row, (_soort, _day, _project, member, lines) in zip(made, some, strict=True)
            for account, project, cents in lines
        )
    Maatwerk.objects.bulk_create(
        Maatwerk(omschrijving=f"Maatwerk {n}", gemeenten=["opsterland"], kosten=1_000_00)
        for n in range(vanaf, vanaf + maat.rest)
    )


def _quarters(vanaf: int, projects: list[Any], vandaag: date) -> None:
    """One open quarter with a card per running or proposed project, and one that is closed."""
    from kapstok.diensten.sturing.kwartaal.cijfers import stand
    from kapstok.diensten.sturing.kwartaal.models import Kaart, Kwartaal
    from kapstok.diensten.sturing.kwartaal.queries import kaarten
    from kapstok.diensten.sturing.projecten.rules import LOPEND, VOORGESTELD

    asking = [p for p in projects if p.toestand in (*LOPEND, *VOORGESTELD)]
    now, _new = Kwartaal.objects.get_or_create(
        jaar=vandaag.year - 1, nummer=4, defaults={"geopend_op": vandaag, "zaak_id": None}
    )
    Kaart.objects.bulk_create(Kaart(kwartaal=now, project=p, besluit="doorgaan") for p in asking)
    before, new = Kwartaal.objects.get_or_create(
        jaar=vandaag.year - 2 - vanaf % 50, nummer=4, defaults={"geopend_op": vandaag}
    )
    if new:
        Kaart.objects.bulk_create(Kaart(kwartaal=before, project=p, besluit="doorgaan") for p in asking)
        figures = {"opsteller": "Proef"} | stand(
            before.jaar, 4, kaarten(before.id, before.jaar, 4), op=vandaag
        )
        Kwartaal.objects.filter(id=before.id).update(cijfers=figures, gesloten_op=vandaag)


def _rest(much: int, vanaf: int, members: list[Deelnemer], projects: list[Any], vandaag: date) -> None:
    from kapstok.diensten.sturing.adviezen.models import Advies
    from kapstok.diensten.sturing.communicatie.models import (
        Bericht,
        Doelgroep,
        Feed,
        Publicatie,
        Rectificatie,
    )
    from kapstok.diensten.sturing.enquete.models import Enquete, Inzending, Uitnodiging, Vraag
    from kapstok.diensten.sturing.initiatieven.models import Initiatief
    from kapstok.diensten.sturing.rollen.models import Vervulling

    numbers = range(vanaf, vanaf + much)
    Vervulling.objects.bulk_create(
        Vervulling(functie="projectleider", project=p.boekcode, naam=p.projectleider, van=vandaag)
        for p in projects[:much]
    )
    Initiatief.objects.bulk_create(
        Initiatief(naam=f"Initiatief {n:05}", keuze="samen", tempo="wachten", speerpunten=["SP1"])
        for n in numbers
    )
    Advies.objects.bulk_create(
        Advies(
            onderwerp=f"Advies {n:05}", gever="owo_ia", adviseur=f"I-adviseur {n % 9}", uitgebracht_op=vandaag,
            advies="Doen", samenwerking="Helpt", standaardisatie="Helpt", project=projects[n % len(projects)],
        )
        for n in numbers
    )  # fmt: skip
    groups = Doelgroep.objects.bulk_create(
        Doelgroep(naam=f"Doelgroep {n:05}", deelnemer=members[n % 3], adressen=[f"g{n}@voorbeeld.example"])
        for n in numbers
    )
    told = Bericht.objects.bulk_create(
        Bericht(
            titel=f"Bericht {n:05}", tekst="Proef", doelgroepen=[g.id for g in groups[:6]], kanalen=["intranet"],
            verantwoordelijke=f"I-adviseur {n % 9}", datum=vandaag + timedelta(days=n % 300),
        )
        for n in numbers
    )  # fmt: skip
    sent = Publicatie.objects.bulk_create(
        Publicatie(
            bericht=each, titel=each.titel, tekst=each.tekst, kanalen=["intranet"],
            gemeenten=[m.code for m in members], doelgroepen=["Iedereen"], mails=0, op=vandaag, door="Proef",
        )
        for each in told
    )  # fmt: skip
    Rectificatie.objects.bulk_create(
        Rectificatie(
            publicatie=each, soort="correctie", reden="Proef", titel=each.titel, tekst="Beter", mails=0, op=vandaag,
            door="Proef",
        )
        for each in sent
    )  # fmt: skip
    for member in members:
        Feed.objects.get_or_create(deelnemer=member, defaults={"openbaar": True})
    for stand in ("concept", "open", "gesloten"):
        survey, new = Enquete.objects.get_or_create(naam=f"Enquête {stand}", stand=stand)
        if new:
            Vraag.objects.bulk_create(
                Vraag(enquete=survey, code=f"v{n}", tekst="Hoe gaat het?", soort="schaal", volgorde=n)
                for n in range(10)
            )
        Uitnodiging.objects.bulk_create(
            Uitnodiging(
                enquete=survey, deelnemer=members[n % 3], naam=f"Hoofd {n}", adres=f"h{n}@voorbeeld.example",
                sleutel_hash=hashlib.sha256(f"{KEY}-{stand}-{n}".encode()).hexdigest(),
            )
            for n in numbers
        )  # fmt: skip
        if stand == "gesloten":
            Inzending.objects.bulk_create(
                Inzending(
                    enquete=survey, deelnemer=members[n % 3], antwoorden={f"v{q}": "4" for q in range(10)}
                )
                for n in numbers
            )
