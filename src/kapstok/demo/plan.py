"""The information plan of the demo, in our own words, and who holds which function; the people are invented."""

from datetime import date
from pathlib import Path
from uuid import UUID

import msgspec

from kapstok.diensten.sturing.plan.services.invoer import PlanIn, leg_plan_aan
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
LOGINS = {"Dirkje Terpstra": "dirkje", "Igor Adema": "igor", "Cisca Visser": "cisca", "Fokke Beheer": "fokke"}


def load_roles(users: dict[str, UUID]) -> None:
    """Everybody of tables 2 to 4 and the appendix; those with an account can act."""
    members = list(Deelnemer.objects.order_by("volgorde"))

    def appoint(functie: str, naam: str, member: Deelnemer | None = None, **more: object) -> None:
        benoem(
            functie, naam, van=SINCE, actor=SYSTEM, deelnemer_id=member.id if member else None,
            persoon_id=users.get(LOGINS.get(naam, "")), **more,
        )  # fmt: skip

    for functie, names in LOCAL.items():
        for member, naam in zip(members, names, strict=True):
            appoint(functie, naam, member)
    for functie, naam, field in SHARED:
        appoint(functie, naam, aandachtsveld=field)
    appoint("teamleider_ia", "Igor Adema", plaatsvervanger=True)


def load_plan() -> UUID:
    """The plan of 2017-2020, whole."""
    return leg_plan_aan(msgspec.json.decode(FILE.read_bytes(), type=PlanIn), actor=SYSTEM).id
