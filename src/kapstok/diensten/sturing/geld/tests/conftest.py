"""A partnership of three in its own tenant, with helpers to book."""

from datetime import date

import pytest

from kapstok.diensten.sturing.geld.services import Waarvoor
from kapstok.diensten.sturing.verband.services import toetreden
from kapstok.site.bevoegd import appoint, somebody

OWO = 4


@pytest.fixture
def actor(db, as_tenant):
    with as_tenant(OWO):
        return somebody()


@pytest.fixture
def owo(db, as_tenant, actor):
    with as_tenant(OWO):
        made = {
            code: toetreden(code, code.capitalize(), code[:2], van=date(2015, 1, 1), volgorde=n, actor=actor)
            for n, code in enumerate(("oost", "west", "opsterland"))
        }
        appoint(actor.id, made.values())
        yield made


@pytest.fixture
def why():
    """`why("2017-02-01", project="P")`"""

    def make(day="2017-02-01", omschrijving="Proef", **more):
        return Waarvoor(date.fromisoformat(day), omschrijving, **more)

    return make
