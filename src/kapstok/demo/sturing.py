"""The steering of the partnership in the demo: who takes part, and a portfolio. Products and suppliers are invented."""

import csv
from datetime import date, timedelta
from pathlib import Path

from kapstok.demo.adviezen import load_advices
from kapstok.demo.communicatie import load_communication
from kapstok.demo.enquetes import load_surveys
from kapstok.demo.geld import load_money_and_projects
from kapstok.demo.gemeenten import GEMEENTEN
from kapstok.demo.initiatieven import load_initiatives
from kapstok.demo.plan import load_figures, load_plan, load_roles
from kapstok.diensten.sturing.portfolio import gemma, services
from kapstok.diensten.sturing.portfolio.uitwisseling.csv_in import import_csv
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.diensten.sturing.verband.services import toetreden
from kapstok.kern.bedrag import parse_bedrag
from kapstok.kern.tijdvak import Duration
from kapstok.platform.identity.models import User
from kapstok.platform.work import SYSTEM

HERE = Path(__file__).parent
MEMBERS = (
    ("ooststellingwerf", "Oost", "oost"),
    ("weststellingwerf", "West", "west"),
    ("opsterland", "Opst", "opsterland"),
)
SINCE = date(2011, 1, 1)
LETTERS = {"B": "beheren", "M": "muteren", "R": "raadplegen"}
WEIGHED = "Afgewogen door I&A en de vakafdeling: de gegevens blijven in Nederland, er is een verwerkersovereenkomst."


def load_sturing(today: date) -> None:
    """In the scope of the partnership, once."""
    if Deelnemer.objects.exists():
        return
    names = {slug: naam for slug, naam, _settings in GEMEENTEN.values()}
    members = {
        column: toetreden(slug, names[slug], kort, van=SINCE, volgorde=n, actor=SYSTEM)
        for n, (slug, kort, column) in enumerate(MEMBERS)
    }
    _load_applications(members, today)
    report = import_csv((HERE / "koppelingen.csv").read_bytes(), actor=SYSTEM)
    if report.fouten:
        raise RuntimeError(f"couplings of the demo: {report.fouten}")
    load_roles(dict(User.objects.values_list("username", "id")))
    load_plan()
    load_figures()
    load_money_and_projects()
    load_initiatives()
    load_advices()
    load_communication()
    load_surveys()


def _load_applications(members: dict[str, Deelnemer], today: date) -> None:
    ids = {c.naam: c.id for c in gemma.componenten().values()}
    with (HERE / "portfolio.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    for number, row in enumerate(rows):
        components = [ids[name] for name in row["componenten"].split("|") if name]
        known = gemma.componenten()
        # Most applications speak what their component asks; every fifth lags behind.
        standards = sorted(set().union(*(known[c].standaarden for c in components))) if components else []
        values = {
            "naam": row["naam"],
            "leverancier": row["leverancier"],
            "eigenaar": row["eigenaar"],
            "componenten": components,
            "standaarden": standards[1:] if number % 5 == 0 else standards,
            "biv": row["biv"],
            "hosting": row["hosting"],
            "cloudafweging": WEIGHED if row["hosting"] in ("leverancier", "publieke_cloud") else "",
            "afgesproken": row["owo"] == "ja",
            "owo_entiteit": row["owo"] == "ja",
            "integratie": {"BRP": "nvt", "BAG": "nvt", "MakelaarSuite": "ja"} if row["owo"] == "ja" else {},
            "technisch_beheerder": "Team OWO-I&A",
        }
        app = services.save_applicatie(values, actor=SYSTEM)
        users = [column for column in members if row[column]]
        for column in users:
            kinds = {LETTERS[letter]: True for letter in row[column]}
            services.set_gebruik(
                app.id, members[column].id, kinds, actor=SYSTEM, afdelingen=[row["eigenaar"]]
            )
        if row["einde"]:
            shared = len(users) == len(members)
            for column in ["samen"] if shared else users:
                end = today + Duration(months=int(row["einde"]) + 9)
                contract = {
                    "applicatie_id": app.id,
                    "deelnemer_id": None if shared else members[column].id,
                    "nummer": f"{row['naam']} {column}",
                    "begin": end - timedelta(days=4 * 365),
                    "einde": end,
                    "opzegtermijn_maanden": int(row["opzeg"]),
                    "stilzwijgend": number % 3 == 0,
                    "kosten_per_jaar": parse_bedrag(row["kosten"]),
                }
                services.save_contract(contract, actor=SYSTEM)
