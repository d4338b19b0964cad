"""Static checks: each fault is found, and a good form gives none."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.diensten.formulieren.analyse import analyse, blocking, completeness
from kapstok.diensten.formulieren.definitie import read_definition
from kapstok.diensten.formulieren.graaf import evaluation_order, find_cycle
from kapstok.diensten.formulieren.logica import InvalidLogic
from kapstok.diensten.formulieren.situatie import CompiledForm
from kapstok.diensten.formulieren.tests.voorbeelden import formulier, stap, vraag

is_a = {"==": [{"var": "soort"}, "a"]}
is_c = {"==": [{"var": "soort"}, "c"]}
never = {"and": [is_a, {"!": [is_a]}]}
without_place = {"zaaktype": "p", "omschrijving": "P", "locatie": "plek"}


def codes(raw: dict) -> set[str]:
    return {finding.code for finding in blocking(analyse(read_definition(raw)))}


def test_good_form_has_no_blocking_findings() -> None:
    raw = formulier(stap("een", vraag("soort", "keuze")), stap("twee", vraag("naam"), visible_if=is_a))
    assert codes(raw) == set()


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (formulier(stap("een", vraag("naam"), vraag("naam"))), "double"),
        (formulier(stap("een", vraag("vandaag"))), "reserved"),
        (formulier(stap("een", vraag("naam", visible_if={"var": "weg"}))), "unknown"),
        (formulier(stap("een", vraag("naam", visible_if={"eval": []}))), "operator"),
        (formulier(stap("een", vraag("soort", "keuze"), vraag("x", visible_if=is_c))), "option"),
        (formulier(stap("een", vraag("naam"), visible_if=False)), "unreachable"),
        (formulier(stap("een", vraag("soort", "keuze")), stap("twee", vraag("x"), visible_if=never)), "unreachable"),
        (formulier(stap("een", vraag("soort", "keuze", options=[]))), "options"),
        (formulier(stap("een", vraag("foto", "bestanden", files=None))), "files"),
        (formulier(stap("een", vraag("rij", "groep", questions=[vraag("x", "groep")]))), "nested"),
        (formulier(stap("een", vraag("naam")), zaak=without_place), "unknown"),
    ],
)  # fmt: skip
def test_fault_in_a_form_is_found(raw: dict, code: str) -> None:
    assert code in codes(raw)


def test_question_behind_an_unreachable_question_is_unreachable() -> None:
    raw = formulier(
        stap("een", vraag("soort", "keuze"), vraag("b", "ja_nee", visible_if={"and": [is_a, {"!": [is_a]}]})),
        stap("twee", vraag("naam"), visible_if={"var": "b"}),
    )
    places = {f.plaats for f in analyse(read_definition(raw)) if f.code == "unreachable"}
    assert places == {"b", "twee"}


def test_cycle_is_refused_with_its_name() -> None:
    raw = formulier(
        stap("een", vraag("a", visible_if={"var": "c"}), vraag("b", visible_if={"var": "a"})),
        stap("twee", vraag("c"), visible_if={"var": "b"}),
    )
    assert "cycle" in codes(raw)
    with pytest.raises(InvalidLogic, match="a → c → b → a"):
        CompiledForm(read_definition(raw))


def test_missing_translation_is_a_warning_and_lowers_completeness() -> None:
    definitie = read_definition(formulier(stap("een", vraag("naam"))))
    findings = analyse(definitie)
    assert {f.code for f in findings} == {"translation-fy", "translation-en"}
    assert not blocking(findings)
    assert completeness(definitie, "fy") == 0
    assert completeness(definitie, "nl") == 1


names = st.sampled_from("abcdefg")
graphs = st.dictionaries(names, st.frozensets(names, max_size=3))


def reaches_itself(graph: dict[str, frozenset[str]], start: str) -> bool:
    seen: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        name = waiting.pop()
        if name == start:
            return True
        if name in graph and name not in seen:
            seen.add(name)
            waiting += graph[name]
    return False


@given(graphs)
def test_cycle_is_found_exactly_when_a_name_reaches_itself(graph: dict[str, frozenset[str]]) -> None:
    cycle = find_cycle(graph)
    assert bool(cycle) == any(reaches_itself(graph, name) for name in graph)
    assert all(after in graph[before] for before, after in pairwise(cycle))


@given(graphs)
def test_order_puts_every_name_after_what_it_needs(graph: dict[str, frozenset[str]]) -> None:
    if find_cycle(graph):
        return
    order = evaluation_order(graph)
    assert sorted(order) == sorted(graph)
    assert all(
        order.index(need) < order.index(name) for name in graph for need in graph[name] if need in graph
    )
