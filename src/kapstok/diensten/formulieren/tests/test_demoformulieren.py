"""The forms of the demo are good forms: readable, without findings, complete in three languages."""

from pathlib import Path

import pytest

import kapstok.demo
from kapstok.diensten.formulieren.analyse import analyse, completeness
from kapstok.diensten.formulieren.definitie import Definitie, read_definition
from kapstok.diensten.formulieren.schema import answers_schema
from kapstok.diensten.formulieren.situatie import CompiledForm

FORMS = sorted((Path(kapstok.demo.__file__).parent / "formulieren").glob("*.json"))


def read(path: Path) -> Definitie:
    return read_definition(path.read_bytes())


def test_there_are_ten_forms() -> None:
    assert len(FORMS) == 10


@pytest.mark.parametrize("path", FORMS, ids=lambda p: p.stem)
def test_form_passes_the_static_checks(path: Path) -> None:
    definitie = read(path)
    assert analyse(definitie) == []
    assert definitie.slug == path.stem
    CompiledForm(definitie)


@pytest.mark.parametrize("path", FORMS, ids=lambda p: p.stem)
def test_form_is_complete_in_three_languages(path: Path) -> None:
    assert [completeness(read(path), taal) for taal in ("nl", "fy", "en")] == [1, 1, 1]


@pytest.mark.parametrize("path", FORMS, ids=lambda p: p.stem)
def test_every_question_says_its_name_in_a_fault(path: Path) -> None:
    asked = [v for v in read(path).questions() if v.need == "required" and v.type != "uitleg"]
    assert [v.id for v in asked if v.short is None] == []


@pytest.mark.parametrize("path", FORMS, ids=lambda p: p.stem)
def test_names_of_eigenschappen_fit_the_standard(path: Path) -> None:
    """Catalogi: eigenschap naam has at most 20 characters."""
    definitie = read(path)
    assert all(len(name) <= 20 for name in definitie.zaak.eigenschappen)
    assert answers_schema(definitie)["type"] == "object"


def test_kapvergunning_has_five_pages_and_melding_three_before_the_check() -> None:
    pages = {path.stem: [stap.id for stap in read(path).steps] for path in FORMS}
    assert pages["kapvergunning"] == ["boom", "plek", "reden", "fotos", "contact"]
    assert pages["melding-openbare-ruimte"] == ["wat", "waar", "foto"]
