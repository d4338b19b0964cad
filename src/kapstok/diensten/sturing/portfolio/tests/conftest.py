"""A partnership of three in the tenant of the partnership, and makers of applications."""

from datetime import date

import pytest

from kapstok.diensten.sturing.portfolio import gemma, services
from kapstok.diensten.sturing.verband.services import toetreden

TODAY = date(2019, 5, 1)
OWO = 4


@pytest.fixture
def owo(db, as_tenant, actor):
    """The three municipalities, by code; the test runs as the partnership."""
    with as_tenant(OWO):
        yield {
            code: toetreden(code, code.capitalize(), code[:2], van=date(2015, 1, 1), volgorde=n, actor=actor)
            for n, code in enumerate(("oost", "west", "opsterland"))
        }


@pytest.fixture
def component():
    """Object id of a reference component, by its name."""
    ids = {c.naam: c.id for c in gemma.componenten().values()}
    return ids.__getitem__


@pytest.fixture
def app(owo, actor, component):
    """`app("Naam", "BMR oost", "R west", componenten=[...])` makes an application with its use."""

    def make(naam, *uses, componenten=("Zaakregistratiecomponent",), **values):
        made = services.save_applicatie(
            {"naam": naam, "componenten": [component(c) for c in componenten], **values}, actor=actor
        )
        for use in uses:
            letters, code = use.split(" ")
            kinds = {"beheren": "B" in letters, "muteren": "M" in letters, "raadplegen": "R" in letters}
            services.set_gebruik(made.id, owo[code].id, kinds, actor=actor)
        return made

    return make
