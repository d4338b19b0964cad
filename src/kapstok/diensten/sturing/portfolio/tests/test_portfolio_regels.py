"""What may stand in the portfolio, the BBN that follows from BIV, and who manages an application."""

import json
import re
from pathlib import Path

import pytest

from kapstok.diensten.sturing.portfolio import gemma
from kapstok.diensten.sturing.portfolio.rules import basisniveau, beheer, fouten
from kapstok.platform.config import settings

NATIONAL = Path(settings.standaarden_map).resolve() / "governance" / "gemma"
PARTNERS = ("ow", "ws", "op")
needs_gemma = pytest.mark.skipif(
    not NATIONAL.is_dir(), reason="the GEMMA extraction is not here (standaarden_map)"
)


@pytest.mark.eis("R-253", "R-254", "R-257")
@pytest.mark.parametrize(
    ("used", "entity", "outcome", "reason"),
    [
        ({"ow": ["A"], "ws": ["A"], "op": ["A"]}, True, "centraal", "alle_en_owo"),
        ({"ow": ["A"]}, False, "lokaal", "een_afdeling"),
        ({"ow": []}, False, "lokaal", "een_afdeling"),
        ({"ow": ["A"], "ws": ["A"]}, True, "beslissen", "niet_alle"),
        ({"ow": ["A", "B"]}, False, "beslissen", "niet_alle"),
        ({"ow": ["A"]}, True, "beslissen", "een_afdeling_in_owo"),
        ({"ow": ["A"], "ws": ["A"], "op": ["A"]}, False, "beslissen", "alle_zonder_owo"),
        ({"ow": ["A"]}, None, "beslissen", "entiteit_onbekend"),
        ({}, True, "beslissen", "niemand"),
        ({"weg": ["A"]}, False, "beslissen", "niemand"),
    ],
)
@pytest.mark.eis("R-253", "R-254")
def test_functional_management_is_central_local_or_asks_a_decision(used, entity, outcome, reason):
    verdict = beheer(used, PARTNERS, owo_entiteit=entity)
    assert (verdict.uitkomst, verdict.reden, verdict.besloten) == (outcome, reason, False)


@pytest.mark.eis("R-257")
def test_a_decision_fills_the_hole_and_only_the_hole():
    two = {"ow": ["A"], "ws": ["A"]}
    decided = beheer(two, PARTNERS, owo_entiteit=True, besluit="centraal")
    assert (decided.uitkomst, decided.besloten) == ("centraal", True)
    three = {**two, "op": ["A"]}
    assert beheer(three, PARTNERS, owo_entiteit=True, besluit="lokaal").uitkomst == "centraal"


@pytest.mark.parametrize(
    ("biv", "niveau", "hoger", "lager", "risico"),
    [
        ("111", 1, (), (), ()),
        ("222", 2, (), (), ()),
        ("122", 2, (), ("beschikbaarheid",), ()),
        ("121", 1, ("integriteit",), (), ()),
        ("332", 2, (), (), ("beschikbaarheid", "integriteit")),
        ("321", 1, ("beschikbaarheid", "integriteit"), (), ("beschikbaarheid",)),
    ],
)
def test_bbn_follows_confidentiality(biv, niveau, hoger, lager, risico):
    found = basisniveau(biv)
    assert (found.niveau, found.hoger, found.lager, found.risicoanalyse) == (niveau, hoger, lager, risico)


@pytest.mark.parametrize("biv", ["", "11", "114", "1111", "abc"])
def test_what_is_no_classification_has_no_level(biv):
    assert basisniveau(biv) is None


@pytest.mark.standaard
@needs_gemma
def test_level_and_risk_analysis_are_those_of_gemma():
    rows = [
        r
        for r in json.loads((NATIONAL / "referentiecomponenten.json").read_text())["items"]
        if r["bbn"] and r["biv"]
    ]
    others = []
    for row in rows:
        found = basisniveau(row["biv"])
        risk = row["bbn"].lower().partition("risicoanalyse")[2]
        said = {a for a in ("beschikbaarheid", "integriteit") if a in risk}
        level = int(re.match(r"BBN ?(\d)", row["bbn"]).group(1))
        if (found.niveau, said >= set(found.risicoanalyse)) != (level, True):
            others.append((row["biv"], row["bbn"]))
    # Three rows contradict themselves: their digits ask for BBN 2 and their words say 1.
    assert others == [("232", "BBN 1 en risicoanalyse voor Integriteit")] * 3
    assert len(rows) > 160


@pytest.mark.standaard
@needs_gemma
def test_the_facts_of_gemma_are_those_of_its_release():
    data = json.loads((NATIONAL / "referentiecomponenten.json").read_text())
    assert data["release"] == gemma.RELEASE
    ours = gemma.componenten()
    assert {r["object_id"]: r["naam"] for r in data["items"]} == {c.id: c.naam for c in ours.values()}
    assert all(ours[r["object_id"]].standaarden == set(r["standaarden"]) for r in data["items"])
    named = json.loads((NATIONAL / "bedrijfsfuncties.json").read_text())["items"]
    assert {r["object_id"]: r["naam"] for r in named} == gemma.functies()


@pytest.mark.eis("R-034")
def test_the_cloud_asks_for_a_weighing_before_use():
    values = {"naam": "X", "hosting": "publieke_cloud", "status": "in_gebruik", "cloudafweging": ""}
    assert fouten(values, componenten=(), functies=()) == [("cloudafweging", "cloud")]
    assert fouten({**values, "status": "gekozen"}, componenten=(), functies=()) == []
    assert fouten({**values, "cloudafweging": "Alleen openbare gegevens."}, componenten=(), functies=()) == []


def test_every_fault_of_an_application_is_named_at_its_field():
    values = {
        "naam": "", "status": "weg", "hosting": "maan", "biv": "44", "componenten": ["x"], "functies": ["y"],
        "integratie": {"BRP": "misschien"}, "beheer_besluit": "lokaal", "beheer_reden": "",
    }  # fmt: skip
    found = dict(fouten(values, componenten=(), functies=()))
    assert found == {
        "naam": "verplicht", "status": "onbekend", "hosting": "onbekend", "biv": "biv", "componenten": "gemma",
        "functies": "gemma", "integratie": "onbekend", "beheer_reden": "verplicht",
    }  # fmt: skip
