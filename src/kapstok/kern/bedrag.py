"""Amounts of money in whole cents, as people type and read them. Never a float."""

import re

from kapstok.kern.fouten import InvalidValue

MOST = 10**15  # cents; far beyond any budget, well within a bigint
_AMOUNT = re.compile(r"(-?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?", re.ASCII)


def parse_bedrag(text: str) -> int:
    """Cents in `1234`, `1234,5`, `1.234,56` or `€ 1.234,56`. A point is only taken between thousands."""
    found = _AMOUNT.fullmatch(text.replace("€", "").replace("\u00a0", " ").strip())
    if found is None:
        raise InvalidValue("invalid", "Dit is geen bedrag. Bijvoorbeeld 1.234,56.")
    sign, whole, part = found.groups()
    cents = int(whole.replace(".", "")) * 100 + int((part or "0").ljust(2, "0"))
    if cents > MOST:
        raise InvalidValue("too_large", "Dit bedrag is te groot.")
    return -cents if sign else cents


def bedrag_text(cents: int) -> str:
    """1234,56: what parse_bedrag reads back, and a spreadsheet takes for a number."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100},{abs(cents) % 100:02}"
