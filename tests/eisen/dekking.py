"""Which requirements of the information plan have a test, a recorded reason, or are open.

A test says what it covers with `@pytest.mark.eis("R-203", ...)`. A reason stands in redenen.json. The requirements
themselves come from the standards folder (beleidsplan/eisen.json).

    python -m tests.eisen.dekking      writes docs/naslag/eisen.md
"""

import ast
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "naslag" / "eisen.md"
REASONS = Path(__file__).with_name("redenen.json")
CHAPTERS = (
    "F0",
    "1",
    "2",
    "5",
    "6",
    "7",
    "8",
    "B1",
)  # of the steering; the others belong to other parts of the house


def requirements(standards: Path) -> dict[str, str] | None:
    """Paragraph of each requirement of these chapters; None where the folder is not at hand."""
    file = standards / "governance" / "beleidsplan" / "eisen.json"
    if not file.exists():
        return None
    rows = json.loads(file.read_text())["eisen"]
    return {row["id"]: row["paragraaf"] for row in rows if row["paragraaf"].split(".")[0] in CHAPTERS}


def every_id(standards: Path) -> set[str]:
    """All requirements, of every chapter: a mark may name those too."""
    rows = json.loads((standards / "governance" / "beleidsplan" / "eisen.json").read_text())["eisen"]
    return {row["id"] for row in rows}


def marks_in(code: str) -> dict[str, set[str]]:
    """Ids that the tests of one file name, with the names of those tests."""
    found: dict[str, set[str]] = defaultdict(set)
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            for each in node.decorator_list:
                if isinstance(each, ast.Call) and ast.unparse(each.func) == "pytest.mark.eis":
                    for argument in each.args:
                        found[ast.literal_eval(argument)].add(node.name)
    return found


def marks(root: Path = ROOT) -> dict[str, set[str]]:
    """The same over the whole source."""
    found: dict[str, set[str]] = defaultdict(set)
    for folder in ("src", "tests"):
        for file in sorted((root / folder).glob("**/test_*.py")):
            text = file.read_text()
            if "pytest.mark.eis" in text:
                for each, names in marks_in(text).items():
                    found[each] |= names
    return found


def faults(known: Iterable[str], marked: Iterable[str], reasons: Mapping[str, str]) -> list[str]:
    """Marks and reasons that do not fit the requirements."""
    ids, named = set(known), set(marked)
    wrong = [f"{each}: a test names it, and there is no such requirement" for each in sorted(named - ids)]
    wrong += [
        f"{each}: a reason names it, and there is no such requirement" for each in sorted(set(reasons) - ids)
    ]
    wrong += [f"{each}: both a test and a reason" for each in sorted(named & set(reasons))]
    return wrong + [f"{each}: an empty reason" for each, why in sorted(reasons.items()) if not why.strip()]


def page(wanted: Mapping[str, str], marked: Mapping[str, set[str]], reasons: Mapping[str, str]) -> str:
    """The reference page: every requirement with its state."""
    lines, count = [], Counter[str]()
    for each, paragraph in wanted.items():
        if each in marked:
            state, where = "getest", ", ".join(f"`{name}`" for name in sorted(marked[each]))
        elif each in reasons:
            state, where = "met reden niet", reasons[each]
        else:
            state, where = "open", ""
        count[state] += 1
        lines.append(f"| {each} | {paragraph} | {state} | {where} |")
    return (
        "# Eisen van het informatieplan\n\nVoor de hoofdstukken 1, 2, 5, 6, 7, 8 en de bijlage: wat een test heeft, wat"
        " met reden niet is gemaakt, en wat nog open is. Een test die een deel van een eis bewijst,"
        " noemt de eis ook.\n\n"
        f"Getest: {count['getest']}. Met reden niet: {count['met reden niet']}. Open: {count['open']}.\n\n"
        "| Eis | Paragraaf | Stand | Waar |\n|---|---|---|---|\n"
        + "\n".join(lines)
        + "\n\n*Gemaakt door `python -m tests.eisen.dekking`; niet met de hand wijzigen.*\n"
    )


def current(standards: Path) -> str | None:
    """The page as it should be now; None where the requirements are not at hand."""
    wanted = requirements(standards)
    return None if wanted is None else page(wanted, marks(), json.loads(REASONS.read_text()))


def main() -> int:
    """Write the page."""
    from kapstok.platform.config import settings

    text = current(Path(settings.standaarden_map).resolve())
    if text is None:
        print("De eisen zijn er niet (KAPSTOK_STANDAARDEN_MAP): docs/naslag/eisen.md blijft zoals het is.")
        return 0
    PAGE.write_text(text)
    print(text.split("\n\n")[2])
    return 0


if __name__ == "__main__":
    sys.exit(main())
