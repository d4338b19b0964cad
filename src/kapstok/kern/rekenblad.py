"""CSV for a spreadsheet: semicolons, a mark that says UTF-8, and no text that is taken for a formula."""

import csv
import io
from collections.abc import Iterable


def rekenblad(head: list[str], rows: Iterable[list[str]]) -> str:
    """The sheet as text."""
    out = io.StringIO()
    out.write("\ufeff")  # a spreadsheet reads it as UTF-8 by this mark
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([cel(text) for text in head])
    writer.writerows([cel(text) for text in row] for row in rows)
    return out.getvalue()


def cel(text: str) -> str:
    """A text that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
