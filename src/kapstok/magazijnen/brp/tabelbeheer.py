"""National tables out of a file: checked, kept for all municipalities, and used from then on."""

import csv
import hashlib
import io
import re
from dataclasses import dataclass

from django.db import transaction

from kapstok.magazijnen.brp.bevragen.tabellen import Regel, Tabel
from kapstok.magazijnen.brp.models import Tabellading, Tabelwaarde
from kapstok.platform.errors import Refusal

SOORTEN = {
    "05.11": ("nationaliteiten", 4),
    "92.10": ("gemeenten", 4),
    "94.10": ("landen", 4),
    "96.10": ("redenen_nationaliteit", 3),
    "39.11": ("verblijfstitels", 2),
    "88.11": ("rni_deelnemers", 4),
    "32.11": ("gezagsverhoudingen", 2),
}
"""Element that a table is the list of (the first column of its file): our name, and how long a code is at most."""
_VAN, _TOT = "99.98", "99.99"
_CODE = re.compile(r"[0-9A-Z]+")
_DAG = re.compile(r"\d{8}")


class TabelRefused(Refusal):
    """The file is not a national table; the message says on which row."""


@dataclass(frozen=True)
class Uitkomst:
    """What a load came to. `bleven`: codes that are not in the file any more; they keep their meaning."""

    tabel: str
    nieuw: int
    gewijzigd: int
    gelijk: int
    bleven: int


def lees(content: bytes) -> tuple[str, Tabel]:
    """Name and rows of a file as RvIG publishes it: CSV in UTF-16 or UTF-8, element numbers in the header."""
    try:
        text = content.decode("utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise _fout(1, "dit bestand is geen UTF-8 of UTF-16") from error
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        head = [name.split(" ")[0] for name in next(rows, [])]
        if not head or head[0] not in SOORTEN:
            raise _fout(1, "dit is geen landelijke tabel: in de eerste kolom staat geen bekend element")
        name, size = SOORTEN[head[0]]
        found: Tabel = {}
        for number, row in enumerate(rows, start=2):
            if any(row):
                _rij(number, dict(zip(head, row, strict=False)), (head[0], head[1], size), found)
    except csv.Error as error:
        raise _fout(rows.line_num, f"dit is geen goede CSV ({error})") from error
    if not found:
        raise _fout(1, "de tabel is leeg")
    return name, found


def _fout(row: int, what: str) -> TabelRefused:
    return TabelRefused("tabel", "bestand", f"Rij {row}: {what}.")


def _rij(number: int, row: dict[str, str], what: tuple[str, str, int], found: Tabel) -> None:
    code_column, text_column, size = what
    code, text = row[code_column].strip(), row.get(text_column, "").strip()
    if not _CODE.fullmatch(code) or len(code) > size:
        raise _fout(number, f"code {code[:20] or '(leeg)'} kan niet in deze tabel")
    if code in found:
        raise _fout(number, f"code {code} staat er twee keer in")
    if not text or len(text) > Tabelwaarde.LENGTE:
        raise _fout(number, f"code {code} heeft geen omschrijving, of een te lange")
    van, tot = row.get(_VAN, "").strip(), row.get(_TOT, "").strip()
    for day in filter(None, (van, tot)):
        if not _DAG.fullmatch(day):
            raise _fout(number, f"{day[:20]} is geen datum")
    if van and tot and tot < van:
        raise _fout(number, f"code {code} eindigt voordat hij begint")
    found[code] = Regel(text, van, tot)


def laad(content: bytes, *, bestand: str) -> Uitkomst:
    """Keep a table, as the owner of the database: it holds for all municipalities. All or nothing."""
    name, rows = lees(content)
    with transaction.atomic():
        known = {w.code: w for w in Tabelwaarde.objects.select_for_update().filter(tabel=name)}
        new = [
            Tabelwaarde(tabel=name, code=code, omschrijving=r.omschrijving, van=r.van, tot=r.tot)
            for code, r in rows.items()
        ]
        same = [w for w in new if w.code in known and known[w.code].regel() == w.regel()]
        Tabelwaarde.objects.bulk_create(
            new,
            update_conflicts=True,
            unique_fields=["tabel", "code"],
            update_fields=["omschrijving", "van", "tot"],
        )
        Tabellading.objects.create(
            tabel=name, bestand=bestand[:200], sha256=hashlib.sha256(content).hexdigest(), regels=len(rows)
        )
    before = sum(1 for code in rows if code in known)
    return Uitkomst(name, len(rows) - before, before - len(same), len(same), len(set(known) - set(rows)))


def geladen() -> dict[str, Tabel]:
    """All tables that were loaded."""
    found: dict[str, Tabel] = {}
    for value in Tabelwaarde.objects.all().iterator(chunk_size=2000):
        found.setdefault(value.tabel, {})[value.code] = value.regel()
    return found
