"""A document as a PDF for keeping and for everybody: PDF/A-2a and PDF/UA-1. The same document gives the same bytes."""

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import msgspec

from kapstok.diensten.sturing.dossier.stuk import Memo


@cache
def _template() -> str:
    return (Path(__file__).parent / "sjablonen" / "stuk.typ").read_text()


def pdf(memo: Memo) -> bytes:
    """The file."""
    return _made(msgspec.json.encode(_values(memo)))


@lru_cache(maxsize=8)
def _made(values: bytes) -> bytes:
    """Known by all that stands in it: setting it takes a tenth of a second or more."""
    from kapstok.platform.pdf import render_pdf  # loads the typesetter, which is large

    return render_pdf(_template(), msgspec.json.decode(values), standards=("a-2a", "ua-1"))


def _values(memo: Memo) -> dict[str, Any]:
    return {
        "titel": memo.titel,
        "datum": [memo.datum.year, memo.datum.month, memo.datum.day],
        "kop": [list(pair) for pair in memo.kop],
        "inleiding": list(memo.inleiding),
        "tabellen": [
            {
                "titel": table.titel,
                "koppen": list(table.koppen),
                "rijen": [list(row) for row in table.rijen],
                "getallen": list(table.getallen),
                "slot": table.slot,
            }
            for table in memo.tabellen
        ],
    }
