"""GBA-V CSV in the form of the test set of RvIG: a row holds one entry of every category, the next row what follows.

The first column names the person and is empty on the rows that follow. A column `cc.H` says what stands in that
category on the next row: an older entry of the same stapel (51 to 66) or another stapel (01 to 16). Where it says
nothing, an entry of a category that has one stapel is older, and one of another category is another stapel.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from kapstok.magazijnen.brp.rules import CATEGORIES, Categorieen, PersoonslijstRefused

Persoon = tuple[str, Categorieen]
_KOLOM = re.compile(r"(\d\d)\.(\d\d)\.(\d\d)|(\d\d)\.H")
_HISTORISCH = 50
_MEER_STAPELS = {"04", "05", "09", "12"}


def is_gbav(content: bytes) -> bool:
    """Does it begin as such a file does?"""
    return content.removeprefix(b"\xef\xbb\xbf")[:9] == b";01.01.10"


def lees(content: bytes) -> list[Persoon]:
    """The persons of a file (label, categories). Refuses it as a whole, with the row."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        raise _fout(row, "dit bestand is geen UTF-8") from error
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    try:
        return list(_personen(rows))
    except csv.Error as error:
        raise _fout(rows.line_num, f"dit is geen goede CSV ({error})") from error


def _fout(row: int, what: str) -> PersoonslijstRefused:
    return PersoonslijstRefused("csv", "bestand", f"Rij {row}: {what}.")


def _kolommen(names: list[str]) -> list[tuple[str, str]]:
    """Of each column its category and element; element "H" says what the next row holds."""
    found = []
    # A separator at the end of the row makes one more column, without a name.
    for name in names[1:-1] if names[-1:] == [""] else names[1:]:
        match = _KOLOM.fullmatch(name)
        category = (match[1] or match[4]) if match else ""
        if match is None or category not in CATEGORIES:
            raise _fout(1, f"kolom {name[:20] or '(leeg)'} bestaat niet")
        found.append((category, "H" if match[4] else f"{match[2]}{match[3]}"))
    return found


def _personen(rows: Iterator[list[str]]) -> Iterator[Persoon]:
    columns = _kolommen(next(rows, []))
    label, lijst, follows = "", None, dict[str, str]()
    for number, row in enumerate(rows, start=2):
        if len(row) not in {len(columns) + 1, len(columns) + 2} or any(row[len(columns) + 1 :]):
            raise _fout(number, f"{len(row)} kolommen in plaats van {len(columns) + 1}")
        if row[0]:
            if lijst:
                yield label, lijst
            label, lijst, follows = row[0], {}, {}
        if lijst is None:
            raise _fout(number, "deze rij hoort bij geen persoon")
        follows = _rij(number, columns, row[1 : len(columns) + 1], lijst, follows)
    if lijst:
        yield label, lijst


def _rij(
    number: int,
    columns: list[tuple[str, str]],
    values: list[str],
    lijst: Categorieen,
    follows: dict[str, str],
) -> dict[str, str]:
    """Put the entries of one row where they belong. Returns what the next row holds, by category."""
    entries: dict[str, dict[str, str]] = {}
    following: dict[str, str] = {}
    for (category, element), value in zip(columns, values, strict=True):
        if not value:
            continue
        if element == "H":
            following[category] = value
        else:
            entries.setdefault(category, {})[element] = value
    # What the row before announces and this row has nothing of, is an entry without values.
    empty = {c: {} for c in follows if c not in entries and (c in following or follows[c] == c)}
    for category, entry in {**entries, **empty}.items():
        stapels = lijst.setdefault(category, [])
        older = f"{int(category) + _HISTORISCH:02d}"
        if not stapels and follows.get(category) == older:
            # There was something, and there is nothing now.
            stapels.append([{}])
        place = (
            follows.get(category, category if category in _MEER_STAPELS else older) if stapels else category
        )
        if place == older:
            stapels[-1].append(entry)
        elif place == category:
            stapels.append([entry])
        else:
            told = f"de rij ervoor zegt in {category}.H niet wat dit is ({place[:20]})"
            raise _fout(number, f"categorie {category}: {told}")
    return following


def schrijf(personen: Iterable[Persoon], elementen: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """A file with persons, a person at a time. `elementen`: each (category, element) that any of them has."""
    columns = list(_met_volgende(sorted(set(elementen))))
    heads = [f"{c}.{e if e == 'H' else f'{e[:2]}.{e[2:]}'}" for c, e in columns]
    yield b"\xef\xbb\xbf" + _regels([["", *heads]])
    for number, (label, lijst) in enumerate(personen, start=1):
        told = {category: _rijen(category, stapels) for category, stapels in lijst.items()}
        height = max(map(len, told.values()), default=1)
        rows = [
            [told[c][n].get(e, "") if n < len(told.get(c, ())) else "" for c, e in columns]
            for n in range(height)
        ]
        names = [label or f"Lg01_{number}", *[""] * (height - 1)]
        yield _regels([name, *row] for name, row in zip(names, rows, strict=True))


def _met_volgende(elements: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for place, (category, element) in enumerate(elements):
        yield category, element
        if place + 1 == len(elements) or elements[place + 1][0] != category:
            yield category, "H"


def _rijen(category: str, stapels: list[list[dict[str, str]]]) -> list[dict[str, str]]:
    """The entries of a category one under the other, each telling what the next one is."""
    older = f"{int(category) + _HISTORISCH:02d}"
    flat = [(category if n == 0 else older, entry) for stapel in stapels for n, entry in enumerate(stapel)]
    follows = [kind for kind, _entry in flat[1:]] + [""]
    return [{**entry, "H": kind} for (_kind, entry), kind in zip(flat, follows, strict=True)]


def _regels(rows: Iterable[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()
