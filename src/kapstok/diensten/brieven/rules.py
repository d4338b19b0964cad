"""The language of letter templates: text with {fields}. No code, no other syntax. Pure."""

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from kapstok.platform.errors import Refusal

_FIELD = re.compile(r"\{([a-z_]{1,40})\}")

# Fields that Kapstok fills in; every other field is asked of the medewerker.
KNOWN = (
    "aanvrager",
    "zaaknummer",
    "zaaktype",
    "onderwerp",
    "startdatum",
    "uiterlijk",
    "gemeente",
    "medewerker",
    "datum",
)

# What a mail may say. No name and no zaaktype: a mail is read on screens of others, and a zaaktype such as
# a Wmo-aanvraag tells about somebody's health (AVG art. 5 and 9: no more than is needed).
IN_MAIL = ("gemeente", "zaaknummer", "status", "datum", "mijn_omgeving")


class WrongField(NamedTuple):
    """A field that does not exist, and the one that was probably meant."""

    name: str
    meant: str


class BriefRefused(Refusal):
    """A letter cannot be made like this."""


def fields_of(*texts: str) -> list[str]:
    """Names of the fields, in the order in which they first appear."""
    return list(dict.fromkeys(name for text in texts for name in _FIELD.findall(text)))


def to_ask(*texts: str) -> list[str]:
    """Fields that a medewerker must fill in."""
    return [name for name in fields_of(*texts) if name not in KNOWN]


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its fields filled. A value is text and nothing else: braces in it stay braces."""
    return _FIELD.sub(lambda match: values.get(match.group(1), ""), text)


def missing(values: Mapping[str, str], *texts: str) -> list[BriefRefused]:
    """One refusal per field that is still empty, named as people read it."""
    return [
        BriefRefused("required", name, f"Vul in: {name.replace('_', ' ')}.")
        for name in fields_of(*texts)
        if not values.get(name, "").strip()
    ]


def wrong_fields(text: str, allowed: Collection[str]) -> list[WrongField]:
    """Fields in the text that are not allowed there."""
    return [
        WrongField(name, next(iter(get_close_matches(name, list(allowed), n=1)), ""))
        for name in fields_of(text)
        if name not in allowed
    ]


def stray_braces(text: str) -> list[str]:
    """Pieces around a brace that is no part of a field, such as {Zaak nummer}."""
    rest = _FIELD.sub("", text)
    return [rest[max(0, m.start() - 8) : m.end() + 12] for m in re.finditer(r"[{}]", rest)][:5]


def is_offered(
    *, zaaktypen: Collection[str], resultaten: Collection[str], zaaktype: str, resultaat: str
) -> bool:
    """Whether a template fits a zaak; before there is a resultaat, every resultaat is still possible."""
    if zaaktypen and zaaktype not in zaaktypen:
        return False
    return not resultaten or not resultaat or resultaat in resultaten
