"""A long text inside JSON reads as any JSON reader would read it, in pieces."""

import base64
import contextlib
import io
import json
import tracemalloc
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.platform.storage import inline
from kapstok.platform.storage.inline import BadBase64, BadJson, TooMuch, decode, read_object

ROOM = 100_000
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def _reader(raw: bytes, sizes):
    """Gives pieces of unequal length, whatever is asked for."""
    source, at = io.BytesIO(raw), iter(sizes)
    return lambda most: source.read(min(next(at, most), most))


def _read(raw: bytes, sizes=(), path=("inhoud",), room=ROOM):
    """What is small is read at once; here it is walked through as well, with the same outcome."""
    at_once = _outcome(raw, sizes, path, room)
    with mock.patch.object(inline, "_start", return_value=(b"", False)):
        walked = _outcome(raw, sizes, path, room)
    assert repr(at_once) == repr(walked)
    if isinstance(at_once, Exception):
        raise at_once
    return at_once


def _outcome(raw, sizes, path, room):
    try:
        return read_object(_reader(raw, sizes), path, b"".join, room=room)
    except (BadJson, TooMuch) as no:
        return no


PHP = lambda text: text.replace("/", "\\/")  # noqa: E731
DOTNET = lambda text: text.replace("+", "\\u002B").replace("/", "\\u002f")  # noqa: E731
MIME = lambda text: "\\r\\n".join(text[i : i + 76] for i in range(0, len(text), 76))  # noqa: E731


@given(
    st.binary(max_size=400),
    st.dictionaries(st.text(max_size=8), JSON, max_size=4),
    st.integers(0, 4),
    st.sampled_from([str, PHP, DOTNET, MIME]),
    st.sampled_from([None, 1]),
    st.lists(st.integers(1, 40), max_size=80),
)
def test_it_reads_as_json_and_base64_do(content, around, place, spelling, indent, sizes):
    around.pop("inhoud", None)
    items = list(around.items())
    items.insert(place, ("inhoud", "@@@"))
    text = spelling(base64.b64encode(content).decode())
    raw = json.dumps(dict(items), indent=indent).replace('"@@@"', f'"{text}"', 1)
    assert _read(raw.encode(), sizes) == {**around, "inhoud": content}


@given(st.binary(max_size=120), st.lists(st.integers(1, 9), max_size=40))
def test_any_bytes_are_read_or_refused(raw, sizes):
    with contextlib.suppress(BadJson):
        assert isinstance(_read(raw, sizes), dict)


@given(st.text(alphabet='{}[]:,"\\inhoud AA==0tru/', max_size=60), st.lists(st.integers(1, 9), max_size=40))
def test_what_is_no_json_is_never_taken_for_it(text, sizes):
    try:
        expected = json.loads(text)
    except ValueError:
        expected = None
    try:
        found = _read(text.encode(), sizes)
    except BadJson:
        assert not isinstance(expected, dict)
        return
    # Only the long text itself is not checked as JSON: its bytes decide, and nonsense there is a BadBase64.
    if not isinstance(found.get("inhoud"), BadBase64):
        assert isinstance(expected, dict)
        assert {**found, "inhoud": 0} == {**expected, "inhoud": 0} if "inhoud" in found else found == expected


@given(st.binary(min_size=1, max_size=200), st.lists(st.integers(1, 7), min_size=1, max_size=90))
def test_base64_may_be_cut_anywhere(content, sizes):
    text, pieces, at = base64.b64encode(content), [], 0
    for size in sizes:
        pieces.append(text[at : at + size])
        at += size
    pieces.append(text[at:])
    assert b"".join(decode(iter(pieces))) == content


@pytest.mark.parametrize(
    "text", ["A", "AA", "AAA", "AA=", "AA==AA==", "AA== A", "A-_A", "=", "A===", "\\\\", "é"]
)
def test_what_is_no_base64_is_said_so_and_the_rest_is_read(text):
    found = _read(f'{{"inhoud": "{text}", "titel": "x"}}'.encode())
    assert isinstance(found["inhoud"], BadBase64)
    assert found["titel"] == "x"


@pytest.mark.parametrize(
    "raw", ["", "[]", '"x"', "{", '{"inhoud": "AA', '{"inhoud": "AAAA"', '{"inhoud" "AAAA"}', "{}x"]
)
def test_what_is_no_object_is_refused(raw):
    with pytest.raises(BadJson):
        _read(raw.encode())


def test_other_values_at_the_place_stay_as_they_are():
    for value in ("null", "5", "[]", '{"inhoud": "AAAA"}', "true"):
        assert _read(f'{{"inhoud": {value}}}'.encode()) == {"inhoud": json.loads(value)}
    assert _read(b'{"inhoud": ""}') == {"inhoud": b""}


def test_the_last_of_two_counts():
    assert _read(b'{"inhoud": "AAAA", "inhoud": "AAAB"}') == {"inhoud": b"\0\0\1"}
    assert _read(b'{"inhoud": "AAAA", "inhoud": null}') == {"inhoud": None}
    assert _read(b'{"inhoud": "AAAA", "inhoud": 5}') == {"inhoud": 5}
    assert _read(b'{"inh\\u006fud": "AAAA"}') == {"inhoud": b"\0\0\0"}


def test_the_place_may_be_deeper_and_only_there():
    raw = b'{"inhoud": "x", "document": {"inhoud": "AAAA", "meer": [{"inhoud": "y"}]}, "z": {"inhoud": "q"}}'
    found = _read(raw, path=("document", "inhoud"))
    assert found == {
        "inhoud": "x",
        "document": {"inhoud": b"\0\0\0", "meer": [{"inhoud": "y"}]},
        "z": {"inhoud": "q"},
    }


def test_what_is_around_it_is_bounded():
    for raw in (b'{"titel": "' + b"x" * 2000 + b'"}', b" " * 2000, b"[" * 2000):
        with pytest.raises((TooMuch, BadJson)):
            _read(raw, room=1000)
    with pytest.raises(BadJson):
        _read(b'{"a":' + b"[" * 50_000)


def test_a_long_text_takes_little_memory():
    pieces = iter([b'{"inhoud":"', *([b"QUJD" * 64 * 1024] * 256), b'","titel":"x"}'])
    tracemalloc.start()
    found = read_object(lambda _most: next(pieces, b""), ("inhoud",), lambda p: sum(map(len, p)), room=ROOM)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == {"inhoud": 256 * 192 * 1024, "titel": "x"}
    assert peak < 8 * inline.PIECE
