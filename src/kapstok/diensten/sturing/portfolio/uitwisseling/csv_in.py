"""CSV in: three kinds of file, known by their columns. Every fault with its row; nothing is half read."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from kapstok.diensten.sturing.harmonisatie.rules_cf import GEBONDEN
from kapstok.diensten.sturing.portfolio.uitwisseling import toepassen
from kapstok.diensten.sturing.portfolio.uitwisseling.kolommen import (
    CONTRACT,
    KOPPELING,
    CelFout,
    Kolom,
    applicatie_kolommen,
)
from kapstok.diensten.sturing.portfolio.uitwisseling.verslag import Rij, Verslag
from kapstok.platform.work import Actor

MOST_ROWS = 20_000
GEBRUIK, AFDELINGEN = "gebruik ", "afdelingen "


def import_csv(content: bytes, *, actor: Actor) -> Verslag:
    """Read one file; with faults nothing is kept."""
    verslag = Verslag()
    table = _table(content, verslag)
    if table is None:
        return verslag
    head, lines = table
    work = toepassen.Toepassing(verslag, actor)
    if {"van", "naar"} <= set(head):
        verslag.soort = "koppelingen"
        _columns(verslag, head, KOPPELING, ("van", "naar"))
        rows = _read(verslag, head, lines, KOPPELING, ("van", "naar"))
        steps = [(toepassen.koppeling, rows)]
    elif {"nummer", "applicatie"} <= set(head):
        verslag.soort = "contracten"
        _columns(verslag, head, CONTRACT, ("applicatie", "gemeente"))
        rows = _read(verslag, head, lines, CONTRACT, ("applicatie", "gemeente"))
        _double(verslag, rows, "nummer")
        steps = [(toepassen.contract, rows)]
    elif "naam" in head:
        verslag.soort = "applicaties"
        columns = applicatie_kolommen()
        uses = [f"{kind}{code}" for code in work.deelnemers for kind in (GEBRUIK, AFDELINGEN)]
        _columns(verslag, head, columns, ("vervangen_door", *GEBONDEN, *uses))
        rows = _read(verslag, head, lines, columns, ("vervangen_door",))
        for row, line in zip(rows, lines, strict=False):
            _more(verslag, row, dict(zip(head, line[1], strict=False)), work.deelnemers)
        _double(verslag, rows, "naam")
        steps = [(toepassen.applicatie, rows)]
        if "vervangen_door" in head:
            steps.append((toepassen.opvolger, rows))
    else:
        verslag.fout(
            1, "", _("Aan de kolommen is niet te zien wat dit is: applicaties, contracten of koppelingen.")
        )
        return verslag
    return verslag.niets() if verslag.fouten else work.run(steps)


Lines = list[tuple[int, list[str]]]


def _table(content: bytes, verslag: Verslag) -> tuple[list[str], Lines] | None:
    """Head and rows with their number in the file; semicolons or commas, as the first row says."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        verslag.fout(row, "", _("Dit bestand is geen UTF-8. Sla het op als CSV UTF-8."))
        return None
    if "\0" in text:
        verslag.fout(text[: text.index("\0")].count("\n") + 1, "", _("Dit is geen tekstbestand."))
        return None
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True)
    lines: Lines = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((reader.line_num, cells))
            if len(lines) > MOST_ROWS:
                verslag.fout(reader.line_num, "", _("Een bestand heeft hoogstens 20.000 rijen."))
                return None
    except csv.Error:
        verslag.fout(reader.line_num, "", _("Deze rij is niet te lezen: controleer de aanhalingstekens."))
        return None
    if not lines:
        verslag.fout(1, "", _("Dit bestand is leeg."))
        return None
    head = [_unescaped(cell).strip() for cell in lines[0][1]]
    return head, lines[1:]


def _columns(verslag: Verslag, head: list[str], kolommen: Sequence[Kolom], others: Sequence[str]) -> None:
    """Every column is known and there once, and what a row is known by is there."""
    known = {k.naam for k in kolommen} | set(others)
    for name in head:
        if name not in known:
            verslag.fout(1, name, _("Deze kolom is onbekend."))
        elif head.count(name) > 1:
            verslag.fout(1, name, _("Deze kolom staat er meer dan één keer."))
    if kolommen is CONTRACT:
        for name in ("begin", "einde"):
            if name not in head:
                verslag.fout(1, name, _("Deze kolom ontbreekt."))


def _read(
    verslag: Verslag, head: list[str], lines: Lines, kolommen: Sequence[Kolom], names: Sequence[str]
) -> list[Rij]:
    columns = {k.naam: k for k in kolommen}
    rows = []
    for number, cells in lines:
        if len(cells) != len(head):
            text = _("Deze rij heeft %(n)s kolommen, de eerste rij %(m)s.") % {
                "n": len(cells),
                "m": len(head),
            }
            verslag.fout(number, "", text)
        cell = {name: _unescaped(value) for name, value in zip(head, cells, strict=False)}
        values: dict[str, Any] = {}
        for name, column in columns.items():
            if name in cell:
                try:
                    values[name] = column.lees(cell[name])
                except CelFout as wrong:
                    verslag.fout(number, name, wrong)
        rows.append(Rij(number, values, namen={n: cell[n].strip() for n in names if n in cell}))
    return rows


def _more(verslag: Verslag, row: Rij, cell: dict[str, str], codes: dict[str, Any]) -> None:
    """What an application has besides: integration with the bound systems, and use per municipality."""
    if any(system in cell for system in GEBONDEN):
        row.waarden["integratie"] = {s: cell[s].strip().lower() for s in GEBONDEN if cell.get(s, "").strip()}
    for code in codes:
        letters = cell.get(f"{GEBRUIK}{code}")
        if letters is None:
            continue
        clean = letters.strip().upper()
        if set(clean) - set(toepassen.LETTERS):
            verslag.fout(
                row.nummer, f"{GEBRUIK}{code}", _("Gebruik B (beheren), M (muteren) en R (raadplegen).")
            )
        row.gebruik[code] = clean
        units = cell.get(f"{AFDELINGEN}{code}", "")
        row.afdelingen[code] = [part.strip() for part in units.split("|") if part.strip()]


def _double(verslag: Verslag, rows: list[Rij], key: str) -> None:
    """The same name twice in one file: which of the two is meant?"""
    seen: dict[str, int] = {}
    for row in rows:
        name = row.waarden.get(key, "").casefold()
        if name in seen:
            verslag.fout(row.nummer, key, _("Dit staat ook al in rij %s.") % seen[name])
        seen.setdefault(name, row.nummer)


def _unescaped(cell: str) -> str:
    """Back what the export put a quote before, so that no spreadsheet took it for a formula."""
    return cell[1:] if cell[:2] in ("'=", "'+", "'-", "'@") else cell
