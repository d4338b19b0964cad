"""The partnership with the plan of the demo: the real one, whole."""

from datetime import date

import pytest

from kapstok.diensten.sturing.plan.services.invoer import (
    AmbitieIn,
    BronIn,
    IndicatorIn,
    OnderdeelIn,
    PlanIn,
    SpeerpuntIn,
)
from kapstok.diensten.sturing.rollen.services import benoem
from kapstok.diensten.sturing.verband.services import toetreden
from kapstok.platform.identity import create_user
from kapstok.platform.work import SYSTEM, Actor

OWO = 4


@pytest.fixture
def owo(given, as_tenant):
    with as_tenant(OWO):
        yield {
            code: toetreden(code, code.capitalize(), code[:2], van=date(2015, 1, 1), volgorde=n, actor=SYSTEM)
            for n, code in enumerate(("oost", "west", "opsterland"))
        }


@pytest.fixture
def invoer():
    """A small plan: one K, one pillar, one development, two priorities."""
    return PlanIn(
        naam="Plan", van=date(2017, 1, 1), tot=date(2020, 12, 31), datum=date(2017, 5, 1), auteurs=["I&A"],
        missie="Missie", visie="Visie",
        bronnen=[BronIn("akkoord", "akkoord", "Akkoord", gemeente="oost"), BronIn("wet", "wet", "Wet")],
        onderdelen=[
            OnderdeelIn("k", "K1", "Kwaliteit", richting="omhoog"),
            OnderdeelIn("pijler", "P1", "Op tijd", groep="buiten"),
            OnderdeelIn("ontwikkeling", "cloud", "Cloud", standpunt="Bewust", bronnen=["wet"]),
        ],
        speerpunten=[
            SpeerpuntIn("SP1", "Samen", pijlers=["P1"], ks=["K1"], akkoorden={"oost": "akkoord"}),
            SpeerpuntIn(
                "SP2", "Excellent", raakt="beide",
                ambities=[AmbitieIn("opsterland", "excellent", date(2014, 1, 1), "Akkoord")],
            ),
        ],
        indicatoren=[IndicatorIn("tijd", "SP1", "Op tijd", "%", "omhoog", norm=95)],
    )  # fmt: skip


@pytest.fixture
def member(owo):
    """`member("counterpart", "oost")`: somebody who holds that function."""

    def make(functie, code=""):
        naam = f"{functie} {code}".strip()
        user = create_user(
            naam.replace(" ", "."),
            naam=naam,
            password="een lang wachtwoord",
            roles=("directie",),
            actor=SYSTEM,
        )
        benoem(
            functie,
            naam,
            van=date(2016, 1, 1),
            deelnemer_id=owo[code].id if code else None,
            persoon_id=user.id,
            actor=SYSTEM,
        )
        return Actor("medewerker", str(user.id), naam, "Sturing")

    return make
