"""Dutch postcode."""

import re
from typing import NewType

from kapstok.kern.fouten import InvalidValue

Postcode = NewType("Postcode", str)

# SA, SD and SS are never given out.
_SHAPE = re.compile(r"[1-9][0-9]{3}(?!SA|SD|SS)[A-Z]{2}", re.ASCII)


def parse_postcode(text: str) -> Postcode:
    postcode = re.sub(r"\s+", "", text).upper()
    if not _SHAPE.fullmatch(postcode):
        raise InvalidValue("invalid", "Een postcode heeft 4 cijfers en 2 letters. Bijvoorbeeld 8431 AB.")
    return Postcode(postcode)


def is_postcode(text: str) -> bool:
    try:
        parse_postcode(text)
    except InvalidValue:
        return False
    return True


def format_postcode(postcode: Postcode) -> str:
    return f"{postcode[:4]} {postcode[4:]}"
