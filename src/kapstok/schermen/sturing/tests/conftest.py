"""The partnership with a small portfolio, and visits to its pages."""

from datetime import date

import pytest

from kapstok.diensten.sturing.portfolio import gemma, services
from kapstok.diensten.sturing.verband.services import toetreden
from kapstok.platform.identity.models import User
from kapstok.site.bevoegd import appoint, somebody

OWO = 4
NAMES = {"oost": "Ooststellingwerf", "west": "Weststellingwerf", "opsterland": "Opsterland"}


@pytest.fixture
def actor(db, as_tenant):
    with as_tenant(OWO):
        return somebody()


@pytest.fixture
def adviseur(visit, owo):
    """An i-adviseur who also stands in for the team leader and the counterparts."""
    client = visit("medewerker", roles=("i-adviseur",), tenant="owo")
    appoint(User.objects.get(username="proef-i-adviseur").id, owo.values())
    return client


@pytest.fixture
def directie(visit):
    return visit("medewerker", roles=("directie",), tenant="owo")


@pytest.fixture
def owo(db, as_tenant, actor):
    """The test runs as the partnership."""
    with as_tenant(OWO):
        made = {
            code: toetreden(code, naam, naam[:2], van=date(2015, 1, 1), volgorde=n, actor=actor)
            for n, (code, naam) in enumerate(NAMES.items())
        }
        appoint(actor.id, made.values())
        yield made


@pytest.fixture
def apps(owo, actor):
    """Civision at two municipalities, Zaakpunt at the third; both for zaken, both with a contract."""
    ids = {c.naam: c.id for c in gemma.componenten().values()}
    made = {}
    for naam, users in (("Civision", ("oost", "west")), ("Zaakpunt <b>", ("opsterland",))):
        values = {"naam": naam, "componenten": [ids["Zaakregistratiecomponent"]], "biv": "221"}
        app = made[naam.split()[0]] = services.save_applicatie(values, actor=actor)
        for code in users:
            services.set_gebruik(app.id, owo[code].id, {"muteren": True, "raadplegen": True}, actor=actor)
        contract = {
            "applicatie_id": app.id, "nummer": f"C-{naam[:3]}", "begin": date(2020, 1, 1), "einde": date(2099, 12, 31),
            "deelnemer_id": owo[users[0]].id, "kosten_per_jaar": 1_234_50,
        }  # fmt: skip
        made[f"C-{naam[:3]}"] = services.save_contract(contract, actor=actor)
    return made
