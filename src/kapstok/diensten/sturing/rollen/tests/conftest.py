"""The partnership of three, and somebody with an account."""

from datetime import date

import pytest

from kapstok.diensten.sturing.verband.services import toetreden
from kapstok.platform.identity import create_user
from kapstok.platform.work import SYSTEM, Actor

OWO = 4


@pytest.fixture
def owo(db, as_tenant):
    with as_tenant(OWO):
        yield {
            code: toetreden(code, code.capitalize(), code[:2], van=date(2015, 1, 1), volgorde=n, actor=SYSTEM)
            for n, code in enumerate(("oost", "west", "opsterland"))
        }


@pytest.fixture
def person(owo):
    """`person("Sjoukje")`: an actor with an account."""

    def make(naam):
        user = create_user(
            naam.lower(), naam=naam, password="een lang wachtwoord", roles=("directie",), actor=SYSTEM
        )
        return Actor("medewerker", str(user.id), naam, "Sturing")

    return make
