"""Logic: an oracle that interprets naively agrees with the closures, and nothing ever raises."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.diensten.formulieren.logica import InvalidLogic, compile_logic, variables_of

NAMES = ("a", "b", "c")
answers = st.dictionaries(
    st.sampled_from(NAMES),
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-5, 5),
        st.sampled_from(["", "eik", "beuk", "2026-02-30", "2026-02-28"]),
        st.lists(st.sampled_from(["eik", "beuk"]), max_size=2),
    ),
)
literals = st.one_of(st.booleans(), st.integers(-5, 5), st.sampled_from(["", "eik", "2026-02-28"]))
leaves = st.one_of(literals, st.sampled_from(NAMES).map(lambda n: {"var": n}))


def _operators(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    two = st.tuples(
        st.sampled_from(["==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "in"]), children, children
    )
    many = st.tuples(st.sampled_from(["and", "or"]), st.lists(children, min_size=1, max_size=3))
    three = st.tuples(children, children, children)
    return st.one_of(
        two.map(lambda t: {t[0]: [t[1], t[2]]}),
        many.map(lambda t: {t[0]: t[1]}),
        children.map(lambda c: {"!": [c]}),
        three.map(lambda t: {"if": list(t)}),
    )


expressions = st.recursive(leaves, _operators, max_leaves=12)


def is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def equal(left: Any, right: Any) -> bool:
    if is_number(left) and is_number(right):
        return Decimal(left) == Decimal(right)
    return type(left) is type(right) and not is_number(left) and left == right


def naive(e: Any, env: dict[str, Any]) -> Any:  # noqa: C901 - one branch per operator
    """JsonLogic by the book, one branch per operator, written without looking at the compiler."""
    if not isinstance(e, dict):
        return e
    ((name, args),) = e.items()
    if name == "var":
        return env.get(args)
    if name == "if":
        return naive(args[1] if naive(args[0], env) else args[2], env)
    if name in ("and", "or"):
        for arg in args:
            value = naive(arg, env)
            if bool(value) == (name == "or"):
                return value
        return value
    values = [naive(arg, env) for arg in args]
    if name == "!":
        return not values[0]
    left, right = values
    if name in ("==", "!="):
        return equal(left, right) == (name == "==")
    if name == "in":
        if isinstance(right, str):
            return isinstance(left, str) and left in right
        return isinstance(right, list) and any(equal(left, item) for item in right)
    if name in ("<", "<=", ">", ">="):
        if not ((is_number(left) and is_number(right)) or (isinstance(left, str) and isinstance(right, str))):
            return False
        return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[name]
    if not (is_number(left) and is_number(right)) or (name == "/" and right == 0):
        return None
    left, right = Decimal(left), Decimal(right)
    return {"+": left + right, "-": left - right, "*": left * right, "/": left / (right or 1)}[name]


@given(expressions, answers)
def test_compiled_logic_agrees_with_a_naive_evaluator(expression: Any, env: dict[str, Any]) -> None:
    found, expected = compile_logic(expression)(env), naive(expression, env)
    assert equal(found, expected) or (is_number(found) and abs(found - expected) < Decimal("1e-15"))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda c: st.lists(c, max_size=3) | st.dictionaries(st.text(max_size=5), c, max_size=3),
    max_leaves=8,
)
known_names = [
    "var",
    "missing",
    "+",
    "%",
    "/",
    "min",
    "days_between",
    "add_days",
    "years_between",
    "cat",
    "length",
]
wild = st.recursive(
    json_values,
    lambda c: st.tuples(st.sampled_from(known_names), st.lists(c, max_size=3)).map(lambda t: {t[0]: t[1]}),
    max_leaves=10,
)


@given(wild, st.dictionaries(st.sampled_from(["a", "vandaag"]), json_values))
def test_whatever_compiles_never_raises(expression: Any, env: dict[str, Any]) -> None:
    try:
        compiled = compile_logic(expression)
    except InvalidLogic:
        return
    compiled(env)


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ({"years_between": ["2008-11-24", "2026-11-23"]}, 17),
        ({"years_between": ["2008-11-23", "2026-11-23"]}, 18),
        ({"days_between": ["2026-02-28", "2026-03-01"]}, 1),
        ({"add_days": ["2026-12-31", 1]}, "2027-01-01"),
        ({"add_days": ["9999-12-31", 1]}, None),
        ({"add_days": ["2026-02-30", 1]}, None),
        ({"/": [1, 0]}, None),
        ({"==": [1, True]}, False),
        ({"==": ["1", 1]}, False),
        ({"in": ["eik", {"var": "bomen"}]}, True),
        ({"var": "plek.woonplaats"}, "Oosterwolde"),
        ({"var": ["leeg", "anders"]}, "anders"),
        ({"missing": ["leeg", "bomen"]}, ["leeg"]),
        ({"cat": ["Boom: ", 3]}, "Boom: 3"),
        ({"+": [{"var": "tien_cent"}, {"var": "tien_cent"}, {"var": "tien_cent"}]}, Decimal("0.30")),
    ],
)
def test_operators_give_what_an_editor_expects(expression: Any, result: Any) -> None:
    env = {"bomen": ["eik"], "plek": {"woonplaats": "Oosterwolde"}, "tien_cent": Decimal("0.10")}
    assert compile_logic(expression)(env) == result


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ({"eval": ["1+1"]}, "operator"),
        ({"==": [1]}, "arguments"),
        ({"==": [1, 2], "!=": [1, 2]}, "shape"),
        ({"var": 3}, "var"),
        ({"and": [1] * 600}, "too_big"),
    ],
)
def test_logic_outside_the_subset_is_refused(expression: Any, code: str) -> None:
    with pytest.raises(InvalidLogic) as refused:
        compile_logic(expression)
    assert refused.value.code == code


def test_a_condition_that_is_too_deep_is_refused() -> None:
    expression: Any = True
    for _ in range(5000):
        expression = {"!": [expression]}
    with pytest.raises(InvalidLogic):
        compile_logic(expression)


def test_variables_are_found_in_every_corner() -> None:
    assert variables_of({"if": [{"var": "a.b"}, {"missing": ["c"]}, {"+": [1, {"var": ["d", {"var": "x"}]}]}]}) == {
        "a", "c", "d", "x",
    }  # fmt: skip
