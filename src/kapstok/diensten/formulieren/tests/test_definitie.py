"""A definition is read strictly, and an editor hears what is wrong and where."""

import pytest

from kapstok.diensten.formulieren.definitie import InvalidDefinition, dump_definition, read_definition
from kapstok.diensten.formulieren.tests.voorbeelden import formulier, stap, vraag


def test_definition_survives_a_round_trip() -> None:
    definitie = read_definition(formulier(stap("een", vraag("naam"), vraag("soort", "keuze"))))
    assert read_definition(dump_definition(definitie)) == definitie


@pytest.mark.parametrize(
    ("broken", "place"),
    [
        (formulier(stap("een", vraag("naam", "toverstaf"))), "steps[0].questions[0].type"),
        (formulier(stap("een", vraag("naam", kleur="rood"))), "steps[0].questions[0]"),
        (formulier(stap("een", {"id": "x", "type": "tekst"})), "steps[0].questions[0]"),
        (formulier(stap("een", vraag("Naam met spatie"))), "steps[0].questions[0].id"),
        (formulier(), "steps"),
    ],
)
def test_editor_hears_the_place_of_a_fault(broken: dict, place: str) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        read_definition(broken)
    assert refused.value.field == place


def test_text_that_is_no_json_is_refused() -> None:
    with pytest.raises(InvalidDefinition):
        read_definition(b"{slug: 1")
    with pytest.raises(InvalidDefinition):
        read_definition(b"[" * 100_000)


def test_missing_translation_falls_back_to_dutch() -> None:
    text = read_definition(formulier(stap("een", vraag("naam")))).title
    assert text.in_taal("fy") == "Proef"
