"""The CSS shaker of the build."""

from hypothesis import given
from hypothesis import strategies as st

from kapstok.platform.ui import css

SHEET = """
/* comment with .used { } */
@charset "utf-8";
.used, .unused { color: red; content: "} .x {"; }
.used .unused { color: blue }
a:is(.used, .also) { color: var(--a, var(--b)) }
@media (min-width: 10em) { .unused { color: red } .used { margin: 0 } }
@media print { .unused { display: none } }
"""


def test_only_selectors_of_used_classes_stay():
    kept = css.shaken(SHEET, frozenset({"used", "also"}))
    assert ".used{" in kept
    assert "unused" not in kept
    assert 'content: "} .x {"' in kept
    assert "a:is(.used, .also)" in kept
    assert "@media (min-width: 10em){.used{" in kept
    assert "print" not in kept


def test_comma_inside_parentheses_does_not_split_a_selector():
    assert css.split_list("a:is(.b, .c), .d[title='x,y']") == ["a:is(.b, .c)", ".d[title='x,y']"]


def test_tokens_are_found_through_other_tokens():
    available = css.tokens(".t { --a: var(--c); --b: 1px; --c: var(--d, 2px); --d: 3px; --lost: 4px; }")
    assert css.needed_tokens(SHEET, available) == {
        "--a": "var(--c)",
        "--b": "1px",
        "--c": "var(--d, 2px)",
        "--d": "3px",
    }


def test_circle_of_tokens_ends():
    assert set(css.needed_tokens("a{b:var(--x)}", {"--x": "var(--y)", "--y": "var(--x)"})) == {"--x", "--y"}


def test_custom_properties_that_nobody_reads_go_and_selectors_that_look_like_one_stay():
    text = ".a--b:hover{--x:var(--y);--y:1;color:red}.c{--in-svg:2;--z:3}.d{margin:var( --z )}"
    small = css.minified(css.without_unread(text, ["fill: var(--in-svg)"]))
    assert small == ".a--b:hover{color:red}.c{--in-svg:2;--z:3}.d{margin:var(--z)}"


def test_minifying_keeps_strings_and_descendants():
    small = css.minified("a  :hover ,\n b > c { content : 'a ; b' ; margin : 0 auto; }")
    assert small == "a :hover,b>c{content:'a ; b';margin:0 auto}"


def test_used_names_reads_whole_words_with_the_prefix():
    names = css.used_names(['class="nl-link my-nl-x nl-button--primary"'], ("nl-",))
    assert names == {"nl-link", "nl-button--primary"}


@given(st.text(alphabet="ab.{}(),;:'\"/* @\n", max_size=80))
def test_broken_css_never_hangs_or_raises(text):
    css.minified(css.shaken(text, frozenset({"a"})))
