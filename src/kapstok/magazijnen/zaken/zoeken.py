"""Zaken by words: every word of the question must begin a word of the zaak (docs/besluiten/0007)."""

from typing import Any

from kapstok.platform.db import fetch_all

_AT_MOST = 5  # words of a question that count
_CANDIDATES = 5000  # zaken that are put in order; a question that finds more is too wide to be helped by it
_LAST = "\U0010ffff"

_FOUND = """
SELECT z.id, z.identificatie, z.omschrijving, z.startdatum, z.einddatum, t.omschrijving AS zaaktype
FROM zaken_zaak z JOIN catalogi_zaaktype t ON t.id = z.zaaktype_id
WHERE z.id IN (SELECT w0.zaak_id FROM {words} LIMIT {candidates})
ORDER BY z.einddatum IS NOT NULL, z.startdatum DESC, z.id LIMIT %(limit)s
"""


def words_of(question: str) -> list[str]:
    """The words of a question, written as the table keeps them."""
    return [
        r["woord"] for r in fetch_all("SELECT w AS woord FROM zaak_woorden(%s) AS w ORDER BY w", [question])
    ]


def find_zaken(question: str, *, limit: int) -> list[dict[str, Any]]:
    """Zaken that have all words of the question, open ones first, newest first."""
    words = sorted(words_of(question[:200]), key=len, reverse=True)[:_AT_MOST]
    if not words:
        return []
    params: dict[str, Any] = {"limit": limit}
    tables, begins = [], []
    for number, word in enumerate(words):
        params |= {f"from{number}": word, f"to{number}": word + _LAST}
        tables.append(f"zaken_zaakwoord w{number}" + (" USING (zaak_id)" if number else ""))
        begins.append(f"w{number}.woord >= %(from{number})s AND w{number}.woord < %(to{number})s")
    found = f"{' JOIN '.join(tables)} WHERE {' AND '.join(begins)}"
    return fetch_all(_FOUND.format(words=found, candidates=_CANDIDATES), params)
