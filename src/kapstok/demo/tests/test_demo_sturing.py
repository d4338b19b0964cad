"""What the demo brings of sturing: it loads through the services, once, and tells a story."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from django.db import transaction

from kapstok.demo.medewerkers import load_staff
from kapstok.demo.sturing import load_sturing
from kapstok.diensten.sturing.adviezen.models import Advies
from kapstok.diensten.sturing.communicatie.models import Bericht, Publicatie
from kapstok.diensten.sturing.dashboard.queries import metingen
from kapstok.diensten.sturing.dossier.stuk_odt import odt
from kapstok.diensten.sturing.enquete.models import Enquete
from kapstok.diensten.sturing.enquete.queries import resultaat
from kapstok.diensten.sturing.geld import queries
from kapstok.diensten.sturing.harmonisatie.rules import kleur
from kapstok.diensten.sturing.initiatieven.models import Initiatief
from kapstok.diensten.sturing.kwartaal.models import Kaart, Kwartaal
from kapstok.diensten.sturing.kwartaal.services import memo_van
from kapstok.diensten.sturing.plan import queries as plan
from kapstok.diensten.sturing.plan.services import verslag
from kapstok.diensten.sturing.portfolio.models import Applicatie, Koppeling
from kapstok.diensten.sturing.projecten import queries as projecten
from kapstok.diensten.sturing.projecten.models import Project
from kapstok.diensten.sturing.projecten.rules import TOESTANDEN
from kapstok.diensten.sturing.rollen import queries as rollen
from kapstok.diensten.sturing.rollen.rules import gaten
from kapstok.magazijnen.documenten.queries import document
from kapstok.platform.config import settings
from kapstok.platform.db import tenant_scope
from kapstok.schermen.sturing.dashboard import cijfers_van
from kapstok.schermen.sturing.landschap import beeld

TODAY = date(2026, 11, 25)
TABLE = Path(settings.standaarden_map).resolve() / "governance" / "beleidsplan" / "speerpunten.yaml"
SLUGS = {"ow": "ooststellingwerf", "ws": "weststellingwerf", "op": "opsterland"}


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Loaded once for the module, and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with tenant_scope(4):
            load_staff("owo", TODAY)
            load_sturing(TODAY)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded):
    with transaction.atomic():
        with tenant_scope(4):
            yield
        transaction.set_rollback(True)


@pytest.mark.eis("R-201")
def test_the_money_of_the_plan_is_there_to_the_cent(demo):
    rows = queries.overzicht(date(2020, 12, 31))
    assert sum(row["gereserveerd"] for row in rows) == 1_800_000_00
    assert {(row["naam"], row["laag"]) for row in rows} == {
        (naam, jaar)
        for naam in ("Ooststellingwerf", "Weststellingwerf", "Opsterland")
        for jaar in range(2017, 2021)
    }
    assert all(row["gereserveerd"] == 150_000_00 for row in rows)
    assert sum(row["verrekend"] for row in rows) == 12_000_00
    assert queries.laatst_gesloten() == (2020, 3)


def test_the_demo_has_every_colour_of_the_wall_and_loads_once(demo):
    assert {kleur(uses) for uses in beeld(TODAY).gebruik.values()} == {
        "gelijk", "meerderheid", "geen_meerderheid", "een",
    }  # fmt: skip
    before = (Applicatie.objects.count(), Koppeling.objects.count())
    load_sturing(TODAY)
    assert (Applicatie.objects.count(), Koppeling.objects.count()) == before == (53, 15)


@pytest.mark.eis("R-037", "R-057")
def test_the_plan_of_2017_is_there_whole_with_its_own_numbers(demo):
    whole = plan.geheel(plan.huidige(date(2018, 1, 1)))
    assert (whole["van"], whole["tot"], whole["datum"].year) == (date(2017, 1, 1), date(2020, 12, 31), 2017)
    kinds = [o["soort"] for o in whole["onderdelen"]]
    assert {k: kinds.count(k) for k in ("k", "pijler", "spelregel", "ontwikkeling", "competentie")} == {
        "k": 4, "pijler": 13, "spelregel": 6, "ontwikkeling": 12, "competentie": 3,
    }  # fmt: skip
    assert all(o["standpunt"] for o in whole["onderdelen"] if o["soort"] == "ontwikkeling")
    assert {f"K{n}" for n in range(1, 5)} <= {i["bij"] for i in whole["indicatoren"]}
    service = next(s for s in whole["speerpunten"] if s["code"] == "SP4")
    assert [(a["niveau"], a["van"]) for a in service["ambities"] if a["gemeente"] == "opsterland"] == [
        ("excellent", "2014-01-01"),
        ("adequaat", "2016-11-01"),
    ]


@pytest.mark.eis("R-021", "R-212", "R-213")
def test_the_plan_was_adopted_judged_each_spring_and_brought_up_to_date(demo):
    whole = plan.geheel(plan.huidige(TODAY))
    assert (whole["nummer"], whole["status"], len(whole["vaststellingen"])) == (2, "vastgesteld", 7)
    assert all(v["besluit"] for v in whole["vaststellingen"])
    assert [h["jaar"] for h in plan.herzieningen()] == [2020, 2019, 2018]
    assert {(d.soort, d.code) for d, _by in verslag(whole["id"])} == {
        ("ontwikkeling", "omgevingswet"),
        ("ontwikkeling", "beveiliging"),
    }


@pytest.mark.standaard
@pytest.mark.skipif(not TABLE.exists(), reason="speerpunten.yaml is not here (standaarden_map)")
@pytest.mark.eis("R-044", "R-046", "R-048", "R-050")
def test_the_marks_of_table_1_are_exact(demo):
    told = yaml.safe_load(TABLE.read_text())
    ours = {s["code"]: s for s in plan.geheel(plan.huidige(TODAY))["speerpunten"]}
    assert {code: s["naam"] for code, s in ours.items()} == {s["id"]: s["nl"] for s in told["speerpunten"]}
    for row in told["speerpunten"]:
        assert set(ours[row["id"]]["akkoorden"]) == {SLUGS[c] for c in SLUGS if row[c]}
    marks = {slug: sum(slug in s["akkoorden"] for s in ours.values()) for slug in SLUGS.values()}
    assert {SLUGS[c]: told["totalen"][c] for c in SLUGS} == marks
    assert sum(len(s["akkoorden"]) == 3 for s in ours.values()) == told["totalen"]["alle_drie"]
    norm = next(s for s in told["speerpunten"] if s["id"] == "SP3")["norm"]["drempel_pct"]
    indicator = next(i for i in plan.geheel(plan.huidige(TODAY))["indicatoren"] if i["bij"] == "SP3")
    assert (indicator["norm"], indicator["norm_gemeenten"]) == (norm, ["ooststellingwerf"])


@pytest.mark.eis("R-058", "R-266", "R-267")
def test_every_function_that_must_be_held_is_held_and_what_they_ask_and_tell_is_there(demo):
    assert gaten(rollen.houders(TODAY), SLUGS.values(), TODAY) == []
    board = [h for h in rollen.houders(TODAY) if h.functie == "owo_directie"]
    assert sorted(h.gemeente for h in board) == sorted(SLUGS.values())
    rounds = {row.naam[-4:]: row for row in Enquete.objects.all()}
    assert {year: row.stand for year, row in rounds.items()} == {
        "2016": "gesloten", "2018": "gesloten", "2020": "concept",
    }  # fmt: skip
    first = resultaat(rounds["2018"])[0]
    assert set(first["gemeenten"]) == set(SLUGS.values())
    assert all(
        value is not None for value in first["gemeenten"].values()
    )  # enough answered to be shown apart
    assert first["vorige"] is not None
    assert Bericht.objects.count() == 3
    assert Publicatie.objects.count() == 1
    assert Initiatief.objects.count() == 5
    assert Advies.objects.count() == 3
    measured = {i["bij"] for i in plan.geheel(plan.huidige(TODAY))["indicatoren"]}
    assert measured == {f"SP{n}" for n in range(1, 8)} | {f"K{n}" for n in range(1, 5)}


@pytest.mark.eis("R-215", "R-217")
def test_four_years_of_projects_are_there_with_twenty_four_that_wait_for_the_quarter(demo):
    found = projecten.projecten(projecten.Zoek(), limit=100)
    assert len(found) == 34
    assert len(projecten.op_agenda(date(2020, 12, 31))) == 24
    assert {row["toestand"] for row in found} == set(TOESTANDEN)
    assert {row["startvorm"] for row in found} == {"", "samen", "een_gemeente"}
    # No municipality is asked for more than it has, at any time: the book itself would have refused.
    assert all(row["vrij"] >= 0 for row in queries.overzicht(date(2020, 12, 31)))


def test_a_closed_quarter_has_its_memo_to_read_and_to_send(demo):
    row = Kwartaal.objects.get(jaar=2020, nummer=3)
    assert row.gesloten_op == date(2020, 10, 19)
    assert row.pdf_id is not None
    assert row.odt_sha256 == sha256(odt(memo_van(row))).hexdigest()
    remarks = [kaart.opmerking for kaart in Kaart.objects.filter(kwartaal=row) if kaart.opmerking]
    assert len(remarks) == 2


@pytest.mark.eis("R-024", "R-036")
def test_what_was_agreed_of_the_service_stands_beside_what_it_was_for_each_municipality(demo):
    whole = plan.geheel(plan.huidige(TODAY))
    agreed = {i["code"]: i for i in whole["indicatoren"] if i["bron"].startswith("Afspraken over dienst")}
    assert set(agreed) == {"beschikbaarheid", "hersteltijd", "storingen"}
    assert {i["eigenaar"] for i in agreed.values()} == {"teamleider_ia"}
    figures = [cijfers_van(i, metingen(i["code"], most=2), {}) for i in agreed.values()]
    assert [len(f["rijen"]) for f in figures] == [3, 3, 3]
    broken = {(f["naam"], r["naam"]) for f in figures for r in f["rijen"] if r["haalt"] is False}
    assert ("Hersteltijd na een storing", "Opsterland") in broken
    assert ("Beschikbaarheid van de ICT", "Ooststellingwerf") not in broken


@pytest.mark.eis("R-038")
def test_every_project_of_the_demo_says_what_it_expects_of_the_ks_and_what_was_reached(demo):
    rows = Project.objects.values_list("toestand", "effect_verwacht", "effect_bereikt")
    assert all(set(expected) == {"K1", "K2", "K3", "K4"} for _state, expected, _reached in rows)
    assert {bool(reached) for state, _expected, reached in rows if state == "afgerond"} == {True}
    assert {bool(reached) for state, _expected, reached in rows if state == "in_uitvoering"} == {False}


@pytest.mark.eis("R-271")
def test_every_advice_of_the_demo_is_a_document(demo):
    kinds = {document(a.stuk_id)["informatieobjecttype"] for a in Advies.objects.all()}
    assert kinds == {"Advies"}
