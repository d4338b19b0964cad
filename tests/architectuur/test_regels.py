"""The register of rules tells the truth: about the code, and about the tests."""

import inspect
import json
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from kapstok.kern.regels import BY_CODE, REGELS, SOURCES
from kapstok.platform.config import settings
from kapstok.site.pytest_regels import PLACE, told

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"^(zrc|drc|ztc|brc|ac)_(\d{3})_?")


def _functions() -> Iterator[tuple[str, str]]:
    """Every rule that is named by a code of the standard, as (place, code)."""
    for file in sorted((ROOT / "src" / "kapstok" / "magazijnen").glob("*/rules*.py")):
        module = import_module(f"kapstok.magazijnen.{file.parent.name}.{file.stem}")
        for name, found in inspect.getmembers(module, inspect.isfunction):
            code = NAMED.match(name)
            if code and found.__module__ == module.__name__:
                yield f"{module.__name__.removeprefix('kapstok.')}:{name}", f"{code[1]}-{code[2]}"


def test_a_rule_is_known_by_one_code_and_says_what_it_means():
    assert len(BY_CODE) == len(REGELS)
    for regel in REGELS:
        assert re.fullmatch(r"(zgw|zrc|drc|ztc|brc|ac|nrc)-(\d{3}[a-z]?|x-[a-z-]+)", regel.code)
        assert regel.betekenis.endswith(".")
        assert set(regel.bron.split()) <= set(SOURCES)
        assert bool(regel.niet) != bool(regel.plaats), f"{regel.code}: a place, or a reason why not"


@pytest.mark.parametrize("regel", [r for r in REGELS if r.plaats], ids=lambda r: r.code)
def test_the_place_where_a_rule_is_kept_is_there(regel):
    for place in regel.plaats:
        pkgutil.resolve_name(f"kapstok.{place}" if ":" in place else f"kapstok.{place}:__name__")


def test_every_function_named_by_a_code_is_in_the_register_under_that_code():
    # ztc_004_to_008 stands for five codes; its name carries the first.
    assert [place for place, code in _functions() if place not in BY_CODE[code].plaats] == []


def test_every_rule_that_applies_has_a_test():
    marked = set()
    for folder in ("src", "tests"):
        for file in (ROOT / folder).rglob("test_*.py"):
            for marker in re.findall(r"@pytest\.mark\.regel\(([^)]*)\)", file.read_text()):
                marked |= set(re.findall(r'"([^"]+)"', marker))
    assert marked <= set(BY_CODE)
    assert sorted(r.code for r in REGELS if not r.niet and r.code not in marked) == []


def test_the_outcomes_in_the_product_are_of_rules_that_exist():
    kept = json.loads(PLACE.read_text())
    assert set(kept["regels"]) <= set(BY_CODE)
    assert told(kept["regels"], kept["datum"]).split('"datum"')[1] == PLACE.read_text().split('"datum"')[1]


def test_the_order_of_the_tests_makes_no_difference_to_the_outcomes():
    one = {"zrc-002": {"b": "goed", "a": "mis"}, "zrc-001": {"c": "goed"}}
    other = {"zrc-001": {"c": "goed"}, "zrc-002": {"a": "mis", "b": "goed"}}
    assert told(one, "2026-11-25") == told(other, "2026-11-25")


TEXT = Path(settings.standaarden_map) / "zgw" / "regels.md"
# Open Zaak refuses such a value when it is set to; Zaken 1.7 stores it, and so do we.
NOT_GIVEN = {"waarde-incorrect-format"}


def _codes(text: str) -> set[str]:
    """The codes in a text, with those in between: `drc-011–014`."""
    found = set(re.findall(r"\b(?:zrc|drc|ztc|brc|ac)-\d{3}[a-z]?", text))
    for api, first, last in re.findall(r"\b(zrc|drc|ztc|brc|ac)-(\d{3})[a-z]?–(\d{3})", text):
        found |= {f"{api}-{number:03}" for number in range(int(first), int(last) + 1)}
    return found


def _bare(codes: set[str]) -> set[str]:
    """Without the letter that tells the parts of one rule apart."""
    return {code[: code.index("-") + 4] for code in codes}


@pytest.mark.skipif(not TEXT.is_file(), reason="the standard is not here")
def test_the_register_and_the_standard_name_the_same_rules():
    standard = _bare(_codes(TEXT.read_text(encoding="utf-8")))
    ours = _bare({code for code in BY_CODE if not re.match(r"zgw|\w+-x-", code)})
    assert standard - ours == set()
    assert ours - standard == set()


@pytest.mark.skipif(not TEXT.is_file(), reason="the standard is not here")
def test_every_published_code_of_a_fault_is_one_that_the_product_can_give():
    source = "".join(
        file.read_text(encoding="utf-8")
        for file in (ROOT / "src" / "kapstok").rglob("*.py")
        if "tests" not in file.parts
    )
    rows = (line for line in TEXT.read_text(encoding="utf-8").splitlines() if line.startswith("|"))
    named = {code for row in rows for code in re.findall(r"`([a-z]+(?:[-_][a-zA-Z]+)+)`", row)}
    assert len(named) > 80
    assert sorted(code for code in named - NOT_GIVEN if code not in source) == []
