"""A partnership of three in its own tenant, with helpers to book."""

from datetime import date

import pytest

from kapstok.diensten.sturing.geld.services import Waarvoor
from kapstok.diensten.sturing.verband.services import toetreden

OWO = 4


@pytest.fixture
def owo(db, as_tenant, actor):
    with as_tenant(OWO):
        yield {
            code: toetreden(code, code.capitalize(), code[:2], van=date(2015, 1, 1), volgorde=n, actor=actor)
            for n, code in enumerate(("oost", "west", "opsterland"))
        }


@pytest.fixture
def why():
    """`why("2017-02-01", project="P")`"""

    def make(day="2017-02-01", omschrijving="Proef", **more):
        return Waarvoor(date.fromisoformat(day), omschrijving, **more)

    return make
