"""What differs between two texts, line by line, for a page without colour alone telling it."""

from dataclasses import dataclass
from difflib import SequenceMatcher

MOST = 400


@dataclass(frozen=True, slots=True)
class Regel:
    """A line: `soort` is gelijk, weg or nieuw."""

    soort: str
    tekst: str


def lines_that_differ(old: str, new: str, *, around: int = 2) -> list[Regel]:
    """Removed and new lines, with a few equal ones around them; empty when nothing differs."""
    before, after = old.splitlines(), new.splitlines()
    found: list[Regel] = []
    for group in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(around):
        if found:
            found.append(Regel("gelijk", "…"))
        for kind, i1, i2, j1, j2 in group:
            if kind == "equal":
                found += [Regel("gelijk", line) for line in before[i1:i2]]
                continue
            found += [Regel("weg", line) for line in before[i1:i2]]
            found += [Regel("nieuw", line) for line in after[j1:j2]]
    return found[:MOST]
