"""Facts of GEMMA (VNG Realisatie, release of 30 June 2026, EUPL): reference components and business functions.

Names, ids, classification and standards only, in files of our own form. They change with a release of Kapstok.
"""

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

RELEASE = "2026-06-30"


@dataclass(frozen=True, slots=True)
class Component:
    """A reference component with its BIV digits and the standards that belong to it."""

    id: str
    naam: str
    biv: str
    standaarden: frozenset[str]


@lru_cache(maxsize=1)
def componenten() -> dict[str, Component]:
    """All reference components by id, in the order of their names."""
    return {
        row["id"]: Component(
            row["id"], row["naam"], row["biv"], frozenset(filter(None, row["standaarden"].split("|")))
        )
        for row in _rows("componenten.csv")
    }


@lru_cache(maxsize=1)
def functies() -> dict[str, str]:
    """Names of business functions by id."""
    return {row["id"]: row["naam"] for row in _rows("functies.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))
