"""Requirements and tests, both ways: no mark or reason without a requirement, and the page tells what is open."""

import json
from pathlib import Path

import pytest

from kapstok.platform.config import settings
from tests.eisen import dekking

STANDARDS = Path(settings.standaarden_map).resolve()
needs_list = pytest.mark.skipif(
    dekking.requirements(STANDARDS) is None, reason="eisen.json is not here (setting standaarden_map)"
)


@pytest.mark.standaard
@needs_list
def test_every_mark_and_every_reason_is_about_a_requirement_that_exists():
    reasons = json.loads(dekking.REASONS.read_text())
    assert dekking.faults(dekking.every_id(STANDARDS), dekking.marks(), reasons) == []


@pytest.mark.standaard
@needs_list
def test_the_page_says_of_every_requirement_whether_it_is_tested_explained_or_open():
    assert dekking.PAGE.read_text() == dekking.current(STANDARDS), "run python -m tests.eisen.dekking"


def test_marks_are_read_from_the_source():
    code = """
@pytest.mark.eis("R-001", "R-002")
def test_a(): ...

@pytest.mark.eis("R-002")
def test_b(): ...

def test_c(): ...
"""
    assert dekking.marks_in(code) == {"R-001": {"test_a"}, "R-002": {"test_a", "test_b"}}


def test_each_kind_of_fault_is_found():
    wrong = dekking.faults(
        ["R-001", "R-002"], ["R-001", "R-009"], {"R-001": "waarom", "R-002": " ", "R-008": "x"}
    )
    assert [line.split(":")[0] for line in wrong] == ["R-009", "R-008", "R-001", "R-002"]


def test_the_page_counts_and_names_each_state():
    text = dekking.page(
        {"R-001": "1", "R-002": "2.1", "R-003": "5"},
        {"R-001": {"test_b", "test_a"}},
        {"R-002": "Hoort elders."},
    )
    assert "Getest: 1. Met reden niet: 1. Open: 1." in text
    assert "| R-001 | 1 | getest | `test_a`, `test_b` |" in text
    assert "| R-002 | 2.1 | met reden niet | Hoort elders. |" in text
    assert "| R-003 | 5 | open |  |" in text
