"""pytest plug-in: which rules of the standard the tests prove, for the page "Regels van de standaard".

A test carries `@pytest.mark.regel("zrc-013")`. A whole run (or a run of all marked tests, `-m regel`) writes what
came of them to kern/regels/uitkomst.json, in an order of its own, so that only a different outcome is a change.
With xdist the workers tell the controller, which writes.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

PLACE = Path(__file__).resolve().parents[1] / "kern" / "regels" / "uitkomst.json"
KEY = "regel"
# The worst that any of its cases came to counts for a test.
WORST = ("goed", "overgeslagen", "mis")
_seen: dict[str, dict[str, str]] = {}


def pytest_configure(config: pytest.Config) -> None:
    """Tell pytest about the marker."""
    config.addinivalue_line("markers", "regel(code, ...): proves these rules of the standard")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A marker names rules that exist; each report carries them along."""
    from kapstok.kern.regels import BY_CODE

    for item in items:
        codes = [code for marker in item.iter_markers(KEY) for code in marker.args]
        unknown = [code for code in codes if code not in BY_CODE]
        if unknown:
            raise pytest.UsageError(f"{item.nodeid}: no such rule: {', '.join(unknown)}")
        item.user_properties += [(KEY, code) for code in codes]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep the outcome per rule and test; the cases of one test count together."""
    codes = [code for key, code in report.user_properties if key == KEY]
    if not codes or (report.when != "call" and report.passed):
        return
    outcome = "goed" if report.passed else "overgeslagen" if report.skipped else "mis"
    test = report.nodeid.partition("[")[0]
    for code in codes:
        tests = _seen.setdefault(str(code), {})
        tests[test] = max(tests.get(test, outcome), outcome, key=WORST.index)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write, when this was a whole run and we are not one worker of it."""
    if hasattr(session.config, "workerinput") or not _is_whole(session.config):
        return
    text = told(_seen, datetime.now(UTC).date().isoformat())
    if not PLACE.exists() or PLACE.read_text() != text:
        PLACE.write_text(text)


def _is_whole(config: pytest.Config) -> bool:
    option: Any = config.option
    everything = config.args_source == pytest.Config.ArgsSource.TESTPATHS
    chosen = option.keyword or option.markexpr not in {"", KEY} or option.collectonly
    stopped = getattr(option, "maxfail", 0) or getattr(option, "deselect", None)
    return everything and not chosen and not stopped


def told(seen: dict[str, dict[str, str]], day: str) -> str:
    """The file: version, day, and per rule its tests with what came of each."""
    from kapstok import __version__

    rules = {code: dict(sorted(tests.items())) for code, tests in sorted(seen.items())}
    said = {"versie": __version__, "datum": day, "regels": rules}
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"
