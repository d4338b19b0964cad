"""Whoever knows the standard finds a rule by its code, and sees honestly what came of its tests."""

import pytest

from kapstok.kern.regels import REGELS
from kapstok.schermen.beheer import regels

RUN = {
    "versie": "9.9.9",
    "datum": "2026-11-25",
    "regels": {
        "zrc-013": {"a.py::test_one": "goed", "b.py::test_two": "mis"},
        "zrc-014": {"a.py::test_one": "goed"},
        "zrc-015": {"a.py::test_one": "overgeslagen"},
    },
}


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setattr(regels, "last_run", lambda: RUN)


def codes(answer):
    assert answer.status_code == 200
    return [row.regel.code for row in answer.context["rijen"]]


@pytest.fixture
def beheer(visit):
    return visit("medewerker", roles=("functioneel-beheerder",))


def test_every_rule_is_there_with_the_version_and_day_of_the_run(beheer, run):
    answer = beheer.get("/beheer/regels/")
    assert codes(answer) == [r.code for r in REGELS]
    page = answer.content.decode()
    assert "versie 9.9.9" in page
    assert "25 november 2026" in page
    assert 'href="/beheer/regels/"' in page  # in the menu


@pytest.mark.parametrize(
    ("code", "stand"),
    [
        ("zrc-013", "mis"),
        ("zrc-014", "goed"),
        ("zrc-015", "overgeslagen"),
        ("zrc-016", "geen"),
        ("zrc-024", "niet"),
    ],
)
def test_one_failing_test_is_a_failing_rule_and_no_test_is_said(run, code, stand):
    assert {r.regel.code: r.stand for r in regels.rows(RUN)}[code] == stand


def test_a_rule_is_found_by_code_word_api_and_outcome(beheer, run):
    assert codes(beheer.get("/beheer/regels/?q=zrc-013")) == ["zrc-013"]
    assert "zrc-013" in codes(beheer.get("/beheer/regels/?q=deelzaak HOOFDZAAK"))
    assert all(c.startswith("brc-") for c in codes(beheer.get("/beheer/regels/?api=Besluiten")))
    assert codes(beheer.get("/beheer/regels/?uitkomst=mis")) == ["zrc-013"]
    assert codes(beheer.get("/beheer/regels/?q=bestaat-niet")) == []
    assert codes(beheer.get("/beheer/regels/?api=onzin"))  # what is no choice narrows nothing


def test_only_those_who_look_after_it_see_it(visit):
    assert visit("medewerker", roles=("behandelaar",)).get("/beheer/regels/").status_code == 403


def test_the_outcomes_that_come_with_the_product_can_be_shown(beheer):
    assert len(codes(beheer.get("/beheer/regels/"))) == len(REGELS)
