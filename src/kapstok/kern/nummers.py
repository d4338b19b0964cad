"""Numbers that identify people, organisations and accounts: bsn, rsin, kvk, vestigingsnummer, iban.

`parse_x` takes what people type (spaces, dots, dashes) and gives the plain number or raises InvalidValue.
"""

import re
from collections.abc import Callable
from typing import NewType

from kapstok.kern.fouten import InvalidValue

Bsn = NewType("Bsn", str)
Rsin = NewType("Rsin", str)
Kvk = NewType("Kvk", str)
Vestigingsnummer = NewType("Vestigingsnummer", str)
Iban = NewType("Iban", str)

_SEPARATORS = re.compile(r"[\s.\-\u2010-\u2015]+")
_ELFPROEF_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
# Account number length per country (ISO 13616 register); other countries pass on the mod 97 check alone.
_IBAN_LENGTHS = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
    "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26,
    "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28,
    "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "VA": 22,
}  # fmt: skip


def parse_bsn(text: str) -> Bsn:
    """Nine digits that pass the elfproef. 000000000 passes: the ZGW standard reserves it as test number."""
    return Bsn(_with_elfproef(text, "Een BSN heeft 9 cijfers.", "Dit BSN klopt niet. Controleer de cijfers."))


def parse_rsin(text: str) -> Rsin:
    return Rsin(
        _with_elfproef(text, "Een RSIN heeft 9 cijfers.", "Dit RSIN klopt niet. Controleer de cijfers.")
    )


def parse_kvk(text: str) -> Kvk:
    """Eight digits; the Handelsregister gives no check digit."""
    number = _digits(text, 8, "Een KVK-nummer heeft 8 cijfers.")
    if number == "0" * 8:
        raise InvalidValue("invalid", "Dit KVK-nummer bestaat niet. Controleer de cijfers.")
    return Kvk(number)


def parse_vestigingsnummer(text: str) -> Vestigingsnummer:
    return Vestigingsnummer(_digits(text, 12, "Een vestigingsnummer heeft 12 cijfers."))


def parse_iban(text: str) -> Iban:
    """Country, check digits and account, by ISO 13616; the rest of 97 must be 1."""
    number = _SEPARATORS.sub("", text).upper()
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", number, re.ASCII):
        raise InvalidValue(
            "invalid", "Een IBAN begint met een landcode en 2 cijfers. Bijvoorbeeld NL91 ABNA 0417 1643 00."
        )
    if len(number) != _IBAN_LENGTHS.get(number[:2], len(number)):
        raise InvalidValue("invalid", "Dit IBAN heeft niet het juiste aantal tekens.")
    if number[:2] == "NL" and not re.fullmatch(r"[A-Z]{4}[0-9]{10}", number[4:], re.ASCII):
        raise InvalidValue(
            "invalid", "Een Nederlands IBAN heeft na de controlecijfers 4 letters en 10 cijfers."
        )
    if int("".join(str(int(c, 36)) for c in number[4:] + number[:4])) % 97 != 1:
        raise InvalidValue("invalid", "Dit IBAN klopt niet. Controleer de letters en cijfers.")
    return Iban(number)


def format_iban(iban: Iban) -> str:
    """In groups of four, as on paper."""
    return " ".join(iban[i : i + 4] for i in range(0, len(iban), 4))


def is_bsn(text: str) -> bool:
    return _passes(parse_bsn, text)


def is_rsin(text: str) -> bool:
    return _passes(parse_rsin, text)


def is_kvk(text: str) -> bool:
    return _passes(parse_kvk, text)


def is_vestigingsnummer(text: str) -> bool:
    return _passes(parse_vestigingsnummer, text)


def is_iban(text: str) -> bool:
    return _passes(parse_iban, text)


def passes_elfproef(number: str) -> bool:
    """The weighted sum with weights 9 to 2 and -1 is a multiple of 11 (Logisch Ontwerp BRP, 01.20)."""
    return sum(w * int(d) for w, d in zip(_ELFPROEF_WEIGHTS, number, strict=True)) % 11 == 0


def _passes(parse: Callable[[str], str], text: str) -> bool:
    try:
        parse(text)
    except InvalidValue:
        return False
    return True


def _with_elfproef(text: str, wrong_length: str, wrong_check: str) -> str:
    number = _digits(text, 9, wrong_length)
    if not passes_elfproef(number):
        raise InvalidValue("invalid", wrong_check)
    return number


def _digits(text: str, length: int, wrong_length: str) -> str:
    number = _SEPARATORS.sub("", text)
    if not re.fullmatch(r"[0-9]*", number):
        raise InvalidValue("only-digits", "Vul alleen cijfers in.")
    if len(number) == length:
        return number
    raise InvalidValue("max_length" if len(number) > length else "min_length", wrong_length)
