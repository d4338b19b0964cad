"""The difference report in words, for a program and for a spreadsheet."""

import csv
import io
from dataclasses import asdict
from typing import Any

from kapstok.koppelvlakken.zgw.migratie.naar import Uitvoer
from kapstok.koppelvlakken.zgw.migratie.verschil import Verschil, Verslag

SHOWN = 50
COLUMNS = ("resource", "soort", "url", "pad", "bron", "doel")


def as_data(found: Verslag) -> dict[str, Any]:
    """Counts and differences."""
    return {
        "gelijk": found.aantal == 0,
        "aantalVerschillen": found.aantal,
        "tellingen": {name: asdict(one) for name, one in found.tellingen.items()},
        "verschillen": [asdict(one) for one in found.verschillen],
    }


def as_csv(found: Verslag) -> str:
    """A line per difference. What a spreadsheet would take for a formula is written as text."""
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";")
    writer.writerow(COLUMNS)
    for one in found.verschillen:
        writer.writerow([_cell(getattr(one, name)) for name in COLUMNS])
    return made.getvalue()


def _cell(value: str) -> str:
    return f"'{value}" if value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def as_text(found: Verslag) -> str:
    """A table, and the first differences."""
    lines = [f"{'':46}{'bron':>9}{'doel':>9}{'ontbreekt':>11}{'extra':>7}{'anders':>8}"]
    for name, one in found.tellingen.items():
        line = f"{name:46}{one.bron:>9}{one.doel:>9}{one.ontbreekt:>11}{one.extra:>7}{one.anders:>8}"
        lines.append(f"{line}  {one.melding}".rstrip())
    lines += [_line(one) for one in found.verschillen[:SHOWN]]
    if len(found.verschillen) > SHOWN:
        lines.append(f"... en nog {len(found.verschillen) - SHOWN}; vraag --json of --csv voor alle.")
    lines.append("Geen verschillen." if not found.aantal else f"{found.aantal} gegevens verschillen.")
    return "\n".join(lines)


def _line(one: Verschil) -> str:
    told = f" {one.pad}: {one.bron} is hier {one.doel}" if one.soort == "anders" else ""
    return f"{one.soort:10} {one.url}{told}"


def sent_data(done: Uitvoer) -> dict[str, Any]:
    """What was made in the other installation."""
    failed = [{"soort": name, "url": url, "reden": why} for name, url, why in done.mislukt]
    return {"gemaakt": done.gemaakt, "aanwezig": done.aanwezig, "mislukt": failed}


def sent_text(done: Uitvoer) -> str:
    """The same for a person."""
    names = dict.fromkeys([*done.gemaakt, *done.aanwezig])
    lines = [
        f"  {name:46}{done.gemaakt.get(name, 0):>9} gemaakt{done.aanwezig.get(name, 0):>9} al aanwezig"
        for name in names
    ]
    lines.append(f"Niet gelukt: {len(done.mislukt)}")
    lines += [f"  {name} {url}: {why}" for name, url, why in done.mislukt[:SHOWN]]
    return "\n".join(lines)
