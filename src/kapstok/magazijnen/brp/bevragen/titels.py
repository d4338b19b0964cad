"""Titles of nobility and predicates (LO3 table 38): their forms, and how their holder is addressed."""

from typing import NamedTuple


class Titel(NamedTuple):
    """A title with its form for a man and a woman; "" where the language has none."""

    omschrijving: str
    soort: str
    man: str
    vrouw: str

    def voor(self, geslacht: str) -> str:
        """The form that goes with the sex; "" when there is none."""
        return {"M": self.man, "V": self.vrouw}.get(geslacht, "")


_PAREN = {
    ("B", "BS"): ("baron", "barones"),
    ("G", "GI"): ("graaf", "gravin"),
    ("H", "HI"): ("hertog", "hertogin"),
    ("M", "MI"): ("markies", "markiezin"),
    ("P", "PS"): ("prins", "prinses"),
    ("JH", "JV"): ("jonkheer", "jonkvrouw"),
}
TITELS: dict[str, Titel] = {"R": Titel("ridder", "titel", "ridder", "")} | {
    code: Titel(eigen, "predicaat" if code[0] == "J" else "titel", *vormen)
    for codes, vormen in _PAREN.items()
    for code, eigen in zip(codes, vormen, strict=True)
}
# A woman may bear the title of her partner by courtesy: these have a form for her.
HOFFELIJK = {"B": "barones", "G": "gravin", "H": "hertogin", "M": "markiezin", "P": "prinses"}


def aanspreekvorm(code: str, geslacht: str) -> str:
    """How the holder is addressed: hoogheid, hooggeboren heer, hoogwelgeboren vrouwe; "" when not specially."""
    if code in {"P", "PS"}:
        return "hoogheid"
    persoon = {"M": "heer", "V": "vrouwe"}.get(geslacht)
    if persoon is None or code not in TITELS:
        return ""
    return f"{'hooggeboren' if code in {'G', 'GI'} else 'hoogwelgeboren'} {persoon}"
