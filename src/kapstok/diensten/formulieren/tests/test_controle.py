"""What people type becomes a value or a sentence; never an exception."""

from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kapstok.diensten.formulieren.controle import check_all, check_step, messages, shown, typed
from kapstok.diensten.formulieren.definitie import Soort, read_definition
from kapstok.diensten.formulieren.logica import InvalidLogic
from kapstok.diensten.formulieren.schema import answers_schema
from kapstok.diensten.formulieren.situatie import CompiledForm
from kapstok.diensten.formulieren.soorten import SOORTEN
from kapstok.diensten.formulieren.tests.voorbeelden import formulier, stap, vraag

TODAY = date(2026, 11, 23)
KINDS = get_args(Soort)
EVERYTHING = CompiledForm(
    read_definition(
        formulier(
            stap("alles", *[vraag(f"q_{kind}", kind, need="optional") for kind in KINDS]),
            stap("meer", vraag("toelichting"), visible_if={"var": "q_ja_nee"}),
        )
    )
)
CONTROLS = [
    f"q_{kind}{part}"
    for kind in KINDS
    for part in ("", ".postcode", ".huisnummer", ".lat", ".lon", ".straat", ".aantal", ".0.naam", ".1.naam")
]
nasty = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "🌳" * 10,
            "31-02-2026",
            "0",
            "-1",
            "1e9",
            "9" * 40,
            "x" * 5000,
            "\x00",
            "ja",
            "a",
            "123456782",
            "NL91ABNA0417164300",
            "8431 AB",
            "12a",
            "2",
            "٣",
            "²",
            "24 december 2026",
            "1.234,50",
            "\ud800",
        ]
    ),
)


def step(kind: str, **more: Any) -> CompiledForm:
    return CompiledForm(read_definition(formulier(stap("een", vraag("q", kind, **more)))))


def check(form: CompiledForm, **raw: str | list[str]) -> tuple[Any, list[tuple[str, str]]]:
    typed_texts = {k.replace("__", "."): v if isinstance(v, list) else [v] for k, v in raw.items()}
    result = check_step(form, form.definitie.steps[0], typed_texts, {}, today=TODAY)
    return result.values.get("q"), messages(result.faults, "nl")


def test_every_question_type_has_its_rules() -> None:
    assert set(SOORTEN) == set(KINDS)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(CONTROLS), st.lists(nasty, max_size=2), max_size=12))
def test_anything_typed_gives_values_and_sentences_and_values_fit_the_schema(
    raw: dict[str, list[str]],
) -> None:
    stage = EVERYTHING.definitie.steps[0]
    result = check_step(EVERYTHING, stage, raw, {}, today=TODAY)
    messages(result.faults, "fy")
    situation = EVERYTHING.situation(result.values, today=TODAY)
    check_all(EVERYTHING, situation)
    schema = answers_schema(EVERYTHING.definitie)
    wrong = [
        e for e in Draft202012Validator(schema).iter_errors(situation.answers) if e.validator != "required"
    ]
    if not result.faults:
        assert wrong == []
    for name, value in situation.answers.items():
        shown(EVERYTHING.by_id[name], value, "en")


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(CONTROLS), st.lists(nasty, max_size=2), max_size=8))
def test_a_value_written_back_is_read_as_the_same_value(raw: dict[str, list[str]]) -> None:
    stage = EVERYTHING.definitie.steps[0]
    first = check_step(EVERYTHING, stage, raw, {}, today=TODAY)
    if first.faults:
        return
    back: dict[str, list[str]] = {}
    for name, value in first.values.items():
        back |= {
            k: v if isinstance(v, list) else [v] for k, v in typed(EVERYTHING.by_id[name], value).items()
        }
    assert check_step(EVERYTHING, stage, back, {}, today=TODAY).values == first.values


names = st.sampled_from(["a", "b", "c"])
conditions = st.one_of(
    st.none(),
    names.map(lambda n: {"var": n}),
    names.map(lambda n: {"!": [{"var": n}]}),
    st.tuples(names, st.sampled_from(["<", "==", "in", "years_between"])).map(
        lambda t: {t[1]: [{"var": t[0]}, "vandaag"]}
    ),
)
random_answers = st.dictionaries(
    names, st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.lists(st.text(max_size=3))
)


@given(conditions, conditions, conditions, random_answers)
def test_any_accepted_definition_evaluates_for_any_answers(
    one: Any, two: Any, three: Any, answers: dict
) -> None:
    raw = formulier(
        stap("een", vraag("a", visible_if=one)),
        stap("twee", vraag("b", "bedrag"), vraag("c", "ja_nee", visible_if=three), visible_if=two),
    )
    try:
        form = CompiledForm(read_definition(raw))
    except InvalidLogic:
        return
    situation = form.situation(answers, today=TODAY)
    assert situation.answers.keys() <= situation.visible


def test_hidden_answer_is_absent_and_hides_what_depends_on_it() -> None:
    form = CompiledForm(
        read_definition(
            formulier(
                stap("een", vraag("hond", "ja_nee"), vraag("ras", visible_if={"var": "hond"})),
                stap("twee", vraag("stamboom"), visible_if={"==": [{"var": "ras"}, "Stabij"]}),
            )
        )
    )
    answers = {"hond": True, "ras": "Stabij", "stamboom": "ja"}
    assert form.situation(answers, today=TODAY).answers == answers
    hidden = form.situation({**answers, "hond": False}, today=TODAY)
    assert hidden.answers == {"hond": False}
    assert [s.id for s in hidden.steps] == ["een"]


def test_required_question_names_itself_and_an_example() -> None:
    form = step("tekst", short={"nl": "uw straat"}, example="Dorpsstraat")
    assert check(form) == (None, [("q", "Vul uw straat in. Bijvoorbeeld Dorpsstraat.")])


def test_recommended_question_may_stay_empty() -> None:
    assert check(step("tekst", need="recommended")) == (None, [])


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("datum", "24-12-2026", "2026-12-24"),
        ("datum", "24 december 2026", "2026-12-24"),
        ("datum", "2026-12-24", "2026-12-24"),
        ("bedrag", "1.234,5", "1234.50"),
        ("bedrag", "€ 12.50", "12.50"),
        ("getal", "1.200", 1200),
        ("telefoon", "06-12 34 56 78", "0612345678"),
        ("telefoon", "0031612345678", "+31612345678"),
        ("bsn", "1234.56.782", "123456782"),
        ("kenteken", "ab-123-c", "AB123C"),
        ("email", "sjoukje@voorbeeld.nl", "sjoukje@voorbeeld.nl"),
        ("ja_nee", "nee", False),
        ("keuzes", ["b", "a", "a"], ["a", "b"]),
    ],
)
def test_typed_text_becomes_a_value(kind: str, text: str | list[str], value: Any) -> None:
    assert check(step(kind), q=text) == (value, [])


@pytest.mark.parametrize(
    ("kind", "text", "part_of_message"),
    [
        ("datum", "31-02-2026", "Deze datum bestaat niet"),
        ("bsn", "123456789", "BSN klopt niet"),
        ("kvk", "1234", "8 cijfers"),
        ("iban", "NL91ABNA0417164301", "IBAN klopt niet"),
        ("getal", "1,5", "heel getal"),
        ("getal", "veel", "alleen cijfers"),
        ("email", "sjoukje@@voorbeeld", "e-mailadres klopt niet"),
        ("telefoon", "12", "telefoonnummer klopt niet"),
        ("keuze", "c", "Kies een antwoord uit de lijst"),
        ("tekst", "x" * 251, "Er passen 250 tekens in"),
        ("kenteken", "ABCDEF", "kenteken klopt niet"),
    ],
)
def test_wrong_text_gives_a_sentence_with_the_way_out(kind: str, text: str, part_of_message: str) -> None:
    value, faults = check(step(kind), q=text)
    assert value is None
    assert len(faults) == 1
    assert part_of_message in faults[0][1]


def test_address_without_postcode_points_at_the_postcode() -> None:
    assert check(step("adres"), q__huisnummer="12") == (
        None,
        [("q.postcode", "Vul uw postcode in. Bijvoorbeeld 8431 AB.")],
    )


def test_place_needs_only_a_street_or_a_position_inside_the_country() -> None:
    assert check(step("locatie"), q__straat="Snellingerdijk")[1] == []
    assert check(step("locatie"), q__lat="52.99", q__lon="6.29")[0] == {"lat": 52.99, "lon": 6.29}
    assert check(step("locatie"), q__lat="0.0", q__lon="0.0")[0] is None


def test_rule_of_the_editor_is_applied_with_its_own_sentence() -> None:
    rule = {
        "rule": {">": [{"var": "dit"}, {"var": "vandaag"}]},
        "message": {"nl": "Kies een dag na vandaag."},
    }
    form = step("datum", limits={"rules": [rule]})
    assert check(form, q="23-11-2026")[1] == [("q", "Kies een dag na vandaag.")]
    assert check(form, q="24-11-2026")[1] == []


def test_rows_are_read_and_empty_rows_left_out() -> None:
    form = step("groep")
    value, faults = check(form, q__aantal="3", q__0__naam="Anna", q__2__naam="Piet")
    assert (value, faults) == ([{"naam": "Anna"}, {"naam": "Piet"}], [])
