"""Fields are filled with text, and with nothing but text."""

from hypothesis import given
from hypothesis import strategies as st

from kapstok.diensten.brieven.rules import fields_of, fill, missing, to_ask

VALUES = st.dictionaries(st.sampled_from(["aanvrager", "reden"]), st.text(max_size=30))


def test_fields_are_found_once_in_order():
    assert fields_of("{reden} {aanvrager}", "{reden}") == ["reden", "aanvrager"]
    assert to_ask("{aanvrager} {reden}") == ["reden"]


@given(st.text(max_size=80), VALUES)
def test_any_text_and_any_values_give_a_text(text, values):
    assert isinstance(fill(text, values), str)


@given(st.text(max_size=30))
def test_a_value_that_looks_like_a_field_is_not_filled_again(value):
    assert fill("{reden}", {"reden": "{aanvrager}" + value, "aanvrager": "X"}) == "{aanvrager}" + value


def test_every_empty_field_is_named():
    assert [r.field for r in missing({"reden": " "}, "{reden} {aanvrager}")] == ["reden", "aanvrager"]
