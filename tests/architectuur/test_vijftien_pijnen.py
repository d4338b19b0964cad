"""The page of the fifteen pains names tests that are there: each pain is shown to be gone by one that does it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "uitleg" / "vijftien-pijnen.md").read_text()
PAINS = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
# `file.py`, `file.py::test`, or `::test` of the file named last.
NAMED = re.compile(r"`([\w/]*test_\w+\.py)?(?:::(\w+))?`")


def _tests(pain: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for file, name in NAMED.findall(pain):
        if file or (name and found):
            found.append((file or found[-1][0], name))
    return found


def test_there_are_fifteen_pains():
    assert [int(pain.partition(".")[0]) for pain in PAINS] == list(range(1, 16))


@pytest.mark.parametrize("pain", PAINS, ids=lambda pain: pain.partition("\n")[0])
def test_every_pain_is_shown_to_be_gone_by_tests_that_are_there(pain: str) -> None:
    named = _tests(pain)
    assert named, "no test shows that this is gone"
    for file, name in named:
        places = [p for top in ("src", "tests") for p in (ROOT / top).rglob(Path(file).name)]
        there = [p for p in places if p.as_posix().endswith(f"/{file}")]
        assert there, f"{file} is not there"
        wanted = rf"^(?:async )?def {name}\b" if name else r"^def test_"
        assert any(re.search(wanted, p.read_text(), re.MULTILINE) for p in there), (
            f"{file}::{name} is not there"
        )
